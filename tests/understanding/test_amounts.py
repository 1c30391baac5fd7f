"""Sums of money, written in every way that officials write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.amounts import doubtful, parse_amount
from tests.understanding.samples import bare

MILLION = 10**6
BILLION = 10**9
FIFTY = [
    "50tr", "50 tr", "50TR", "50 triệu", "50 triệu đồng", "50trđ", "50 trđ", "50 củ", "50 chai",
    "50.000.000", "50.000.000đ", "50.000.000 đồng", "50,000,000", "50 000 000 đồng", "50000000",
    "50000k", "50.000k", "50.000 nghìn", "50000 ngàn", "năm mươi triệu", "năm chục triệu",
    "50,0 triệu", "0,05 tỷ", "50000 ngđ", "50.000.000 VNĐ", "50 triệu chẵn", "năm mươi triệu đồng",
]  # fmt: skip
TABLE = [
    ("1 tỷ 2", 1200 * MILLION), ("1ty2", 1200 * MILLION), ("1tỉ3", 1300 * MILLION),
    ("1,5 tỷ", 1500 * MILLION), ("1.5 ty", 1500 * MILLION), ("1 tỷ rưỡi", 1500 * MILLION),
    ("tỷ rưỡi", 1500 * MILLION), ("nửa tỷ", 500 * MILLION), ("2 tỷ 350 triệu", 2350 * MILLION),
    ("2tr350", 2350000), ("3tr5", 3500000), ("3 triệu rưỡi", 3500000), ("10tr500k", 10500000),
    ("mười hai triệu rưỡi", 12500000), ("3 tỷ 75 triệu", 3075 * MILLION), ("500k", 500000),
    ("300 nghìn", 300000), ("700 ngàn", 700000), ("39.936.678.000 đồng", 39936678000),
    ("70.278 tỷ 705 triệu 371 nghìn đồng", 70278705371000), ("7,250,000", 7250000),
    ("một tỷ hai", 1200 * MILLION), ("một tỷ hai trăm triệu", 1200 * MILLION),
    ("hai trăm rưỡi triệu", 250 * MILLION), ("trăm rưỡi triệu", 150 * MILLION),
    ("hai trăm linh năm triệu", 205 * MILLION), ("hai mươi lăm triệu", 25 * MILLION),
    ("hai lăm triệu", 25 * MILLION), ("năm mươi mốt triệu", 51 * MILLION), ("5 xị", 500000),
    ("350.5 tr", 350500000), ("1.500.000", 1500000),
    ("1 tỷ 250", 1250 * MILLION), ("1 tỷ 25", 1250 * MILLION), ("một trăm triệu", 100 * MILLION),
    ("ba trăm năm mươi nghìn", 350000), ("1 tỷ 5 triệu 200 nghìn", 1005200000),
    ("1,250 tỷ", 1250 * MILLION), ("1,25 tỷ", 1250 * MILLION), ("0.500 tỷ", 500 * MILLION),
    ("1.500 tỷ 200 triệu", 1500 * BILLION + 200 * MILLION), ("2 trăm triệu", 200 * MILLION),
    ("5 chục triệu", 50 * MILLION), ("1 tỷ 2 trăm triệu", 1200 * MILLION), ("hai tỷ mốt", 2100 * MILLION),
    ("1,500 nghìn", 1500000), ("2 triệu mốt", 2100000),
    ("bảy triệu không trăm năm mươi nghìn", 7050000), ("một tỷ không trăm lẻ năm triệu", 1005 * MILLION),
    ("1500 tr", 1500 * MILLION),
]  # fmt: skip


@pytest.mark.parametrize("text", FIFTY)
def test_fifty_million_in_any_notation(text: str) -> None:
    assert parse_amount(text) == 50 * MILLION


@pytest.mark.parametrize("text", FIFTY)
def test_fifty_million_without_marks(text: str) -> None:
    assert parse_amount(bare(text)) == 50 * MILLION


@pytest.mark.parametrize(("text", "amount"), TABLE)
def test_amounts(text: str, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(("text", "amount"), TABLE)
def test_amounts_without_marks(text: str, amount: int) -> None:
    assert parse_amount(bare(text)) == amount


@pytest.mark.parametrize(
    "text", ["", "triệu", "tỷ lệ", "năm 2024", "12 việc", "đồng", "1,2,3 tỷ", "k", "50", "5t", "1500"]
)
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


DOUBTFUL = ["1.500 tr", "2.350 triệu", "2.350 triệu đồng", "1,500 tr", "1.250 tỷ", "12.500tr", "1.500.000 tr",
            "50.000", "1.500"]  # fmt: skip


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_sum_of_two_readings_is_none(text: str) -> None:
    assert parse_amount(text) is None
    assert parse_amount(bare(text)) is None


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("1.500 tr", (1500 * MILLION, 1500000)),
        ("1,500 tr", (1500000, 1500 * MILLION)),
        ("1.250 ty dong", (1250 * BILLION, 1250 * MILLION)),
        ("1.500.000 tr", (1500000, 1500 * BILLION)),
        ("50.000", (50000, 50 * MILLION)),
        ("1,250 ty", ()),
        ("350.5 tr", ()),
        ("70.278 ty 705 trieu", ()),
        ("39.936.678.000 dong", ()),
    ],
)
def test_the_readings_of_a_sum(words: str, readings: tuple[int, ...]) -> None:
    assert doubtful(words.split()) == readings


@settings(deadline=None)
@given(st.integers(min_value=1_000_000, max_value=10**15))
def test_groups_of_three_come_back(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    assert parse_amount(dotted) == amount
    assert parse_amount(f"{dotted} đồng") == amount
    assert parse_amount(f"{amount:,}đ") == amount


@settings(deadline=None)
@given(st.integers(1, 9999), st.integers(0, 999), st.integers(0, 999))
def test_parts_with_units_come_back(billions: int, millions: int, thousands: int) -> None:
    amount = billions * BILLION + millions * MILLION + thousands * 1000
    parts = [f"{billions} tỷ"]
    parts += [f"{millions} triệu"] if millions else []
    parts += [f"{thousands} nghìn"] if thousands else []
    assert parse_amount(" ".join(parts)) == amount
    assert parse_amount(bare(" ".join(parts))) == amount


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(1, 9))
def test_a_loose_digit_is_a_tenth(millions: int, tenth: int) -> None:
    amount = millions * MILLION + tenth * 100_000
    assert parse_amount(f"{millions}tr{tenth}") == amount
    assert parse_amount(f"{millions},{tenth} triệu") == amount
