"""What each person asked and was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from thads_data.models.organisation import Person
from thads_data.models.records import AuditEntry
from thads_data.rows import table

AUDIT, _PEOPLE = table(AuditEntry), table(Person)
_INSERT = insert(AUDIT)
_KEPT = ("at", "channel", "chat", "intent", "slots", "outcome", "told", "figures")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log. `outcome`: answered, refused, unknown, unlinked or failed."""

    at: datetime
    channel: str
    chat: str
    intent: str
    slots: Mapping[str, Any]
    outcome: str
    told: str
    figures: Mapping[str, Any]
    person: str | None = None
    """The person's code, as `entries` reads it."""


def write(db: Connection, line: Told, person_id: int | None) -> None:
    """Add a line; nothing in the log is ever changed."""
    values = {name: getattr(line, name) for name in _KEPT}
    db.execute(
        _INSERT, values | {"slots": dict(line.slots), "figures": dict(line.figures), "person_id": person_id}
    )


def entries(
    db: Connection, *, person: str | None = None, since: datetime | None = None, limit: int = 50
) -> list[Told]:
    """The newest lines first, of one person (by code) or of all."""
    asked = (
        select(*(AUDIT.c[name] for name in _KEPT), _PEOPLE.c.code.label("person"))
        .join_from(AUDIT, _PEOPLE, AUDIT.c.person_id == _PEOPLE.c.id, isouter=True)
        .order_by(AUDIT.c.id.desc())
        .limit(limit)
    )
    if person is not None:
        asked = asked.where(_PEOPLE.c.code == person)
    if since is not None:
        asked = asked.where(AUDIT.c.at >= since)
    return [Told(**row._mapping) for row in db.execute(asked)]
