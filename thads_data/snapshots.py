"""The newest tallies of units and executors up to a day: what every figure is read from.

Asking costs one look-up in an index for each unit below, whatever the number of cases or of earlier days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    func,
    select,
    true,
)

from thads_data.access import PEOPLE, UNITS, PersonRef, Scope, UnitRef
from thads_data.models.figures import REGISTER
from thads_data.tallies import TALLIES
from thads_data.workdays import work_year, year_start

NEWEST, FIGURES = TALLIES.alias("newest"), TALLIES.alias("figures")
_OF_UNIT = and_(TALLIES.c.unit_id == UNITS.c.id, TALLIES.c.executor_id.is_(None))
SHOWN = (
    "enforceable_cases",
    "done_cases",
    "enforceable_money",
    "done_money",
    "open_cases",
    "open_money",
)


# Tuples, not dataclasses: hundreds are made for one question about the country.
class Snapshot(NamedTuple):
    """Sums of one scope. `as_of`, `source`, `import_id` are the newest part's, `oldest_as_of` the oldest."""

    as_of: date
    source: str
    import_id: int
    oldest_as_of: date
    enforceable_cases: int
    done_cases: int
    enforceable_money: int
    done_money: int
    open_cases: int
    open_money: int

    def enforceable(self, metric: str) -> int:
        return self.enforceable_cases if metric == "cases" else self.enforceable_money

    def done(self, metric: str) -> int:
        return self.done_cases if metric == "cases" else self.done_money


class _Line(NamedTuple):
    """The newest tally of the unit so numbered in the tree."""

    left: int
    right: int
    whole: bool
    snapshot: Snapshot


def of_units(
    db: Connection,
    units: Sequence[UnitRef],
    upto: date,
    *,
    category: str = "",
    register: bool = False,
    any_year: bool = False,
) -> dict[int, Snapshot]:
    """The figure of each unit with all below it, by its id: the newest rows of the work year up to that
    day. None of the units may lie in another. Units without any row are left out.

    `register` (and any category) leaves the statistics out; `any_year` lets older rows answer too.
    """
    if not units:
        return {}
    since = date.min if any_year else year_start(work_year(upto))
    bounds = {"since": since, "upto": upto, "category": category}
    register = register or bool(category)
    parts = defaultdict[int, list[Snapshot]](list)
    rows = db.execute(
        _sums_below(_lateral(db), bool(category), register), {**bounds, "units": [unit.id for unit in units]}
    ).all()
    if any(row.whole for row in rows):
        return _with_whole_lines(db, units, bounds, register)
    for row in rows:
        parts[row[0]].append(_snapshot(row))
    return {unit_id: add(snapshots) for unit_id, snapshots in parts.items()}


def _with_whole_lines(
    db: Connection, units: Sequence[UnitRef], bounds: Mapping[str, Any], register: bool
) -> dict[int, Snapshot]:
    """The same, unit by unit, where some lines stand for a whole subtree."""
    asked = sorted(units, key=lambda unit: unit.left)
    span = {**bounds, "first": asked[0].left, "last": max(unit.right for unit in asked)}
    lefts = [unit.left for unit in asked]
    parts = defaultdict[int, list[Snapshot]](list)
    for line in _settled(db, _unit_lines(db, span, register), span):
        unit = asked[bisect_right(lefts, line.left) - 1]
        if line.right <= unit.right:
            parts[unit.id].append(line.snapshot)
    return {unit_id: add(snapshots) for unit_id, snapshots in parts.items()}


def of_executors(
    db: Connection, who: ColumnElement[bool], upto: date, *, category: str = "", register: bool = False
) -> dict[int, Snapshot]:
    """The figure of each person of `people` who meets `who`, by id: their newest rows, of whatever units."""
    bounds = {"since": year_start(work_year(upto)), "upto": upto, "category": category}
    parts = defaultdict[int, list[Snapshot]](list)
    for row in db.execute(_executor_rows(_lateral(db), register or bool(category)).where(who), bounds):
        parts[row[0]].append(_snapshot(row))
    return {person_id: add(snapshots) for person_id, snapshots in parts.items()}


def add(parts: Sequence[Snapshot]) -> Snapshot:
    """The sum of at least one part, as new as the newest."""
    newest = max(parts, key=lambda part: (part.as_of, part.source, part.import_id))
    return Snapshot(
        newest.as_of,
        newest.source,
        newest.import_id,
        min(part.oldest_as_of for part in parts),
        *map(sum, zip(*(part[-len(SHOWN) :] for part in parts), strict=True)),
    )


def newest_day(db: Connection, unit: UnitRef) -> date | None:
    """The last day that any unit in `unit` has figures of, in any work year."""
    last = (
        select(func.max(TALLIES.c.as_of))
        .where(TALLIES.c.unit_id == UNITS.c.id, TALLIES.c.executor_id.is_(None), TALLIES.c.category == "")
        .scalar_subquery()
    )
    days = db.scalars(select(last).where(UNITS.c.left >= unit.left, UNITS.c.right <= unit.right))
    return max((day for day in days if day), default=None)


def newest_register(db: Connection, scope: Scope) -> tuple[date, int] | None:
    """The day of the newest register of a scope, and the import that brought it."""
    ever = {"since": date.min, "upto": date.max, "category": ""}
    if isinstance(scope, PersonRef):
        own = db.execute(_executor_rows(_lateral(db), True).where(PEOPLE.c.id == scope.id), ever).first()
        if own:
            return own.as_of, own.import_id
        return newest_register(db, scope.unit)
    rows = db.execute(_registers(_lateral(db)), ever | {"first": scope.left, "last": scope.right})
    return max(((row.as_of, row.import_id) for row in rows), default=None)


