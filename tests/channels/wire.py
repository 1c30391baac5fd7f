"""Talking to the web chat as a browser does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx

from bot.channels.web_chats import Person

LAN = Person(
    "A-LAN", "Nguyễn Thị <b>Lan</b> & 'em'", "Chấp hành viên", frozenset({"executor"}), "A", "Phòng A"
)
HAI = Person("A-HAI", "Trần Hải", None, frozenset({"chief", "executor"}), "A", "Phòng A")


def say(web: httpx.Client, text: str, message: str = "message-1", person: str = LAN.code) -> httpx.Response:
    return web.post("/api/messages", json={"person": person, "id": message, "text": text})


def listen(
    web: httpx.Client,
    until: int,
    *,
    person: str = LAN.code,
    headers: dict[str, str] | None = None,
    after: str = "0",
) -> list[dict[str, Any]]:
    """The replies of the chat's stream up to the `until`-th."""
    found: list[dict[str, Any]] = []
    for event, data in events(web, person, headers, after):
        if event == "reply":
            found.append(data)
        if len(found) == until:
            break
    return found


def events(
    web: httpx.Client, person: str, headers: dict[str, str] | None = None, after: str = "0"
) -> Iterator[tuple[str, dict[str, Any]]]:
    query = {"person": person, "after": after}
    with web.stream("GET", "/api/events", params=query, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        event = number = ""
        for line in response.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "id":
                number = value
            elif name == "data":
                yield event, {**json.loads(value), **({"event_id": number} if event == "reply" else {})}


def headlines(replies: list[dict[str, Any]]) -> list[str]:
    return [reply["headline"] for reply in replies]
