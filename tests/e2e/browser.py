"""A real Chromium for the tests; where it is missing they are skipped, but never in CI."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but the test's own server can be reached, whatever the browser or the page would like to ask.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PHONE = ViewportSize(width=360, height=740)
WIDE = ViewportSize(width=1280, height=800)
Scheme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Browser]:
    found = os.environ.get("TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS, ALONE])
        yield browser
        browser.close()


@dataclass
class Visit:
    """One browser of one person: its page, and all that it asked for and complained of."""

    context: BrowserContext
    page: Page
    url: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def pane(self, number: int = 0) -> Pane:
        return Pane(self.page, number)

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@dataclass
class Pane:
    """One of the chats on the page, as a person uses it."""

    page: Page
    number: int

    def __post_init__(self) -> None:
        self.whole = self.page.locator(".pane").nth(self.number)
        self.box = self.whole.locator("textarea")
        self.said = self.whole.locator(".said p")
        self.replies = self.whole.locator(".reply")

    def ask(self, text: str) -> str:
        """Type a question, press Enter, and read the answer."""
        before = self.replies.count()
        self.box.fill(text)
        self.box.press("Enter")
        return self.answer(before)

    def press(self, label: str) -> str:
        """Press the newest button of this label, and read the answer."""
        before = self.replies.count()
        self.whole.get_by_role("button", name=label, exact=True).last.click()
        return self.answer(before)

    def answer(self, number: int) -> str:
        """What can be read of a reply; a space that holds a number to its word is a space."""
        return self.replies.nth(number).inner_text().replace("\u00a0", " ")

    def become(self, code: str) -> None:
        self.whole.locator(".who").click()
        self.page.locator(f'#people-dialog [data-code="{code}"]').first.click()
        self.whole.locator(".log:not([aria-busy])").wait_for()


@contextmanager
def visit(
    browser: Browser, url: str, viewport: ViewportSize = WIDE, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """Open the page as someone who was never here before, and wait until it can be talked to."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="vi-VN")
    context.set_default_timeout(15_000)
    page = context.new_page()
    made = Visit(context, page, url)
    context.on("request", lambda request: made.asked.append(request.url))
    page.on("console", lambda message: made.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.goto(url)
    page.locator(".log:not([aria-busy]) > *").first.wait_for()
    yield made
    context.close()
    assert [address for address in made.asked if not address.startswith(url + "/")] == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
