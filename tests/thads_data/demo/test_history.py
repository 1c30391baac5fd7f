"""A year of statistics: right in themselves, never falling, and ending in the figures of the last day."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.thads_data.demo.conftest import Loaded
from thads_data.workdays import work_year

CUMULATIVE = ("tong_giai_quyet", "thu_ly_moi", "uy_thac", "thu_hoi_huy", "phai_thi_hanh", "co_dieu_kien")
CUMULATIVE += ("thi_hanh_xong", "dinh_chi")


def forms(sample: Loaded) -> list[tuple[Any, str, dict[str, int]]]:
    return [(row, metric, row.columns[metric]) for row in sample.statistics for metric in ("cases", "money")]


def additive(form: dict[str, int]) -> dict[str, int]:
    return {column: value for column, value in form.items() if column != "ty_le"}


def test_every_line_satisfies_the_identities_of_the_form(sample: Loaded) -> None:
    for _, _, form in forms(sample):
        done = form["thi_hanh_xong"] + form["dinh_chi"] + form.get("giam", 0)
        others = form["chua_co_dieu_kien"] + form["hoan_khac"] + form["tam_dinh_chi"]
        assert form["tong_giai_quyet"] == form["cu_chuyen_sang"] + form["thu_ly_moi"]
        assert form["phai_thi_hanh"] == form["tong_giai_quyet"] - form["uy_thac"] - form["thu_hoi_huy"]
        assert form["phai_thi_hanh"] == form["co_dieu_kien"] + others
        assert form["chuyen_ky_sau"] == form["phai_thi_hanh"] - done
        assert form["co_dieu_kien"] == done + form["dang_thi_hanh"]
        assert 0 <= done <= form["co_dieu_kien"] <= form["phai_thi_hanh"]
        assert min(form.values()) >= 0
        if form["co_dieu_kien"]:
            assert form["ty_le"] == (20_000 * done + form["co_dieu_kien"]) // (2 * form["co_dieu_kien"])
        else:
            assert "ty_le" not in form


def test_units_are_the_sums_of_their_executors_and_the_province_of_its_units(sample: Loaded) -> None:
    of_executors: defaultdict[tuple[date, str, str], Counter[str]] = defaultdict(Counter)
    of_units: defaultdict[tuple[date, str, str], Counter[str]] = defaultdict(Counter)
    for row, metric, form in forms(sample):
        unit = sample.units[row.unit_id]
        if row.executor_id is not None:
            of_executors[row.as_of, unit, metric].update(additive(form))
        else:
            of_units[row.as_of, unit, metric].update(additive(form))
    for (day, unit, metric), form in of_units.items():
        if unit == "TN":
            below = [
                of_units[key]
                for key in list(of_units)
                if key[0] == day and key[2] == metric and key[1] != "TN"
            ]
            assert +form == sum(below, Counter[str]())
        else:
            assert +form == +of_executors[day, unit, metric]


def test_what_is_cumulative_never_falls_within_a_work_year(sample: Loaded) -> None:
    series: defaultdict[tuple[Any, ...], list[tuple[date, dict[str, int]]]] = defaultdict(list)
    for row, metric, form in forms(sample):
        series[row.unit_id, row.executor_id, metric, work_year(row.as_of)].append((row.as_of, form))
    for days in series.values():
        days.sort(key=lambda day: day[0])
        for (_, before), (_, after) in pairwise(days):
            assert before["cu_chuyen_sang"] == after["cu_chuyen_sang"]
            assert all(before[column] <= after[column] for column in CUMULATIVE)


def test_this_year_began_with_what_was_carried_over(sample: Loaded) -> None:
    found = {(row.as_of, row.unit_id, row.executor_id): row.columns for row in sample.statistics}
    closing = {key[1:]: columns for key, columns in found.items() if key[0] == date(2024, 9, 30)}
    opening = {key[1:]: columns for key, columns in found.items() if key[0] == date(2024, 10, 31)}
    assert closing.keys() == opening.keys()
    for whose, columns in opening.items():
        for metric in ("cases", "money"):
            assert columns[metric]["cu_chuyen_sang"] == closing[whose][metric]["chuyen_ky_sau"]


@pytest.mark.parametrize(
    "day",
    [
        *(date(2024, 8, 31), date(2024, 9, 12), date(2024, 9, 30), date(2024, 10, 31), date(2025, 2, 28)),
        *(date(2025, 8, 22), *(date(2025, 9, day) for day in range(1, 13))),
    ],
)
def test_there_is_a_snapshot_to_compare_with(day: date, sample: Loaded) -> None:
    rows = [
        row
        for row in sample.tallies
        if row.as_of == day and row.source == "statistics" and not row.executor_id
    ]
    assert {sample.units[row.unit_id] for row in rows} == set(sample.units.values()) - {"TN"}
    assert all(0 < row.done_cases < row.enforceable_cases for row in rows)
    assert {row.work_year for row in rows} == {work_year(day)}


def test_results_grow_on_working_days_and_rest_on_sundays(sample: Loaded) -> None:
    done: Counter[date] = Counter()
    for row in sample.tallies:
        if row.source == "statistics" and row.executor_id is None:
            done[row.as_of] += row.done_cases
    assert (
        done[date(2025, 9, 5)]
        == done[date(2025, 9, 7)]
        < done[date(2025, 9, 8)]
        < done[date(2025, 9, 12)]
        == 8603
    )


def test_last_year_ended_near_its_target_and_stood_lower_on_this_day(sample: Loaded) -> None:
    rates = {}
    for day in (date(2024, 9, 12), date(2024, 9, 30)):
        rows = [row for row in sample.statistics if row.as_of == day and sample.units[row.unit_id] == "TN"]
        form = rows[0].columns["cases"]
        rates[day] = 100 * (form["thi_hanh_xong"] + form["dinh_chi"]) / form["co_dieu_kien"]
    assert 77 < rates[date(2024, 9, 12)] < rates[date(2024, 9, 30)] < 86
