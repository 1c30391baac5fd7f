"""The rates a unit must reach, as they are in force on a day (product.md, Figures 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from thads_data.access import UNITS, UnitRef, unit_columns, unit_of
from thads_data.figures import from_hundredths
from thads_data.models.figures import Target
from thads_data.workdays import work_year

TARGETS = Target.__table__


@dataclass(frozen=True, slots=True)
class TargetInForce:
    """Per cent of cases and of money, and the number of the decision that set them."""

    cases: Decimal
    money: Decimal
    decision: str | None

    def of(self, metric: str) -> Decimal:
        return self.cases if metric == "cases" else self.money


def in_force(db: Connection, units: Sequence[UnitRef], day: date) -> dict[int, TargetInForce]:
    """The target of each unit on that day, by the unit's id: its own, else that of the nearest unit above.

    The row with the latest day of effect that has come counts. Units without any target above are left out.
    """
    if not units:
        return {}
    rows = _rows(db, units, day)
    holders = sorted((unit_of(row) for row in rows.values()), key=lambda unit: unit.left, reverse=True)
    found = {}
    for unit in units:
        holder = unit if unit.id in rows else next((above for above in holders if above.holds(unit)), None)
        if holder:
            _, cases, money, decision = rows[holder.id][7:]
            found[unit.id] = TargetInForce(from_hundredths(cases), from_hundredths(money), decision)
    return found


def _rows(db: Connection, units: Sequence[UnitRef], day: date) -> Mapping[int, Sequence[Any]]:
    """By unit, the newest row in force of each unit that is one of these or above one of them."""
    lefts = [unit.left for unit in units]
    asked = {"lowest": min(lefts), "highest": max(lefts), "work_year": work_year(day), "day": day}
    return {row[0]: row for row in db.execute(_statement(), asked)}


@cache
def _statement() -> Select[Any]:
    """The rows in force on `day` of the units numbered from `lowest` to `highest` and of all above these."""
    c = TARGETS.c
    return (
        select(*unit_columns(UNITS), c.effective_from, c.cases_rate, c.money_rate, c.decision)
        .join_from(UNITS, TARGETS, c.unit_id == UNITS.c.id)
        .where(UNITS.c.left <= bindparam("highest"), UNITS.c.right >= bindparam("lowest"))
        .where(c.work_year == bindparam("work_year"), c.effective_from <= bindparam("day"))
        .order_by(c.effective_from)
    )
