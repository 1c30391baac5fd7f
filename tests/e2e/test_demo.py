"""`thads-bot demo` as it is run, in a real browser: the questions of the README, and more."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import PHONE, Visit, free_port, visit

ROOT = Path(__file__).resolve().parents[2]
# Making the sample province takes a few seconds, more where two tests share a core.
READY_WITHIN = 120


@contextmanager
def demo(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process of its own, over a database in `folder`; stopped as by Ctrl-C."""
    database = f"sqlite:///{folder / 'demo.db'}"
    environment = {**os.environ, "THADS_DATABASE_URL": database, "THADS_LOG_LEVEL": "warning"}
    environment.pop("THADS_NOW", None)
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", str(port)]
    log = (folder / "demo.log").open("ab")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/people", process, folder / "demo.log")
        yield process
    finally:
        log.close()
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """As by Ctrl-C; open pages must not keep it from ending."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the demo did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


@pytest.fixture(scope="module")
def url(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with demo(tmp_path_factory.mktemp("demo"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def wide(browser: Browser, url: str) -> Iterator[Visit]:
    with visit(browser, url) as found:
        yield found
        assert found.complaints == []


@pytest.fixture
def phone(browser: Browser, url: str) -> Iterator[Visit]:
    with visit(browser, url, PHONE) as found:
        yield found
        assert found.complaints == []
        assert not found.scrolls_sideways()


def test_a_chief_asks_how_far_short_and_goes_down_to_a_case_and_back(phone: Visit) -> None:
    pane = phone.pane()
    pane.become("TN-KV4-TP")
    answer = pane.ask("đơn vị tôi còn thiếu bao nhiêu")
    assert [part for part in ("73,45%", "thiếu 10,60 điểm %", "139 việc") if part not in answer] == []
    assert "Nguyễn Văn Minh" in pane.press("Từng chấp hành viên")
    old = pane.press("Án trên 1 năm")
    number = re.search(r"\b\d+/20\d\d\b", old)
    assert number is not None
    assert not phone.scrolls_sideways()
    assert f"Việc {number[0]}" in pane.press(number[0])
    assert pane.press("◂ Quay lại").splitlines()[1:6] == old.splitlines()[1:6]


def test_a_wrong_thing_is_not_answered_but_helped_on(phone: Visit) -> None:
    pane = phone.pane()
    pane.become("TN-KV4-CHV01")
    assert "chưa hiểu" in pane.ask("trời hôm nay có mưa không nhỉ")
    ways_on = pane.replies.last.get_by_role("button")
    assert 1 <= ways_on.count() <= 3
    assert "chưa hiểu" not in pane.press(ways_on.first.inner_text())


def test_two_people_side_by_side_see_what_is_theirs(wide: Visit) -> None:
    chief, executor = wide.pane(0), wide.pane(1)
    chief.become("TN-KV1-TP")
    executor.become("TN-KV1-CHV01")
    assert "74,32%" in chief.ask("phòng tôi đạt bao nhiêu về việc")
    refused = executor.ask("án trên 1 năm của phòng khu vực 6")
    assert "không được xem" in refused
    assert re.search(r"\d+/20\d\d", refused) is None


@pytest.mark.parametrize("code", ["TN-KV5-CHV01", "TN-KV5-TP", "TN-PHO1", "TN-ADMIN"])
def test_every_suggestion_of_the_empty_chat_is_understood(wide: Visit, code: str) -> None:
    pane = wide.pane()
    pane.become(code)
    suggestions = pane.whole.locator(".suggestion")
    suggestions.first.wait_for()
    questions = suggestions.all_inner_texts()
    assert len(questions) == 4
    assert [question for question in questions if "chưa hiểu" in pane.ask(question)] == []


def test_the_chat_is_still_there_after_a_reload(wide: Visit) -> None:
    pane = wide.pane()
    pane.become("TN-KV3-TP")
    pane.ask("kv3 đạt bao nhiêu")
    pane.press("So với cùng kỳ")
    before = pane.whole.locator(".log").inner_text()
    wide.page.reload()
    expect(pane.replies).to_have_count(2)
    assert pane.whole.locator(".log").inner_text() == before


def test_hostile_words_come_back_as_words(phone: Visit) -> None:
    pane = phone.pane()
    pane.become("TN-KV2-TP")
    said = "kv <b>4</b> & '; DROP TABLE cases; -- %s {} <img src=x onerror=alert(1)>"
    pane.ask(said)
    assert pane.said.first.text_content() == said
    assert pane.whole.locator(".log img, .log b").count() == 0
    pane.ask("x" * 5000)
    assert "80,15%" in pane.ask("kv3 đạt bao nhiêu về việc")


def test_the_countdown_follows_the_clock(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port), visit(browser, f"http://127.0.0.1:{port}") as found:
        pane = found.pane()
        assert "18 ngày" in pane.ask("còn mấy ngày nữa hết năm công tác")
        found.page.locator("#clock-button").click()
        found.page.get_by_label("Tua đến ngày").fill("15/9")
        found.page.get_by_role("button", name="Tua tới", exact=True).click()
        expect(found.page.locator("#clock-time")).to_contain_text("15/9/2025")
        assert "15 ngày" in pane.ask("còn mấy ngày nữa hết năm công tác")


def test_a_killed_demo_goes_on_where_it_was(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port) as first, visit(browser, f"http://127.0.0.1:{port}") as found:
        pane = found.pane()
        pane.ask("đơn vị tôi còn thiếu bao nhiêu")
        first.kill()
        first.wait()
        pane.box.fill("còn tiền?")
        pane.box.press("Enter")
        expect(pane.whole.locator(".said small").last).to_have_text("Chưa gửi được, đang thử lại…")
        with demo(tmp_path, port):
            expect(pane.replies).to_have_count(2, timeout=READY_WITHIN * 1000)
            assert pane.said.all_text_contents() == ["đơn vị tôi còn thiếu bao nhiêu", "còn tiền?"]
            assert "66,02%" in pane.answer(1)
            found.page.reload()
            expect(pane.replies).to_have_count(2)
