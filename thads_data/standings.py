"""Results against targets: of one unit or person, in order, and against an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import Connection, Select, and_, bindparam, select

from thads_data import figures
from thads_data.access import PEOPLE, UNITS, PersonRef, Scope, UnitRef, Viewer, may_rank, may_see_totals
from thads_data.errors import Refusal
from thads_data.models.records import Import
from thads_data.snapshots import Snapshot, add, newest_day, of_executors, of_units
from thads_data.staff import children, is_executor, people, provinces, siblings
from thads_data.targets import TargetInForce, in_force
from thads_data.workdays import countdown, work_year, year_end

METRICS = ("cases", "money")


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of one scope. Counts are cases, or đồng for money; rates and points have 2 decimals."""

    enforceable: int
    done: int
    rate: Decimal | None
    target: Decimal | None
    points: Decimal | None
    short: int
    needed_per_working_day: int | None
    rank: int | None
    ranked: int | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a figure comes from and how old it is."""

    as_of: date
    source: str
    imported_at: datetime
    oldest_as_of: date
    """Below `as_of` where some offices have older figures than others."""
    targets: tuple[str, ...]
    """Numbers of the decisions that set the targets."""


@dataclass(frozen=True, slots=True)
class Standing:
    scope: Scope
    sourced: Sourced
    days_left: int
    working_days_left: int
    cases: Measure
    money: Measure
    reported_cases: int
    reported_money: int


@dataclass(frozen=True, slots=True)
class RankingRow:
    scope: Scope
    enforceable: int
    done: int
    rate: Decimal
    target: Decimal | None
    """None, and so points, where no target was given to the unit or any above it."""
    points: Decimal | None
    short: int
    rank: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """`rows` in the order asked for; `unranked` are those with nothing enforceable ("chưa có")."""

    within: UnitRef
    metric: str
    of: str
    order: str
    sourced: Sourced
    rows: tuple[RankingRow, ...]
    unranked: int
    below: int
    """How many of all that are ranked are below target."""


@dataclass(frozen=True, slots=True)
class Change:
    """One metric on two days. `growth` is done against done_then in per cent, None where that was 0."""

    rate: Decimal | None
    then: Decimal | None
    points: Decimal | None
    done: int
    done_then: int
    growth: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    scope: Scope
    sourced: Sourced
    with_day: date
    """The as-of day of the snapshot compared with."""
    asked_day: date
    """The day that was asked for; the snapshot may be a little older."""
    cases: Change
    money: Change


def standing(
    db: Connection, viewer: Viewer, scope: Scope, today: date, *, day: date | None = None, category: str = ""
) -> Standing:
    """Where `scope` stands. `day`: the figures up to that day (default: the newest up to `today`).

    Raises Refusal("not_allowed") outside what the viewer may see, and Refusal("no_figures", newest=date|None)
    where the work year has none. Days left count from `today`; none are left of a year that is over.
    `reported_cases` and `reported_money` are 0: nothing can be reported through the assistant yet.
    """
    if not may_see_totals(viewer, scope):
        raise Refusal("not_allowed")
    upto = day or today
    ranked = _siblings(db, scope, upto, category)
    snapshot = ranked.get(scope.id) or _figure(db, scope, upto, category)
    if snapshot is None:
        raise Refusal("no_figures", newest=newest_day(db, _unit_of(scope)))
    target = in_force(db, [_unit_of(scope)], snapshot.as_of).get(_unit_of(scope).id)
    is_over = work_year(upto) < work_year(today)
    left = countdown(db, year_end(work_year(upto)) if is_over else today)
    cases, money = (
        _measure(metric, snapshot, target, left.working_days_left, scope.id, _orders(metric, ranked))
        for metric in METRICS
    )
    return Standing(
        scope,
        _sourced(db, [snapshot], [target]),
        left.days_left,
        left.working_days_left,
        cases,
        money,
        reported_cases=0,
        reported_money=0,
    )


def ranking(
    db: Connection,
    viewer: Viewer,
    within: UnitRef,
    today: date,
    *,
    of: str,
    metric: str = "cases",
    order: str = "highest",
    below_target: bool = False,
    limit: int | None = None,
) -> Ranking:
    """Siblings in order of the exact rate, ties by code. `of`: "units" (children of `within`),
    "provinces", or "executors" (active ones, of `within` and all below it).

    Raises Refusal("not_allowed") and Refusal("no_figures", newest=date|None) as `standing` does.
    """
    if not may_rank(viewer, within, of):
        raise Refusal("not_allowed")
    scopes, snapshots = _entrants(db, within, today, of)
    if not snapshots:
        raise Refusal("no_figures", newest=newest_day(db, within))
    targets = _aims(db, scopes, snapshots)
    rows = _ranking_rows(metric, scopes, snapshots, targets)
    below = [row for row in rows if row.short > 0]
    chosen = sorted(below if below_target else rows, key=lambda row: row.scope.code)
    chosen.sort(key=lambda row: figures.order(row.done, row.enforceable), reverse=order == "highest")
    return Ranking(
        within,
        metric,
        of,
        order,
        _sourced(db, list(snapshots.values()), list(targets.values())),
        tuple(chosen[:limit]),
        unranked=len(scopes) - len(rows),
        below=len(below),
    )


def compare(
    db: Connection, viewer: Viewer, scope: Scope, today: date, *, with_day: date | None = None
) -> Comparison:
    """Against the same day of the previous work year (29 February: 28), or the given earlier day.

    The same day as that of the newest figures. The snapshot is the newest of that day or before it within its
    work year. Refusal("no_snapshot", day=…) where there is none.
    """
    if not may_see_totals(viewer, scope):
        raise Refusal("not_allowed")
    now = _figure(db, scope, today)
    if now is None:
        raise Refusal("no_figures", newest=newest_day(db, _unit_of(scope)))
    asked_day = with_day or figures.years_before(now.as_of, 1)
    then = _figure(db, scope, asked_day)
    if then is None:
        raise Refusal("no_snapshot", day=asked_day)
    target = in_force(db, [_unit_of(scope)], now.as_of).get(_unit_of(scope).id)
    return Comparison(
        scope,
        _sourced(db, [now], [target]),
        then.as_of,
        asked_day,
        *(_change(metric, now, then) for metric in METRICS),
    )


def _unit_of(scope: Scope) -> UnitRef:
    return scope.unit if isinstance(scope, PersonRef) else scope


def _figure(db: Connection, scope: Scope, upto: date, category: str = "") -> Snapshot | None:
    if isinstance(scope, PersonRef):
        return of_executors(db, PEOPLE.c.id == scope.id, upto, category=category).get(scope.id)
    return of_units(db, [scope], upto, category=category).get(scope.id)


def _siblings(db: Connection, scope: Scope, upto: date, category: str) -> dict[int, Snapshot]:
    """The figures of those `scope` is ranked among, by id; nothing for a unit with none above."""
    if isinstance(scope, PersonRef):
        colleagues = and_(PEOPLE.c.unit_id == scope.unit.id, PEOPLE.c.active, is_executor())
        return of_executors(db, colleagues, upto, category=category)
    return of_units(db, siblings(db, scope), upto, category=category)


def _entrants(
    db: Connection, within: UnitRef, upto: date, of: str
) -> tuple[Sequence[Scope], dict[int, Snapshot]]:
    if of == "executors":
        below = and_(UNITS.c.left >= within.left, UNITS.c.right <= within.right)
        found = people(db, below, is_executor())
        theirs = PEOPLE.c.unit_id.in_(select(UNITS.c.id).where(below))
        return found, of_executors(db, and_(theirs, PEOPLE.c.active, is_executor()), upto)
    units = provinces(db) if of == "provinces" else children(db, within)
    return units, of_units(db, units, upto)


def _aims(
    db: Connection, scopes: Sequence[Scope], snapshots: Mapping[int, Snapshot]
) -> dict[int, TargetInForce]:
    """The target of each scope on the day of its own figures, by the scope's id."""
    found: dict[int, TargetInForce] = {}
    for day in sorted({snapshot.as_of for snapshot in snapshots.values()}):
        of_day = [scope for scope in scopes if scope.id in snapshots and snapshots[scope.id].as_of == day]
        units = {_unit_of(scope).id: _unit_of(scope) for scope in of_day}
        targets = in_force(db, list(units.values()), day)
        found |= {scope.id: targets[_unit_of(scope).id] for scope in of_day if _unit_of(scope).id in targets}
    return found


