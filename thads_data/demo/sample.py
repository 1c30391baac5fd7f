"""The sample province: Thái Nguyên on 12 September 2025, with made-up people and cases.

The sums of each office are those of sample_figures.csv, to the case and the đồng. Its rates are the official
ones of September 2025 where such were published.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from thads_data.demo.plan import Executor, Figures, Office, Pin, Plan
from thads_data.demo.rows import PersonRow, TargetRow, UnitRow
from thads_data.demo.shares import share

SAMPLE_NOTE = "Dữ liệu mẫu: người, vụ việc và số quyết định đều là hư cấu"
PROVINCE = "TN"
AS_OF = date(2025, 9, 12)
_SEED = 2025
_FOLDER = Path(__file__).parent
# The ageing of the province: cases, and what remains of them in đồng.
_OVER_1_YEAR, _OVER_1_YEAR_MONEY = 340, 39_936_678_000
_OVER_5_YEARS, _OVER_5_YEARS_MONEY = 81, 10_146_367_000
# A case that people are told to ask for.
_PINS = {"TN-KV4": (Pin(45, 2025, "TN-KV4-CHV01"),)}


def sample() -> Plan:
    """The plan of the sample province; the same every time."""
    return Plan(
        seed=_SEED,
        as_of=AS_OF,
        days=_days(),
        units=tuple(map(_unit, _rows("sample_units.csv"))),
        people=tuple(map(_person, _rows("sample_people.csv"))),
        targets=(
            TargetRow(2024, PROVINCE, 8325, 4645, "12/QĐ-CTHADS (mẫu)", date(2024, 1, 15)),
            TargetRow(2025, PROVINCE, 8405, 5208, "34/QĐ-CTHADS (mẫu)", date(2024, 12, 30)),
        ),
        offices=tuple(_offices()),
    )


def _days() -> tuple[date, ...]:
    """Around the same day of last year, then month ends, Fridays from July on, and the last two weeks."""
    before = [date(2024, 8, 31), date(2024, 9, 12), date(2024, 9, 30)]
    months = [date(2024 + month // 12, month % 12 + 1, 1) - timedelta(1) for month in range(10, 21)]
    weeks = [date(2025, 7, 4) + timedelta(7 * week) for week in range(9)]
    last = [AS_OF - timedelta(back) for back in range(14)]
    return tuple(sorted({*before, *months, *weeks, *last}))


def _offices() -> Iterator[Office]:
    """Every office with its executors and sums; old cases go to where much is open."""
    rows = tuple(_rows("sample_figures.csv"))
    executors = _executors()
    over_1 = share(_OVER_1_YEAR, [int(row["enforceable"]) - int(row["done"]) for row in rows])
    over_5 = share(_OVER_5_YEARS, over_1)
    money_1 = _thousands(_OVER_1_YEAR_MONEY - _OVER_5_YEARS_MONEY, over_1)
    money_5 = _thousands(_OVER_5_YEARS_MONEY, over_5)
    for place, row in enumerate(rows):
        figures = Figures(
            int(row["enforceable"]),
            int(row["done"]),
            int(row["money_enforceable"]),
            int(row["money_done"]),
            over_1[place],
            money_1[place] + money_5[place],
            over_5[place],
            money_5[place],
        )
        others = figures.enforceable * 42 // 100
        yield Office(row["unit"], executors[row["unit"]], figures, others, _PINS.get(row["unit"], ()))


def _executors() -> dict[str, tuple[Executor, ...]]:
    """Those of each office who hold cases."""
    found: dict[str, tuple[Executor, ...]] = {}
    for row in _rows("sample_people.csv"):
        if int(row["load"]):
            found[row["unit"]] = (*found.get(row["unit"], ()), Executor(row["code"], int(row["load"])))
    return found


def _thousands(money: int, weights: list[int]) -> list[int]:
    return [1000 * part for part in share(money // 1000, weights)]


def _unit(row: dict[str, str]) -> UnitRow:
    return UnitRow(
        row["code"], row["name"], tuple(row["aliases"].split(";")), row["level"], row["parent"] or None
    )


def _person(row: dict[str, str]) -> PersonRow:
    roles = tuple(row["roles"].split(";"))
    return PersonRow(row["code"], row["name"], row["title"], roles, row["unit"], row["active"] == "1")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
