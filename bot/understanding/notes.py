"""The words left over, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.understanding.clauses import trimmed
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.text import fold, marked

_PRONOUNS = frozenset({"em", "tôi", "toi", "mình", "minh", "cháu", "chau"})
"""Whoever reports is no content."""
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\{([a-z_]+)\}")
_TRIM = " ,.;:-–!?…"


def drop_fillers(reading: Reading, name: str) -> None:
    """Take the fillers of a list out; a word typed with other marks ("trụ sở") is none of them."""
    before = list(reading.marks)
    if not reading.drop(phrasebook().lists[name]):
        return
    known = _filler_words(name)
    lost = {at: mark for at, mark in enumerate(before)
            if mark is not None and mark[0] != "{" and reading.marks[at] is None
            and _is_other(reading.tokens[at].raw, known)}  # fmt: skip
    reading.give_back(lost)


def _is_other(raw: str, known: frozenset[str]) -> bool:
    shown = marked(raw)
    return raw.isalpha() and shown != fold(shown) and shown not in known


@cache
def _filler_words(name: str) -> frozenset[str]:
    """The words of a list and of those that it names, with their marks."""
    names = phrasebook().grammar.names
    found: set[str] = set()
    for line in names.get(name, ()):
        found.update(map(marked, _WORD.findall(line)))
        for other in _NAME.findall(line):
            found |= _filler_words(other)
    return frozenset(found)


def words_left(reading: Reading) -> bool:
    """Whether anything but fillers is still unread."""
    rest = reading.copy()
    rest.drop(phrasebook().lists["note_filler"])
    return any(mark != "?" for mark in rest.marks if mark and mark != "{case}")


def note_of(reading: Reading, fillers: str) -> str:
    """The unread words without fillers."""
    rest = reading.copy()
    drop_fillers(rest, fillers)
    return note_from(reading, rest.visible())


def whole_note(reading: Reading) -> str:
    """A clause that is a note as a whole: all of it but its cases, the reporter and the farewell."""
    rest = reading.copy()
    drop_fillers(rest, "note_filler")
    ends = {first: last for mark, first, last in reading.places if mark == "number"}
    numbers = [at for first in ends if rest.marks[first] for at in range(first, ends[first])]
    places = sorted({*rest.visible(), *numbers})
    return note_from(reading, trimmed(reading, places, len(reading.marks)))


def note_from(reading: Reading, places: Sequence[int]) -> str:
    """The words at some places, as they were typed; what stands together stays together."""
    if all(reading.tokens[at].key in _PRONOUNS for at in places):
        return ""
    runs: list[list[int]] = []
    for at in places:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    parts = [reading.sentence.raw(run[0], run[-1] + 1).strip(_TRIM) for run in runs]
    return " ".join(part for part in parts if part)
