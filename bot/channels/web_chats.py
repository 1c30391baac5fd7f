"""What the web chat needs of everything else, and the JSON in which the page gets it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.core.channel import Delivery
from bot.core.intent import MISHEARD
from bot.core.message import Message
from bot.core.reply import Button


@dataclass(frozen=True, slots=True)
class Person:
    """Someone one can be in the demo."""

    code: str
    name: str
    title: str | None
    roles: frozenset[str]
    unit_code: str
    unit: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the person wrote or pressed earlier; `id` is the one their browser made."""

    id: str
    at: datetime
    text: str | None = None
    press: str | None = None


@dataclass(frozen=True, slots=True)
class Chats:
    """What is asked of the rest of the program. The plain functions are called in a worker thread.

    `record` returns once the message is committed, and records a repeated id once.
    `replies_since(chat, after)` gives the replies above the id `after` whose sending has begun, by id;
    `history(chat)` both sides of the chat, oldest first.
    """

    record: Callable[[Message], Awaitable[object]]
    replies_since: Callable[[str, int], Sequence[Delivery]]
    history: Callable[[str], Sequence[Said | Delivery]]
    people: Callable[[], Sequence[Person]]
    now: Callable[[], datetime]
    advance: Callable[[timedelta], object]


def entry_json(entry: Said | Delivery) -> dict[str, Any]:
    """A line of the chat for the page; raw figures and meanings stay here."""
    if isinstance(entry, Said):
        return {"said": entry.id, "at": entry.at.isoformat(), "text": entry.text, "press": entry.press}
    reply = entry.reply
    table = {"columns": reply.table.columns, "rows": reply.table.rows} if reply.table else None
    return {
        "id": entry.id,
        "heard": reply.heard,
        "headline": reply.headline,
        "lines": reply.lines,
        "table": table,
        "notes": reply.notes,
        "buttons": [[_button(b) for b in row] for row in reply.buttons],
    }


def _button(button: Button) -> dict[str, Any]:
    """`correction`: it speaks of the answer above, and is no next step."""
    correction = button.intent.name == MISHEARD
    return {"label": button.label, "back": button.back, "correction": correction}


def person_json(person: Person) -> dict[str, Any]:
    return {
        "code": person.code,
        "name": person.name,
        "title": person.title,
        "roles": sorted(person.roles),
        "unit_code": person.unit_code,
        "unit": person.unit,
    }
