"""A sentence as words: each as it was typed, and as the rules read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.phrasebook import phrasebook
from bot.understanding.syllables import from_telex, from_vni, is_syllable
from bot.understanding.text import fold, marked, squeeze
from bot.understanding.typos import mended, split_glued

_TOKEN = re.compile(
    r"""(?P<code>[A-ZĐ]{2,6}(?:-[A-ZĐ0-9]{1,8})+(?![^\W_])|[a-z]{2,6}(?:-[a-z]{2,5}\d+)+(?![^\W_]))
    |(?P<number>\d+(?:[.,/:\-]\d+)*(?:/[^\W\d_][\w&.\-]*[^\W_]|/[^\W\d_])?)
    |(?P<word>[dđDĐ]/[cC](?![^\W_])|[^\W\d_]+)
    |(?P<sign>[%?<>+])
    |(?P<other>\S)""",
    re.VERBOSE,
)
_SPACED_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_VNI_CHUNK = re.compile(r"(?<!\S)[A-Za-z]+[1-9][A-Za-z1-9]*(?!\S)")
_LONGEST_WORD = 24
_MENDED_AT_MOST = 12
"""Unknown words that are looked up among the known ones; a text full of them is not for us."""


class Token(NamedTuple):
    """One word: `raw` as typed at [start, end) of the line, `key` as the rules see it."""

    raw: str
    key: str
    start: int
    end: int
    glued: bool = False
    broken: bool = False
    kind: str = "word"

    @property
    def titled(self) -> bool:
        """Whether it begins with a capital, as names do."""
        return self.raw[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a message and its words; `shouted` where capitals say nothing."""

    line: str
    tokens: tuple[Token, ...]
    shouted: bool = False

    def raw(self, first: int, last: int) -> str:
        """The words from `first` up to but without `last`, as they were typed."""
        if first >= last:
            return ""
        return self.line[self.tokens[first].start : self.tokens[last - 1].end]


def sentence(line: str) -> Sentence:
    """The words of one cleaned line: keyboards decoded, short forms spelt out, typos mended."""
    line = _without_vni(_SPACED_SLASH.sub("/", line))
    letters = [char for char in line if char.isalpha()]
    shouted = bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)
    tokens = _spelt_out([part for token in _tokens(line) for part in _decoded(token)])
    tokens = mended_tokens(tokens, shouted)
    return Sentence(line, tuple(map(_keyed, tokens)), shouted)


def _tokens(line: str) -> Iterator[Token]:
    end, broken = 0, False
    for found in _TOKEN.finditer(line):
        kind = str(found.lastgroup)
        if kind == "other" or found[0] == "?":
            broken = broken or found[0] != "&"
        if kind != "other":
            glued = found.start() == end and end > 0
            raw = found[0]
            yield Token(raw, marked(raw), found.start(), found.end(), glued, broken, kind)
            broken = False
        end = found.end()


def _without_vni(line: str) -> str:
    """Decode VNI keys, but only where two words at least carry them: "kv4" alone is a unit."""
    chunks = [chunk for chunk in _VNI_CHUNK.findall(line) if from_vni(chunk)]
    inner = [chunk for chunk in chunks if re.search(r"\d[A-Za-z]|[6-9]\d", chunk)]
    if len(chunks) < 2 or not inner:
        return line
    return _VNI_CHUNK.sub(lambda found: from_vni(found[0]) or found[0], line)


def _decoded(token: Token) -> list[Token]:
    if token.kind != "word":
        return [token]
    known = _decoding(token.key)
    if isinstance(known, tuple):
        return _parts(token, known)
    if known == token.key:
        return [token]
    raw = token.raw
    if known.isalpha() and fold(known) != fold(squeeze(raw)):
        raw = known.capitalize() if token.titled else known
    return [token._replace(key=known, raw=raw)]


