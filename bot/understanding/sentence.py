"""A sentence as words: each as it was typed, and as the rules read it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from bot.understanding.phrasebook import phrasebook
from bot.understanding.syllables import from_telex, from_vni, is_syllable, marks_fit
from bot.understanding.text import fold, marked, squeeze
from bot.understanding.typos import LONGEST_WORD, marked_words, mended, respelt, split_glued

_TOKEN = re.compile(
    r"""(?P<code>[A-ZĐ]{2,6}(?:-[A-ZĐ0-9]{1,8})+(?![^\W_])|[a-z]{2,6}(?:-[a-z]{2,5}\d+)+(?![^\W_]))
    |(?P<number>\d+(?:[.,/:\-]\d+)*(?:/[^\W\d_][\w&.\-]*[^\W_]|/[^\W\d_])?)
    |(?P<word>[dđDĐ]/[cC](?![^\W_])|[^\W\d_]+)
    |(?P<sign>[%?<>+])
    |(?P<other>\S)""",
    re.VERBOSE,
)
_SPACED_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_VNI_CHUNK = re.compile(r"(?<![\w/.\-])[^\W\d_]{1,8}[1-9](?:[^\W\d_]|[1-9]){0,8}(?![\w/\-])")
_VNI_SURE = re.compile(r"[1-9][^\W\d_]|(?<!so)(?<!vu)(?<!an)(?<!ngay)(?<!thang)[6-9][1-5]")
_VNI_AHEAD = re.compile(rf"({_VNI_CHUNK.pattern})(?= \d)")
"""Before a number no other number stands: "vu5 77/2025" is "vụ 77/2025"."""
_DIGIT_BEHIND = re.compile(r"[^\W\d_][1-9]")
_BARE = re.compile(r"\d{1,6}")
_PARTICLES = frozenset({"ạ", "nhe", "nha", "a", "di", "nghen"})
_WORD = re.compile(r"[^\W\d_]{2,12}")
_NUMBERED = frozenset(
    ["so", "vu", "viec", "hs", "ho", "kv", "p", "phong", "thang", "ngay", "quy", "nam", "dot", "lan", "top",
     "tuan", "thu", "qd", "den", "va", "tu", "hon", "tren", "duoi", "chon", "lay", "cai", "muc", "con", "may",
     "to", "ca", "chv", "sau", "toi", "trong", "khoan", "xong", "nop", "hoac", "dien", "dao", "ty", "tinh",
     "muoi"]
)  # fmt: skip
"""A digit that stands at one of these is a number: "ngay2" is the second."""
_NO_UNITS = frozenset("rzjvwe")
_THANKERS = frozenset({"em", "toi", "tôi", "minh", "mình", "chau", "con", "da", "dạ", "a", "ạ", "anh", "chị"})
MOST_TOKENS = 100
"""Words of a line that are looked at; a longer one is for no rule, and is not understood rather than half."""
_LONGEST_SHORT = 3
"""Words of a short form."""
_MENDED_AT_MOST = 8
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
    line = _without_keys(_SPACED_SLASH.sub("/", line))
    shouted = not line.islower() and _is_shouted(line)
    tokens = _spelt_out(list(_decoded(_tokens(line))))
    if len(tokens) > MOST_TOKENS:
        return Sentence(line, ())
    tokens = mended_tokens(tokens, shouted)
    return Sentence(line, tuple(_unwrapped(list(map(_keyed, tokens)))), shouted)


def _is_shouted(line: str) -> bool:
    letters = list(filter(str.isalpha, line))
    return sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _tokens(line: str) -> Iterator[Token]:
    end, broken = 0, False
    for found in _TOKEN.finditer(line):
        raw, kind, (start, stop) = found[0], str(found.lastgroup), found.span()
        if kind == "other" or raw == "?":
            broken = broken or raw != "&"
        if kind != "other":
            yield Token(raw, marked(raw), start, stop, 0 < end == start, broken, kind)
            broken = False
        end = stop


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Without the greeting in front and the thanks behind, if anything but manners is left."""
    lists = phrasebook().lists
    start, end = 0, len(tokens)
    text = " " + "".join(f"{token.key} " for token in tokens)
    while (head := lists["opening"].search(text)) and head[0]:
        start += len(head[0].split())
        text = text[head.end() - 1 :]
    if start and lists["nothing"].found(text):
        return tokens
    tail = next(lists["closing"].finditer(text), None)
    if tail and not lists["manners"].found(text[: tail.start()]):
        end = _thanker(tokens, end - len(text[tail.start() :].split()))
    if start >= end:
        return tokens
    while end > start + 1 and _BARE.fullmatch(tokens[start].key) and tokens[end - 1].key in _PARTICLES:
        end -= 1
    return tokens[start:end]


