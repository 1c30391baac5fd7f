"""A platform: what it can show, how it is heard, how it is spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.core.reply import Reply


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the platform can do. `longest_text` is in UTF-16 units, as the platforms count."""

    buttons: bool
    edit: bool
    files: bool
    longest_text: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row on its way: `id` names it for button payloads and for the platform's log."""

    id: int
    chat: str
    reply: Reply


class Channel(Protocol):
    """`send` returns the platform's id of the message, or raises an error of bot/core/errors.py."""

    name: str
    capabilities: Capabilities

    async def send(self, delivery: Delivery) -> str: ...

    async def typing(self, chat: str) -> None: ...
