"""Numbers, money, rates and days as officials write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import wording
from handlers.words import words

say = words("vi")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0 đồng"),
        (500, "500 đồng"),
        (999, "999 đồng"),
        (1_000, "1 nghìn"),
        (350_000, "350 nghìn"),
        (350_500, "350,5 nghìn"),
        (350_499, "350.499 đồng"),
        (994_990, "994,99 nghìn"),
        (999_999, "1 triệu"),
        (1_200_000, "1,2 triệu"),
        (120_000_000, "120 triệu"),
        (994_999_999, "995 triệu"),
        (999_999_999, "1 tỷ"),
        (1_005_000_000, "1,01 tỷ"),
        (39_936_678_000, "39,94 tỷ"),
        (1_682_889_338_000, "1.682,89 tỷ"),
        (-39_936_678_000, "-39,94 tỷ"),
    ],
)
def test_money_is_short_in_lists(amount: int, shown: str) -> None:
    assert wording.money(say, amount) == shown


def test_money_is_full_in_confirmations() -> None:
    assert wording.money_in_full(say, 39_936_678_000) == "39.936.678.000 đồng"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (54_988_331_000, 83_290_415_000, "54,99/83,29 tỷ"),
        (0, 83_290_415_000, "0/83,29 tỷ"),
        (950_000_000, 1_200_000_000, "950 triệu/1,2 tỷ"),
        (0, 0, "0/0 đồng"),
    ],
)
def test_a_part_of_money(part: int, whole: int, shown: str) -> None:
    assert wording.money_of(say, part, whole) == shown


@pytest.mark.parametrize(
    ("points", "short", "shown"),
    [
        ("-10.60", 139, "thiếu 10,60 điểm %"),
        ("0.42", 0, "vượt 0,42 điểm %"),
        ("0.00", 0, "đạt đúng chỉ tiêu"),
        ("0.00", 1, "sát chỉ tiêu, chưa đủ"),
        (None, 0, "chưa giao chỉ tiêu"),
    ],
)
def test_points_against_the_target(points: str | None, short: int, shown: str) -> None:
    assert wording.points(say, points if points is None else Decimal(points), short) == shown


def test_rates_have_two_decimals() -> None:
    assert wording.percent(say, Decimal("79.07")) == "79,07%"
    assert wording.percent(say, Decimal(100)) == "100,00%"
    assert wording.percent(say, None) == "chưa có"


def test_days_are_written_without_leading_zeros() -> None:
    assert wording.day(say, date(2025, 9, 2)) == "2/9/2025"
    assert wording.short_day(say, date(2025, 12, 31)) == "31/12"


def test_a_moment_is_on_the_wall_clock_of_vietnam() -> None:
    assert wording.moment(say, datetime(2025, 9, 12, 0, 5, tzinfo=UTC)) == "07:05 12/9"
    assert wording.moment(say, datetime(2025, 9, 12, 17, 0, tzinfo=UTC)) == "00:00 13/9"


@pytest.mark.parametrize(
    ("years", "shown"), [(1, "1 năm"), (5.0, "5 năm"), (1.5, "18 tháng"), (0.5, "6 tháng")]
)
def test_ages(years: float, shown: str) -> None:
    assert wording.years(say, years) == shown


def test_english_has_its_own_numbers_and_days() -> None:
    english = words("en")
    assert wording.money(english, 39_936_678_000) == "39.94 billion"
    assert wording.day(english, date(2025, 9, 12)) == "12 Sep 2025"


@given(st.integers(min_value=0, max_value=10**16))
def test_short_money_is_never_off_by_more_than_half_a_hundredth_of_its_unit(amount: int) -> None:
    number, unit = wording.money(say, amount).split(" ")
    size = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "đồng": 1}[unit]
    value = Decimal(number.replace(".", "").replace(",", ".")) * size
    assert abs(value - amount) * 200 <= size
