"""A sentence being read: what is found in it is taken out and leaves a `{mark}` in its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.understanding.pattern import Expression, Words, words_of
from bot.understanding.sentence import Sentence, Token

Searches = re.Pattern[str] | Expression


class Hit(NamedTuple):
    """Where an expression was found: tokens [first, last), and the match itself."""

    first: int
    last: int
    match: re.Match[str]

    @property
    def words(self) -> list[str]:
        """The words as the rules see them."""
        return self.match[0].split()


class Reading:
    """The words still unread. `text` begins and ends with a space, one space between words."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        """The words as they were typed."""
        self.marks: list[str | None] = [token.key for token in sentence.tokens]
        self.found: dict[str, list[Any]] = {}
        self.places: list[tuple[str, int, int]] = []
        self._refresh()

    def copy(self) -> Reading:
        """The same state, to be read on in another way."""
        other = Reading.__new__(Reading)
        other.sentence, other.tokens = self.sentence, self.tokens
        other.marks = list(self.marks)
        other.found = {mark: list(values) for mark, values in self.found.items()}
        other.places = list(self.places)
        other.text, other.words, other._places = self.text, self.words, self._places
        return other

    def _refresh(self) -> None:
        marks = [mark for mark in self.marks if mark is not None]
        self.text = f" {' '.join(marks)} " if marks else " "
        self.words = words_of(self.text)
        self._places: tuple[list[int], list[int]] | None = None

    @property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each unread word begins in the text, and which it is; most texts are never asked."""
        if self._places is None:
            begins, which, at = [], [], 1
            for index, mark in enumerate(self.marks):
                if mark is not None:
                    begins.append(at)
                    which.append(index)
                    at += len(mark) + 1
            which.append(len(self.marks))
            self._places = begins, which
        return self._places

    def any_of(self, words: Words) -> bool:
        """Whether one of the words is still unread; `#` is any that begins with a digit."""
        return not words.isdisjoint(self.words)

    def hits(self, expression: Searches) -> list[Hit]:
        """All places where the expression is found, from left to right."""
        if isinstance(expression, Expression):
            if expression.needed is not None and expression.needed.isdisjoint(self.words):
                return []
            return [self._hit(match) for match in expression.all_in(self.text, self.words) if match[0]]
        if not expression.search(self.text):
            return []
        return [self._hit(match) for match in expression.finditer(self.text) if match[0]]

    def hit(self, expression: Searches) -> Hit | None:
        """The first such place."""
        match = expression.search(self.text)
        return self._hit(match) if match and match[0] else None

    def has(self, expression: Searches) -> bool:
        """Whether it is found at all."""
        if isinstance(expression, Expression):
            return not expression.absent(self.words) and expression.found(self.text)
        return expression.search(self.text) is not None

    def _hit(self, match: re.Match[str]) -> Hit:
        return Hit(*self._tokens_at(*match.span()), match)

    def _tokens_at(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of [start, end) of the text."""
        begins, which = self._starts
        return which[bisect_right(begins, start) - 1], which[bisect_left(begins, end)]

    def range(self, hit: Hit, group: str) -> tuple[int, int]:
        """The tokens of one named group of a match."""
        return self._tokens_at(*hit.match.span(group))

    def take(self, first: int, last: int, mark: str, value: Any) -> None:
        """Replace the words [first, last) by `{mark}` and remember what it stands for."""
        self.marks[first] = "{" + mark + "}"
        for index in range(first + 1, last):
            self.marks[index] = None
        order = [start for name, start, _ in self.places if name == mark]
        at = sum(start < first for start in order)
        self.found.setdefault(mark, []).insert(at, value)
        self.places.append((mark, first, last))
        self._refresh()

    def take_choices(self, mark: str, choices: Mapping[str, Expression]) -> None:
        """Take out all places where one of several expressions is found; each leaves its value."""
        for value, says in choices.items():
            if not says.absent(self.words):
                for hit in reversed(self.hits(says)):
                    self.take(hit.first, hit.last, mark, value)

    def drop(self, expression: Searches) -> bool:
        """Take words out without a trace; True if there were any."""
        hits = self.hits(expression)
        for hit in hits:
            for index in range(hit.first, hit.last):
                self.marks[index] = None
        if hits:
            self._refresh()
        return bool(hits)

    def give_back(self, marks: dict[int, str]) -> None:
        """Put words back that were taken out."""
        for at, mark in marks.items():
            self.marks[at] = mark
        if marks:
            self._refresh()

    def hide(self, first: int, last: int) -> None:
        """Take the unmarked words of [first, last) out; what stands around does not close up."""
        for index in range(first, last):
            mark = self.marks[index]
            if mark is not None and not mark.startswith("{"):
                self.marks[index] = "{}" if index == first else None
        self._refresh()

    def first(self, mark: str) -> Any:
        """The first value found under a mark, or None."""
        values = self.found.get(mark)
        return values[0] if values else None

    def visible(self) -> list[int]:
        """The places of the words still unread."""
        return [index for index, mark in enumerate(self.marks) if mark and mark[0] != "{"]
