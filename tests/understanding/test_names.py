"""Names of people as they are typed in a hurry: in small letters, and without marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.understanding.facts import facts
from bot.understanding.sentence import sentence
from bot.understanding.text import clean
from bot.understanding.understand import understand
from tests.understanding.samples import NOW, bare


def named(text: str) -> list[object]:
    """The units, groups and people that a sentence names, whatever it asks."""
    return list(facts(sentence(clean(text)), NOW).text.found.get("scope", []))


@pytest.mark.parametrize("typed", [str, str.lower, bare, lambda name: bare(name).lower(), str.upper])
@pytest.mark.parametrize(
    "name",
    [
        "Hoàng Thị Lan", "Trần Thị Hương", "Lê Quang Hải", "Đặng Quốc Việt", "Hà Văn Kiên", "Phạm Minh Tuấn",
        "Nguyễn Thị Thu Hạnh", "Trần Thu Hà", "Vũ Thị Minh Nguyệt", "Hoàng Thị Mai", "Nguyễn Anh Tuấn",
        "Trần Quốc Dũng", "Nông Văn Tiến", "Đỗ Thị Thu Hà", "Phùng Đức Thắng",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["tỷ lệ thi hành xong của {}", "{} đạt bao nhiêu", "ket qua cua {} ve tien"])
def test_a_full_name_is_a_person(text: str, name: str, typed: Callable[[str], str]) -> None:
    assert named(text.format(typed(name))) == [{"person": typed(name)}]


@pytest.mark.parametrize(
    "name", ["lê quốc dũng", "bùi mạnh tiến", "võ thành công", "phạm tuấn", "hà minh đức"]
)
def test_marks_make_a_family_name_of_a_word(name: str) -> None:
    assert named(f"{name} còn thiếu mấy việc") == [{"person": name}]


@pytest.mark.parametrize("title", ["anh", "a", "chị", "c", "chv", "đồng chí", "eng", "của chị", "cô"])
@pytest.mark.parametrize("name", ["thu", "nam", "hạnh", "dũng", "tiến", "mai", "thắng", "bảo", "thu hương"])
def test_a_name_that_is_a_word_too(title: str, name: str) -> None:
    assert named(f"án {title} {name} còn mấy vụ") == [{"person": name}]


@pytest.mark.parametrize("text", ["an cua chi thu", "a nam con thieu bao nhieu", "chi hanh bao nhung gi"])
def test_a_name_without_marks_behind_a_title(text: str) -> None:
    (scope,) = named(text)
    assert isinstance(scope, dict)
    assert scope["person"] in {"thu", "nam", "hanh"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("án trên 1 năm của hạnh", "hạnh"), ("viec cua dung", "dung"), ("ket qua cua nam", "nam"),
        ("việc của quỳnh", "quỳnh"), ("đôn đốc hùng việc 45", "hùng"), ("án của xuyến chưa xong", "xuyến"),
        ("Hùng còn thiếu mấy việc", "Hùng"), ("từ hôm qua Tú báo những gì", "Tú"),
    ],
)  # fmt: skip
def test_a_given_name_alone(text: str, name: str) -> None:
    assert {"person": name} in named(text)


def test_names_in_a_row() -> None:
    people = [{"person": "Nam"}, {"person": "Dũng"}, {"person": "Hà"}]
    assert named("trong ba chv Nam, Dũng, Hà ai thấp nhất") == people


@pytest.mark.parametrize("text", ["việc của {}", "{} còn thiếu bao nhiêu", "so với tháng trước {} thế nào"])
def test_a_middle_name_is_no_honorific(text: str) -> None:
    assert understand(text.format("Nguyễn Anh Tuấn"), NOW).slots["scope"] == {"person": "Nguyễn Anh Tuấn"}


@pytest.mark.parametrize("typed", [str, bare])
@pytest.mark.parametrize(
    "text",
    [
        "tỷ lệ thi hành xong", "vụ thi hành xong bao nhiêu", "việc lâu không tác nghiệp",
        "kết quả của năm nay", "kết quả thu tiền tháng này", "anh đạt chỉ tiêu chưa", "chỉ thu được 30%",
        "vụ tín dụng trên 5 năm", "vụ án tham nhũng", "có ba anh chưa đạt chỉ tiêu", "số tiền của án đó",
        "mai thu tiền vụ 45", "việc của thanh tra", "vẽ đồ thị các phòng", "công điện của văn phòng",
        "lãnh đạo hỏi tiến độ", "án đình chỉ tuần trước", "chi trả tiền của bảo hiểm", "cao nhất là ai",
        "làm việc với đoàn kiểm tra", "vụ nào sắp tới hạn không", "từ thứ hai tới nay báo gì",
        "chị lọc giúp em án tín dụng", "anh soạn giúp công điện", "anh em mình còn thiếu bao nhiêu",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_is_none(text: str, typed: Callable[[str], str]) -> None:
    assert not [one for one in named(typed(text)) if isinstance(one, dict)]


def test_who_speaks_is_not_who_is_asked_about() -> None:
    assert understand("chị Lan đây, kv3 đạt bao nhiêu", NOW).slots["scope"] == {"unit": "khu vực 3"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("kv 1 2 3 đạt bao nhiêu", [1, 2, 3]), ("kv1, 4 và 5 về tiền", [1, 4, 5]), ("kv2 và kv6", [2, 6]),
     ("kv4 30 ngày chưa tác nghiệp", [4]), ("khu vực 2 5 việc lớn nhất", [2]), ("kv3 15% rồi", [3])],
)  # fmt: skip
def test_units_by_number(text: str, numbers: list[int]) -> None:
    assert named(text) == [{"unit": f"khu vực {number}"} for number in numbers]