@lru_cache(maxsize=8192)
def _decoding(key: str) -> str | tuple[int, ...]:
    """The word that the keys of a keyboard meant; or the lengths of the words written as one."""
    book = phrasebook()
    if (key,) in book.short:
        return key
    word = squeeze(key)
    bare = fold(word)
    if bare in book.vocabulary or (word,) in book.short or is_syllable(bare):
        return word
    telex = from_telex(word)
    if telex:
        return telex
    parts = split_glued(bare) if len(bare) <= _LONGEST_WORD * 2 else None
    return tuple(parts) if parts else word


def _parts(token: Token, lengths: tuple[int, ...]) -> list[Token]:
    parts, at = [], 0
    for length in lengths:
        raw = token.raw[at : at + length]
        start = token.start + at
        glued = token.glued if at == 0 else True
        parts.append(Token(raw, marked(raw), start, start + length, glued, token.broken and at == 0))
        at += length
    return parts


def _spelt_out(tokens: list[Token]) -> list[Token]:
    short = phrasebook().short
    keys = [token.key for token in tokens]
    spelt: list[Token] = []
    at = 0
    while at < len(tokens):
        size = next((size for size in range(min(3, len(tokens) - at), 0, -1)
                     if tuple(keys[at : at + size]) in short and _is_short(tokens, at, size)), 0)  # fmt: skip
        if not size:
            spelt.append(tokens[at])
            at += 1
            continue
        words = short[tuple(keys[at : at + size])].split()
        if tokens[at].key == "a" and at and at == len(tokens) - 1:
            words = ["ạ"]
        spelt += _respelt(tokens[at : at + size], words)
        at += size
    return spelt


def _is_short(tokens: list[Token], at: int, size: int) -> bool:
    """Whether the words, written like a short form, are one here."""
    key = tokens[at].key
    before = tokens[at - 1] if at else None
    behind_number = before is not None and before.kind == "number"
    if size == 1 and len(key) == 1 and behind_number:
        return not tokens[at].glued and _short_behind_number(tokens, at)
    return not (size == 1 and key in {"th", "t"} and _digit_behind(tokens, at))


def _short_behind_number(tokens: list[Token], at: int) -> bool:
    """ "việc 45 k có ts" and "hs 45/2025 a": a word, no unit of what is counted."""
    if tokens[at].key == "a":
        return at == len(tokens) - 1
    return tokens[at].key == "k" and _numbers_case(tokens, at - 1)


def _numbers_case(tokens: list[Token], at: int) -> bool:
    return at > 0 and fold(tokens[at - 1].key) in {"viec", "hs", "vu", "so", "qd", "an"}


def _digit_behind(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].kind == "number" and tokens[at + 1].glued


def _respelt(tokens: list[Token], words: list[str]) -> list[Token]:
    first, last = tokens[0], tokens[-1]
    raw = " ".join(token.raw for token in tokens)
    head = first._replace(key=words[0], raw=raw, end=last.end)
    rest = [Token("", word, last.end, last.end, glued=True) for word in words[1:]]
    return [head, *rest]


def mended_tokens(tokens: list[Token], shouted: bool) -> list[Token]:
    """The same words with slips of the finger put right; names and numbers are left alone."""
    keys = [fold(token.key) for token in tokens]
    fixed = [
        token.kind != "word" or (token.titled and at > 0 and not shouted) or not token.raw
        for at, token in enumerate(tokens)
    ]
    changes = mended(keys, fixed, _MENDED_AT_MOST)
    for at, key in changes.items():
        tokens[at] = tokens[at]._replace(key=key)
    return tokens


def _keyed(token: Token) -> Token:
    """Marks stay in the key only where they tell one known word from another."""
    key = fold(token.raw) if token.kind == "number" else _key(token.key)
    return token if key == token.key else token._replace(key=key)


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    shown = marked(word)
    bare = fold(shown)
    return shown if shown in phrasebook().grammar.families.get(bare, ()) else bare