def _measure(
    metric: str,
    snapshot: Snapshot,
    target: TargetInForce | None,
    working_days: int,
    scope_id: int,
    orders: Mapping[int, int],
) -> Measure:
    enforceable, done = snapshot.enforceable(metric), snapshot.done(metric)
    rate = figures.shown_rate(done, enforceable)
    aim = target.of(metric) if target else None
    short = figures.short(done, enforceable, aim) if aim is not None else 0
    step = figures.MONEY_STEP if metric == "money" else 1
    return Measure(
        enforceable,
        done,
        rate,
        aim,
        figures.points(rate, aim) if rate is not None and aim is not None else None,
        short,
        figures.needed_a_day(short, working_days, step),
        figures.ranks(orders).get(scope_id),
        len(orders) or None,
    )


def _ranking_rows(
    metric: str,
    scopes: Sequence[Scope],
    snapshots: Mapping[int, Snapshot],
    targets: Mapping[int, TargetInForce],
) -> list[RankingRow]:
    places = figures.ranks(_orders(metric, snapshots))
    rows = []
    for scope in scopes:
        snapshot = snapshots.get(scope.id)
        rate = figures.shown_rate(snapshot.done(metric), snapshot.enforceable(metric)) if snapshot else None
        if snapshot is None or rate is None:
            continue
        enforceable, done = snapshot.enforceable(metric), snapshot.done(metric)
        target = targets.get(scope.id)
        aim = target.of(metric) if target else None
        points = figures.points(rate, aim) if aim is not None else None
        short = figures.short(done, enforceable, aim) if aim is not None else 0
        rows.append(RankingRow(scope, enforceable, done, rate, aim, points, short, places[scope.id]))
    return rows


def _orders(metric: str, snapshots: Mapping[int, Snapshot]) -> dict[int, int]:
    """What those are ranked by who have anything enforceable."""
    return {
        key: figures.order(one.done(metric), one.enforceable(metric))
        for key, one in snapshots.items()
        if one.enforceable(metric)
    }


def _change(metric: str, now: Snapshot, then: Snapshot) -> Change:
    rate = figures.shown_rate(now.done(metric), now.enforceable(metric))
    before = figures.shown_rate(then.done(metric), then.enforceable(metric))
    return Change(
        rate,
        before,
        figures.points(rate, before) if rate is not None and before is not None else None,
        now.done(metric),
        then.done(metric),
        figures.growth(now.done(metric), then.done(metric)),
    )


def _sourced(
    db: Connection, snapshots: Sequence[Snapshot], targets: Iterable[TargetInForce | None]
) -> Sourced:
    whole = add(snapshots)
    at = db.execute(_imported_at(), {"id": whole.import_id}).scalar_one()
    decisions = dict.fromkeys(target.decision for target in targets if target and target.decision)
    return Sourced(whole.as_of, whole.source, at, whole.oldest_as_of, tuple(decisions))


@cache
def _imported_at() -> Select[datetime]:
    return select(Import.at).where(Import.id == bindparam("id"))
