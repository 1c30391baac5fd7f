from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from thads_data import workdays
from thads_data.database import Database

AT = datetime(2025, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "ends", "days", "working"),
    [
        (date(2025, 9, 12), date(2025, 9, 30), 18, 12),
        (date(2025, 9, 15), date(2025, 9, 30), 15, 11),
        (date(2025, 9, 26), date(2025, 9, 30), 4, 2),
        (date(2025, 9, 29), date(2025, 9, 30), 1, 1),
        (date(2025, 9, 30), date(2025, 9, 30), 0, 0),
        (date(2025, 10, 1), date(2026, 9, 30), 364, 247),
    ],
)
def test_days_left_of_the_work_year(
    database: Database, day: date, ends: date, days: int, working: int
) -> None:
    with database.read() as db:
        assert workdays.countdown(db, day) == workdays.Countdown(ends, days, working)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2024, 9, 30), 2024), (date(2024, 10, 1), 2025), (date(2025, 9, 30), 2025)]
)
def test_the_work_year_begins_in_october(day: date, year: int) -> None:
    assert workdays.work_year(day) == year
    assert workdays.year_start(year) <= day <= workdays.year_end(year)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 1, 27), date(2025, 1, 31)),  # Tết Ất Tỵ
        (date(2026, 2, 16), date(2026, 2, 20)),  # Tết Bính Ngọ
        (date(2027, 2, 4), date(2027, 2, 10)),  # Tết Đinh Mùi
        (date(2028, 1, 24), date(2028, 1, 28)),  # Tết Mậu Thân
        (date(2025, 4, 7), date(2025, 4, 7)),  # the Hùng kings
        (date(2025, 4, 30), date(2025, 5, 2)),  # with the Friday swapped for Saturday 26/4
        (date(2025, 9, 1), date(2025, 9, 2)),
        (date(2026, 1, 1), date(2026, 1, 2)),  # with the Friday swapped for Saturday 10/1
        (date(2026, 8, 31), date(2026, 9, 2)),  # with the Monday swapped for Saturday 22/8
    ],
)
def test_holidays_are_no_working_days_but_the_days_around_are(
    database: Database, first: date, last: date
) -> None:
    def nearest(day: date, step: int) -> date:
        while day.weekday() >= workdays.SATURDAY or first <= day <= last:
            day += timedelta(days=step)
        return day

    with database.read() as db:
        assert workdays.working_days(db, first - timedelta(days=1), last) == 0
        assert workdays.is_working_day(db, nearest(first, -1))
        assert workdays.is_working_day(db, nearest(last, 1))


@pytest.mark.parametrize("day", [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)])
def test_a_saturday_worked_instead_never_counts(database: Database, day: date) -> None:
    with database.write() as db:
        assert not workdays.is_working_day(db, day)
        workdays.set_override(db, day, off=False, note="làm bù", by="TN-ADMIN", at=AT)
        assert not workdays.is_working_day(db, day)


def test_the_office_can_declare_days_off_and_worked_and_take_it_back(database: Database) -> None:
    storm, swapped = date(2025, 9, 22), date(2025, 9, 2)
    with database.write() as db:
        workdays.set_override(db, storm, off=True, note="bão", by="TN-ADMIN", at=AT)
        assert workdays.countdown(db, date(2025, 9, 12)).working_days_left == 11
        workdays.set_override(db, storm, off=True, note="<b>bão số 9</b> %s {}", by="TN-ADMIN", at=AT)
        workdays.set_override(db, swapped, off=False, note="trực", by="TN-ADMIN", at=AT)
        assert workdays.is_working_day(db, swapped)
        assert workdays.overrides(db, date(2025, 9, 3), date(2025, 9, 30)) == (
            workdays.Override(storm, True, "<b>bão số 9</b> %s {}", "TN-ADMIN", AT),
        )
        assert workdays.remove_override(db, storm)
        assert not workdays.remove_override(db, storm)
        assert workdays.countdown(db, date(2025, 9, 12)).working_days_left == 12


def test_years_far_away_are_still_counted(database: Database) -> None:
    with database.read() as db:
        for year in (1850, 2099, 2500):
            assert workdays.countdown(db, date(year, 9, 1)).days_left == 29
