"""Tallies of the case register: counted by one grouped statement, kept per unit, executor and category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
)

from thads_data.models.figures import REGISTER, STATISTICS, Tally
from thads_data.models.organisation import Person
from thads_data.models.register import CATEGORIES, ENFORCEABLE, ENTRUSTED, OPEN, WITHDRAWN, Case
from thads_data.workdays import work_year, year_start

TALLIES, CASES, PEOPLE = Tally.__table__, Case.__table__, Person.__table__
FIELDS = (
    "counted_cases",
    "enforceable_cases",
    "done_cases",
    "counted_money",
    "enforceable_money",
    "done_money",
    "open_cases",
    "open_money",
)
NOTHING = (0,) * len(FIELDS)
# Below the number of variables that either database takes in one statement.
BATCH = 500

Sums = tuple[int, ...]
"""One number for each of FIELDS."""
Key = tuple[int, int | None, str]
"""Unit, executor (None: the unit's own row) and category ("": all)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that is not what it should be: by `cases`, or by the unit's `executors`."""

    unit_id: int
    executor_id: int | None
    category: str
    as_of: date
    source: str
    check: str
    field: str
    stored: int
    expected: int


def rebuild(
    db: Connection,
    unit_ids: Iterable[int],
    as_of: date,
    import_id: int,
    source_table: FromClause = CASES,
) -> None:
    """Count the register of these units up to `as_of`, in place of what it gave them for that day before.

    `source_table` is `cases`, or any selectable with its columns. Each unit gets a row of its own, with or
    without cases, and so does each executor whose newest figures are of these units: nobody keeps an old one.
    """
    units = sorted(set(unit_ids))
    sums: dict[Key, Sums] = {(unit, None, ""): NOTHING for unit in units}
    sums |= dict.fromkeys(_earlier_executors(db, units, as_of), NOTHING)
    sums |= count(db, units, as_of, source_table)
    for some in _batches(units):
        db.execute(
            delete(Tally).where(
                TALLIES.c.unit_id.in_(some), TALLIES.c.as_of == as_of, TALLIES.c.source == REGISTER
            )
        )
    fixed = {
        "as_of": as_of,
        "work_year": work_year(as_of),
        "source": REGISTER,
        "whole": False,
        "import_id": import_id,
    }
    for keys in _batches(sorted(sums, key=_order)):
        db.execute(insert(TALLIES), [_row(key, sums[key]) | fixed for key in keys])  # type: ignore[arg-type]


def count(
    db: Connection, unit_ids: Iterable[int], as_of: date, source_table: FromClause = CASES
) -> dict[Key, Sums]:
    """What the register of these units adds up to: of each unit and executor, in all and by category."""
    sums: defaultdict[Key, Sums] = defaultdict(lambda: NOTHING)
    for units in _batches(sorted(set(unit_ids))):
        for unit, executor, bits, *figures in db.execute(_counting(units, as_of, source_table)):
            own = tuple(map(int, figures))
            for category in ("", *categories_of(bits)):
                for who in (None, executor):
                    key = (unit, who, category)
                    sums[key] = tuple(map(int.__add__, sums[key], own))
    return dict(sums)


def categories_of(bits: int) -> tuple[str, ...]:
    """The categories whose bits are set."""
    return tuple(name for place, name in enumerate(CATEGORIES) if bits & 1 << place)


def category_bit(category: str) -> int:
    """The bit of a category; 0 for an unknown one."""
    return 1 << CATEGORIES.index(category) if category in CATEGORIES else 0


def is_counted(cases: FromClause, as_of: date) -> ColumnElement[bool]:
    """Phải thi hành (product.md, Figures 2)."""
    c = cases.c
    return and_(
        c.gone_on.is_(None),
        c.decided <= as_of,
        or_(c.status == OPEN, c.closed_on >= year_start(work_year(as_of))),
        c["class"].not_in((ENTRUSTED, WITHDRAWN)),
    )


def recount(db: Connection) -> list[Difference]:
    """Where the newest register tallies are not what `cases` add up to, and where the newest tallies of a
    unit, of either source, are not the sums of its executors'."""
    found = list[Difference]()
    for source in (REGISTER, STATISTICS):
        for as_of, units in _newest_days(db, source).items():
            stored = _stored(db, units, as_of, source)
            if source == REGISTER:
                found += _differences(stored, count(db, units, as_of), as_of, source, "cases")
            given = {key[0] for key in stored if key[1] is not None or source == REGISTER}
            own = {key: sums for key, sums in stored.items() if key[1] is None and key[0] in given}
            found += _differences(own, _sums_of_executors(stored), as_of, source, "executors")
    return found


def _newest_days(db: Connection, source: str) -> dict[date, list[int]]:
    """The units by the day of their newest tallies of that source."""
    rows = db.execute(
        select(TALLIES.c.unit_id, func.max(TALLIES.c.as_of))
        .where(TALLIES.c.source == source, TALLIES.c.executor_id.is_(None))
        .group_by(TALLIES.c.unit_id)
    )
    units: dict[date, list[int]] = {}
    for unit, as_of in rows:
        units.setdefault(as_of, []).append(unit)
    return units


def _counting(units: list[int], as_of: date, cases: FromClause) -> Select[Any]:
    c = cases.c
    enforceable = or_(c["class"] == ENFORCEABLE, c.status != OPEN)

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    def money(condition: ColumnElement[bool], column: ColumnElement[int]) -> ColumnElement[int]:
        return func.sum(case((condition, column), else_=0))

    return (
        select(
            c.unit_id,
            c.executor_id,
            c.categories,
            func.count(),
            number(enforceable),
            number(c.status != OPEN),
            func.sum(c.due),
            money(enforceable, c.due),
            money(enforceable, c.done),
            number(c.status == OPEN),
            money(c.status == OPEN, c.remaining),
        )
        .where(c.unit_id.in_(units), is_counted(cases, as_of))
        .group_by(c.unit_id, c.executor_id, c.categories)
    )


def _earlier_executors(db: Connection, units: list[int], as_of: date) -> Iterator[Key]:
    """The executors who are in these units by their newest figures before `as_of`, in the work year."""
    of_person = TALLIES.alias("of_person")
    newest = (
        select(func.max(of_person.c.as_of))
        .where(of_person.c.executor_id == PEOPLE.c.id, of_person.c.category == "", of_person.c.as_of < as_of)
        .scalar_subquery()
    )
    rows = db.execute(
        select(TALLIES.c.unit_id, PEOPLE.c.id)
        .distinct()
        .select_from(PEOPLE)
        .join(
            TALLIES,
            and_(TALLIES.c.executor_id == PEOPLE.c.id, TALLIES.c.category == "", TALLIES.c.as_of == newest),
        )
        .where(TALLIES.c.work_year == work_year(as_of))
    )
    wanted = set(units)
    return ((unit, executor, "") for unit, executor in rows if unit in wanted)


def _stored(db: Connection, units: list[int], as_of: date, source: str) -> dict[Key, Sums]:
    c = TALLIES.c
    return {
        (unit, executor, category): tuple(map(int, figures))
        for some in _batches(units)
        for unit, executor, category, *figures in db.execute(
            select(c.unit_id, c.executor_id, c.category, *(c[field] for field in FIELDS)).where(
                c.unit_id.in_(some), c.as_of == as_of, c.source == source
            )
        )
    }


def _sums_of_executors(stored: Mapping[Key, Sums]) -> dict[Key, Sums]:
    sums: defaultdict[Key, Sums] = defaultdict(lambda: NOTHING)
    for (unit, executor, category), figures in stored.items():
        if executor is not None:
            key = (unit, None, category)
            sums[key] = tuple(map(int.__add__, sums[key], figures))
    return dict(sums)


def _differences(
    stored: Mapping[Key, Sums], expected: Mapping[Key, Sums], as_of: date, source: str, check: str
) -> Iterator[Difference]:
    for key in sorted(stored.keys() | expected.keys(), key=_order):
        was, ought = stored.get(key, NOTHING), expected.get(key, NOTHING)
        for field, old, new in zip(FIELDS, was, ought, strict=True):
            if old != new:
                yield Difference(*key, as_of, source, check, field, old, new)


def _order(key: Key) -> tuple[int, int, str]:
    return key[0], key[1] or 0, key[2]


def _row(key: Key, sums: Sums) -> dict[str, int | str | None]:
    unit, executor, category = key
    return {"unit_id": unit, "executor_id": executor, "category": category} | dict(
        zip(FIELDS, sums, strict=True)
    )


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
