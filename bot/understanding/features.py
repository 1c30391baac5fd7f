"""What the learned scorer sees of a sentence: its words and their neighbours, with the facts as marks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import pairwise

from bot.understanding.facts import Facts
from bot.understanding.pattern import Index
from bot.understanding.phrasebook import phrasebook
from bot.understanding.text import fold

Features = dict[str, float]
_NAMED = frozenset({"scope", "case", "amount", "bound", "directive"})
"""Who or what is named says nothing of what is asked: only that something is."""
_SLOTS = ("metric", "of", "rank_order", "step", "kind", "order")
_WHOLE = 4
"""A sentence of so few words is also learned as a whole: "yes", "rõ rồi em"."""
_LONG = 9
"""Longer sentences are alike."""
_SIZE = 5.0


def words(found: Facts) -> tuple[list[str], list[str]]:
    """The unread words with their marks, and all words that were said, both between `<` and `>`."""
    unread = ["<", *map(_bare, found.text.text.split()), ">"]
    return unread, ["<", *_said(found), ">"]


def _said(found: Facts) -> Iterator[str]:
    names = {first: (last, mark) for mark, first, last in found.plain.places if mark in _NAMED}
    at = 0
    tokens = found.sentence.tokens
    while at < len(tokens):
        last, mark = names.get(at, (at + 1, ""))
        yield "{" + mark + "}" if mark else _bare(tokens[at].key)
        at = last


def _bare(word: str) -> str:
    """Without marks; one number is like another."""
    return "#" if word[0].isdigit() else fold(word)


def features(found: Facts, known: Container[str]) -> Features:
    """Words, pairs and marks with their weights; words that are not `known` are only counted."""
    unread, said = words(found)
    left = [_known(word, known) for word in unread]
    heard = [_known(word, known) for word in said]
    out: Counter[str] = Counter(left[1:-1])
    for gap in (1, 2):
        joint = "_" * gap
        out.update(f"{one}{joint}{other}" for one, other in zip(left, left[gap:], strict=False))
    out.update(f"r:{word}" for word in heard)
    out.update(f"r:{one}_{other}" for one, other in pairwise(heard))
    out.update(f"p:{word}" for word in found.plain.text.split() if word[0] == "{")
    out.update(f"={word}" for word in found.text.text.split() if word != _bare(word))
    out.update(_named(found))
    if len(said) <= _WHOLE + 2:
        out[f"w:{' '.join(said[1:-1])}"] = 1
    rare, size = left.count("?w"), max(1, len(left) - 2)
    out.update(["bias", f"len{min(len(left) - 2, _LONG)}", f"rare{min(rare, 4)}", f"share{4 * rare // size}"])
    weights = {name: math.log(1 + count) for name, count in out.items()}
    norm = _SIZE / math.sqrt(sum(weight * weight for weight in weights.values()))
    return {name: weight * norm for name, weight in weights.items()}


def _named(found: Facts) -> Iterable[str]:
    """The lists and slots of the phrase files that it names: what one word of a list teaches, all teach."""
    return sorted(_index().found(found.plain.text))


@cache
def _index() -> Index:
    book = phrasebook()
    lists = ((f"l:{name}", says) for name, says in book.lists.items())
    slots = ((f"{slot}={value}", says) for slot in _SLOTS for value, says in book.choice(slot).items())
    return Index([*lists, *slots])


def _known(word: str, known: Container[str]) -> str:
    return word if word in known or word[0] in "{<>#%?" else "?w"
