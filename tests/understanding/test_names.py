"""Names of people as they are typed in a hurry: in small letters, and without marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.understanding.understand import understand
from tests.understanding.samples import NOW, bare


@pytest.mark.parametrize("typed", [str, str.lower, bare, lambda name: bare(name).lower()])
@pytest.mark.parametrize(
    "name", ["Hoàng Thị Lan", "Trần Thị Hương", "Lê Quang Hải", "Đặng Quốc Việt", "Hà Văn Kiên"]
)
@pytest.mark.parametrize("text", ["tỷ lệ thi hành xong của {}", "{} đạt bao nhiêu", "ket qua cua {} ve tien"])
def test_a_full_name_is_a_person(text: str, name: str, typed: Callable[[str], str]) -> None:
    assert understand(text.format(typed(name)), NOW).slots["scope"] == {"person": typed(name)}


@pytest.mark.parametrize("text", ["việc của {}", "{} còn thiếu bao nhiêu", "so với tháng trước {} thế nào"])
def test_a_middle_name_is_no_honorific(text: str) -> None:
    assert understand(text.format("Nguyễn Anh Tuấn"), NOW).slots["scope"] == {"person": "Nguyễn Anh Tuấn"}


@pytest.mark.parametrize(
    "text", ["ty le thi hanh xong", "vu thi hanh xong bao nhieu", "việc lâu không tác nghiệp"]
)
def test_what_only_begins_like_a_name_is_none(text: str) -> None:
    assert "scope" not in understand(text, NOW).slots
