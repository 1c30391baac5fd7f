"""Next steps: short labels, at most three in a row and twelve in all, the way back last.

Below them stands "Không phải" (misheard.py), which is no next step and is not counted.
"""

from __future__ import annotations

from typing import Any

from bot.core.intent import Intent
from bot.core.reply import Button
from bot.core.turn import Turn
from handlers.words import Words, plain, words

LONGEST_LABEL = 24
PER_ROW = 3
MOST = 12
Rows = tuple[tuple[Button, ...], ...]


def button(label: str, intent: str, /, **slots: Any) -> Button:
    """A button by its intent and slots; a slot given as None is left out."""
    return Button(plain(label, LONGEST_LABEL), Intent(intent).with_slots(**slots))


def rows(turn: Turn, meaning: Intent, *groups: list[Button], pages: list[Button] | None = None) -> Rows:
    """Each group in rows of its own, then pages and the way back; what is too much is left out at the end."""
    last = [*(pages or ()), *back(turn, meaning)]
    room = MOST - len(last)
    out: list[tuple[Button, ...]] = []
    for group in groups:
        shown, room = group[:room], room - len(group[:room])
        out += in_rows(shown)
    return (*out, tuple(last)) if last else tuple(out)


def in_rows(found: list[Button]) -> Rows:
    return tuple(tuple(found[at : at + PER_ROW]) for at in range(0, len(found), PER_ROW))


def back(turn: Turn, meaning: Intent) -> list[Button]:
    """To the newest step that was another question; other pages of this one have their own buttons."""
    steps = (*turn.talk.trail, turn.talk.last) if turn.talk.last else turn.talk.trail
    say = words(turn.viewer.language)
    for step in reversed(steps):
        if _question(step) != _question(meaning):
            return [Button(say("◂ Quay lại"), step, back=True)]
    return []


def _question(intent: Intent) -> tuple[str, dict[str, Any]]:
    return intent.name, dict(intent.with_slots(page=None).slots)


def pages(say: Words, meaning: Intent, page: int, size: int, total: int) -> list[Button]:
    """To the page before and the page after, where there are such."""
    found = []
    if page > 1:
        earlier = meaning.with_slots(page=page - 1 if page > 2 else None)
        found.append(Button(say("◂ Trang {page}", page=page - 1), earlier))
    if page * size < total:
        found.append(Button(say("Trang {page} ▸", page=page + 1), meaning.with_slots(page=page + 1)))
    return found
