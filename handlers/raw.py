"""The raw values behind a reply: integers, rates as strings with two decimals, ISO dates, codes.

A question about several scopes at once holds one such object for each, in a list: {"standings": […]},
{"comparisons": […]}, {"lists": […]}.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from thads_data.register import CaseDetail, CaseLine, CaseList
from thads_data.standings import Change, Comparison, Measure, Ranking, Standing
from thads_data.workdays import Countdown

Figures = dict[str, Any]
FIRST = 10


def several(name: str, figures: list[Figures]) -> Figures:
    """One object as it is; of several a list under `name`."""
    return figures[0] if len(figures) == 1 else {name: figures}


def standing(found: Standing) -> Figures:
    return {
        "scope": found.scope.code,
        "as_of": found.sourced.as_of.isoformat(),
        "source": found.sourced.source,
        "days_left": found.days_left,
        "working_days_left": found.working_days_left,
        "cases": _measure(found.cases),
        "money": _measure(found.money),
        "reported": {"cases": found.reported_cases, "money": found.reported_money},
    }


def ranking(found: Ranking) -> Figures:
    return {
        "metric": found.metric,
        "of": found.of,
        "order": found.order,
        "as_of": found.sourced.as_of.isoformat(),
        "rows": [
            {
                "code": row.scope.code,
                "rate": _hundredths(row.rate),
                "target": _hundredths(row.target),
                "points": _hundredths(row.points),
                "short": row.short,
            }
            for row in found.rows
        ],
    }


def cases(found: CaseList) -> Figures:
    return {
        "count": found.count,
        "money": found.money,
        "first": [_line(line) for line in found.lines[:FIRST]],
    }


def case(found: CaseDetail) -> Figures:
    line = found.line
    return {
        "case": line.number,
        "unit": line.unit.code,
        "executor": line.executor.code,
        "class": line.case_class,
        "status": line.status,
        "decided": line.decided.isoformat(),
        "due": found.due,
        "done": found.done,
        "remaining": line.remaining,
    }


def countdown(found: Countdown) -> Figures:
    return {
        "ends": found.ends.isoformat(),
        "days_left": found.days_left,
        "working_days_left": found.working_days_left,
    }


def comparison(found: Comparison) -> Figures:
    return {
        "as_of": found.sourced.as_of.isoformat(),
        "with": found.with_day.isoformat(),
        "cases": _change(found.cases),
        "money": _change(found.money),
    }


def _measure(found: Measure) -> Figures:
    return {
        "enforceable": found.enforceable,
        "done": found.done,
        "rate": _hundredths(found.rate),
        "target": _hundredths(found.target),
        "points": _hundredths(found.points),
        "short": found.short,
        "needed_per_working_day": found.needed_per_working_day,
        "rank": found.rank,
        "ranked": found.ranked,
    }


def _change(found: Change) -> Figures:
    return {
        "rate": _hundredths(found.rate),
        "then": _hundredths(found.then),
        "points": _hundredths(found.points),
        "done": found.done,
        "done_then": found.done_then,
        "growth": _hundredths(found.growth),
    }


def _line(line: CaseLine) -> Figures:
    return {
        "case": line.number,
        "unit": line.unit.code,
        "executor": line.executor.code,
        "remaining": line.remaining,
        "decided": line.decided.isoformat(),
        "idle_days": line.idle_days,
    }


def _hundredths(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
