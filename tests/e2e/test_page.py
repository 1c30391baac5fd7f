"""The page in a real browser, over the real inbox and outbox, with answers that the test chooses."""

from __future__ import annotations

import re
import shutil
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from bot.core.intent import MISHEARD, Intent
from bot.core.message import Message
from bot.core.reply import Button, Reply, Table
from tests.channels.echo import Echo, served
from tests.e2e.browser import PHONE, WIDE, Visit, free_port, visit
from tests.e2e.chats import HOSTILE, PEOPLE, slowed
from thads_data.database import Database
from thads_data.inbox import INBOX


def hostile(_message: Message) -> Reply:
    return Reply(
        HOSTILE,
        heard=f"Hiểu là: <img src=x onerror=document.title='hacked'> {HOSTILE}",
        lines=("<script>document.title='hacked'</script>", "x" * 5000, "một\nhai"),
        table=Table(("Việc <i>", ">Tiền"), ((HOSTILE, "39.936.678.000"), ("y" * 5000, "</table>"))),
        notes=("&lt;b&gt; &amp;",),
        buttons=((Button("<u>Nút</u> " + "z" * 300, Intent("help")),),),
    )


# Text is text


def test_what_anyone_wrote_is_shown_as_text_and_breaks_nothing(
    echo: Echo, browser: Browser, url: str
) -> None:
    echo.answer = hostile
    with visit(browser, url, PHONE) as phone:
        pane = phone.pane()
        pane.become("A-LAN")
        pane.ask(HOSTILE)
        reply = pane.replies.first
        assert pane.said.first.text_content() == HOSTILE
        assert pane.whole.locator(".who b").text_content() == HOSTILE
        assert reply.locator(".headline").text_content() == HOSTILE
        lines = reply.locator(".line").all_text_contents()
        assert lines == ["<script>document.title='hacked'</script>", "x" * 5000, "một\nhai"]
        assert reply.locator("td").first.text_content() == HOSTILE
        assert reply.locator(".notes p").text_content() == "&lt;b&gt; &amp;"
        assert pane.whole.locator("img, i, u, .log b, .log script").count() == 0
        assert phone.page.title() == "Trợ lý Thi hành án – bản dùng thử"
        assert not phone.scrolls_sideways()
        assert phone.complaints == []


def test_numbers_are_aligned_right_and_never_broken(echo: Echo, phone: Visit) -> None:
    rows = (("1. Phòng Nghiệp vụ và Tổ chức", "85,42%", "39,94 tỷ"), ("2. Phòng KV 4", "9,1%", "1 việc"))
    echo.answer = lambda _: Reply("x", table=Table(("Đơn vị", ">Tỷ lệ", ">Còn thiếu"), rows))
    phone.pane().ask("bảng")
    table = phone.page.locator(".reply table")
    expect(table.locator("th")).to_have_text(["Đơn vị", "Tỷ lệ", "Còn thiếu"])
    cell = table.locator("td").nth(2)
    expect(cell).to_have_css("text-align", "right")
    expect(cell).to_have_css("white-space", "nowrap")
    assert table.evaluate("t => t.parentElement.scrollWidth <= t.parentElement.clientWidth")


# Talking


def test_enter_sends_and_shift_enter_breaks_the_line(wide: Visit, echo: Echo) -> None:
    pane = wide.pane()
    pane.box.type("dòng một")
    pane.box.press("Shift+Enter")
    pane.box.type("dòng hai")
    pane.box.press("Enter")
    expect(pane.replies).to_have_count(1)
    assert pane.said.all_text_contents() == ["dòng một\ndòng hai"]
    expect(pane.box).to_have_value("")


def test_enter_belongs_to_the_keyboard_while_a_letter_is_being_made(wide: Visit) -> None:
    pane = wide.pane()
    pane.box.fill("thiêu")
    half_way = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    pane.box.evaluate(f"box => box.dispatchEvent({half_way})")
    expect(pane.box).to_have_value("thiêu")
    assert pane.said.count() == 0


def test_an_arrow_up_brings_the_last_question_back_to_be_changed(wide: Visit) -> None:
    pane = wide.pane()
    pane.ask("kv4 the nao")
    pane.box.press("ArrowUp")
    expect(pane.box).to_have_value("kv4 the nao")
    pane.box.press("Escape")
    expect(pane.box).to_have_value("")
    pane.box.fill("đang viết")
    pane.box.press("ArrowUp")
    expect(pane.box).to_have_value("đang viết")


