"""Slots of questions that are easily lost or invented."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts import facts
from bot.understanding.sentence import sentence
from bot.understanding.slots import slots
from bot.understanding.text import clean
from bot.understanding.understand import understand
from tests.understanding.samples import NOW, bare


def read(intent: str, text: str) -> dict[str, Any]:
    """The slots of a sentence that has that intent."""
    return slots(intent, facts(sentence(clean(text)), NOW))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("xếp án từ cũ tới mới", "oldest"), ("sắp từ số tiền nhỏ tới lớn", "smallest"),
        ("xếp từ to xuống bé", "largest"), ("hồ sơ kê biên, lớn xếp trước", "largest"),
        ("án cũ để trước", "oldest"), ("5 vụ to nhất", "largest"),
        ("việc lâu nhất chưa ai đụng tới", "idlest"),
    ],
)  # fmt: skip
def test_the_order_of_cases(text: str, order: str) -> None:
    assert read("cases", text)["order"] == order
    assert "scope" not in read("cases", text)


@pytest.mark.parametrize(
    ("text", "order"),
    [("các phòng từ cao xuống thấp", "highest"), ("xếp từ thấp lên cao", "lowest"), ("ai bét", "lowest")],
)
def test_the_order_of_a_ranking(text: str, order: str) -> None:
    assert read("ranking", text)["order"] == order


@pytest.mark.parametrize(
    "text",
    ["gợi ý em 4 việc cần làm", "lọc án đất đai để tôi phê bình", "gửi tôi danh sách án hoãn",
     "em cần danh sách án tín dụng", "sáng mai tôi họp, xin các án trọng điểm"],
)  # fmt: skip
def test_who_wants_to_know_owns_nothing(text: str) -> None:
    assert "scope" not in read("cases", text)


@pytest.mark.parametrize("text", ["tính đến 31/8 được bao nhiêu", "tinh den hom qua dat may %"])
def test_a_verb_is_no_province(text: str) -> None:
    assert "scope" not in read("standing", text)


@pytest.mark.parametrize("typed", [str, bare])
@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("từ đầu tuần tới giờ tôi báo gì", "2025-09-08"), ("từ thứ hai tới nay kv6 báo gì", "2025-09-08"),
        ("từ đầu tháng đến nay em cập nhật gì", "2025-09-01"), ("sáng giờ tôi báo gì rồi", "2025-09-12"),
        ("bữa ni tôi báo gì", "2025-09-12"), ("nay em báo gì rồi", "2025-09-12"),
    ],
)  # fmt: skip
def test_since_when(text: str, since: str, typed: Any) -> None:
    assert read("history", typed(text))["since"] == since


@pytest.mark.parametrize("text", ["xếp thứ tự các phòng", "xep thu tu cac chv theo so viec"])
def test_an_order_is_no_wednesday(text: str) -> None:
    assert "since" not in read("cases", text)


@pytest.mark.parametrize(
    ("text", "counted"),
    [("tôi có mấy việc hoãn", True), ("kv3 tạm đình chỉ mấy vụ", True), ("mấy vụ bé nhất của phòng em", None),
     ("list mấy việc đang hoãn kv5", None), ("thống kê số việc tín dụng", True)],
)  # fmt: skip
def test_a_number_or_the_list(text: str, counted: bool | None) -> None:
    assert read("cases", text).get("count_only") is counted


@pytest.mark.parametrize(
    ("text", "case"),
    [("việc năm 2024 số 15", "15/2024"), ("hồ sơ năm 2023 số 108 tới đâu rồi", "108/2023")],
)
def test_the_year_may_stand_before_the_number(text: str, case: str) -> None:
    assert understand(text, NOW).slots == {"case": case}


@pytest.mark.parametrize("text", ["tháng trước kv4 đạt bn so với giờ", "năm rồi giờ này kv4 được bao nhiêu"])
def test_then_and_now_are_compared(text: str) -> None:
    meant = understand(text, NOW)
    assert meant.name == "compare"
    assert meant.slots["scope"] == {"unit": "khu vực 4"}
