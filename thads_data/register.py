"""Questions to the case register, each within what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, false, func, or_, select, true

from thads_data import case_numbers
from thads_data.access import (
    PEOPLE,
    UNITS,
    PersonRef,
    Scope,
    UnitRef,
    Viewer,
    may_list_cases,
    reach,
    sees_everything,
    unit_columns,
    unit_of,
)
from thads_data.case_numbers import IS_OPEN
from thads_data.errors import Refusal
from thads_data.figures import days_before, years_before
from thads_data.models.organisation import EXECUTOR, LEADER
from thads_data.models.records import Import
from thads_data.models.register import (
    COMPLETED,
    ENFORCEABLE,
    POSTPONED,
    SUSPENDED,
    TERMINATED,
    UNENFORCEABLE,
)
from thads_data.snapshots import newest_register, of_units
from thads_data.tallies import CASES, categories_of, category_bit
from thads_data.workdays import work_year, year_start


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases; None means not named. Years may be halves (0.5 is 6 months). Amounts are đồng of what
    remains.

    `status` is a value of the `status` slot (understanding.md): enforceable, unenforceable, postponed,
    suspended, terminated, completed, seized, in_auction, sold_undelivered, unverified.
    """

    status: str | None = None
    category: str | None = None
    min_years: float | None = None
    max_years: float | None = None
    min_amount: int | None = None
    max_amount: int | None = None
    idle_days: int | None = None
    since: date | None = None
    """Decided on or after this day; for completed and terminated: closed on or after it; for a step
    (seized, in_auction, sold_undelivered): the step taken on or after it."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. Money in đồng; `idle_days` counts to the register's as-of day."""

    id: int
    number: str
    """number/year as shown: "45/2025"."""
    unit: UnitRef
    executor: PersonRef
    debtor: str | None
    decided: date
    remaining: int
    idle_days: int
    case_class: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseList:
    scope: Scope
    as_of: date
    imported_at: datetime
    count: int
    money: int
    """What remains (đồng) of all that match."""
    lines: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class CaseDetail:
    line: CaseLine
    as_of: date
    imported_at: datetime
    kind: str | None
    creditor: str | None
    categories: tuple[str, ...]
    other_categories: str | None
    due: int
    done: int
    closed_on: date | None
    last_action: date | None
    last_verified: date | None
    step: str | None
    step_on: date | None
    held: int
    held_since: date | None


@dataclass(frozen=True, slots=True)
class _Register:
    """The newest register of a scope: its day, and the import that brought it."""

    as_of: date
    imported_at: datetime


CaseRow = Row[*tuple[Any, ...]]

# What a status means in the register; the others are classes of open cases.
_CLOSED = (COMPLETED, TERMINATED)
_STEPS = {"seized": "seize", "in_auction": "auction", "sold_undelivered": "sold_undelivered"}
_UNVERIFIED = "unverified"
_COUNTED = (ENFORCEABLE, UNENFORCEABLE, POSTPONED, SUSPENDED)
# The column a list is ordered by, and whether its largest values come first.
_ORDERS = {
    "oldest": (CASES.c.decided, False),
    "newest": (CASES.c.decided, True),
    "largest": (CASES.c.remaining, True),
    "smallest": (CASES.c.remaining, False),
    "idlest": (CASES.c.idle_from, False),
}
MOST_CHOICES = 30
"""Of cases with the same number, how many are offered to choose from."""


def cases(
    db: Connection,
    viewer: Viewer,
    scope: Scope,
    today: date,
    wanted: CaseFilter,
    *,
    order: str = "oldest",
    limit: int = 10,
    offset: int = 0,
) -> CaseList:
    """The cases of `scope` that match: count and sum of all, and one page of them.

    Order: oldest, newest, largest, smallest, idlest; ties by decision date, unit code, number as a number.
    Refusal("not_allowed") outside, Refusal("no_register") where none was loaded. Ages and idle days count to
    the day of the register, not to `today`.
    """
    if not may_list_cases(viewer, scope):
        raise Refusal("not_allowed")
    register = _newest_register(db, scope)
    matching = and_(_of_scope(db, scope), *_conditions(wanted, register.as_of))
    count, money = _totals(db, scope, wanted, matching, register.as_of)
    ids = _page(db, matching, order, limit, offset) if count and limit else ()
    lines = tuple(_line(row, register.as_of) for row in _rows(db, ids))
    return CaseList(scope, register.as_of, register.imported_at, count, money, lines)


