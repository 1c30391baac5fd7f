"""Whatever is typed: no error, no delay, the same answer twice, and it is JSON."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.intent import Intent
from bot.understanding.phrasebook import phrasebook
from bot.understanding.understand import understand
from tests.understanding.samples import NOW

WORDS = sorted(phrasebook().vocabulary)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["45/2025", "12", "5tr", "1 tỷ 2", "kv4", "12/9", "%", "?", ",", ";", "\n", "/"]),
    st.integers(0, 10**9).map(str),
)


def _is_sound(text: str, after: Intent | None = None) -> None:
    first = understand(text, NOW, after)
    assert json.dumps(first.to_json()) == json.dumps(understand(text, NOW, after).to_json())
    assert 0.0 <= first.score <= 1.0
    assert None not in first.slots.values()
    assert len(first.alternatives) <= 3


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_meaning(text: str) -> None:
    _is_sound(text)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_any_mixture_of_known_words_has_a_meaning(text: str) -> None:
    _is_sound(text)
    _is_sound(text, Intent("cases", {"scope": "me", "min_years": 1}))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\u202e\u200f", "😀" * 50, "????", ";;;", "\n\n", "/", "/khong_co", "'", "((", "{case}",
     "{scope} {status}", "\ud800", "1" * 400, "0", "00", "9" * 30 + "/2025", "thu " + "9" * 40 + " tỷ",
     "31/12/9999", "99999999 năm trước", "nhắc tôi sau 999999999 ngày", "hoãn việc 45 thêm 99999 tháng",
     "'; DROP TABLE cases; --", "hs 45; ; hs 46", "việc 45/0000"],
)  # fmt: skip
def test_odd_texts(text: str) -> None:
    _is_sound(text)


@pytest.mark.parametrize(
    "piece", ["a", "việc ", "12 ", "thu 5 tr ", "năm ", "mươi ", "kv1 và ", "anh Tuấn ", "hs 45 thu 5tr;"]
)  # fmt: skip
def test_five_thousand_characters_take_no_time(piece: str) -> None:
    understand("chào", NOW)
    begun = time.process_time()
    understand(piece * (5000 // len(piece)), NOW)
    assert time.process_time() - begun < 2.0