def test_a_suggestion_asks_and_makes_way(wide: Visit) -> None:
    pane = wide.pane(1)
    suggestion = pane.whole.locator(".suggestion").first
    words = suggestion.inner_text()
    suggestion.click()
    expect(pane.replies).to_have_count(1)
    assert pane.said.all_text_contents() == [words]
    assert pane.whole.locator(".welcome").count() == 0


def test_a_button_is_numbered_over_all_rows_and_shown_by_its_label(echo: Echo, wide: Visit) -> None:
    rows = (("A", "B"), ("C",), ("D",))
    buttons = tuple(tuple(Button(label, Intent("help")) for label in row) for row in rows)
    echo.answer = lambda message: Reply(message.press or "đầu", buttons=buttons)
    pane = wide.pane()
    pane.ask("một")
    number = pane.replies.first.get_attribute("data-id")
    assert f"{number}:3" in pane.press("D")
    assert pane.said.all_text_contents() == ["một", "D"]


def test_a_reload_keeps_the_chat_with_its_buttons(wide: Visit) -> None:
    pane = wide.pane()
    pane.ask("một")
    pane.press("Nữa")
    before = pane.whole.locator(".log").inner_text()
    wide.page.reload()
    expect(pane.replies).to_have_count(2)
    assert pane.whole.locator(".log").inner_text() == before
    pane.box.press("ArrowUp")
    expect(pane.box).to_have_value("một")
    assert "bấm" in pane.press("Quay lại")


def test_the_dots_show_while_an_answer_takes_long(echo: Echo, wide: Visit) -> None:
    go_on = slowed(echo)
    pane = wide.pane()
    pane.box.fill("một")
    pane.box.press("Enter")
    pane.whole.locator(".typing").wait_for()
    go_on.set()
    expect(pane.replies).to_have_count(1)
    assert pane.whole.locator(".typing").count() == 0


def test_a_message_that_is_refused_says_why(wide: Visit) -> None:
    pane = wide.pane()
    pane.box.fill("a" * 8001)
    pane.box.press("Enter")
    expect(pane.whole.locator(".refused small")).to_have_text(re.compile(r"dài quá 8\.000 ký tự"))
    pane.ask("ngắn hơn")


def test_what_was_said_while_the_server_was_away_arrives_once(
    browser: Browser, sqlite_database: Database
) -> None:
    port = free_port()
    with ExitStack() as later, served(Echo(sqlite_database, PEOPLE), port) as url:
        found = later.enter_context(visit(browser, url))
        pane = found.pane()
        pane.ask("trước")
        leave = later.pop_all()
    pane.box.fill("trong lúc vắng")
    pane.box.press("Enter")
    expect(pane.whole.locator(".said small").last).to_have_text("Chưa gửi được, đang thử lại…")
    expect(pane.whole.locator(".offline")).to_be_visible()
    with served(Echo(sqlite_database, PEOPLE), port):
        expect(pane.replies).to_have_count(2, timeout=20_000)
        expect(pane.whole.locator(".offline")).to_be_hidden()
        time.sleep(1)
        assert pane.said.all_text_contents() == ["trước", "trong lúc vắng"]
        assert pane.replies.locator(".headline").all_text_contents() == ["trước", "trong lúc vắng"]
        with sqlite_database.read() as db:
            assert len(db.execute(INBOX.select()).all()) == 2
        leave.close()


def test_another_database_behind_the_same_address_is_shown_as_it_is(
    browser: Browser, sqlite_database: Database, empty_sqlite: Path, tmp_path: Path
) -> None:
    port = free_port()
    with ExitStack() as later, served(Echo(sqlite_database, PEOPLE), port) as url:
        found = later.enter_context(visit(browser, url))
        pane = found.pane()
        pane.ask("một")
        pane.ask("hai")
        leave = later.pop_all()
    other = Database(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'other.db')}")
    with served(Echo(other, PEOPLE), port), leave:
        pane.whole.locator(".welcome").wait_for()
        assert "ba" in pane.ask("ba")
    other.close()


def test_a_page_in_the_background_lets_go_and_catches_up(echo: Echo, url: str, wide: Visit) -> None:
    pane = wide.pane()
    pane.ask("một")
    hide = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
    hide += " document.dispatchEvent(new Event('visibilitychange')); }"
    wide.page.evaluate(hide, True)
    until = time.monotonic() + 10
    while echo.channel.listeners("A-HAI") and time.monotonic() < until:
        time.sleep(0.05)
    assert echo.channel.listeners("A-HAI") == 0
    httpx.post(f"{url}/api/messages", json={"person": "A-HAI", "id": "from-elsewhere", "text": "hai"})
    wide.page.evaluate(hide, False)
    expect(pane.replies.locator(".headline")).to_have_text(["một", "hai"])


