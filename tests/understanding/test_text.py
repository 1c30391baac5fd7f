"""Characters and words: marks, keyboards, short forms, slips, glued words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.syllables import from_telex, from_vni, is_syllable
from bot.understanding.text import LONGEST, clean, fold, marked, squeeze
from bot.understanding.understand import line_of, understand
from tests.understanding.samples import NOW


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddown", "đơn"), ("vij", "vị"), ("tooi", "tôi"), ("conf", "còn"), ("thieeus", "thiếu"),
        ("nhieeu", "nhiêu"), ("vuwcj", "vực"), ("ddatj", "đạt"), ("dduwa", "đưa"),
        ("quar", "quả"), ("cacs", "các"), ("dduwowcj", "được"), ("vieecj", "việc"),
    ],
)  # fmt: skip
def test_telex(typed: str, meant: str) -> None:
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thie6u1", "thiếu"), ("to6i", "tôi"), ("d9o7n", "đơn"), ("vi5", "vị")],
)
def test_vni(typed: str, meant: str) -> None:
    assert from_vni(typed) == meant


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giường", "oanh", "yêu", "khuya"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["asdfgh", "qwe", "excel", "conf", "ngiep", "zz"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_folding_and_tones() -> None:
    assert fold("Đơn Vị") == "don vi"
    assert marked("Hoà") == marked("hòa") == "hòa"
    assert squeeze("thiếuuuu") == "thiếu"


def test_cleaning_keeps_lines_and_drops_what_cannot_be_read() -> None:
    assert clean("a\u202eb\x00c\r\n\n  d\u200b 😀 e") == "ab c\nd e"
    assert len(clean("x" * 5000)) == LONGEST


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("kv4thieubaonhieu", "khu vuc 4 thieu bao nhieu"),
        ("chấp hàng viên", "chap hanh vien"),
        ("chua tac ngiep", "chua tac nghiep"),
        ("kq cua e ntn", "ket qua cua em nhu the nao"),
        ("thu 500k", "thu 500 k"),
        ("xong r", "xong roi"),
    ],
)
def test_words_as_the_rules_read_them(typed: str, keys: str) -> None:
    assert fold(" ".join(token.key for token in line_of(typed).tokens)) == keys


@pytest.mark.parametrize("name", ["Nguyễn Văn Thiêu", "Trần Thị Hoa", "Lê Ngiệp", "Phạm Hàng Vien"])
def test_names_are_never_mended(name: str) -> None:
    assert understand(f"kết quả của {name}", NOW).slots["scope"] == {"person": name}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    ready = clean(text)
    assert fold(fold(ready)) == fold(ready)
    assert clean(ready) == ready
