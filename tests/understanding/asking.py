"""The slots of a sentence whose intent is known: what is tested here does not hang on the learned scorer."""

from __future__ import annotations

from typing import Any

from bot.understanding.facts import facts
from bot.understanding.reminders import reminder
from bot.understanding.sentence import sentence
from bot.understanding.slots import slots
from bot.understanding.text import clean
from tests.understanding.samples import NOW

Asked = tuple[str, str, dict[str, Any]]
"""The intent, the sentence, the slots that it names."""


def slots_of(intent: str, text: str) -> dict[str, Any]:
    """What the sentence names for this intent."""
    found = facts(sentence(clean(text)), NOW)
    return reminder(found.sentence, NOW) if intent == "remind_me" else slots(intent, found)
