"""The same sentence, typed by other fingers on another keyboard: it means the same."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.intent import Intent
from bot.understanding.text import LONGEST, MOST_WORDS, MOST_WORDS_IN_ALL, too_long
from bot.understanding.understand import understand
from tests.understanding.noise import CHANGES, essence, suits
from tests.understanding.samples import NOW, plain, sample

ROWS = sample("phrases") + sample("own")
FLOORS = {
    "bare": 0.985, "nfd": 1.0, "caps": 0.98, "spaces": 1.0, "tail": 0.99, "tail ?": 0.98, "before": 0.98,
    "asking": 0.98, "behind": 0.97, "doubled": 0.98, "doubled bare": 0.98, "telex": 0.985,
    "telex one": 0.985, "vni": 0.96, "vni one": 0.94, "glued": 0.98, "glued bare": 0.965,
}  # fmt: skip


def _meant(text: str, row: dict[str, Any]) -> Any:
    before = Intent.from_json(row["after"]) if "after" in row else None
    return essence(plain(understand(text, NOW, before)))


@pytest.mark.parametrize("name", FLOORS)
def test_noise_keeps_the_meaning(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(name)
    rows = [row for row in ROWS if suits(name, row)]
    pairs = [(row, CHANGES[name](row["text"], chance)) for row in chance.sample(rows, 300)]
    changed = [(row, text) for row, text in pairs if text != row["text"]]
    lost = [text for row, text in changed if _meant(text, row) != _meant(row["text"], row)]
    share = 1 - len(lost) / len(changed)
    with capsys.disabled():
        print(f"\n    {name:14}{len(changed) - len(lost):4} of {len(changed):4}  {share:.3f}", end=" ")
    assert share >= FLOORS[name], "\n".join(lost)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(ROWS), st.sampled_from(sorted(CHANGES)), st.integers(0, 99))
def test_any_two_changes_have_a_meaning(row: dict[str, Any], name: str, seed: int) -> None:
    chance = random.Random(seed)
    once = CHANGES[name](row["text"], chance)
    twice = CHANGES[chance.choice(sorted(CHANGES))](once, chance)
    assert 0.0 <= understand(twice, NOW).score <= 1.0


PIECES = [
    "a", "việc ", "12 ", "thu 5 tr ", "năm ", "mươi ", "kv1 và ", "anh Tuấn ", "((((", "{case} ", "1", "1/",
    "xyzzyq ", "thieubaonhieu", "thieeus ", "thie6u1 ", "nguyễn văn ", "k ", "0.", "từ 1 tỷ đến 5 tỷ ",
    "a-", "ABC-D ", "chấp hàng viên ", "😀", "\u0301", "dd9", "z9z ", "việc việc án hồ sơ ", "a b c d e f g ",
    "kvnaothapnhatvay ", "12/9 ", "q w e r t ", "\n;", "aa ", "tu 1 den ", "thứ sáu tuần trước ", "z",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """The phrases are compiled when they are first needed; that is no part of a sentence's time."""
    for row in ROWS:
        understand(row["text"], NOW)
    for piece in PIECES:
        understand(piece * 9, NOW)


def _seconds(text: str) -> float:
    begun = time.process_time()
    understand(text, NOW)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("size", [LONGEST, 400])
def test_no_text_takes_long(piece: str, size: int) -> None:
    text = (piece * size)[:size]
    assert min(_seconds(text) for _ in range(3)) < 0.02


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from(["bcdghklmnpqrstvx", "aeiouy ", "abcdeghiklmnou ", "tnhàếưđ "]))
def test_no_heap_of_letters_takes_long(seed: int, letters: str) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice(letters) for _ in range(chance.choice([80, 400, LONGEST])))
    assert _seconds(text) < 0.06


def test_a_text_is_read_as_a_whole_or_not_at_all() -> None:
    line = "việc 45 thu 5 tr "
    assert not too_long(line * (MOST_WORDS // 5))
    assert too_long(line * (MOST_WORDS // 5 + 1))
    assert not too_long("\n".join([line] * (MOST_WORDS_IN_ALL // 5)))
    assert too_long("\n".join([line] * (MOST_WORDS_IN_ALL // 5 + 1)))
    assert understand(line * 50, NOW).name == "unknown"
