"""The small language of the phrase files, turned into regular expressions.

Words stand for themselves with or without marks; `(a|b)` either, `[a]` perhaps, `...` up to five
words of anything, `!(a|b)` not followed by either, `^`
and `$` the ends of the sentence, `{name}` another list or something found
before (a case, a date), `~word` the word whatever its marks, `=word` only with its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from bot.understanding.text import fold, marked

_PIECE = re.compile(r"\.\.\.|!\(|[()\[\]|^$]|\{[a-z_]+\}|[~=]?[^\s()\[\]|^$~={}!]+")
_FIXED = {"!(": "(?!", "(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|", "...": r"(?:\S+ ){0,5}?",
          "^": r"(?<=\A )", "$": r"\Z"}  # fmt: skip
NUMBER = r"\d+ "
Families = Mapping[str, frozenset[str]]


class BadPattern(ValueError):
    """A line of a phrase file that cannot be read; the message says why."""


class Expression:
    """A regular expression that is compiled when it is first asked; most sentences need few."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled form."""
        return re.compile(self.source)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it is found."""
        return self.regex.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where it is found."""
        return self.regex.finditer(text)


class Grammar:
    """Knows which marks matter (`families`) and what the named lists hold (`names`)."""

    def __init__(self, families: Families, names: Mapping[str, list[str]]) -> None:
        self.families = families
        self.names = names
        self._expanding: list[str] = []

    def expression(self, pattern: str) -> str:
        """The regular expression of one line, to be searched in text that ends with a space."""
        _check_brackets(pattern)
        left = _PIECE.sub("", pattern).strip()
        if left:
            raise BadPattern(f"cannot read {left!r}")
        return "".join(self._piece(piece) for piece in _PIECE.findall(pattern))

    def compiled(self, patterns: list[str]) -> Expression:
        """One expression for a list of lines; the line that matches more comes first."""
        parts = sorted((self.expression(one) for one in patterns), key=len, reverse=True)
        return Expression("(?<= )(?:" + "|".join(parts or ["(?!)"]) + ")")

    def _piece(self, piece: str) -> str:
        if piece in _FIXED:
            return _FIXED[piece]
        if piece.startswith("{"):
            return self._name(piece[1:-1])
        return self._word(piece) + " "

    def _name(self, name: str) -> str:
        if name == "n":
            return NUMBER
        if name not in self.names:
            return re.escape("{" + name + "}") + " "
        if name in self._expanding:
            raise BadPattern(f"{{{name}}} names itself")
        self._expanding.append(name)
        try:
            inner = "|".join(self.expression(one) for one in self.names[name])
        finally:
            self._expanding.pop()
        return f"(?:{inner})"

    def _word(self, word: str) -> str:
        loose, exact = word.startswith("~"), word.startswith("=")
        shown = marked(word.lstrip("~="))
        bare = fold(shown)
        family = self.families.get(bare, frozenset())
        forms = {bare, *family} if loose else {bare, shown} if shown in family else {bare}
        forms -= {bare} if exact else set()
        return "|".join(sorted(map(re.escape, forms))).join(("(?:", ")"))


def _check_brackets(pattern: str) -> None:
    closing = {"(": ")", "[": "]"}
    waiting: list[str] = []
    for char in pattern:
        if char in closing:
            waiting.append(closing[char])
        elif char in ")]" and (not waiting or waiting.pop() != char):
            raise BadPattern(f"{char!r} without its beginning")
    if waiting:
        raise BadPattern(f"{waiting[-1]!r} is missing")
