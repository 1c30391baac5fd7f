"""The page for those who see little, use no mouse, or want nothing to move."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from bot.core.intent import MISHEARD, Intent
from bot.core.reply import Button, Reply, Table
from tests.channels.echo import Echo
from tests.e2e.browser import PHONE, WIDE, Scheme, Visit, visit
from tests.e2e.chats import slowed

# Text on its ground, as WCAG counts it; the two colours are blended where they are see-through.
CONTRASTS = """() => {
  const parse = (c) => { const [r, g, b, a = 1] = c.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => top.slice(0, 3).map((v, n) => v * top[3] + below[n] * (1 - top[3]));
  const linear = (v) => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = (c) => { const [r, g, b] = c.map(linear); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { const own = parse(getComputedStyle(e).backgroundColor);
    return own[3] === 1 || !e.parentElement ? own.slice(0, 3) : over(own, ground(e.parentElement)); };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest("noscript, template")) continue;
    const below = ground(e), text = over(parse(getComputedStyle(e).color), below);
    const [a, b] = [light(text), light(below)].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(walk.currentNode.data.trim());
  }
  return poor;
}"""
NAMELESS = """() => [...document.querySelectorAll("button, input, textarea, [role=log], section, dialog")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(e.ariaLabel || e.innerText || e.labels?.length || e.hasAttribute("aria-labelledby")))
  .map((e) => e.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_everything_can_be_read_and_has_a_name(
    browser: Browser, echo: Echo, url: str, scheme: Scheme, viewport: ViewportSize
) -> None:
    answer = Reply(
        "Còn thiếu 139 việc",
        heard="Hiểu là: việc",
        lines=("một",),
        table=Table(("A", ">B"), (("a", "1"),)),
        notes=("Nguồn",),
        buttons=(
            (Button("Tiếp", Intent("help")), Button("Lùi", Intent("help"), back=True)),
            (Button("Không phải", Intent(MISHEARD)),),
        ),
    )
    echo.answer = lambda _: answer
    with visit(browser, url, viewport, scheme) as found:
        assert (found.page.evaluate(CONTRASTS), found.page.evaluate(NAMELESS)) == ([], [])
        found.pane().ask("một")
        assert (found.page.evaluate(CONTRASTS), found.page.evaluate(NAMELESS)) == ([], [])
        for button, dialog in ((".who", "#people-dialog"), ("#clock-button", "#clock-dialog")):
            found.page.locator(button).first.click()
            assert (found.page.evaluate(CONTRASTS), found.page.evaluate(NAMELESS)) == ([], [])
            assert not found.scrolls_sideways()
            found.page.keyboard.press("Escape")
            expect(found.page.locator(dialog)).to_be_hidden()
        assert found.complaints == []


def test_the_choice_of_light_or_dark_is_kept(browser: Browser, url: str) -> None:
    with visit(browser, url, scheme="dark") as found:
        body = found.page.locator("body")
        dark = body.evaluate("b => getComputedStyle(b).backgroundColor")
        found.page.locator("#theme-button").click()
        light = body.evaluate("b => getComputedStyle(b).backgroundColor")
        found.page.reload()
        assert dark != light == body.evaluate("b => getComputedStyle(b).backgroundColor")


def test_nothing_moves_for_those_who_asked_for_that(echo: Echo, wide: Visit) -> None:
    go_on = slowed(echo)
    wide.page.emulate_media(reduced_motion="reduce")
    pane = wide.pane()
    pane.box.fill("một")
    pane.box.press("Enter")
    pane.whole.locator(".typing").wait_for()
    assert wide.page.evaluate("document.getAnimations().length") == 0
    go_on.set()


def test_a_new_answer_is_announced(wide: Visit) -> None:
    log = wide.page.get_by_role("log").first
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-label", re.compile("Trần Hải"))
