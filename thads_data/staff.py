"""Finding who is meant by what was said, within what the asker may know of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, or_, select, true

from thads_data import naming
from thads_data.access import (
    PEOPLE,
    UNITS,
    PersonRef,
    Scope,
    UnitRef,
    Viewer,
    above,
    may_list_cases,
    may_see_totals,
    reach,
    sees_everything,
    unit_columns,
    unit_of,
)
from thads_data.errors import Refusal
from thads_data.folding import fold
from thads_data.models.organisation import (
    CHIEF,
    COUNTRY,
    COUNTRY_LEADER,
    EXECUTOR,
    LEADER,
    PROVINCE,
    PersonRole,
)

ScopeT = TypeVar("ScopeT", UnitRef, PersonRef)

LONGEST_NAME = 200
"""No name that was stored is longer: what is longer names nobody."""
_DIGITS = re.compile(r"(\d+)")


def own_scope(viewer: Viewer) -> Scope:
    """What "còn thiếu bao nhiêu" means without a subject: a leader's or chief's unit (for a leader the whole
    province), an executor's own figures, an admin's unit."""
    if COUNTRY_LEADER in viewer.roles:
        return viewer.unit
    if LEADER in viewer.roles:
        return viewer.province or viewer.unit
    if EXECUTOR in viewer.roles and CHIEF not in viewer.roles:
        return _self(viewer)
    return viewer.unit


def find_scope(db: Connection, viewer: Viewer, said: object) -> Scope:
    """The scope slot of an intent ("me", "my_unit", "province", "country", {"unit": …}, {"person": …}) as a
    unit or person. Codes, names, aliases, "khu vực 4" and small typos are found; own province first.

    Raises Refusal: no_such_unit / no_such_person (said=…), ambiguous (choices=tuple of UnitRef or PersonRef),
    not_allowed. People outside what the viewer may see are never found, nor named in choices.
    """
    if isinstance(said, dict) and isinstance(said.get("unit"), str):
        return _find_unit(db, viewer, said["unit"])
    if isinstance(said, dict) and isinstance(said.get("person"), str):
        return _find_person(db, viewer, said["person"])
    if said == "me":
        return _self(viewer) if EXECUTOR in viewer.roles else own_scope(viewer)
    found = _named_level(db, viewer, said)
    if not may_see_totals(viewer, found):
        raise Refusal("not_allowed")
    return found


def executors(db: Connection, viewer: Viewer, unit: UnitRef) -> tuple[PersonRef, ...]:
    """The active executors of the unit itself, by code; Refusal("not_allowed") outside."""
    if not may_list_cases(viewer, unit):
        raise Refusal("not_allowed")
    return tuple(people(db, PEOPLE.c.unit_id == unit.id, is_executor()))


def children(db: Connection, unit: UnitRef) -> tuple[UnitRef, ...]:
    """The units right below, by code in natural order (KV2 before KV10)."""
    rows = db.execute(_units_where("parent_id"), {"wanted": unit.id})
    return tuple(sorted(map(unit_of, rows), key=lambda child: natural(child.code)))


def siblings(db: Connection, unit: UnitRef) -> tuple[UnitRef, ...]:
    """The units with the same unit right above, this one among them; none for one with none above."""
    return tuple(map(unit_of, db.execute(_units_where("parent_id"), {"wanted": unit.parent_id})))


def parent(db: Connection, unit: UnitRef) -> UnitRef | None:
    """The unit above, or None at the top."""
    row = db.execute(_units_where("id"), {"wanted": unit.parent_id}).first()
    return unit_of(row) if row else None


@cache
def _units_where(column: str) -> Select[Any]:
    return select(*unit_columns(UNITS)).where(UNITS.c[column] == bindparam("wanted"))


def people(db: Connection, *conditions: ColumnElement[bool]) -> list[PersonRef]:
    """The active people who meet the conditions, by unit and code."""
    rows = db.execute(
        select(*person_columns())
        .join_from(PEOPLE, UNITS, UNITS.c.id == PEOPLE.c.unit_id)
        .where(PEOPLE.c.active, *conditions)
    )
    return sorted(map(person_of, rows), key=lambda person: (person.unit.left, natural(person.code)))


def provinces(db: Connection) -> tuple[UnitRef, ...]:
    """Every province, by code in natural order."""
    rows = db.execute(select(*unit_columns(UNITS)).where(UNITS.c.level == PROVINCE))
    return tuple(sorted(map(unit_of, rows), key=lambda unit: natural(unit.code)))


def natural(code: str) -> tuple[tuple[int, str | int], ...]:
    """A key that sorts the numbers in a code as numbers."""
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in _DIGITS.split(code) if part)


def is_executor() -> ColumnElement[bool]:
    """Whether a row of `people` holds the role of executor."""
    return exists().where(PersonRole.person_id == PEOPLE.c.id, PersonRole.role == EXECUTOR)


def person_columns() -> tuple[ColumnElement[Any], ...]:
    """What `person_of` reads, from `people` joined with `units`."""
    return PEOPLE.c.id, PEOPLE.c.code, PEOPLE.c.name, *unit_columns(UNITS)


def person_of(row: Any, start: int = 0) -> PersonRef:
    """The person in a row that holds `person_columns` from position `start` on."""
    return PersonRef(row[start], row[start + 1], row[start + 2], unit_of(row, start + 3))


def _self(viewer: Viewer) -> PersonRef:
    return PersonRef(viewer.id, viewer.code, viewer.name, viewer.unit)


def _named_level(db: Connection, viewer: Viewer, said: object) -> UnitRef:
    if said == "my_unit":
        return viewer.unit
    if said == "province" and viewer.province:
        return viewer.province
    if said == "country":
        if not (sees_everything(viewer) or LEADER in viewer.roles or viewer.unit.level == COUNTRY):
            raise Refusal("not_allowed")
        country = above(db, viewer.unit, COUNTRY)
        if country:
            return country
    raise Refusal("no_such_unit", said=said if isinstance(said, str) else "")


def _find_unit(db: Connection, viewer: Viewer, said: str) -> UnitRef:
    """Names are looked for in the own province first; what only others have is theirs, and not to be seen."""
    key = naming.unit_key(said) if len(said) <= LONGEST_NAME else ""
    own = _named_units(db, viewer.province)
    found = naming.matching(key, own)
    if not found:
        every = _named_units(db, None) if viewer.province else own
        found = naming.matching(key, every) or naming.resembling(key, own) or naming.resembling(key, every)
    if not found:
        raise Refusal("no_such_unit", said=said)
    seen = [unit for unit in found if may_see_totals(viewer, unit)]
    return _only(sorted(seen, key=lambda unit: (unit.left, unit.code)))


def _named_units(db: Connection, within: UnitRef | None) -> dict[UnitRef, frozenset[str]]:
    above = UNITS.alias("above")
    asked = select(*unit_columns(UNITS), UNITS.c.aliases, above.c.name).join_from(
        UNITS, above, above.c.id == UNITS.c.parent_id, isouter=True
    )
    if within:
        asked = asked.where(UNITS.c.left >= within.left, UNITS.c.right <= within.right)
    return {
        unit_of(row): naming.unit_names(row.code, row[2], tuple(row.aliases), row[8])
        for row in db.execute(asked)
    }


def _find_person(db: Connection, viewer: Viewer, said: str) -> PersonRef:
    """Only among those the viewer may see. Who sees nobody else is told the same of every other name."""
    known = _known_people(viewer)
    if known is None:
        own = EXECUTOR in viewer.roles and _calls(said, viewer)
        return _only([_self(viewer)] if own else [])
    found = _called(db, said, known) if len(said) <= LONGEST_NAME else []
    if not found and _called(db, said, ~known):
        raise Refusal("not_allowed")
    found = found or _resembling(db, said, known)
    if not found:
        raise Refusal("no_such_person", said=said)
    return _only(_likeliest(db, said, found))


def _known_people(viewer: Viewer) -> ColumnElement[bool] | None:
    """The people a viewer may know of; None for nobody but perhaps themselves."""
    if sees_everything(viewer):
        return true()
    unit = reach(viewer)
    return and_(UNITS.c.left >= unit.left, UNITS.c.right <= unit.right) if unit else None


def _calls(said: str, viewer: Viewer) -> bool:
    called = {fold(viewer.code), *naming.ways_to_call(fold(viewer.name))}
    return bool({fold(said), naming.person_key(said)} & called)


def _called(db: Connection, said: str, known: ColumnElement[bool]) -> list[PersonRef]:
    by_code = people(db, known, PEOPLE.c.code.in_({said.strip(), said.strip().upper()}))
    if by_code:
        return by_code
    for key in dict.fromkeys((fold(said), naming.person_key(said))):
        ends = PEOPLE.c.name_key.endswith(f" {key}", autoescape=True)
        if key and (found := people(db, known, or_(PEOPLE.c.name_key == key, ends))):
            return [person for person in found if fold(person.name) == key] or found
    return []


def _resembling(db: Connection, said: str, known: ColumnElement[bool]) -> list[PersonRef]:
    """Those a slip of the finger away: only where nobody at all is called so."""
    if len(said) > LONGEST_NAME:
        return []
    names = {person: naming.ways_to_call(fold(person.name)) for person in people(db, known)}
    return naming.resembling(naming.person_key(said), names)


def _likeliest(db: Connection, said: str, found: list[PersonRef]) -> list[PersonRef]:
    """Of several, those whose marks agree with what was typed, and those who have cases."""
    if len(found) > 1:
        typed = unicodedata.normalize("NFC", said).lower().split()[-1]
        found = [person for person in found if person.name.lower().split()[-1] == typed] or found
    if len(found) > 1:
        found = people(db, PEOPLE.c.id.in_([person.id for person in found]), is_executor()) or found
    return found


def _only(found: Sequence[ScopeT]) -> ScopeT:
    """The one that was found. None: what was asked for is not the viewer's to see."""
    if not found:
        raise Refusal("not_allowed")
    if len(found) > 1:
        raise Refusal("ambiguous", choices=tuple(found))
    return found[0]
