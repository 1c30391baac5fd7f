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
        ("viecej", "việc"), ("thieues", "thiếu"), ("truocws", "trước"), ("dond", "đon"), ("viêcj", "việc"),
    ],
)  # fmt: skip
def test_telex(typed: str, meant: str) -> None:
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thie6u1", "thiếu"), ("to6i", "tôi"), ("d9o7n", "đơn"), ("vi5", "vị"), ("d9u7o7c5", "được")],
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
    assert len(clean("thu " * 20 + "x" * 60)) == 140
    assert clean("x " * LONGEST) == clean("x" * LONGEST) == ""


@pytest.mark.parametrize("face", [":))", "=)))", ":v", "^^", "<3", ":D", "😀👍🏻", "❤️"])
def test_faces_are_no_words(face: str) -> None:
    assert clean(f"còn thiếu mấy việc {face}") == clean(f"{face} còn thiếu mấy việc") == "còn thiếu mấy việc"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("kv4thieubaonhieu", "khu vuc 4 thieu bao nhieu"),
        ("chấp hàng viên", "chap hanh vien"),
        ("chua tac ngiep", "chua tac nghiep"),
        ("kq cua e ntn", "ket qua cua em nhu the nao"),
        ("thu 500k", "thu 500 k"),
        ("xong r", "xong roi"),
        ("hs45thu50tr", "ho so 45 thu 50 tr"),
        ("viec45xongchua", "viec 45 xong chua"),
        ("conthieubn", "con thieu bao nhieu"),
        ("việc nào sắp đếnhạn", "viec nao sap den han"),
        ("kv4:bao nhieu?", "khu vuc 4 bao nhieu ?"),
        ("hs45/2025,thu50tr.", "ho so 45/2025 thu 50 tr"),
        ("chưaa tác nghịep", "chua tac nghiep"),
        ("thíêu bao nhieeu", "thieu bao nhieu"),
        ("em đc bnhiu % zậy", "em duoc bao nhieu % vay"),
        ("fòng nào wá hạn", "phong nao qua han"),
        ("so với cùng kì", "so voi cung ky"),
        ("việc 45 d9u7o7c5 thu rồi", "viec 45 duoc thu roi"),
        ("xong việc tháng 9 ở kv4 thang9", "xong viec thang 9 o khu vuc 4 thang 9"),
        ("phai3 lam gi", "phai lam gi"),
        ("vu5 77/2025", "vu 77/2025"),
        ("chuwa cos ddk", "chua co dieu kien"),
        ("dạ em chào sếp, kv4 thiếu mấy ạ, em cảm ơn sếp nhiều ạ", "khu vuc 4 thieu may a"),
        ("việc của tôi, cảm ơn em", "viec cua toi"),
        ("ok cảm ơn em", "ok cam on em"),
        ("chào em", "chao em"),
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
