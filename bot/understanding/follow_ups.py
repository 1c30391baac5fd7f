"""Short messages that lean on the one before: "còn tiền?", "kv6 thì sao", "vẽ biểu đồ đi"."""

from __future__ import annotations

from typing import Any

from bot.core.intent import Intent
from bot.understanding.facts import Facts
from bot.understanding.match import Guess
from bot.understanding.phrasebook import phrasebook
from bot.understanding.slots import SLOTS, slots

ASKING = frozenset({"standing", "ranking", "cases", "forecast", "compare", "chart", "agenda",
                    "deadlines", "history", "held_money", "receipts", "findings", "case",
                    "directives", "report", "draft_telegram"})  # fmt: skip
_CHANGES = frozenset({"chart", "compare", "forecast", "draft_telegram"})


def joined(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """The meaning together with the one before; None where the sentence stands by itself."""
    if after.name not in ASKING:
        return None
    if best and best.intent == after.name and not _leans(found):
        return None
    if best and best.intent in _CHANGES and best.intent != after.name and _bare(found, best):
        return _merged(best.intent, found, after)
    return _merged(after.name, found, after) if _same_question(found, best, after) else None


def _same_question(found: Facts, best: Guess | None, after: Intent) -> bool:
    """Whether it changes a slot of the question before, and asks nothing of its own."""
    if not slots(after.name, found):
        return False
    return _leans(found) or best is None or best.score < 0.8


def _leans(found: Facts) -> bool:
    """ "còn kv6?", "kv6 thì sao", "chỉ án tín dụng thôi": a fragment."""
    return found.plain.has(phrasebook().lists["leaning"]) or found.text.has(phrasebook().lists["leaning"])


def _bare(found: Facts, best: Guess) -> bool:
    """Whether the sentence names an intent and hardly anything else."""
    return "scope" not in slots(best.intent, found) and len(found.text.text.split()) <= 7


def _merged(name: str, found: Facts, after: Intent) -> Intent:
    own = slots(name, found)
    kept: dict[str, Any] = {slot: value for slot, value in after.slots.items()
                            if slot in SLOTS.get(name, ())}  # fmt: skip
    if name != after.name:
        kept = {slot: value for slot, value in kept.items() if slot in {"scope", "metric", "category", "of"}}
    for slot, rivals in _RIVALS.items():
        if slot in own:
            kept = {key: value for key, value in kept.items() if key not in rivals}
    return Intent(name, {**kept, **own}, 0.9)


_RIVALS = {
    "order": {"order", "below_target"},
    "below_target": {"order", "below_target"},
    "idle_days": {"order"},
}
