"""Questions to the case register, each within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from thads_data.access import PersonRef, Scope, UnitRef, Viewer


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases; None means not named. Years may be halves (0.5 is 6 months). Amounts are đồng of what remains.

    `status` is a value of the `status` slot (understanding.md): enforceable, unenforceable, postponed, suspended,
    terminated, completed, seized, in_auction, sold_undelivered, unverified.
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
    Refusal("not_allowed") outside, Refusal("no_register") where none was loaded.
    """
    raise NotImplementedError


def find_case(
    db: Connection, viewer: Viewer, number: str, today: date, *, unit: UnitRef | None = None
) -> CaseDetail:
    """The case of this number ("45/2025", or "45": the newest year that has one in the viewer's scope).

    A number outside the viewer's scope is Refusal("no_such_case", number=…, near=(numbers of theirs, nearest
    first, up to 3)), the same as one that nobody has. Several in scope: Refusal("ambiguous_case",
    number=…, choices=(CaseLine, …)).
    """
    raise NotImplementedError
