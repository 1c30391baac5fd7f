"""One metric in words, at its edges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handlers import measures
from handlers.words import words
from thads_data.standings import Measure

say = words("vi")
KV4 = Measure(1303, 957, Decimal("73.45"), Decimal("84.05"), Decimal("-10.60"), 139, 12, 9, 9)
EMPTY = Measure(0, 0, None, Decimal("84.05"), None, 0, 0, None, None)
UNAIMED = Measure(1303, 957, Decimal("73.45"), None, None, 0, 0, None, None)


def test_nothing_enforceable_is_not_zero() -> None:
    assert measures.cases(say, EMPTY) == ("Việc: chưa có việc có điều kiện thi hành",)
    assert measures.money(say, EMPTY) == ("Tiền: chưa có tiền có điều kiện thi hành",)
    assert measures.cell(say, EMPTY) == "chưa có"
    assert "0,00" not in measures.headline(say, "KV 4", EMPTY, "cases")


def test_without_a_target_the_rate_stands_alone() -> None:
    assert measures.cases(say, UNAIMED) == ("Việc: 957/1.303 = 73,45%, chưa giao chỉ tiêu",)


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({}, ("→ cần 12 việc mỗi ngày làm việc, hạng 9/9",)),
        ({"needed_per_working_day": None}, ()),
        ({"rank": None, "ranked": None}, ("→ cần 12 việc mỗi ngày làm việc",)),
        ({"rank": 1, "ranked": 1}, ("→ cần 12 việc mỗi ngày làm việc",)),
    ],
)
def test_effort_and_rank_are_said_where_there_are_such(
    changed: dict[str, None], lines: tuple[str, ...]
) -> None:
    assert measures.cases(say, replace(KV4, **changed))[1:] == lines


def test_one_case_short_at_the_shown_target_is_not_on_target() -> None:
    edge = replace(KV4, rate=Decimal("84.05"), points=Decimal("0.00"), short=1)
    assert (
        measures.headline(say, "KV 4", edge, "cases")
        == "KV 4 còn thiếu 1 việc (84,05%, sát chỉ tiêu, chưa đủ)"
    )
    met = replace(edge, short=0)
    assert measures.headline(say, "KV 4", met, "cases") == "KV 4 đạt 84,05% về việc, đạt đúng chỉ tiêu"
