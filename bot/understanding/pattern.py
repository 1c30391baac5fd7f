"""The small language of the phrase files, turned into regular expressions.

Words stand for themselves with or without marks; `(a|b)` either, `[a]` perhaps, `...` up to five
words of anything, `!(a|b)` not followed by either, `^`
and `$` the ends of the sentence, `{name}` another list or something found
before (a case, a date), `~word` the word whatever its marks, `=word` only with its marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from bot.understanding.text import fold, marked

_PIECE = re.compile(r"\.\.\.|!\(|[()\[\]|^$]|\{[a-z_]+\}|[~=]?[^\s()\[\]|^$~={}!]+")
_FIXED = {"...": r"(?:\S+ ){0,5}?", "^": r"(?<=\A )", "$": r"\Z"}
_CLOSING = {"(": ")", "!(": ")", "[": "]"}
_CLOSED = frozenset(_CLOSING.values())
NUMBER = r"\d+ "
_MOST_NEEDED = 4
_MANY = 8
"""Of so many lines each is looked up by its words, not asked whether it may be in a text."""
_DIGIT = re.compile(r" \d")
DIGITS = "#"
"""Stands for any number among the words of a text."""
Families = Mapping[str, frozenset[str]]
Words = frozenset[str]


class BadPattern(ValueError):
    """A line of a phrase file that cannot be read; the message says why."""


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """The words of a text being read, and `#` if one of them begins with a digit."""
    words = text.split()
    return frozenset([*words, DIGITS] if _DIGIT.search(text) else words)


class Line:
    """One line of a phrase file: a regular expression that is compiled when it is first needed.

    It cannot be found in a text that has none of the words `needed` (None: any text may hold it), and
    most sentences have none of those of most lines.
    """

    def __init__(
        self, source: str, needed: Words | None, also: tuple[Words, ...] = (), *, exact: bool = False
    ) -> None:
        self.source = source
        self.needed = needed
        self.also = also
        """Further words of which one each must be there."""
        self.exact = exact
        """Whether one of the words `needed` is all it takes."""

    def may_be_in(self, words: Words) -> bool:
        """Whether the words of a text allow that it is found there."""
        if self.needed is not None and self.needed.isdisjoint(words):
            return False
        for some in self.also:  # noqa: SIM110 - asked too often for a generator
            if some.isdisjoint(words):
                return False
        return True

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled form."""
        return re.compile("(?<= )(?:" + self.source + ")")

    @cached_property
    def _spaced(self) -> re.Pattern[str]:
        """The same with the space before it: then only spaces are looked at, which is much faster."""
        return re.compile(" (?:" + self.source + ")")

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The first place at or behind `at` where it is found."""
        found = self._spaced.search(text, at and at - 1)
        return found and self.regex.match(text, found.start() + 1)

    def found(self, text: str) -> bool:
        """Whether it is found in a text that has the words needed."""
        return self.exact or self._spaced.search(text) is not None


class Expression:
    """Several lines that mean the same; of those found at one place, the one that says more counts."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines, key=lambda line: -len(line.source))
        needed = [line.needed for line in self.lines]
        self.needed = None if None in needed else frozenset().union(*filter(None, needed))

    def absent(self, words: Words) -> bool:
        """Whether it cannot be found in a text of these words."""
        return self.needed is not None and self.needed.isdisjoint(words)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The numbers of the lines that need a word; those that need none stand under nothing."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for word in ("",) if line.needed is None else line.needed:
                found[word].append(number)
        return dict(found)

    def _candidates(self, words: Words) -> list[Line]:
        lines = self.lines
        if len(lines) == 1:
            return lines if lines[0].may_be_in(words) else []
        if len(lines) > _MANY:
            by_word = self._by_word
            numbers = {number for word in words if word in by_word for number in by_word[word]}
            numbers.update(by_word.get("", ()))
            lines = [lines[number] for number in sorted(numbers)]
        return [line for line in lines if line.may_be_in(words)]

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The first place at or behind `at` where it is found."""
        words = words_of(text)
        return None if self.absent(words) else _first(self._candidates(words), text, at)

    def found(self, text: str) -> bool:
        """Whether it is found at all."""
        words = words_of(text)
        if self.absent(words):
            return False
        return any(line.found(text) for line in self._candidates(words))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where it is found, none within another."""
        yield from self.all_in(text, words_of(text))

    def all_in(self, text: str, words: Words) -> list[re.Match[str]]:
        """The same for a text whose words are known."""
        found: list[re.Match[str]] = []
        lines, at = self._candidates(words), 0
        while lines and (match := _first(lines, text, at)) is not None:
            found.append(match)
            at = max(match.end(), at + 1)
        return found


def worded(source: str, *needed: str, also: Iterable[str] = ()) -> Expression:
    """A regular expression that begins at a word, one of `needed` and one of `also` being in the text."""
    further = (frozenset(also),) if also else ()
    return Expression([Line(source, frozenset(needed) or None, further)])


