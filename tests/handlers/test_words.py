"""Templates are ours, values are data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words import LONGEST, plain, words

say = words("vi")

NASTY = [
    "<b>An</b>",
    "Tý & Sửu",
    "\"'`",
    "%s %d %(x)s",
    "{} {0} {who} {{",
    "'; DROP TABLE cases; --",
    "*_[link](http://x)_*",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_value_is_shown_as_it_is(name: str) -> None:
    assert say("Chào {who}", who=name) == f"Chào {name}"


def test_a_value_stays_on_one_line() -> None:
    assert say("Chào {who}.", who=" An\r\nBình\u2028Chi\tDung\x00 ") == "Chào An Bình Chi Dung."


def test_marks_that_turn_text_around_fall_away() -> None:
    assert say("{who}", who="An\u202egnà\u200bn\u2066h\u200f\ufeff") == "Angnành"


def test_half_a_character_falls_away() -> None:
    assert plain("An\ud83d").encode() == b"An"


def test_a_long_value_is_cut_where_it_shows() -> None:
    shown = plain("Nguyễn " * 800, 20)
    assert shown == "Nguyễn Nguyễn Nguyễ…"


def test_a_language_without_a_catalogue_is_answered_in_vietnamese() -> None:
    for language in ("fr", "", "../../../etc", "en/../.."):
        assert words(language)("Trợ giúp") == "Trợ giúp"


def test_english_is_read_from_its_catalogue() -> None:
    assert words("en")("Trang {page} ▸", page=2) == "Page 2 ▸"


@given(st.text())
def test_no_value_breaks_the_line_or_grows(text: str) -> None:
    shown = plain(text)
    assert shown.splitlines() in ([], [shown])
    assert len(shown) <= min(LONGEST, len(text))
    assert plain(shown) == shown
    shown.encode()
