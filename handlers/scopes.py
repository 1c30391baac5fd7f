"""Which unit or person a question is about: as it was said, or by the asker's role where nothing was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.intent import Intent
from bot.core.turn import Turn
from thads_data import staff
from thads_data.access import PersonRef, Scope, UnitRef, Viewer
from thads_data.errors import Refusal

# More than this in one answer would not fit a phone.
MOST = 8
# No figure is older; work years around year 1 cannot be reckoned.
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One scope, and the slot that names it, in the form that understanding uses."""

    slot: Any
    scope: Scope


def asked(turn: Turn) -> tuple[Asked, ...]:
    """Every scope that the question names, each once; the asker's own where it names none."""
    said = turn.intent.slots.get("scope")
    if said is None:
        own = staff.own_scope(turn.viewer)
        return (Asked(own_slot(turn.viewer, own), own),)
    several = said if isinstance(said, list) else [said]
    if len(several) > MOST:
        raise Refusal("too_many", most=MOST)
    found: dict[str, Asked] = {}
    for one in several:
        scope = staff.find_scope(turn.db, turn.viewer, one)
        found.setdefault(scope.code, Asked(one, scope))
    return tuple(found.values())


def own_slot(viewer: Viewer, scope: Scope) -> Any:
    """ "me", "my_unit" or "province" where these mean the scope, else its code."""
    if isinstance(scope, PersonRef):
        return "me" if scope.id == viewer.id else {"person": scope.code}
    if viewer.province is not None and scope.id == viewer.province.id:
        return "province"
    return "my_unit" if scope.id == viewer.unit.id else {"unit": scope.code}


def slot(scope: Scope) -> dict[str, str]:
    """The scope by its code, for buttons."""
    return {"unit" if isinstance(scope, UnitRef) else "person": scope.code}


def meaning(intent: Intent, found: tuple[Asked, ...], **slots: Any) -> Intent:
    """The intent as it was answered: the scope filled in, and these slots."""
    scope = [one.slot for one in found] if len(found) > 1 else found[0].slot
    return intent.with_slots(scope=scope, **slots)


def day(slots: Mapping[str, Any], name: str, latest: date | None = None) -> date | None:
    """The day in a slot; one after `latest` is `latest`, one before all figures the first that could be."""
    if name not in slots:
        return None
    said = max(date.fromisoformat(slots[name]), EARLIEST)
    return min(said, latest) if latest else said
