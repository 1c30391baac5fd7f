"""Results against targets: of one unit or person, in order, and against an earlier day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from thads_data.access import Scope, UnitRef, Viewer


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of one scope. Counts are cases, or đồng for money; rate, target and points per cent, 2 decimals."""

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
    target: Decimal
    points: Decimal
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
    """One metric on two days. `growth` is done against done_then in per cent, None where there was nothing."""

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
    where the work year has none. Days left count from `today`, or from `day` where it is given.
    """
    raise NotImplementedError


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
    "provinces", or "executors" (active ones, of `within` and all below it)."""
    raise NotImplementedError


def compare(
    db: Connection, viewer: Viewer, scope: Scope, today: date, *, with_day: date | None = None
) -> Comparison:
    """Against the same day of the previous work year (29 February: 28), or the given earlier day.

    The snapshot is the newest of that day or before it within its work year. Refusal("no_snapshot", day=…) where
    there is none.
    """
    raise NotImplementedError
