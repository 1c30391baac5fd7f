"""Who is in the chats of the page's own tests, and answers that wait until they may come."""

from __future__ import annotations

import threading

from bot.channels.web_chats import Person
from bot.core.message import Message
from bot.core.reply import Reply
from tests.channels.echo import Echo, repeat

HOSTILE = 'Lý <b>Lan</b> & "em" \'; -- %s {0}\u202e'
LAN = Person("A-LAN", HOSTILE, f"Chấp hành viên {HOSTILE}", frozenset({"executor"}), "A", f"Phòng {HOSTILE}")
HAI = Person("A-HAI", "Trần Hải", None, frozenset({"chief"}), "A", "Phòng A")
DUC = Person("B-DUC", "Đỗ Đức", None, frozenset({"leader"}), "B", "Tỉnh B")
PEOPLE = [HAI, LAN, DUC]


def slowed(echo: Echo) -> threading.Event:
    """Let every answer wait until the event is set."""
    go_on = threading.Event()

    def slowly(message: Message) -> Reply:
        go_on.wait(10)
        return repeat(message)

    echo.answer = slowly
    return go_on
