"""The clauses of a report: each is done, planned or lacking by itself, and owns its sums and days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Token
from bot.understanding.text import fold, marked, squeeze

Span = tuple[int, int]
_REASON = ("ly", "do")
_HELD_DOWN = re.compile(r"([a-z])\1+$")


def clauses(reading: Reading) -> list[Span]:
    """The clauses as tokens [first, last): a sign of punctuation or a word like "nhưng" begins one."""
    heads = [0]
    for at, token in enumerate(reading.tokens):
        begins = _begins(reading, at)
        if at and (_is_broken(reading, token) or begins) and _has_words(reading, heads[-1], at):
            heads.append(at)
    return list(zip(heads, [*heads[1:], len(reading.marks)], strict=True))


def _begins(reading: Reading, at: int) -> bool:
    """A word like "vì" or "nhưng"; the "do" of "lý do" is none."""
    mark, token = reading.marks[at], reading.tokens[at]
    if mark is None or mark[0] == "{" or not is_word(token, "clause_heads"):
        return False
    if (
        token.key == "con"
        and token.raw.islower()
        and token.raw.isascii()
        and not reading.sentence.line.isascii()
    ):
        return False  # "bà con", "con trai" among words with marks is no "còn"
    return not (at and (fold(reading.tokens[at - 1].key), token.key) == _REASON)


def _is_broken(reading: Reading, token: Token) -> bool:
    """A sign before it that parts clauses; the hyphen of "30A-123.45" parts nothing."""
    return token.broken and not (token.glued and reading.sentence.line[token.start - 1] in "-/._")


def _has_words(reading: Reading, first: int, last: int) -> bool:
    return any(mark and mark != "{case}" for mark in reading.marks[first:last])


def clause_of(spans: list[Span], at: int) -> Span:
    """The clause that a token stands in."""
    return next(span for span in spans if span[0] <= at < span[1])


def text_of(reading: Reading, first: int, last: int) -> str:
    """The words of [first, last) as the rules see them, as a text of their own."""
    return " " + "".join(f"{mark} " for mark in reading.marks[first:last] if mark)


def without(text: str, name: str) -> str:
    """A text without what a list names."""
    expression = phrasebook().lists[name]
    while (found := expression.search(text)) is not None and found[0]:
        text = text[: found.start()] + text[found.end() :]
    return text


def is_word(token: Token, name: str) -> bool:
    """Whether a token is one of a list of plain words; marks that were typed count ("nhà" is no "nha")."""
    return _is_listed(token.raw, token.key, name)


@lru_cache(maxsize=8192)
def _is_listed(raw: str, key: str, name: str) -> bool:
    shown, bare = _plain(name)
    held = _HELD_DOWN.search(folded := fold(raw))
    if held and folded[: held.start() + 1] in bare:
        return True
    typed = squeeze(marked(raw))
    if typed != fold(typed) and typed not in shown:
        return fold(typed) != fold(key) and fold(key) in bare
    return fold(key) in bare or typed in bare


@cache
def _plain(name: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(phrasebook().grammar.names[name])
    return words, frozenset(map(fold, words))


def trimmed(reading: Reading, places: list[int], last: int) -> list[int]:
    """Places of a clause that ends before `last`, without the particles and forms of address at its end."""
    kept = list(places)
    if (
        last < len(reading.tokens)
        and reading.sentence.line[: reading.tokens[last].start].rstrip()[-1:] == ":"
    ):
        return kept
    visible = _is_visible(reading)
    for at in reversed(range(last)):
        if not visible(at):
            continue
        if reading.tokens[at].glued or not is_word(reading.tokens[at], "tail") or _ends_term(reading, at):
            break
        kept = [place for place in kept if place != at]
    return kept


def _ends_term(reading: Reading, at: int) -> bool:
    """ "dinh chi", "giao nha": the last word, without its marks, is none of address."""
    before = reading.tokens[at - 1] if at else None
    return before is not None and f"{fold(before.raw)} {fold(reading.tokens[at].raw)}" in _terms()


@cache
def _terms() -> frozenset[str]:
    return frozenset(map(fold, phrasebook().grammar.names["whole_terms"]))


def _is_visible(reading: Reading) -> Callable[[int], bool]:
    def visible(at: int) -> bool:
        return reading.marks[at] is not None and bool(reading.tokens[at].raw)

    return visible


def marks_of(reading: Reading, mark: str) -> Iterator[tuple[int, int]]:
    """The places of a mark and the index of what each stands for."""
    at = 0
    for place, said in enumerate(reading.marks):
        if said == "{" + mark + "}":
            yield place, at
            at += 1


def question_tail(reading: Reading) -> bool:
    """ "đã chi trả chưa vậy ta": the last word of content asks."""
    for at in reversed(range(len(reading.marks))):
        mark = reading.marks[at]
        if mark is None or mark == "{case}":
            continue
        if mark[0] != "{" and is_word(reading.tokens[at], "asking_end"):
            return True
        if not is_word(reading.tokens[at], "tail"):
            return False
    return False
