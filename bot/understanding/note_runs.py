"""Words left over beside an action: a note of the executor ("còn nợ 30tr"), or words that only came along.

Which of both is learned from the reports of `phrases/said/update`, where notes stand in square brackets.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.features import Features
from bot.understanding.learned import DROP, KEEP, learned
from bot.understanding.reading import Reading
from bot.understanding.text import fold

_SIZE = 3.0
_LONG = 5
_OWED = frozenset({"con", "no", "thieu"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and were left over: what the scorer sees of them, and the words."""

    seen: Features
    words: tuple[str, ...]


Judge = Callable[[Run], bool]
"""Whether a run is a note."""


def is_note(run: Run) -> bool:
    """What was learned."""
    scores = learned().notes.scores(run.seen)
    return scores[KEEP] >= scores[DROP]


def noted(reading: Reading, places: Sequence[int], action: str, judge: Judge) -> list[int]:
    """Of the words left over, those that are a note; a number is never let fall."""
    found = [(run, _run(reading, run, action)) for run in runs(places)]
    return [at for run, words in found if judge(words) or _counts(reading, run) for at in run]


def _counts(reading: Reading, run: list[int]) -> bool:
    """A loose number, or a sum that is still owed."""
    said = [reading.marks[at] for at in run]
    if "{amount}" in said and _OWED.intersection(fold(mark) for mark in said if mark):
        return True
    return any((mark := reading.marks[at]) is not None and mark[0].isdigit() for at in run)


def runs(places: Sequence[int]) -> list[list[int]]:
    """Places that follow one another, together."""
    found: list[list[int]] = []
    for at in places:
        if found and at == found[-1][-1] + 1:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _run(reading: Reading, run: list[int], action: str) -> Run:
    words = [_bare(reading, at) for at in run if reading.tokens[at].raw]
    before, behind = _beside(reading, run[0], -1), _beside(reading, run[-1], 1)
    names = {
        f"action:{action}", f"size:{min(len(words), _LONG)}", f"before:{before}", f"behind:{behind}",
        f"broken:{reading.tokens[run[0]].broken}", f"{action}:{len(words) > 1}", "bias",
        *(f"w:{word}" for word in words),
        *(f"{one}_{other}" for one, other in pairwise(words)),
    }  # fmt: skip
    if words:
        names |= {f"first:{words[0]}", f"last:{words[-1]}", f"all:{' '.join(words)}"}
    weight = _SIZE / math.sqrt(len(names))
    shown = tuple(fold(reading.tokens[at].raw) for at in run if reading.tokens[at].raw)
    return Run(dict.fromkeys(sorted(names), weight), shown)


def _beside(reading: Reading, at: int, step: int) -> str:
    """The unread word or mark next to a run; nothing at the ends of the sentence."""
    at += step
    while 0 <= at < len(reading.marks):
        mark = reading.marks[at]
        if mark is not None:
            return mark if mark[0] == "{" else _bare(reading, at)
        at += step
    return "|"


def _bare(reading: Reading, at: int) -> str:
    raw = fold(reading.tokens[at].key)
    return "#" if raw[:1].isdigit() else raw