def _unit_lines(db: Connection, bounds: Mapping[str, Any], register: bool) -> list[_Line]:
    """The newest line of each unit, a unit before those below it."""
    rows = db.execute(_unit_rows(_lateral(db), bool(bounds["category"]), register), bounds)
    return [_Line(row.left, row.right, row.whole, _snapshot(row)) for row in rows]


def _settled(db: Connection, lines: Sequence[_Line], bounds: Mapping[str, Any]) -> Iterator[_Line]:
    """The lines that answer: one that stands for a whole subtree does where nothing below it is newer, and is
    otherwise replaced by what its unit has of its own."""
    until = 0
    for place, line in enumerate(lines):
        if line.left < until:
            continue
        below = takewhile(lambda other, end=line.right: other.left < end, lines[place + 1 :])  # type: ignore[misc]
        if not line.whole:
            yield line
        elif all(other.snapshot.as_of <= line.snapshot.as_of for other in below):
            until = line.right
            yield line
        else:
            yield from _unit_lines(db, {**bounds, "first": line.left, "last": line.left}, True)


# The statements are built once: building them takes longer than the database does to answer. `lateral` is for
# PostgreSQL, whose planner would otherwise read every tally to join the newest; SQLite has no LATERAL.
@cache
def _unit_rows(lateral: bool, by_category: bool, register: bool) -> Select[Any]:
    """The newest tally of each unit numbered from `first` to `last`, between the days `since` and `upto`."""
    newest, on = _newest(_OF_UNIT, lateral, register)
    rows = (
        _reading(UNITS.c.id, newest, FIGURES if by_category else newest)
        .add_columns(UNITS.c.left, UNITS.c.right, newest.c.whole)
        .join_from(UNITS, newest, on)
    )
    if by_category:
        rows = rows.join(FIGURES, _same_unit_and_day(newest), isouter=True)
    within = UNITS.c.left.between(bindparam("first"), bindparam("last"))
    return rows.where(within).order_by(UNITS.c.left)


@cache
def _registers(lateral: bool) -> Select[Any]:
    """The imports that the newest registers of the units numbered from `first` to `last` came with."""
    newest, on = _newest(_OF_UNIT, lateral, register=True)
    within = UNITS.c.left.between(bindparam("first"), bindparam("last"))
    return select(newest.c.as_of, newest.c.import_id).distinct().join_from(UNITS, newest, on).where(within)


@cache
def _sums_below(lateral: bool, by_category: bool, register: bool) -> Select[Any]:
    """The newest tallies of all that is in each of `units`, summed by the import that they came with."""
    newest, on = _newest(_OF_UNIT, lateral, register)
    top = UNITS.alias("top")
    below = top.join(UNITS, UNITS.c.left.between(top.c.left, top.c.right)).join(newest, on)
    figures = FIGURES if by_category else newest
    sums = (func.sum(func.coalesce(figures.c[field], 0)) for field in SHOWN)
    whole = func.max(case((newest.c.whole, 1), else_=0)).label("whole")
    keys = top.c.id, newest.c.as_of, newest.c.source, newest.c.import_id
    rows = select(*keys, *sums, whole).select_from(
        below.outerjoin(FIGURES, _same_unit_and_day(newest)) if by_category else below
    )
    return rows.where(top.c.id.in_(bindparam("units", expanding=True))).group_by(*keys)


@cache
def _executor_rows(lateral: bool, register: bool) -> Select[Any]:
    """The tallies of each person of their newest day between `since` and `upto`."""
    newest, on = _newest(TALLIES.c.executor_id == PEOPLE.c.id, lateral, register)
    return (
        _reading(PEOPLE.c.id, newest, FIGURES)
        .join_from(PEOPLE, newest, on)
        .join(FIGURES, and_(FIGURES.c.executor_id == PEOPLE.c.id, *_same_day(newest)), isouter=True)
    )


def _newest(
    mine: ColumnElement[bool], lateral: bool, register: bool
) -> tuple[FromClause, ColumnElement[bool]]:
    """The newest tally of all cases of the unit or person at hand, and what joins it to them."""
    c = TALLIES.c
    asked = select(TALLIES if lateral else c.id).where(
        mine, c.category == "", c.as_of >= bindparam("since"), c.as_of <= bindparam("upto")
    )
    if register:
        asked = asked.where(c.source == REGISTER)
    asked = asked.order_by(c.as_of.desc(), c.source.desc()).limit(1)
    if lateral:
        return asked.lateral("newest"), true()
    return NEWEST, NEWEST.c.id == asked.scalar_subquery()


def _reading(who: ColumnElement[int], newest: FromClause, figures: FromClause) -> Select[Any]:
    """Whose, of when, and the figures; a category that does not occur in a register has none: all 0."""
    of_when = newest.c.as_of, newest.c.source, newest.c.import_id
    return select(who, *of_when, *(func.coalesce(figures.c[field], 0) for field in SHOWN))


def _same_unit_and_day(newest: FromClause) -> ColumnElement[bool]:
    return and_(FIGURES.c.unit_id == UNITS.c.id, FIGURES.c.executor_id.is_(None), *_same_day(newest))


def _same_day(newest: FromClause) -> tuple[ColumnElement[bool], ...]:
    return (
        FIGURES.c.category == bindparam("category"),
        FIGURES.c.as_of == newest.c.as_of,
        FIGURES.c.source == newest.c.source,
    )


def _lateral(db: Connection) -> bool:
    return db.dialect.name == "postgresql"


def _snapshot(row: Sequence[Any]) -> Snapshot:
    _, as_of, source, import_id, *sums = row[: 4 + len(SHOWN)]
    return Snapshot(as_of, source, import_id, as_of, *map(int, sums))