def find_case(
    db: Connection, viewer: Viewer, number: str, today: date, *, unit: UnitRef | None = None
) -> CaseDetail:
    """The case of this number ("45/2025", or "45": the newest year that has one in the viewer's scope).

    A number outside the viewer's scope is Refusal("no_such_case", number=…, near=(numbers of theirs, nearest
    first, up to 3)), the same as one that nobody has. Several in scope: Refusal("ambiguous_case",
    number=…, choices=(CaseLine, …)), the newest MOST_CHOICES of them.
    """
    said, theirs = case_numbers.parse(number), _within_reach(db, viewer)
    if said is None:
        raise Refusal("no_such_case", number=number, near=())
    wanted = and_(theirs, case_numbers.is_of(said))
    if unit:
        wanted = and_(wanted, CASES.c.unit_id == unit.id)
    if said.year is None:
        newest = db.execute(select(func.max(CASES.c.year)).where(wanted)).scalar()
        wanted = and_(wanted, CASES.c.year == newest)
    ids = db.scalars(
        select(CASES.c.id).where(wanted).order_by(CASES.c.decided.desc(), CASES.c.id).limit(MOST_CHOICES)
    ).all()
    if not ids:
        near = case_numbers.nearest(db, said, theirs, _own_register(viewer))
        raise Refusal("no_such_case", number=number, near=near)
    rows = _rows(db, ids)
    register = _newest_register(db, unit_of(rows[0]))
    if len(rows) > 1:
        choices = sorted((_line(row, register.as_of) for row in rows), key=lambda line: line.unit.left)
        raise Refusal("ambiguous_case", number=number, choices=tuple(choices))
    return _detail(rows[0], register)


def _totals(
    db: Connection, scope: Scope, wanted: CaseFilter, matching: ColumnElement[bool], as_of: date
) -> tuple[int, int]:
    """How many match and what remains of them. All open cases of a unit are in its tallies already."""
    if isinstance(scope, UnitRef) and wanted == CaseFilter(category=wanted.category):
        tallies = of_units(db, [scope], as_of, category=wanted.category or "", register=True, any_year=True)
        if scope.id in tallies:
            return tallies[scope.id].open_cases, tallies[scope.id].open_money
    count, money = db.execute(select(func.count(), func.sum(CASES.c.remaining)).where(matching)).one()
    return count, int(money or 0)


def _page(
    db: Connection, matching: ColumnElement[bool], order: str, limit: int, offset: int
) -> Sequence[int]:
    """The ids of one page. First the value it ends with is found in an index alone; only the cases up to
    there are read and put in order by what is in no index."""
    c = CASES.c
    key, descending = _ORDERS[order]
    by_key = key.desc() if descending else key.asc()
    last = select(key).where(matching).order_by(by_key).limit(1).offset(offset + limit - 1)
    edge = db.execute(last).scalar()
    if edge is not None:
        matching = and_(matching, key >= edge if descending else key <= edge)
    return db.scalars(
        select(c.id)
        .join_from(CASES, UNITS, UNITS.c.id == c.unit_id)
        .where(matching)
        .order_by(by_key, c.decided, UNITS.c.code, c.number_value, c.number, c.id)
        .limit(limit)
        .offset(offset)
    ).all()


def _conditions(wanted: CaseFilter, as_of: date) -> Iterator[ColumnElement[bool]]:
    c = CASES.c
    yield c.gone_on.is_(None)
    # One upper bound, not two: SQLite searches an index by the first that it meets.
    old_enough = wanted.min_years is not None
    yield c.decided < years_before(as_of, wanted.min_years or 0) if old_enough else c.decided <= as_of
    yield from _of_closed(wanted, as_of) if wanted.status in _CLOSED else _of_open(wanted)
    if wanted.category is not None:
        yield c.categories.bitwise_and(category_bit(wanted.category)) != 0
    if wanted.max_years is not None:
        yield c.decided >= years_before(as_of, wanted.max_years)
    if wanted.min_amount is not None:
        yield c.remaining >= wanted.min_amount
    if wanted.max_amount is not None:
        yield c.remaining <= wanted.max_amount
    if wanted.idle_days is not None:
        yield c.idle_from <= days_before(as_of, wanted.idle_days)


def _of_closed(wanted: CaseFilter, as_of: date) -> Iterator[ColumnElement[bool]]:
    """Closed that way within the work year."""
    c = CASES.c
    yield c.status != IS_OPEN
    yield c.status == wanted.status
    yield c.closed_on >= max(wanted.since or date.min, year_start(work_year(as_of)))
    yield c["class"].in_(_COUNTED)


