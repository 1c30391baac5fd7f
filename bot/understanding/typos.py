"""Slips of the finger: words close to one that is known are read as that one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.phrasebook import phrasebook
from bot.understanding.syllables import is_syllable


def mended(keys: list[str], fixed: list[bool], most: int) -> dict[int, str]:
    """Which words (by place) are read as which: first by their neighbours, then by themselves."""
    changes = _by_neighbours(keys, fixed)
    vocabulary = phrasebook().vocabulary
    tried = 0
    for at, key in enumerate(keys):
        if fixed[at] or at in changes or len(key) < 4 or key in vocabulary:
            continue
        if is_syllable(key) or tried >= most:
            continue
        tried += 1
        near = _nearest(key)
        if near:
            changes[at] = near
    return changes


def _by_neighbours(keys: list[str], fixed: list[bool]) -> dict[int, str]:
    """A word one letter off, in the middle of a known term: "chap hang vien"."""
    changes: dict[int, str] = {}
    index, book = _terms_index(), phrasebook()
    for at, key in enumerate(keys):
        for term, place in index.get(key, ()):
            first = at - place
            if first < 0 or first + len(term) > len(keys):
                continue
            off = [n for n, word in enumerate(term) if keys[first + n] != word]
            if len(off) == 1 and not fixed[first + off[0]] and first + off[0] not in changes:
                wrong, right = keys[first + off[0]], term[off[0]]
                if len(term) < 3 and wrong in book.core:
                    continue
                if _slipped(wrong, right) and not _sits_well(keys, first + off[0]):
                    changes[first + off[0]] = right
    return changes


def _sits_well(keys: list[str], at: int) -> bool:
    """Whether the word and a neighbour stand so in some phrase: then it is no slip."""
    pairs = phrasebook().pairs
    before = at > 0 and (keys[at - 1], keys[at]) in pairs
    behind = at + 1 < len(keys) and (keys[at], keys[at + 1]) in pairs
    return before or behind


@lru_cache(maxsize=4096)
def _slipped(wrong: str, right: str) -> bool:
    if len(right) < 3 or len(wrong) < 3 or not wrong.isalpha():
        return False
    return OSA.distance(wrong, right, score_cutoff=1) == 1


@cache
def _terms_index() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Every word of every term leads to the term and its place there."""
    index: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for term in phrasebook().terms:
        for place, word in enumerate(term):
            index[word].append((term, place))
    return dict(index)


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str | None:
    """The known word one slip away, if there is only one best."""
    known = phrasebook().vocabulary
    single = re.sub(r"(.)\1", r"\1", word)
    if single in known:
        return single
    near = [(other != word[:1], abs(len(other) - len(word)), other) for other in _one_off(word)]
    near = [(other[0] != word[0], abs(len(other) - len(word)), other)
            for _, _, other in near if other in known and len(other) > 2]  # fmt: skip
    return min(near)[2] if near else None


def _one_off(word: str) -> set[str]:
    letters = "abcdeghiklmnopqrstuvxy"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + char + right[1:] for left, right in cuts if right for char in letters}
    added = {left + char + right for left, right in cuts for char in letters}
    return dropped | swapped | changed | added


def split_glued(word: str) -> list[int] | None:
    """The lengths of the known words that were written without spaces: "thieubaonhieu"."""
    if len(word) < 6:
        return None
    best: list[list[int] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 8), end):
            before = best[start]
            if before is None or not _is_piece(word[start:end]):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, end - start]
    return best[-1] if best[-1] and len(best[-1]) > 1 else None


def _is_piece(piece: str) -> bool:
    return len(piece) > 1 and piece in phrasebook().vocabulary and is_syllable(piece)
