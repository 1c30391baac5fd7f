"""The words left over, as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading

_PRONOUNS = frozenset({"em", "tôi", "toi", "mình", "minh", "cháu", "chau"})
"""Whoever reports is no content."""
_TRIM = " ,.;:-–!?…"


def words_left(reading: Reading) -> bool:
    """Whether anything but fillers is still unread."""
    rest = reading.copy()
    rest.drop(phrasebook().lists["note_filler"])
    return any(mark != "?" for mark in rest.marks if mark and mark != "{case}")


def note_of(reading: Reading, fillers: str, amounts: Sequence[Any] = ()) -> str:
    """The unread words without fillers; sums in `amounts` are given back to the note."""
    rest = reading.copy()
    kept = _given_back(rest, amounts)
    rest.drop(phrasebook().lists[fillers])
    places = [at for at, mark in enumerate(rest.marks) if (mark and mark[0] != "{") or at in kept]
    if all(rest.marks[at] in _PRONOUNS for at in places):
        return ""
    runs: list[list[int]] = []
    for at in places:
        joined = runs and _next_to(reading, runs[-1][-1], at)
        if joined:
            runs[-1].append(at)
        else:
            runs.append([at])
    parts = [reading.sentence.raw(run[0], run[-1] + 1).strip(_TRIM) for run in runs]
    return " ".join(part for part in parts if part)


def _next_to(reading: Reading, before: int, at: int) -> bool:
    return at == before + 1


def _given_back(reading: Reading, amounts: Sequence[Any]) -> set[int]:
    spans = sorted((first, last) for mark, first, last in reading.places if mark == "amount")
    late = spans[len(spans) - len(amounts) :] if amounts else []
    return {at for first, last in late for at in range(first, last)}
