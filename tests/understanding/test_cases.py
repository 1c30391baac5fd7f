"""Case numbers, with and without their prefixes and suffixes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.cases import parse_case, tidied
from bot.understanding.understand import understand
from tests.understanding.samples import NOW, bare

WAYS = [
    "45/2025", "45/25", "việc 45/2025", "vụ 45/25", "hồ sơ 45/2025", "HS 45/2025", "QĐ 45/2025",
    "số 45/2025", "hồ sơ số 45/2025", "45/2025/QĐ-CTHADS", "45/2025/QĐ-THADS", "qd so 45/2025",
    "việc 45 năm 2025", "số 45 năm 2025", "045/2025", "45 / 2025", "án 45/2025", "việt 45/2025",
    "việc năm 2025 số 45",    "45/QĐ-CTHADS năm 2025", "hồ sơ 45 trên 2025", "vụ thụ lý số 45/2025",
]  # fmt: skip


@pytest.mark.parametrize("text", WAYS)
def test_one_number_however_it_is_written(text: str) -> None:
    assert parse_case(text) == "45/2025"
    assert parse_case(bare(text)) == "45/2025"


@pytest.mark.parametrize("text", ["việc 45", "hs 45", "45/QĐ-CTHADS", "45/QĐ-THADS", "vụ số 45", "45"])
def test_a_number_without_a_year(text: str) -> None:
    assert parse_case(text) == "45"


@pytest.mark.parametrize(
    "text", ["", "việc", "việc 5 triệu", "án 5 năm", "kv4", "năm 2025", "50%", "20/50 triệu"]
)
def test_what_is_no_case(text: str) -> None:
    assert parse_case(text) is None


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("12, 15 và 18 xong", ["12", "15", "18"]),
        ("hs 21 22 23 da xac minh", ["21", "22", "23"]),
        ("40/25 va 41/25 xong", ["40/2025", "41/2025"]),
        ("việc 45,46,47 xong", ["45", "46", "47"]),
        ("hs 45/2025 và hs 46/2025 xong", ["45/2025", "46/2025"]),
        ("vụ 640 với vụ 641 mỗi vụ thu 2 triệu", ["640", "641"]),
        ("xong 505 với 509 rồi nhé", ["505", "509"]),
    ],
)
def test_several_cases_in_one_clause(text: str, cases: list[str]) -> None:
    meant = understand(text, NOW)
    assert [item.slots["case"] for item in meant.items] == cases


@settings(deadline=None)
@given(st.integers(1, 99999), st.integers(1980, 2079))
def test_any_number_and_year_come_back(number: int, year: int) -> None:
    assert parse_case(f"việc {number}/{year}") == f"{number}/{year}"
    assert tidied(f"{number:05d}/{year}/qđ-cthads") == f"{number}/{year}"
