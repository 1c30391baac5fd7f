"""What one cell says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thads_data.imports.cases import categories, step
from thads_data.imports.headers import KINDS, known, match, official, official_titles, wordings
from thads_data.imports.report import Bad
from thads_data.imports.values import (
    day,
    decision_number,
    money,
    number_value,
    percent,
    plain,
    rate,
    target,
    text,
    up_to,
)


def refusal(convert: Any, raw: str) -> str:
    with pytest.raises(Bad) as bad:
        convert(raw)
    return bad.value.reason


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("45/QĐ-CTHADS", "45"),
        ("QĐ số 45", "45"),
        ("45/2025/QĐ-THADS", "45"),
        (" 45 / QĐ ", "45"),
        ("Quyết định số 007/QĐ-CCTHADS", "7"),
        ("Số: 12-QĐ", "12"),
        ("HS123", "123"),
        ("45a/QĐ-THADS", "45a"),
        ("1.234/QĐ-THADS", "1234"),
        ("0045", "45"),
        ("45", "45"),
        ("  ", None),
    ],
)
def test_prefix_suffix_and_zeros_of_a_decision_number_fall_away(raw: str, number: str | None) -> None:
    assert decision_number(raw) == number


def test_a_decision_number_needs_digits() -> None:
    for raw in ("QĐ", "abc", "1e5", "45.5", "٤٥", "9" * 20):
        assert refusal(decision_number, raw) == "not_a_decision_number"
    assert (number_value("45a"), number_value("1234")) == (45, 1234)


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("39.936.678.000", 39_936_678_000),
        ("39.936.678.000 đồng", 39_936_678_000),
        ("1.234.567đ", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1.234,00", 1_234),
        (" 0 ", 0),
        ("", None),
    ],
)
def test_money(raw: str, amount: int | None) -> None:
    assert money(raw) == amount


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("-1", "negative"),
        ("(1.000)", "negative"),
        ("−5", "negative"),
        ("12,5", "fraction"),
        ("1.5", "fraction"),
        ("1,234,567", "not_a_number"),
        ("50tr", "not_a_number"),
        ("١٢٣", "not_a_number"),
        ("1000000000000001", "too_large"),
        ("9" * 400, "too_large"),
        ("=1+1", "not_a_number"),
    ],
)
def test_what_is_no_money(raw: str, reason: str) -> None:
    assert refusal(money, raw) == reason


@given(st.integers(0, 10**15))
def test_money_in_every_notation_is_the_same_amount(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    assert (
        money(str(amount)) == money(grouped) == money(f" {grouped} đồng ") == money(f"{grouped},0") == amount
    )


@given(st.text())
def test_no_cell_breaks_a_reader(raw: str) -> None:
    for convert in (day, money, percent, rate, target, decision_number, text, up_to(40), categories):
        try:
            convert(raw)
        except Bad as bad:
            assert bad.reason  # noqa: PT017 - both outcomes are right


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_days_as_people_and_machines_write_them(when: date) -> None:
    for said in (
        f"{when:%d/%m/%Y}",
        f"{when.day}/{when.month}/{when.year}",
        f"{when:%d-%m-%Y}",
        when.isoformat(),
    ):
        assert day(said) == day(said + " 07:05:00") == when


def test_days_that_are_none() -> None:
    assert (
        refusal(day, "31/02/2025")
        == refusal(day, "29/02/2025")
        == refusal(day, "01/01/0001")
        == "no_such_day"
    )
    assert refusal(day, "12/9/25") == refusal(day, "45000") == refusal(day, "hôm qua") == "not_a_date"


def test_per_cents() -> None:
    assert [percent(raw) for raw in ("84,05", "84.05%", "84", "100", "84,050", "")] == [
        8405,
        8405,
        8400,
        10000,
        8405,
        None,
    ]
    assert [rate(raw) for raw in ("79,0717", "79,0750", "0,790717")] == [7907, 7908, 79]
    assert refusal(percent, "84,055") == "too_many_decimals"
    assert refusal(target, "0,84") == refusal(target, "1") == "percent_as_fraction"
    assert refusal(percent, "-3") == "negative"


def test_groups_accept_near_wordings_and_keep_the_rest() -> None:
    assert categories("Tham nhũng, kinh tế; dat dai")[:2] == (0b1010, None)
    assert categories("Tín dụng, BHXH")[:2] == (0b10001, None)
    assert categories("Trọng điểm; Án lạ ; ") == (0b100, "Án lạ", ("Án lạ",))


def test_steps_accept_near_wordings_and_keep_the_rest() -> None:
    found = [
        step(raw)
        for raw in ("Thông báo lần 2", "ĐÃ KÊ BIÊN", "đã bán, chưa giao", "Thông báo bán đấu giá", "Khác", "")
    ]
    assert found == ["notify", "seize", "sold_undelivered", "auction", "Khác", None]
    for code, said in official("step").items():
        assert step(said) == code


@pytest.mark.parametrize("kind", KINDS)
def test_headers_are_found_in_any_order_case_and_without_diacritics(kind: str) -> None:
    titles = official_titles(kind)
    shuffled = sorted(titles.items(), key=lambda pair: pair[1][::-1])
    for spell in (str, str.upper, plain, "  {} * ".format):
        layout = match(kind, [spell(title) for _, title in shuffled])
        assert list(layout.places) == [key for key, _ in shuffled]
        assert layout.unknown == ()


def test_headers_of_the_forms_are_found_with_their_other_wordings() -> None:
    header = [
        *(
            "Tính đến hết ngày",
            "Mã ĐV",
            "Mã CHV",
            "Chưa có điều kiện (trừ số đã chuyển sổ theo dõi riêng) - việc",
        ),
        *("Tổng số có điều kiện (việc)", "Tiền - Có điều kiện (1.000 đồng)", "Đã thi hành xong: việc"),
        *("Thi hành xong tính bằng tiền (nghìn đồng)", "Ghi chú"),
    ]
    layout = match("statistics", header)
    assert list(layout.places) == [
        *("as_of", "unit", "executor", "cases.chua_co_dieu_kien", "cases.co_dieu_kien", "money.co_dieu_kien"),
        *("cases.thi_hanh_xong", "money.thi_hanh_xong"),
    ]
    assert layout.unknown == ("Ghi chú",)
    assert layout.thousands == {"money.co_dieu_kien", "money.thi_hanh_xong"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_wording_means_two_things(kind: str) -> None:
    assert known(kind, list(official_titles(kind).values())) == len(official_titles(kind))
    for name in ("level", "role", "active", "kind", "class", "status", "category"):
        assert set(wordings(name).values()) == set(official(name))
