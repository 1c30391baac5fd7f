"""The terminal as a platform: replies are printed, and a button is a number to type."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable

from bot.core.channel import Capabilities, Delivery
from bot.core.reply import Reply

NAME = "terminal"


class Terminal:
    """Prints what is sent to it; `said` is set by each reply."""

    name = NAME
    capabilities = Capabilities(buttons=False, edit=False, files=False, longest_text=100_000)

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self.said = asyncio.Event()

    async def send(self, delivery: Delivery) -> str:
        self._write(render(delivery.reply))
        self.said.set()
        return str(delivery.id)

    async def typing(self, chat: str) -> None:
        """A terminal shows nothing of it."""


def render(reply: Reply) -> str:
    """The reply as lines, its choices numbered to be typed, without what would steer the terminal."""
    choices = [button.label for row in reply.buttons for button in row]
    numbered = (f"  {number}. {label}" for number, label in enumerate(choices, 1))
    return "\n".join(harmless(line) for line in (*reply.text.split("\n"), *numbered))


def harmless(line: str) -> str:
    """The line without control characters, which a terminal would obey."""
    return "".join(letter for letter in line if unicodedata.category(letter) != "Cc")
