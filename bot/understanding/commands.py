"""Slash commands: another way to say the same; what follows is read as text."""

from __future__ import annotations

import re

from bot.understanding.phrasebook import phrasebook
from bot.understanding.text import fold

_COMMAND = re.compile(r"^/([^\W\d_][\w\-]*)(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)


def command(text: str) -> tuple[str, str] | None:
    """The intent that a slash command begins, and what was said behind it."""
    match = _COMMAND.match(text)
    if not match:
        return None
    name = re.sub(r"[_\-]", "", fold(match[1]))
    intent = phrasebook().commands.get(name)
    return (intent, (match[2] or "").strip()) if intent else None