def _thanker(tokens: list[Token], at: int) -> int:
    """Where the thanks at `at` begin with the one who thanks: ", em cảm ơn", not "của em, cảm ơn"."""
    while at > 1 and not tokens[at].broken and tokens[at - 1].key in _THANKERS:
        if tokens[at - 2].key == "cua":
            break
        at -= 1
    return at


def _without_keys(line: str) -> str:
    """The line with the keys of telex and VNI keyboards decoded; names and notes are too."""
    if any(map(_meant_by_keys, _WORD.findall(line))):
        line = _WORD.sub(lambda found: _meant_by_keys(found[0]) or found[0], line)
    return _without_vni(line)


@lru_cache(maxsize=8192)
def _meant_by_keys(typed: str) -> str | None:
    """The word that telex keys meant, None for a word that was typed without them."""
    key = marked(typed)
    meant = _decoding(key)
    return _cased(typed, meant) if meant and meant != key and meant == from_telex(key) else None


def _cased(typed: str, meant: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return meant.upper()
    return meant.capitalize() if typed[0].isupper() else meant


def _without_vni(line: str) -> str:
    """Decode VNI keys. "thang1" and "kv4" are numbered things, unless the whole line is typed so."""
    if not _DIGIT_BEHIND.search(line):
        return line
    meant = {chunk: word for chunk in _VNI_CHUNK.findall(line) if (word := _of_vni(chunk.lower()))}
    sure = {chunk for chunk in meant if _VNI_SURE.search(chunk) and _is_known(meant[chunk])}
    if not (line.isascii() and sure) and len(sure) < 2:
        ahead = set(_VNI_AHEAD.findall(line))
        plain = {chunk for chunk, word in meant.items()
                 if word in marked_words() and (chunk in ahead or _unnumbered(word))}  # fmt: skip
        meant = {chunk: word for chunk, word in meant.items() if chunk in sure or chunk in plain}
    if not meant:
        return line
    return _VNI_CHUNK.sub(lambda found: _cased(found[0], meant.get(found[0], found[0])), line)


@lru_cache(maxsize=4096)
def _of_vni(chunk: str) -> str | None:
    """The word that VNI keys meant; short forms and units too ("d9k" is "đk", "trd9" is "trđ")."""
    short = chunk.replace("d9", "đ")
    book = phrasebook()
    return short if short != chunk and ((short,) in book.short or short in book.money) else from_vni(chunk)


def _unnumbered(word: str) -> bool:
    """Whether one key at the end of a word is no number of a thing: "phai3", not "thang3"."""
    return fold(word) not in _NUMBERED


def _decoded(tokens: Iterable[Token]) -> Iterator[Token]:
    """The words meant; those written as one come apart, but only so many in a line."""
    tried = 0
    for token in tokens:
        known = _decoding(token.key) if token.kind == "word" else token.key
        if known is not None:
            yield _read_as(token, known)
            continue
        tried += 1
        lengths = _pieces(token.key) if tried <= _MENDED_AT_MOST else ()
        yield from _parts(token, lengths) if lengths else [_read_as(token, squeeze(token.key))]


def _read_as(token: Token, known: str) -> Token:
    raw = token.raw
    if token.kind == "word" and (not raw[0].isupper() or raw.isupper()):
        known = respelt(known)
    if known == token.key:
        return token
    if known.isalpha() and fold(known) != fold(squeeze(raw)):
        raw = known.capitalize() if token.titled else known
    return token._replace(key=known, raw=raw)


@lru_cache(maxsize=8192)
def _decoding(key: str) -> str | None:
    """The word that was meant, by its keys or without a letter typed twice; None if it is no word."""
    book = phrasebook()
    word = squeeze(key)
    if (key,) in book.short or len(word) > LONGEST_WORD:
        return key
    if _is_known(word):
        return word
    kept, keyed = _let_go(word), _from_keys(word)
    for other in (kept, keyed):
        if other and _is_known(other):
            return other
    return word if is_syllable(word) and marks_fit(word) else kept or keyed


@lru_cache(maxsize=4096)
def _pieces(key: str) -> tuple[int, ...]:
    return tuple(split_glued(squeeze(key)) or ()) if squeeze(key) == key else ()


def _is_known(word: str) -> bool:
    book = phrasebook()
    return (fold(word) in book.vocabulary and marks_fit(word)) or (word,) in book.short


def _from_keys(word: str) -> str | None:
    """What telex keys meant, in a word or a short form ("ddk" is "đk")."""
    shown = word.replace("dd", "đ")
    return shown if (shown,) in phrasebook().short else from_telex(word)


def _let_go(word: str) -> str | None:
    """A last letter that came twice: "chưaa" is "chưa", "emm" is "em"."""
    if len(word) < 2 or fold(word[-1]) != fold(word[-2]) or (len(word) == 2 and word.isascii()):
        return None
    kept = word[:-1] if word[-1].isascii() else word[:-2] + word[-1]
    return kept if _is_known(kept) or (is_syllable(kept) and marks_fit(kept)) else None


def _parts(token: Token, lengths: tuple[int, ...]) -> list[Token]:
    parts, at = [], 0
    for length in lengths:
        raw = token.raw[at : at + length]
        start = token.start + at
        glued = token.glued if at == 0 else True
        key = _decoding(marked(raw)) or marked(raw)
        parts.append(Token(raw, key, start, start + length, glued, token.broken and at == 0))
        at += length
    return parts


def _spelt_out(tokens: list[Token]) -> list[Token]:
    short, sizes = phrasebook().short, _short_sizes()
    keys = [token.key for token in tokens]
    spelt: list[Token] = []
    at = 0
    while at < len(tokens):
        size = 0
        for some in sizes.get(keys[at], ()):
            if tuple(keys[at : at + some]) in short and _is_short(tokens, at, some):
                size = some
                break
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


@cache
def _short_sizes() -> dict[str, list[int]]:
    """How many words the short forms have that begin with a word, the longest first."""
    sizes: dict[str, set[int]] = defaultdict(set)
    for said in phrasebook().short:
        if len(said) <= _LONGEST_SHORT:
            sizes[said[0]].add(len(said))
    return {head: sorted(known, reverse=True) for head, known in sizes.items()}


def _is_short(tokens: list[Token], at: int, size: int) -> bool:
    """Whether the words, written like a short form, are one here."""
    key = tokens[at].key
    if key in _NO_UNITS:
        return True
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
        token.kind != "word" or not token.raw or (at > 0 and not shouted and token.titled)
        for at, token in enumerate(tokens)
    ]
    changes = mended(keys, fixed, _MENDED_AT_MOST)
    for at, key in changes.items():
        tokens[at] = tokens[at]._replace(key=key)
    return tokens


def _keyed(token: Token) -> Token:
    """Marks stay in the key only where they tell one known word from another."""
    key = fold(token.raw) if token.kind == "number" else _key(token.key)
    return token if key == token.key else Token(token.raw, key, *token[2:])


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    shown = marked(word)
    bare = fold(shown)
    return shown if shown in phrasebook().grammar.families.get(bare, ()) else bare
