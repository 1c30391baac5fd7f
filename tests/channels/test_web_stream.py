"""What the web chat tells its pages: everything once, in order, and only what is theirs."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.channels.web import MOST_UNREAD, WebChannel
from bot.core.channel import Delivery
from bot.core.intent import Intent
from bot.core.reply import Button, Reply, Table
from tests.channels.echo import Echo, served
from tests.channels.wire import LAN, events, headlines, listen, say
from thads_data.database import Database


def test_a_page_that_comes_back_is_told_what_it_missed_and_nothing_twice(web: httpx.Client) -> None:
    for n in range(1, 5):
        say(web, f"câu {n}", f"message-{n}")
        listen(web, n)
    first = listen(web, 2)
    back = listen(web, 2, after="0", headers={"last-event-id": first[-1]["event_id"]})
    assert headlines(first) + headlines(back) == ["câu 1", "câu 2", "câu 3", "câu 4"]
    assert headlines(listen(web, 1, after=str(back[0]["id"]))) == ["câu 4"]


def test_a_restart_loses_nothing_and_repeats_nothing(database: Database) -> None:
    first = Echo(database, [LAN])
    with served(first) as url, httpx.Client(base_url=url) as web:
        say(web, "trước", "message-1")
        seen = listen(web, 1)[0]
        say(web, "vừa lúc", "message-2")
        listen(web, 2)
    with served(Echo(database, [LAN])) as url, httpx.Client(base_url=url) as web:
        say(web, "sau", "message-3")
        assert headlines(listen(web, 2, headers={"last-event-id": seen["event_id"]})) == ["vừa lúc", "sau"]
        assert web.get("/api/history", params={"person": "A-LAN"}).json()["run"] != first.channel.run


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "9" * 30, "²"])
def test_a_place_to_go_on_from_is_a_number(quiet_web: httpx.Client, after: str) -> None:
    response = quiet_web.get("/api/events", params={"person": "A-LAN", "after": after})
    assert (response.status_code, response.json()["error"]) == (400, "bad_after")


def test_one_hears_only_ones_own_chat(web: httpx.Client) -> None:
    say(web, "của Hải", "message-1", "A-HAI")
    listen(web, 1, person="A-HAI")
    say(web, "của Lan", "message-2", "A-LAN")
    assert headlines(listen(web, 1, person="A-LAN")) == ["của Lan"]
    history = web.get("/api/history", params={"person": "A-LAN"}).json()["entries"]
    assert [entry.get("text", entry.get("headline")) for entry in history] == ["của Lan", "của Lan"]


def test_the_dots_come_before_the_answer(web: httpx.Client) -> None:
    stream = events(web, "A-LAN")
    assert next(stream)[0] == "ready"
    say(web, "một")
    assert [next(stream)[0], next(stream)[0]] == ["typing", "reply"]


def test_the_chat_so_far_holds_both_sides_in_order(web: httpx.Client) -> None:
    say(web, "một")
    told = listen(web, 1)[0]
    web.post("/api/messages", json={"person": "A-LAN", "id": "message-2", "press": f"{told['id']}:1"})
    listen(web, 2)
    found = web.get("/api/history", params={"person": "A-LAN"}).json()
    assert [entry.get("said") or entry["headline"] for entry in found["entries"]] == [
        "message-1",
        "một",
        "message-2",
        f"bấm {told['id']}:1",
    ]
    assert found["entries"][0]["at"].startswith("2025-09-12T00:25")
    assert found["last"] == found["entries"][-1]["id"]


def test_a_page_gets_what_is_read_and_nothing_behind_it(sqlite_database: Database) -> None:
    reply = Reply(
        "Còn thiếu 139 việc",
        heard="Hiểu là: việc",
        lines=("một", "hai"),
        table=Table(("Đơn vị", ">Thiếu"), (("KV 4", "139"),)),
        notes=("Thống kê đến 12/9/2025",),
        buttons=((Button("Từng việc", Intent("cases", {"scope": {"person": "SECRET"}})),),),
        figures={"scope": "SECRET"},
        meaning=Intent("standing", {"scope": {"unit": "SECRET"}}),
        waiting={"for": "SECRET"},
    )
    with served(Echo(sqlite_database, [LAN], lambda _: reply)) as url, httpx.Client(base_url=url) as web:
        say(web, "một")
        found = listen(web, 1)[0]
    assert found.pop("event_id") == str(found.pop("id"))
    assert found == {
        "heard": "Hiểu là: việc",
        "headline": "Còn thiếu 139 việc",
        "lines": ["một", "hai"],
        "table": {"columns": ["Đơn vị", ">Thiếu"], "rows": [["KV 4", "139"]]},
        "notes": ["Thống kê đến 12/9/2025"],
        "buttons": [[{"label": "Từng việc", "back": False, "correction": False}]],
    }


async def test_a_page_that_is_gone_is_forgotten(sqlite_database: Database) -> None:
    echo = Echo(sqlite_database, [LAN])
    with served(echo) as url:
        async with (
            httpx.AsyncClient(base_url=url) as web,
            web.stream("GET", "/api/events?person=A-LAN") as stream,
        ):
            await anext(stream.aiter_lines())
            assert echo.channel.listeners("A-LAN") == 1
        async with asyncio.timeout(5):
            while echo.channel.listeners("A-LAN"):  # noqa: ASYNC110 - another thread's state, which tells nobody
                await asyncio.sleep(0.01)


async def test_a_page_that_reads_too_slowly_is_let_go() -> None:
    channel = WebChannel()
    with channel.listening("A-LAN") as heard:
        for number in range(MOST_UNREAD + 1):
            await channel.send(Delivery(number, "A-LAN", Reply("x")))
        assert heard.get_nowait() == "end"
    assert channel.listeners("A-LAN") == 0


async def test_a_channel_that_is_closed_ends_every_stream() -> None:
    channel = WebChannel()
    with channel.listening("A-LAN") as before:
        channel.close()
        assert await before.get() == "end"
    with channel.listening("A-LAN") as after:
        assert await after.get() == "end"