class Index:
    """Many named lines, of which only those are tried whose words occur in the text."""

    def __init__(self, named: Iterable[tuple[str, Expression]]) -> None:
        exact: dict[str, set[str]] = defaultdict(set)
        by_word: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        self._always: list[tuple[str, Line]] = []
        for name, line in ((name, line) for name, expression in named for line in expression.lines):
            if line.needed is None:
                self._always.append((name, line))
            for word in line.needed or ():
                if line.exact:
                    exact[word].add(name)
                else:
                    by_word[word].append((name, line))
        self._exact, self._by_word = dict(exact), dict(by_word)

    def found(self, text: str) -> set[str]:
        """The names of which a line is found in the text."""
        words = words_of(text)
        names: set[str] = set()
        for word in words:
            if word in self._exact:
                names |= self._exact[word]
        tried: dict[Line, bool] = {}
        for word in words:
            for name, line in self._by_word.get(word, ()):
                if name in names:
                    continue
                found = tried.get(line)
                if found is None:
                    found = tried[line] = line.may_be_in(words) and line.found(text)
                if found:
                    names.add(name)
        names.update(name for name, line in self._always if name not in names and line.found(text))
        return names


def _first(lines: list[Line], text: str, at: int) -> re.Match[str] | None:
    if len(lines) == 1:
        return lines[0].search(text, at)
    best: re.Match[str] | None = None
    for line in lines:
        match = line.search(text, at)
        if match and (best is None or match.start() < best.start()):
            best = match
    return best


class Grammar:
    """Knows which marks matter (`families`) and what the named lists hold (`names`)."""

    def __init__(self, families: Families, names: Mapping[str, list[str]]) -> None:
        self.families = families
        self.names = names
        self._expanding: list[str] = []
        self._known: dict[str, Line] = {}
        self._lines: dict[str, Line] = {}

    def expression(self, pattern: str) -> str:
        """The regular expression of one line, to be searched in text that ends with a space."""
        return self.line(pattern).source

    def line(self, pattern: str) -> Line:
        """One line, read; `BadPattern` says what is wrong with it."""
        known = self._lines.get(pattern)
        if known is None:
            known = self._lines[pattern] = self._parsed(pattern)
        return known

    def _parsed(self, pattern: str) -> Line:
        pieces = _PIECE.findall(pattern)
        if "".join(pieces) != "".join(pattern.split()):
            raise BadPattern(f"cannot read {_PIECE.sub('', pattern).strip()!r}")
        line, at = self._either(pieces, 0, "")
        if at < len(pieces):
            raise BadPattern(f"{pieces[at]!r} without its beginning")
        return line

    def compiled(self, patterns: list[str]) -> Expression:
        """One expression for a list of lines."""
        return Expression(map(self.line, patterns))

    def _either(self, pieces: list[str], at: int, closing: str) -> tuple[Line, int]:
        """The alternatives from `at` up to the closing bracket."""
        branches: list[Line] = []
        parts: list[Line] = []
        while at < len(pieces) and (piece := pieces[at]) not in _CLOSED:
            if piece == "|":
                branches.append(_sequence(parts))
                parts, at = [], at + 1
            elif piece in _CLOSING:
                part, at = self._group(pieces, at)
                parts.append(part)
            else:
                parts.append(self._known.get(piece) or self._single(piece))
                at += 1
        if closing and pieces[at : at + 1] != [closing]:
            raise BadPattern(f"{closing!r} is missing")
        branches.append(_sequence(parts))
        return _alternatives(branches), at + bool(closing)

    def _group(self, pieces: list[str], at: int) -> tuple[Line, int]:
        piece = pieces[at]
        inner, at = self._either(pieces, at + 1, _CLOSING[piece])
        if piece == "!(":
            return Line(f"(?!{inner.source})", None), at
        if piece == "[":
            return Line(f"(?:{inner.source})?", None), at
        return Line(f"(?:{inner.source})", inner.needed, inner.also, exact=inner.exact), at

    def _single(self, piece: str) -> Line:
        line = self._known[piece] = self._read(piece)
        return line

    def _read(self, piece: str) -> Line:
        if piece in _FIXED:
            return Line(_FIXED[piece], None)
        if not piece.startswith("{"):
            forms = self._forms(piece)
            return Line("|".join(map(re.escape, forms)).join(("(?:", ") ")), frozenset(forms), exact=True)
        name = piece[1:-1]
        if name == "n":
            return Line(NUMBER, frozenset({DIGITS}))
        if name not in self.names:
            return Line(re.escape(piece) + " ", frozenset({piece}), exact=True)
        if name in self._expanding:
            raise BadPattern(f"{{{name}}} names itself")
        self._expanding.append(name)
        try:
            inner = _alternatives([self.line(one) for one in self.names[name]])
        finally:
            self._expanding.pop()
        return Line(f"(?:{inner.source})", inner.needed, inner.also, exact=inner.exact)

    def _forms(self, word: str) -> list[str]:
        loose, exact = word.startswith("~"), word.startswith("=")
        shown = marked(word.lstrip("~="))
        bare = fold(shown)
        family = self.families.get(bare, frozenset())
        forms = {bare, *family} if loose else {bare, shown} if shown in family else {bare}
        return sorted(forms - {bare} if exact else forms)


def _sequence(parts: list[Line]) -> Line:
    """One after the other: the part that fewest words can begin is the one that must be there."""
    if len(parts) == 1:
        return parts[0]
    source = "".join([part.source for part in parts])
    needed = sorted([part.needed for part in parts if part.needed is not None], key=len)
    if not needed:
        return Line(source, None)
    also = (*needed[1:], *[some for part in parts for some in part.also])
    return Line(source, needed[0], also[:_MOST_NEEDED])


def _alternatives(branches: list[Line]) -> Line:
    if len(branches) == 1:
        return branches[0]
    needed = [branch.needed for branch in branches]
    together = None if None in needed else frozenset().union(*filter(None, needed))
    exact = all(branch.exact for branch in branches)
    return Line("|".join([branch.source for branch in branches]), together, exact=exact)
