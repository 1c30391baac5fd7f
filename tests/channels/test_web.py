"""The web chat over real HTTP: what is taken and what is refused, the clock, and what a browser may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from bot.channels.web import PAGE
from bot.channels.web_requests import LARGEST_BODY, LONGEST_TEXT
from bot.core.message import Message
from tests.channels.echo import Echo, served
from tests.channels.wire import LAN, events, headlines, listen, say
from thads_data.database import Database
from thads_data.inbox import INBOX


def written_down(database: Database) -> list[tuple[str, str, str | None, str | None]]:
    columns = INBOX.c
    wanted = select(columns.chat, columns.external_id, columns.text, columns.press).order_by(columns.id)
    with database.read() as db:
        return [tuple(row) for row in db.execute(wanted)]


# What is taken


def test_a_message_is_written_down_before_it_is_acknowledged(web: httpx.Client, echo: Echo) -> None:
    assert say(web, "đơn vị tôi còn thiếu bao nhiêu").status_code == 200
    assert written_down(echo.database) == [("A-LAN", "message-1", "đơn vị tôi còn thiếu bao nhiêu", None)]


def test_a_message_sent_twice_is_acknowledged_twice_and_recorded_and_answered_once(
    web: httpx.Client, echo: Echo
) -> None:
    assert [say(web, "một").status_code for _ in range(3)] == [200, 200, 200]
    say(web, "hai", "message-2")
    assert headlines(listen(web, 2)) == ["một", "hai"]
    assert len(written_down(echo.database)) == 2


def test_a_press_is_recorded_as_what_was_pressed(web: httpx.Client, echo: Echo) -> None:
    body = {"person": "A-HAI", "id": "message-1", "press": "12:3"}
    assert web.post("/api/messages", json=body).status_code == 200
    assert written_down(echo.database) == [("A-HAI", "message-1", None, "12:3")]


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;'\"</b>",
        "'; DROP TABLE inbox; --",
        "%s {} {0}",
        "hai\ndòng",
        "\u202eđảo",
        "😀",
        "x" * LONGEST_TEXT,
    ],
)
def test_what_was_written_comes_back_letter_by_letter(web: httpx.Client, text: str) -> None:
    say(web, text)
    assert headlines(listen(web, 1)) == [text]


def test_what_no_database_takes_is_taken_out(web: httpx.Client, echo: Echo) -> None:
    assert say(web, "a\0b").status_code == 200
    body = '{"person": "A-LAN", "id": "message-2", "text": "c\\ud800d"}'
    headers = {"content-type": "application/json"}
    assert web.post("/api/messages", content=body, headers=headers).status_code == 200
    assert [text for _, _, text, _ in written_down(echo.database)] == ["ab", "c?d"]


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ({"text": "a" * (LONGEST_TEXT + 1)}, 413, "too_long"),
        ({"text": "a" * LARGEST_BODY}, 413, "too_large"),
        ({"text": " \n\t\0"}, 400, "empty"),
        ({"text": 5}, 400, "empty"),
        ({}, 400, "empty"),
        ({"text": "a", "id": ""}, 400, "bad_id"),
        ({"text": "a", "id": "a" * 101}, 400, "bad_id"),
        ({"text": "a", "id": 7}, 400, "bad_id"),
        ({"press": "12"}, 400, "bad_press"),
        ({"press": "1:2:3"}, 400, "bad_press"),
        ({"press": "²:1"}, 400, "bad_press"),
        ({"press": None}, 400, "bad_press"),
        ({"text": "a", "person": "NOBODY"}, 404, "unknown_person"),
        ({"text": "a", "person": None}, 404, "unknown_person"),
        ({"text": "a", "person": ["A-LAN"]}, 404, "unknown_person"),
    ],
)
def test_a_message_that_cannot_be_taken_is_refused_in_words(
    quiet_web: httpx.Client, quiet: Echo, body: dict[str, Any], status: int, problem: str
) -> None:
    response = quiet_web.post("/api/messages", json={"person": "A-LAN", "id": "message-1", **body})
    assert (response.status_code, response.json()["error"]) == (status, problem)
    assert response.json()["message"].endswith((".", "giúp."))
    assert written_down(quiet.database) == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"person": "A-LAN", "id": "message-1", "text": "a"}', "text/plain", 415),
        (b'{"person": "A-LAN", "id": "message-1", "text": "a"}', None, 415),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    quiet_web: httpx.Client, content: bytes, kind: str | None, status: int
) -> None:
    headers = {"content-type": kind} if kind else {}
    assert quiet_web.post("/api/messages", content=content, headers=headers).status_code == status


@pytest.mark.parametrize(
    "address", ["/api/history?person=NOBODY", "/api/events?person=NOBODY", "/api/events"]
)
def test_nobody_has_no_chat(quiet_web: httpx.Client, address: str) -> None:
    response = quiet_web.get(address)
    assert (response.status_code, response.json()["error"]) == (404, "unknown_person")


def test_a_message_that_could_not_be_written_down_is_not_acknowledged(sqlite_database: Database) -> None:
    echo = Echo(sqlite_database, [LAN])

    async def fail(_message: Message) -> None:
        raise OSError("disk full")

    echo.chats = replace(echo.chats, record=fail)
    with served(echo) as url, httpx.Client(base_url=url) as web:
        assert say(web, "một").status_code == 500


# The clock and the people of the demo


def test_the_clock_moves_forward_and_every_open_page_is_told(web: httpx.Client) -> None:
    stream = events(web, "A-LAN")
    next(stream)
    before = datetime.fromisoformat(web.get("/api/clock").json()["now"])
    after = web.post("/api/clock", json={"advance_seconds": 3 * 86_400}).json()["now"]
    assert before.isoformat().startswith("2025-09-12T07:25")
    assert before.utcoffset() == timedelta(hours=7)
    assert after.startswith("2025-09-15T07:25")
    event, told = next(stream)
    assert (event, told["now"][:10]) == ("clock", "2025-09-15")


@pytest.mark.parametrize("by", [0, -60, 1.5, True, None, "60", 367 * 86_400, 10**30])
def test_the_clock_moves_no_other_way(quiet_web: httpx.Client, by: object) -> None:
    response = quiet_web.post("/api/clock", json={"advance_seconds": by})
    assert (response.status_code, response.json()["error"]) == (400, "bad_advance")
    assert quiet_web.get("/api/clock").json()["now"].startswith("2025-09-12T07:25")


def test_people_are_given_as_they_are(quiet_web: httpx.Client) -> None:
    assert quiet_web.get("/api/people").json()["people"][0] == {
        "code": "A-LAN",
        "name": "Nguyễn Thị <b>Lan</b> & 'em'",
        "title": "Chấp hành viên",
        "roles": ["executor"],
        "unit_code": "A",
        "unit": "Phòng A",
    }


# What a browser may do


@pytest.mark.parametrize(
    "address", ["/", "/static/app.js", "/static/page.css", "/api/people", "/api/history"]
)
def test_every_answer_forbids_what_the_page_does_not_need(quiet_web: httpx.Client, address: str) -> None:
    headers = quiet_web.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_sites_name_for_this_machine_is_refused(quiet_web: httpx.Client, host: str) -> None:
    assert quiet_web.get("/api/people", headers={"host": host}).status_code == 400


def test_files_beside_the_page_are_out_of_reach(quiet_web: httpx.Client) -> None:
    assert quiet_web.get("/static/..%2fweb.py").status_code == 404
    assert quiet_web.get("/static/%2e%2e/web.py").status_code == 404


def test_the_page_is_plain_files_that_ask_nobody_else_and_set_no_markup() -> None:
    files = {path.name: path.read_text("utf-8") for path in PAGE.iterdir()}
    own = {name: text.replace("http://www.w3.org/2000/svg", "") for name, text in files.items()}
    forbidden = (
        "http:",
        "https:",
        "@import",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        " style=",
    )
    assert [(name, word) for name, text in own.items() for word in forbidden if word in text] == []
    assert "<style" not in files["index.html"]
    assert "<script>" not in files["index.html"]


def test_nothing_is_counted_twice_when_many_messages_come_at_once(database: Database) -> None:
    with served(Echo(database, [LAN])) as url, httpx.Client(base_url=url, timeout=30) as web:
        for n in range(40):
            say(web, f"câu {n % 20}", f"message-{n % 20}")
        assert sorted(headlines(listen(web, 20))) == sorted(f"câu {n}" for n in range(20))
    with database.read() as db:
        assert db.execute(select(func.count()).select_from(INBOX)).scalar() == 20
