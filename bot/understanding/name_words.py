"""Which words of a sentence can be part of a person's name, and which only look so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, product

from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.text import fold, marked, squeeze

MIDDLE = frozenset(
    {"van", "thi", "ngoc", "quoc", "duc", "xuan", "minh", "thanh", "huu", "dinh", "quang", "cong"}
)
_LARGEST = 4
"""Words of a group."""
_PARTS = re.compile(r"\([^()]*\)|[^\s()]+")
_NO_FIRST = frozenset(
    {"phong", "khu", "don", "kv", "pkv", "thads", "chv", "toan", "ban", "cuc", "toa", "uy", "ubnd"}
)
_NO_NEXT = frozenset({"phong", "khu", "kv", "don", "thads"})


class NameWords:
    """The words of one reading, asked what they can be in a name."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.size = len(reading.tokens)
        self.words = [_word(token.raw) for token in reading.tokens]
        self._free = [
            token.kind == "word" and mark is not None and mark[0] != "{" and token.raw.isalpha()
            for token, mark in zip(reading.tokens, reading.marks, strict=True)
        ]
        self._pairs: frozenset[int] | None = None

    def word(self, at: int) -> str:
        """The folded word at a place; nothing where there is none."""
        return self.words[at] if 0 <= at < self.size else ""

    def free(self, at: int) -> bool:
        """Whether a word as it was typed stands there, still unread."""
        return 0 <= at < self.size and self._free[at]

    def follows(self, at: int) -> bool:
        """Whether it is free and no comma stands before it."""
        return self.free(at) and not self.reading.tokens[at].broken

    def capital(self, at: int) -> bool:
        """Whether it begins with a capital that says something."""
        return self.free(at) and self.reading.tokens[at].titled and not self.reading.sentence.shouted

    def starts_capital(self, at: int) -> bool:
        """Whether a name in capitals begins there."""
        return self.capital(at) and self.word(at) not in _NO_FIRST

    def goes_on_capital(self, at: int) -> bool:
        """Whether a name in capitals goes on there."""
        return self.follows(at) and self.reading.tokens[at].titled and self.word(at) not in _NO_NEXT

    def exact(self, at: int) -> bool:
        """Whether it was typed with marks."""
        raw = self.reading.tokens[at].raw
        return marked(raw) != fold(raw)

    def listed(self, at: int, name: str) -> bool:
        """Whether it is in a list; one typed with marks only with the marks of the list."""
        raw = _let_go(self.reading.tokens[at].raw)
        if self.exact(at):
            return marked(raw) in _marked(name)
        return fold(raw) in folded(name)

    def paired(self, at: int) -> bool:
        """Whether it belongs to its neighbours: the "thu" of "thu tiền"."""
        if self._pairs is None:
            self._pairs = frozenset(_paired(self.reading))
        return at in self._pairs and not self._spelt_apart(at)

    def _spelt_apart(self, at: int) -> bool:
        """Whether its marks are those of a given name and of no group: "Lộc" beside "hồ sơ" is no "lọc"."""
        raw = marked(self.reading.tokens[at].raw)
        return self.exact(at) and raw in _marked("given") and raw not in _grouped()

    def called(self, at: int) -> bool:
        """Whether it is a given name in capitals, what stands before it in small letters: "em Nhung"."""
        return at > 0 and self.listed(at, "given") and not self.reading.tokens[at - 1].titled

    def given(self, at: int) -> bool:
        """Whether it is a given name here."""
        if not self.free(at) or self.words[at] not in folded("given"):
            return False
        return self.listed(at, "given") and not self.paired(at)

    def stops(self, at: int, name: str = "not_name") -> bool:
        """Whether it is a word of every day, or a short form of one."""
        token = self.reading.tokens[at]
        if (marked(token.raw),) in phrasebook().short and fold(token.key) in folded("not_name"):
            return True
        return self.listed(at, name)

    def sure(self, at: int) -> bool:
        """Whether it is a given name and nothing else."""
        if not self.given(at) or self.stops(at):
            return False
        return self.exact(at) or self.word(at) not in phrasebook().core

    def strange(self, at: int) -> bool:
        """Whether it is a word that no phrase knows."""
        if not self.free(at) or self.stops(at) or self.word(at) in phrasebook().core:
            return False
        return (marked(self.reading.tokens[at].raw),) not in phrasebook().short

    def likely(self, at: int) -> bool:
        """Whether it is a name where a title stands before it."""
        return self.given(at) or (self.strange(at) and self.word(at) not in folded("given"))

    def owner(self, at: int) -> bool:
        """Whether it is a name where "của" stands before it."""
        if self.given(at):
            return self.exact(at) or self.word(at) not in folded("not_owner")
        return self.strange(at) and self.word(at) not in phrasebook().vocabulary

    def syllable(self, at: int) -> bool:
        """Whether a name that began with a family name goes on there."""
        if not self.follows(at):
            return False
        if self.word(at - 1) in {"van", "thi"} and not self.paired(at):
            return True
        if self.word(at) == "anh":
            return self._middle_anh(at)
        return self.given(at) or self.is_thi(at)

    def _middle_anh(self, at: int) -> bool:
        """The "Anh" of "nguyễn anh tuấn" and "lê lan anh", not that of "phạm tuấn anh ơi"."""
        if self.paired(at):
            return False
        return self.given(at + 1) or self.given(at - 1) or self.word(at - 1) in MIDDLE

    def is_thi(self, at: int) -> bool:
        """The "thi" of "le thi hoa", not that of "thi hành án"."""
        return self.word(at) == "thi" and self.free(at + 1) and not self.paired(at)


