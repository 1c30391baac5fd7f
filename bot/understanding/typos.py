"""Slips of the finger: words close to one that is known are read as that one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.phrasebook import phrasebook
from bot.understanding.syllables import from_telex, is_syllable, marks_fit
from bot.understanding.text import fold, marked

LONGEST_WORD = 32
"""Letters of words written as one; what is longer is no sentence without spaces."""
_KEYS = re.compile("[sfrxjw]|(?:aa|ee|oo)$|(?:aa|ee|oo)[a-z]")
_SHORTEST_GLUED = 4
_LONGEST_SLIP = 14


def mended(keys: list[str], fixed: list[bool], most: int) -> dict[int, str]:
    """Which words (by place) are read as which: first by their neighbours, then by themselves."""
    changes = _by_neighbours(keys, fixed)
    vocabulary = phrasebook().vocabulary
    tried = 0
    for at, key in enumerate(keys):
        if fixed[at] or at in changes or len(key) < 3 or key in vocabulary:
            continue
        if is_syllable(key) or len(key) > _LONGEST_SLIP or tried >= most:
            continue
        tried += 1
        near = _nearest(key) if len(key) > 3 else _fuller(key)
        if near:
            changes[at] = near
    return changes


def _by_neighbours(keys: list[str], fixed: list[bool]) -> dict[int, str]:
    """A word one letter off, in the middle of a known term: "chap hang vien".

    One that stands beside a neighbour so in some phrase is no slip.
    """
    changes: dict[int, str] = {}
    known = phrasebook().pairs
    sits_well = [False, *(pair in known for pair in pairwise(keys)), False]
    for at, key in enumerate(keys):
        if sits_well[at] or sits_well[at + 1] or fixed[at] or len(key) < 3 or not key.isalpha():
            continue
        right = _term_word(keys, at)
        if right:
            changes[at] = right
    return changes


def _term_word(keys: list[str], at: int) -> str | None:
    """What would stand at a place if its neighbours belong to a term."""
    index, core = _terms_index(), phrasebook().core
    for near in (at - 1, at + 1):
        if not 0 <= near < len(keys):
            continue
        for term, place in index.get(keys[near], ()):
            first = near - place
            gap = at - first
            if not 0 <= gap < len(term) or (len(term) < 3 and keys[at] in core):
                continue
            around = (*term[:gap], keys[at], *term[gap + 1 :])
            stands = first >= 0 and tuple(keys[first : first + len(term)]) == around
            if stands and _slipped(keys[at], term[gap]):
                return term[gap]
    return None


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
def _nearest(word: str, kinds: int = 4) -> str | None:
    """The known word one slip away: letters swapped or doubled before missed, missed before wrong."""
    known = phrasebook().vocabulary
    for slips in islice(_one_off(word), kinds):
        near = [other for other in slips if other in known and len(other) > 2]
        if near:
            return min(near, key=lambda other: (other[0] != word[0], -_company()[other], other))
    return None


def _fuller(word: str) -> str | None:
    """Three letters lack one at most ("xog"); without a vowel they are short for something."""
    near = _nearest(word, 3) if re.search("[aeiouy]", word) else None
    return near if near and len(near) > 3 and near[0] == word[0] else None


@cache
def _company() -> Counter[str]:
    """In how many pairs of the phrases a word stands: the common ones are meant more often."""
    return Counter(word for pair in phrasebook().pairs for word in pair)


def _one_off(word: str) -> Iterator[set[str]]:
    letters = "abcdeghiklmnopqrstuvxy"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield {re.sub(r"(.)\1", r"\1", word)}
    yield {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    yield {left + right[1:] for left, right in cuts if right} | {
        left + char + right for left, right in cuts for char in letters
    }
    yield {left + char + right[1:] for left, right in cuts if right for char in letters}


@lru_cache(maxsize=4096)
def respelt(word: str) -> str:
    """A word in the spelling of the chat rooms as the known word it sounds like: "fòng", "kì", "zậy"."""
    book = phrasebook()
    known = book.vocabulary
    if (
        not 1 < len(word) <= _LONGEST_SLIP
        or fold(word) in known
        or word in book.money
        or (word,) in book.short
    ):
        return word
    for sounds, letters in _SOUNDS:
        other = sounds.sub(letters, word)
        if other != word and fold(other) in known and is_syllable(other):
            return other
    return word


_SOUNDS = [(re.compile(sounds), letters) for sounds, letters in (
    ("^f", "ph"), ("^(?:dz|z|j)", "d"), ("^(?:dz|z|j)", "gi"), ("^(?:dz|z|j)", "v"), ("^q(?!u)", "qu"),
    ("^w", "qu"), ("^k(?![hieêyíìỉĩịếềểễệýỳỷỹỵéèẻẽẹ])", "c"), ("^c(?=[ieêyíìỉĩịếềểễệ])", "k"),
    ("i$", "y"), ("í$", "ý"), ("ì$", "ỳ"), ("ỉ$", "ỷ"), ("ĩ$", "ỹ"), ("ị$", "ỵ"),
    ("y$", "i"), ("ý$", "í"), ("ỳ$", "ì"), ("ỷ$", "ỉ"), ("ỹ$", "ĩ"), ("ỵ$", "ị"),
    ("iu$", "iêu"), ("ìu$", "iều"), ("íu$", "iếu"), ("ịu$", "iệu"), ("ỉu$", "iểu"),
)]  # fmt: skip
"""Letters that are written for others which sound alike, tried from the first to the last."""


def split_glued(word: str) -> list[int] | None:
    """The lengths of the known words that were written without spaces: "thiếubaonhiêu".

    The fewest words win; of as many, those that stand side by side in the phrases or carry marks
    that such words carry: "đếnhạn" is "đến hạn", not "đế nhạn".
    """
    bare = fold(word)
    if not _SHORTEST_GLUED <= len(bare) <= LONGEST_WORD:
        return None
    best: list[_Split | None] = [_Split(0.0, ())] + [None] * len(bare)
    for end in range(2, len(bare) + 1):
        found = [
            split
            for start in range(max(0, end - 9), end - 1)
            if (before := best[start]) and (split := _joined(before, word, bare, start, end))
        ]
        best[end] = min(found, default=None)
    split = best[-1]
    if split is None or len(split.ends) < 2 or (len(bare) < 6 and not _sure(split, word, bare)):
        return None
    return [end - start for start, end in pairwise((0, *split.ends))]


class _Split(NamedTuple):
    """A beginning of a word as known words: what it costs to believe it, and where each ends."""

    cost: float
    ends: tuple[int, ...]


def _joined(before: _Split, word: str, bare: str, start: int, end: int) -> _Split | None:
    cost = _cost_of_piece(word[start:end])
    if cost is None:
        return None
    if before.ends:
        first = before.ends[-2] if len(before.ends) > 1 else 0
        cost -= (bare[first:start], bare[start:end]) in phrasebook().pairs
    return _Split(before.cost + cost, (*before.ends, end))


def _sure(split: _Split, word: str, bare: str) -> bool:
    """Few letters are two words where these often stand together, show their marks, or no slip is near."""
    middle = split.ends[0]
    pair = (bare[:middle], bare[middle:])
    if pair in phrasebook().pairs or not (word[:middle].isascii() or word[middle:].isascii()):
        return True
    return len(split.ends) == 2 and _nearest(bare, 3) is None


@lru_cache(maxsize=4096)
def _cost_of_piece(piece: str) -> float | None:
    """2 for a known word, more where its marks are strange; None where it is no word."""
    book, bare = phrasebook(), fold(piece)
    if bare in book.vocabulary and is_syllable(bare):
        if piece == bare or piece in marked_words():
            return 2.0
        return 3.0 if marks_fit(piece) else None
    if (piece,) in book.short or bare in book.vocabulary:
        return 3.5
    keyed = from_telex(piece) if len(piece) > 2 and _KEYS.search(piece, 1) else None
    return 3.0 if keyed and fold(keyed) in book.vocabulary else None


@cache
def marked_words() -> frozenset[str]:
    """The words of the phrase files with their marks."""
    book = phrasebook()
    texts = [example for _, example in book.examples]
    texts += [say for says in book.grammar.names.values() for say in says]
    texts += [*book.short.values(), *(" ".join(family) for family in book.grammar.families.values())]
    return frozenset(marked(word) for text in texts for word in re.findall(r"[^\W\d_]+", text))
