"""The work year before: lines that end in what this year began with, scaled back to earlier days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thads_data.demo.plan import Plan
from thads_data.demo.rows import StatisticRow
from thads_data.workdays import work_year, year_end, year_start

_MILLION = 1_000_000


def last_year(plan: Plan, closing: list[StatisticRow]) -> Iterator[StatisticRow]:
    """The executors' lines of the plan's days before this work year; `closing` are theirs of its last day.

    Their "chuyển kỳ sau" at the end of that year is this year's "cũ chuyển sang".
    """
    year = work_year(plan.as_of) - 1
    chance = plan.chance("last year")
    ends = [(line, 8200 + int(chance.random() * 400), 3700 + int(chance.random() * 1300)) for line in closing]
    for day in (day for day in plan.days if day <= year_end(year)):
        passed = _passed(day, year)
        for line, cases_rate, money_rate in ends:
            cases = _scaled(line.cases, 96, cases_rate, passed)
            thousands = {column: part // 1000 for column, part in line.money.items()}
            money = {
                column: part * 1000 for column, part in _scaled(thousands, 82, money_rate, passed).items()
            }
            yield line._replace(as_of=day, cases=cases, money=money)


def _passed(day: date, year: int) -> int:
    """How much of the work year lies behind, in millionths."""
    return _MILLION * (day - year_start(year)).days // (year_end(year) - year_start(year)).days


def _scaled(this_year: dict[str, int], growth: int, rate: int, passed: int) -> dict[str, int]:
    """One metric of one executor when `passed` millionths of that year had gone.

    `growth` is its enforceable sum against this year's, in per cent; `rate` hundredths of a per cent done
    at the end. Results come later than time passes, so that what is done never exceeds what is enforceable.
    """
    carried = this_year.get("cu_chuyen_sang", 0)
    enforceable = this_year.get("co_dieu_kien", 0) * growth // 100
    done = enforceable * rate // 10_000
    enforceable = done + min(enforceable - done, carried)
    all_year = done + carried
    began = all_year * 45 // 100
    results = passed * (700_000 + 300_000 * passed // _MILLION) // _MILLION
    so_far = began + (all_year - began) * passed // _MILLION
    enforceable_so_far = enforceable * so_far // all_year if all_year else 0
    done_so_far = min(done * results // _MILLION, enforceable_so_far)
    ended = done_so_far * 5 // 100
    other = so_far - enforceable_so_far
    return {
        "cu_chuyen_sang": began,
        "thu_ly_moi": so_far - began,
        "co_dieu_kien": enforceable_so_far,
        "thi_hanh_xong": done_so_far - ended,
        "dinh_chi": ended,
        "hoan_khac": other * 6 // 100,
        "tam_dinh_chi": other * 4 // 100,
        "chua_co_dieu_kien": other - other * 6 // 100 - other * 4 // 100,
    }