def _of_open(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """Open with the status that was named; without one, ages and idleness are of what is enforceable."""
    c, status, begun = CASES.c, wanted.status, CASES.c.decided
    if status is None and (wanted.min_years, wanted.max_years, wanted.idle_days) != (None, None, None):
        status = ENFORCEABLE
    yield c.status == IS_OPEN
    yield c["class"] == status if status in _COUNTED else c["class"].in_(_COUNTED)
    if status in _STEPS:
        begun = c.step_on
        yield c.step == _STEPS[status]
    elif status == _UNVERIFIED:
        yield c.last_verified.is_(None)
    if wanted.since is not None:
        yield begun >= wanted.since


def _of_scope(db: Connection, scope: Scope) -> ColumnElement[bool]:
    if isinstance(scope, PersonRef):
        return CASES.c.executor_id == scope.id
    return _of_units(db, scope)


def _of_units(db: Connection, unit: UnitRef) -> ColumnElement[bool]:
    """The units by their ids, so that each is one look-up in an index; none where every unit is meant."""
    rows = db.execute(select(UNITS.c.id, UNITS.c.left, UNITS.c.right)).all()
    below = [row.id for row in rows if unit.left <= row.left and row.right <= unit.right]
    return CASES.c.unit_id.in_(below) if len(below) < len(rows) else true()


def _within_reach(db: Connection, viewer: Viewer) -> ColumnElement[bool]:
    """The cases the viewer may see: of their units, of the people there, and their own."""
    if sees_everything(viewer):
        return true()
    unit = reach(viewer)
    theirs = CASES.c.executor_id == viewer.id if EXECUTOR in viewer.roles else false()
    if unit is None:
        return theirs
    people = select(PEOPLE.c.id).join(UNITS, UNITS.c.id == PEOPLE.c.unit_id)
    below = and_(UNITS.c.left >= unit.left, UNITS.c.right <= unit.right)
    return or_(theirs, _of_units(db, unit), CASES.c.executor_id.in_(people.where(below)))


def _own_register(viewer: Viewer) -> ColumnElement[bool] | None:
    """An office's or an executor's own cases; None for those who see more, or none."""
    if sees_everything(viewer) or LEADER in viewer.roles:
        return None
    if unit := reach(viewer):
        return CASES.c.unit_id == unit.id
    return CASES.c.executor_id == viewer.id if EXECUTOR in viewer.roles else None


def _newest_register(db: Connection, scope: Scope) -> _Register:
    """Raises Refusal("no_register") where none was loaded."""
    newest = newest_register(db, scope)
    if newest is None:
        raise Refusal("no_register")
    as_of, import_id = newest
    return _Register(as_of, db.execute(select(Import.at).where(Import.id == import_id)).scalar_one())


def _rows(db: Connection, ids: Sequence[int]) -> list[CaseRow]:
    """The cases of these ids with unit, executor and the executor's unit, in the order of the ids."""
    if not ids:
        return []
    found = {row._mapping[CASES.c.id]: row for row in db.execute(_whole_cases(), {"ids": list(ids)})}
    return [found[case_id] for case_id in ids]


@cache
def _whole_cases() -> Select[Any]:
    home, c = UNITS.alias("home"), CASES.c
    return (
        select(*unit_columns(UNITS), PEOPLE.c.id, PEOPLE.c.code, PEOPLE.c.name, *unit_columns(home), *CASES.c)
        .join_from(CASES, UNITS, UNITS.c.id == c.unit_id)
        .join(PEOPLE, PEOPLE.c.id == c.executor_id)
        .join(home, home.c.id == PEOPLE.c.unit_id)
        .where(c.id.in_(bindparam("ids", expanding=True)))
    )


def _line(row: CaseRow, as_of: date) -> CaseLine:
    of, c = row._mapping, CASES.c
    return CaseLine(
        id=of[c.id],
        number=f"{of[c.number]}/{of[c.year]}",
        unit=unit_of(row),
        executor=PersonRef(row[7], row[8], row[9], unit_of(row, 10)),
        debtor=of[c.debtor],
        decided=of[c.decided],
        remaining=of[c.remaining],
        idle_days=(as_of - of[c.idle_from]).days,
        case_class=of[c["class"]],
        status=of[c.status],
    )


def _detail(row: CaseRow, register: _Register) -> CaseDetail:
    of, c = row._mapping, CASES.c
    same = (c.other_categories, c.due, c.done, c.closed_on, c.last_action, c.last_verified)
    return CaseDetail(
        _line(row, register.as_of),
        register.as_of,
        register.imported_at,
        of[c.kind],
        of[c.creditor],
        categories_of(of[c.categories]),
        *(of[column] for column in same),
        *(of[column] for column in (c.step, c.step_on, c.held, c.held_since)),
    )
