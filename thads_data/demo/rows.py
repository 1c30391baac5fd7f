"""What the five kinds of files say, one row at a time: what every writer of made-up data takes.

Amounts are đồng. Classes, statuses, kinds, categories and steps are the codes of the tables.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

EX_OFFICIO, ON_REQUEST = "ex_officio", "on_request"


class UnitRow(NamedTuple):
    code: str
    name: str
    aliases: tuple[str, ...]
    level: str
    parent: str | None


class PersonRow(NamedTuple):
    code: str
    name: str
    title: str
    roles: tuple[str, ...]
    unit: str
    active: bool


class TargetRow(NamedTuple):
    """Rates are hundredths of a per cent."""

    work_year: int
    unit: str
    cases_rate: int
    money_rate: int
    decision: str
    decided_on: date


class CaseRow(NamedTuple):
    number: int
    decided: date
    unit: str
    executor: str
    kind: str
    debtor: str
    creditor: str
    categories: tuple[str, ...]
    case_class: str
    status: str
    closed_on: date | None
    due: int
    done: int
    last_action: date | None
    last_verified: date | None
    step: str | None
    step_on: date | None
    held: int
    held_since: date | None


class StatisticRow(NamedTuple):
    """One line of the forms. `cases` and `money` are keyed by the columns of handbook §1.3.

    The rate, ty_le, is in hundredths of a per cent, and missing where nothing is enforceable.
    """

    as_of: date
    unit: str
    executor: str | None
    cases: dict[str, int]
    money: dict[str, int]
