"""Who may see what: decided here, before anything is looked up (product.md, People and what they may see)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, func, select

from thads_data.models.organisation import (
    CHIEF,
    COUNTRY,
    COUNTRY_LEADER,
    EXECUTOR,
    LEADER,
    OFFICE,
    PROVINCE,
    Account,
    Person,
    PersonRole,
    Unit,
)

UNITS, PEOPLE = Unit.__table__, Person.__table__


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as answers name it. `left`/`right` bound its subtree; `province_id` is itself for a province."""

    id: int
    code: str
    name: str
    level: str
    left: int
    right: int
    parent_id: int | None

    def holds(self, other: UnitRef) -> bool:
        """Whether `other` is this unit or lies below it."""
        return self.left <= other.left and other.right <= self.right


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as answers name them, with the unit they work in."""

    id: int
    code: str
    name: str
    unit: UnitRef


Scope = UnitRef | PersonRef


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and from where: all that decides what they may see."""

    id: int
    code: str
    name: str
    title: str | None
    roles: frozenset[str]
    unit: UnitRef
    province: UnitRef | None
    """The province the unit belongs to (itself, or the ancestor of level province); None at country level."""
    language: str


def unit_columns(units: FromClause) -> tuple[ColumnElement[Any], ...]:
    """What `unit_of` reads, from the table of units or an alias of it."""
    c = units.c
    return c.id, c.code, c.name, c.level, c.left, c.right, c.parent_id


def unit_of(row: Sequence[Any], start: int = 0) -> UnitRef:
    """The unit in a row that holds `unit_columns` from position `start` on."""
    return UnitRef(*row[start : start + 7])


def viewer(db: Connection, code: str) -> Viewer | None:
    """The active person of this code (case aside), or None."""
    exact = _viewer(db, _person(PEOPLE.c.code == bindparam("code")), code=code)
    return exact or _viewer(db, _person(func.lower(PEOPLE.c.code) == bindparam("code")), code=code.lower())


def viewer_of_account(db: Connection, channel: str, chat: str) -> Viewer | None:
    """The active person behind an account that is not ended, or None."""
    return _viewer(db, _person_of_account(), channel=channel, chat=chat)


def _viewer(db: Connection, who: Select[Any], **said: str) -> Viewer | None:
    row = db.execute(who, said).first()
    if row is None:
        return None
    roles = frozenset(db.scalars(_roles(), {"person": row.id}))
    province = unit_of(row, 12) if row[12] is not None else None
    return Viewer(row[0], row[1], row[2], row[3], roles, unit_of(row, 5), province, row.language)


def above(db: Connection, unit: UnitRef, level: str) -> UnitRef | None:
    """The unit of this level that `unit` is or lies in, or None."""
    row = db.execute(_above(), {"left": unit.left, "right": unit.right, "level": level}).first()
    return unit_of(row) if row else None


# Asked in every turn: the statements are built once, since building takes longer than answering.
def _person(who: ColumnElement[bool]) -> Select[Any]:
    c, province = PEOPLE.c, UNITS.alias("province")
    holds = and_(province.c.left <= UNITS.c.left, province.c.right >= UNITS.c.right)
    return (
        select(c.id, c.code, c.name, c.title, c.language, *unit_columns(UNITS), *unit_columns(province))
        .join_from(PEOPLE, UNITS, UNITS.c.id == c.unit_id)
        .outerjoin(province, and_(holds, province.c.level == PROVINCE))
        .where(who, c.active)
        .order_by(c.code)
        .limit(1)
    )


@cache
def _person_of_account() -> Select[Any]:
    here = and_(Account.channel == bindparam("channel"), Account.chat == bindparam("chat"))
    mine = select(Account.person_id).where(here, Account.ended_at.is_(None))
    return _person(PEOPLE.c.id == mine.scalar_subquery())


@cache
def _roles() -> Select[Any]:
    return select(PersonRole.role).where(PersonRole.person_id == bindparam("person"))


@cache
def _above() -> Select[Any]:
    return (
        select(*unit_columns(UNITS))
        .where(UNITS.c.left <= bindparam("left"), UNITS.c.right >= bindparam("right"))
        .where(UNITS.c.level == bindparam("level"))
        .order_by(UNITS.c.left.desc())
        .limit(1)
    )


def sees_everything(viewer: Viewer) -> bool:
    return COUNTRY_LEADER in viewer.roles


def reach(viewer: Viewer) -> UnitRef | None:
    """The unit whose cases and people, with all below it, the viewer may see one by one; None for those who
    may see at most their own. (Who `sees_everything` is not bound by it.)

    A leader's is the whole province, also from one of its offices. A chief's is the office they head: the
    province's own staff are not chiefs of the province.
    """
    if LEADER in viewer.roles:
        return viewer.province or viewer.unit
    if CHIEF in viewer.roles and viewer.unit.level == OFFICE:
        return viewer.unit
    return None


def may_see_totals(viewer: Viewer, scope: Scope) -> bool:
    """Totals of a unit, or the figures of a person."""
    if isinstance(scope, PersonRef):
        return may_list_cases(viewer, scope)
    return (
        sees_everything(viewer)
        or scope.id == viewer.unit.id
        or _holds(viewer.province, scope)
        or _holds(reach(viewer), scope)
        or (LEADER in viewer.roles and scope.level == COUNTRY)
    )


def may_list_cases(viewer: Viewer, scope: Scope) -> bool:
    """The cases of a unit or a person, one by one."""
    if sees_everything(viewer):
        return True
    if isinstance(scope, PersonRef):
        own = scope.id == viewer.id and EXECUTOR in viewer.roles
        return own or _holds(reach(viewer), scope.unit)
    return _holds(reach(viewer), scope)


def may_rank(viewer: Viewer, within: UnitRef, of: str) -> bool:
    """Putting the units right below `within` ("units"), all provinces, or the executors in it in order."""
    if of == "executors":
        return may_list_cases(viewer, within)
    if of == "provinces" or within.level == COUNTRY:
        return sees_everything(viewer) or LEADER in viewer.roles
    return may_see_totals(viewer, within)


def _holds(unit: UnitRef | None, other: UnitRef) -> bool:
    return unit is not None and unit.holds(other)
