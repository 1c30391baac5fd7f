"""Days and times as people say them, on a Friday: 12 September 2025, 07:25."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.dates import parse_date
from bot.understanding.times import parse_time
from tests.understanding.samples import NOW, bare

TODAY = NOW.date()
PAST = [
    ("hôm nay", "2025-09-12"), ("sáng nay", "2025-09-12"), ("hôm qua", "2025-09-11"),
    ("chiều qua", "2025-09-11"), ("hôm kia", "2025-09-10"), ("thứ sáu tuần trước", "2025-09-05"),
    ("hôm thứ tư", "2025-09-10"), ("thứ 2", "2025-09-08"), ("t5", "2025-09-11"),
    ("chủ nhật", "2025-09-07"), ("cn", "2025-09-07"), ("12/9", "2025-09-12"),
    ("13/9", "2024-09-13"), ("31/8", "2025-08-31"), ("31-8-2025", "2025-08-31"),
    ("ngày 05 tháng 9", "2025-09-05"), ("ngày 5 tháng 9 năm 2024", "2024-09-05"),
    ("5/9/2025", "2025-09-05"), ("5-9-25", "2025-09-05"), ("ngày 12.9", "2025-09-12"),
    ("mùng 5", "2025-09-05"), ("ngày 15", "2025-08-15"), ("đầu tháng", "2025-09-01"),
    ("đầu tuần", "2025-09-08"), ("đầu năm", "2024-10-01"), ("đầu tháng 8", "2025-08-01"),
    ("cuối tháng trước", "2025-08-31"), ("tuần trước", "2025-09-05"), ("tháng trước", "2025-08-12"),
    ("3 ngày trước", "2025-09-09"), ("2 tuần trước", "2025-08-29"), ("hết tháng 8", "2025-08-31"),
    ("tháng 8", "2025-08-31"), ("tháng 12", "2024-12-31"), ("quý II", "2025-06-30"),
    ("6 tháng đầu năm", "2025-03-31"), ("ngày 5 tháng này", "2025-09-05"),
    ("năm ngày trước", "2025-09-07"), ("cuối tuần trước", "2025-09-07"),
]  # fmt: skip
AHEAD = [
    ("mai", "2025-09-13"), ("ngày mai", "2025-09-13"), ("sáng mai", "2025-09-13"),
    ("ngày kia", "2025-09-14"), ("thứ hai", "2025-09-15"), ("thứ sáu", "2025-09-19"),
    ("thứ hai tuần sau", "2025-09-15"), ("tuần sau", "2025-09-15"), ("cuối tuần", "2025-09-14"),
    ("hết tuần sau", "2025-09-21"), ("cuối tháng", "2025-09-30"), ("hết tháng", "2025-09-30"),
    ("15/10", "2025-10-15"), ("10/1", "2026-01-10"), ("12/9", "2025-09-12"),
    ("ngày 20", "2025-09-20"), ("ngày 5", "2025-10-05"), ("20 này", "2025-09-20"),
    ("cuối tháng sau", "2025-10-31"), ("29/2", "2028-02-29"), ("cuối năm", "2025-09-30"),
    ("ngày 5 tháng sau", "2025-10-05"), ("thứ 3 tuần tới", "2025-09-16"),
]  # fmt: skip
TIMES = [
    ("7h", "07:00"), ("7h30", "07:30"), ("7 giờ 30", "07:30"), ("7g30", "07:30"),
    ("7 rưỡi sáng", "07:30"), ("7h sáng", "07:00"), ("5h chiều", "17:00"), ("14:30", "14:30"),
    ("14h30", "14:30"), ("bốn giờ chiều", "16:00"), ("9h kém 15 sáng", "08:45"),
    ("8h tối", "20:00"), ("12h trưa", "12:00"), ("1h trưa", "13:00"), ("16h15", "16:15"),
    ("mười giờ rưỡi", "10:30"), ("lúc 8 giờ", "08:00"), ("3 giờ 45 phút chiều", "15:45"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), PAST)
def test_days_looking_back(text: str, day: str) -> None:
    assert parse_date(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "day"), PAST)
def test_days_looking_back_without_marks(text: str, day: str) -> None:
    assert parse_date(bare(text), TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_days_looking_ahead(text: str, day: str) -> None:
    assert parse_date(text, TODAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_days_looking_ahead_without_marks(text: str, day: str) -> None:
    assert parse_date(bare(text), TODAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "32/13", "31/2/2025", "45/2025", "ngày", "tháng 13", "thứ chín"])
def test_what_is_no_day(text: str) -> None:
    assert parse_date(text, TODAY) is None


def test_a_weekday_said_on_that_day_is_next_week_ahead_and_today_back() -> None:
    monday = date(2025, 9, 15)
    assert parse_date("thứ hai", monday, ahead=True) == date(2025, 9, 22)
    assert parse_date("thứ hai", monday) == monday


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_times(text: str, time: str) -> None:
    assert parse_time(text) == time
    assert parse_time(bare(text)) == time


@pytest.mark.parametrize("text", ["25h", "7h75", "", "h", "sáng"])
def test_what_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@settings(deadline=None)
@given(st.dates(date(2015, 1, 1), date(2079, 12, 31)))
def test_a_full_date_comes_back_in_any_notation(day: date) -> None:
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}-{day.month:02d}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert parse_date(text, TODAY) == day


@settings(deadline=None)
@given(st.dates(TODAY - timedelta(days=364), TODAY + timedelta(days=364)))
def test_day_and_month_mean_the_nearest_on_each_side(day: date) -> None:
    back = parse_date(f"{day.day}/{day.month}", TODAY)
    ahead = parse_date(f"{day.day}/{day.month}", TODAY, ahead=True)
    assert back is not None
    assert ahead is not None
    assert back <= TODAY <= ahead
    assert (back.day, back.month) == (ahead.day, ahead.month) == (day.day, day.month)
