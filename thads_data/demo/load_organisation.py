"""Made-up units, people and their accounts into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from thads_data.demo.rows import PersonRow, UnitRow
from thads_data.folding import fold
from thads_data.imports.units import natural
from thads_data.models.organisation import Account, Person, PersonRole, Unit

# Where the demo lets one speak as anyone: the chat there is the person's code.
CHANNELS = ("web", "terminal")
Ids = dict[str, int]
"""By code."""


def insert_units(db: Connection, rows: Sequence[UnitRow]) -> Ids:
    """Parents stand before their children in `rows`."""
    ids = {row.code: place for place, row in enumerate(rows, 1)}
    bounds = _bounds(rows)
    values = [
        {
            "id": ids[row.code],
            "code": row.code,
            "name": row.name,
            "aliases": list(row.aliases),
            "level": row.level,
            "parent_id": ids[row.parent] if row.parent else None,
            "left": bounds[row.code][0],
            "right": bounds[row.code][1],
        }
        for row in rows
    ]
    db.execute(insert(Unit), values)
    return ids


def _bounds(rows: Sequence[UnitRow]) -> dict[str, tuple[int, int]]:
    """What bounds each unit's subtree: children in the natural order of their codes, as imports do."""
    below: dict[str | None, list[str]] = {}
    for row in sorted(rows, key=lambda row: natural(row.code)):
        below.setdefault(row.parent, []).append(row.code)
    bounds: dict[str, tuple[int, int]] = {}

    def number(code: str, left: int) -> int:
        right = left + 1
        for child in below.get(code, ()):
            right = number(child, right)
        bounds[code] = left, right
        return right + 1

    for root in below[None]:
        number(root, 1)
    return bounds


def insert_people(db: Connection, rows: Sequence[PersonRow], units: Ids) -> Ids:
    """People with their roles."""
    values = [
        {
            "code": row.code,
            "name": row.name,
            "name_key": fold(row.name),
            "title": row.title,
            "unit_id": units[row.unit],
            "active": row.active,
        }
        for row in rows
    ]
    db.execute(insert(Person), values)
    ids = dict(db.execute(select(Person.code, Person.id)).all())
    roles = [{"person_id": ids[row.code], "role": role} for row in rows for role in row.roles]
    db.execute(insert(PersonRole), roles)
    return ids


def insert_accounts(db: Connection, rows: Sequence[PersonRow], people: Ids, at: datetime) -> None:
    """Everyone active can be spoken as, on every channel of the demo."""
    values = [
        {"channel": channel, "chat": row.code, "person_id": people[row.code], "linked_at": at}
        for row in rows
        if row.active
        for channel in CHANNELS
    ]
    db.execute(insert(Account), values)