@lru_cache(maxsize=4096)
def _word(raw: str) -> str:
    return fold(_let_go(raw))


@lru_cache(maxsize=4096)
def _let_go(raw: str) -> str:
    """The word without the letters held down: "điii" is "đi"."""
    return squeeze(raw)


def _paired(reading: Reading) -> Iterator[int]:
    """The places of all words that stand in one of the known groups."""
    places = [at for at, mark in enumerate(reading.marks) if mark is not None]
    words = ["#" if word[:1].isdigit() else word for at in places if (word := reading.marks[at])]
    words.append("$")
    heads = _heads()
    for at, head in enumerate(pairwise(words)):
        for group in heads.get(head, ()):
            if tuple(words[at : at + len(group)]) == group:
                yield from places[at : at + len(group)]


@cache
def _heads() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The groups by their first two words."""
    heads: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for group in _groups():
        if 2 <= len(group) <= _LARGEST:
            heads[group[0], group[1]].append(group)
    return dict(heads)


@cache
def _groups() -> frozenset[tuple[str, ...]]:
    """The lines of `not_a_name` written out: two to four words, looked up and not searched for."""
    found: set[tuple[str, ...]] = set()
    for line in phrasebook().grammar.names["not_a_name"]:
        branches = [_branches(part) for part in _PARTS.findall(line)]
        for chosen in product(*branches):
            found.update(product(*(_forms(word) for words in chosen for word in words.split())))
    return frozenset(found)


@cache
def _grouped() -> frozenset[str]:
    """The words of those groups, spelt as they are there."""
    lines = phrasebook().grammar.names["not_a_name"]
    return frozenset(marked(word) for line in lines for word in re.findall(r"[^\W\d_]+", line))


def _branches(part: str) -> list[str]:
    return part.strip("()").split("|")


@cache
def _forms(word: str) -> tuple[str, ...]:
    if word in {"{n}", "$"}:
        return ("#",) if word == "{n}" else ("$",)
    return tuple(phrasebook().grammar.line(word).needed or ())


@cache
def folded(name: str) -> frozenset[str]:
    """The words of a list (of several words the first), without marks."""
    return frozenset(fold(word).split()[0] for word in phrasebook().grammar.names[name])


@cache
def _marked(name: str) -> frozenset[str]:
    return frozenset(marked(word).split()[0] for word in phrasebook().grammar.names[name])


@cache
def surnames() -> frozenset[str]:
    """All family names, folded: what is none of them begins no name."""
    return folded("surnames") | folded("surnames_typed")


def is_surname(word: str, *names: str) -> bool:
    """Whether a folded word is a family name of one of the lists."""
    return any(word in folded(name) for name in names)


def is_marked_surname(raw: str, *names: str) -> bool:
    """Whether a word is spelt as a family name of one of the lists."""
    return any(marked(raw) in _marked(name) for name in names)