# Who one is


def test_two_people_stand_side_by_side_on_a_wide_screen_and_one_on_a_phone(wide: Visit, echo: Echo) -> None:
    assert [wide.pane(n).whole.is_visible() for n in (0, 1)] == [True, True]
    wide.pane(1).ask("của người bên phải")
    assert wide.pane(0).replies.count() == 0
    wide.page.set_viewport_size(PHONE)
    assert [wide.pane(n).whole.is_visible() for n in (0, 1)] == [True, False]
    assert not wide.scrolls_sideways()
    assert echo.channel.listeners("A-LAN") == 0
    wide.page.set_viewport_size(WIDE)
    expect(wide.pane(1).replies).to_have_count(1)


def test_one_becomes_somebody_else_by_keyboard_alone_and_stays_so(wide: Visit) -> None:
    pane = wide.pane()
    pane.whole.locator(".who").focus()
    wide.page.keyboard.press("Enter")
    search = wide.page.get_by_role("searchbox")
    search.focus()
    wide.page.keyboard.type("do duc")
    expect(wide.page.locator(".everyone .person")).to_have_count(1)
    wide.page.keyboard.press("Tab")
    wide.page.keyboard.press("Enter")
    expect(pane.whole.locator(".who b")).to_have_text("Đỗ Đức")
    expect(wide.page.locator("#people-dialog")).to_be_hidden()
    wide.page.reload()
    expect(pane.whole.locator(".who b")).to_have_text("Đỗ Đức")


def test_whoever_is_in_the_other_pane_changes_places(wide: Visit) -> None:
    wide.pane(0).become("A-LAN")
    expect(wide.pane(0).whole.locator(".who b")).to_have_text(HOSTILE)
    expect(wide.pane(1).whole.locator(".who b")).to_have_text("Trần Hải")


# The clock


@pytest.mark.parametrize(("wish", "shown"), [("15/9/2025", "15/9/2025"), ("1/10", "1/10/2025")])
def test_the_clock_goes_to_a_day(wide: Visit, wish: str, shown: str) -> None:
    wide.page.locator("#clock-button").click()
    wide.page.get_by_label("Tua đến ngày").fill(wish)
    wide.page.keyboard.press("Enter")
    expect(wide.page.locator("#clock-time")).to_contain_text(shown)
    expect(wide.page.locator("#clock-dialog")).to_be_hidden()


@pytest.mark.parametrize("wish", ["", "mai", "31/2/2026", "12/9/2025", "11/9/2025", "40/40"])
def test_a_day_that_is_none_or_not_ahead_is_refused_in_words(wide: Visit, wish: str) -> None:
    wide.page.locator("#clock-button").click()
    wide.page.get_by_label("Tua đến ngày").fill(wish)
    wide.page.get_by_role("button", name="Tua tới", exact=True).click()
    expect(wide.page.locator("#clock-problem")).to_be_visible()
    expect(wide.page.locator("#clock-time")).to_contain_text("12/9/2025")


def test_an_hour_and_a_day_later_every_open_page_shows_it(browser: Browser, wide: Visit) -> None:
    with visit(browser, wide.url) as other:
        wide.page.locator("#clock-button").click()
        wide.page.get_by_role("button", name="+1 giờ").click()
        expect(wide.page.locator("#clock-reading")).to_contain_text("08:2")
        wide.page.get_by_role("button", name="+1 ngày").click()
        expect(other.page.locator("#clock-time")).to_contain_text("Thứ Bảy, 13/9/2025")


def test_the_correction_stands_small_beside_what_was_understood_and_presses_its_own_number(
    echo: Echo, phone: Visit
) -> None:
    buttons = ((Button("Tiếp", Intent("help")),), (Button("Không phải", Intent(MISHEARD)),))
    echo.answer = lambda message: Reply(
        message.press or "đầu", heard="Hiểu là: " + "việc, " * 9, buttons=buttons
    )
    pane = phone.pane()
    pane.ask("một")
    correction = pane.whole.locator(".heard button")
    expect(correction).to_have_text("Không phải")
    expect(pane.whole.locator(".buttons button")).to_have_count(1)
    box, below = correction.bounding_box(), pane.whole.locator(".headline").bounding_box()
    assert box is not None
    assert below is not None
    # A finger finds it; and it takes no line of its own.
    assert box["height"] >= 40
    assert box["y"] + box["height"] <= below["y"] + 12
    pane.press("Không phải")
    expect(pane.replies.last.locator(".headline")).to_have_text(re.compile(":1$"))
    assert not phone.scrolls_sideways()
