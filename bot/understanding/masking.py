"""A sentence without what only its speaker may know: whose names and which numbers were in it.

What is left reads like the sentence that was said: it can be shown to an admin, and taught as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from bot.understanding.facts import facts
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Sentence, Token, sentence
from bot.understanding.text import clean, fold, marked

LONGEST = 500
PERSON, OTHER = "Nguyễn Văn A", "X"
# Which day it is changes nothing of what is a name.
_DAY = datetime(2025, 9, 12, tzinfo=UTC)
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SEVERAL = re.compile(rf"\b{OTHER}(?:[\s.&\-]+{OTHER}\b)+")
_NAMES = ("given", "surnames", "surnames_typed", "surnames_marked")
_LONGEST_CODE = 8
Span = tuple[int, int, str]


def mask(text: str) -> str:
    """What was typed, on one line: other digits, "Nguyễn Văn A" for people, X for other names."""
    line = clean(_ADDRESS.sub(" ", _cut(text))).replace("\n", "; ")
    said = sentence(line)
    if not said.tokens:
        return ""
    # The greeting and the thanks are left out, as when it is read; a command keeps its "/".
    first, last = 0 if said.line[0] == "/" else said.tokens[0].start, said.tokens[-1].end
    shown = "".join(_pieces(said.line, first, last, sorted(_hidden(said))))
    return _cut(_without_digits(_SEVERAL.sub(OTHER, shown)))


def _cut(text: str) -> str:
    """At most as much as is kept, and no half of a word."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(maxsplit=1)[0]


def _pieces(line: str, first: int, last: int, hidden: list[Span]) -> Iterator[str]:
    """The line from `first` to `last`; of two hidden places that overlap, the first one counts."""
    at = first
    for start, end, instead in hidden:
        if at <= start and end <= last:
            yield line[at:start]
            yield instead
            at = end
    yield line[at:last]


def _hidden(said: Sentence) -> Iterator[Span]:
    read = facts(said, _DAY).plain
    people, units = _named(read, "person"), _named(read, "unit")
    for start, end in people:
        yield start, end, PERSON
    words = [found for found in _WORD.finditer(said.line) if not _within(found, people)]
    for at, found in enumerate(words):
        if not found[0][0].isupper() or _coded(said.line, found):
            continue
        if not _is_known(found[0]) or not (_within(found, units) or said.shouted):
            beside = [other for other in words[max(0, at - 1) : at + 2] if other is not found]
            if _is_name(said, found, beside):
                yield found.start(), found.end(), OTHER


def _named(read: Reading, kind: str) -> list[tuple[int, int]]:
    """Where people or units are named, titles in front included; codes only lose their digits."""
    places = sorted((first, last) for mark, first, last in read.places if mark == "scope")
    tokens = [
        read.tokens[first:last]
        for (first, last), scope in zip(places, read.found.get("scope", []), strict=False)
        if isinstance(scope, dict) and kind in scope
    ]
    return [(named[0].start, named[-1].end) for named in tokens if not any(map(_is_code, named))]


def _within(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in spans)


def _is_code(token: Token) -> bool:
    return token.kind == "code"


def _is_known(word: str) -> bool:
    return fold(word) in phrasebook().vocabulary


def _is_name(said: Sentence, found: re.Match[str], beside: list[re.Match[str]]) -> bool:
    """Whether a word in capitals may name someone: nobody knows it, or people are called so and no more."""
    if not _is_known(found[0]):
        return True
    if found.start() == said.tokens[0].start or marked(found[0]) not in _called():
        return False
    return fold(found[0]) not in phrasebook().core or any(_may_be_named(other[0]) for other in beside)


def _may_be_named(word: str) -> bool:
    return word.istitle() and (marked(word) in _called() or not _is_known(word))


def _coded(line: str, found: re.Match[str]) -> bool:
    """A part of a code: "TN-KV4-TP", "45/QĐ-CTHADS", "CHV003"."""
    before, behind = line[max(0, found.start() - 1) : found.start()], line[found.end() : found.end() + 1]
    joined = before in {"-", "/"} or behind == "-" or behind.isdigit()
    return joined and found[0].isupper() and len(found[0]) <= _LONGEST_CODE


@cache
def _called() -> frozenset[str]:
    names = phrasebook().grammar.names
    return frozenset(marked(word) for name in _NAMES for word in names.get(name, ()))


def _without_digits(line: str) -> str:
    """Every number as long as it was, of one digit; a year is still one. No long number stays by chance."""
    said = {run for run in _DIGITS.findall(line) if len(run) > 2}
    for digit in "123456789":
        shown = re.sub(r"\d", digit, _YEAR.sub("\x00", line)).replace("\x00", f"200{int(digit) - 1}")
        if said.isdisjoint(_DIGITS.findall(shown)):
            return shown
    return _DIGITS.sub("1", line)  # all nine were said
