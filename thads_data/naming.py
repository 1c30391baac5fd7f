"""How units and people are called: pure, folded, forgiving. Who may be found is `staff`'s business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from thads_data.folding import fold

Item = TypeVar("Item")

RESEMBLES = 84
"""Of 100: one slip of the finger in a name of two words passes, another name does not."""
SHORTEST_GUESS = 4
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ROMAN |= {
    "xi": 11,
    "xii": 12,
    "xiii": 13,
    "xiv": 14,
    "xv": 15,
    "xvi": 16,
    "xvii": 17,
    "xviii": 18,
    "xix": 19,
}
_SEPARATORS = re.compile(r"[\s\-_/.,:;()]+")
_OFFICE = re.compile(r"\b(?:p ?)?(?:kv|khu vuc) ?([ivx]+|0*\d+)\b")
_DIVISION = re.compile(r"\bp?nv\b")
_ORGANISING = re.compile(r"\btctha(?:ds)?\b")
_LEADING = re.compile(
    r"^(?:(?:co quan|don vi|phong|thads|thi hanh an dan su|tha|chi cuc|cuc|tinh|thanh pho|tp|tw) )+"
)
_TRAILING = re.compile(r"(?: (?:thads|thi hanh an dan su|thi hanh an))+$")
_BETWEEN = re.compile(r"(?<=\d) (?:(?:cua|thuoc|thads|tinh|thanh pho|tp) )+")
_POLITE = re.compile(r"^(?:(?:anh|chi|em|ong|ba|co|chu|bac|dong chi|dc|chv|chap hanh vien) )+")


@lru_cache(maxsize=8192)
def unit_key(text: str) -> str:
    """The core of a unit's name: "Phòng THADS khu vực IV" and "pkv4" are both "khu vuc 4"."""
    key = _SEPARATORS.sub(" ", fold(text).replace("&", " va ")).strip()
    key = _OFFICE.sub(_numbered, key)
    key = _ORGANISING.sub("to chuc thi hanh an", _DIVISION.sub("nghiep vu", key))
    key = _BETWEEN.sub(" ", _TRAILING.sub("", _LEADING.sub("", key)))
    return key.strip()


@lru_cache(maxsize=8192)
def unit_names(code: str, name: str, aliases: tuple[str, ...], above: str | None) -> frozenset[str]:
    """Every key a unit answers to; `above` is the name of the unit it lies in ("khu vực 4 Thái Nguyên")."""
    names = {unit_key(text) for text in (code, code.partition("-")[2], name, *aliases)} - {""}
    if above:
        names |= {f"{unit_key(name)} {unit_key(above)}"}
    return frozenset(names)


def person_key(text: str) -> str:
    """A person's name folded, without the words of politeness before it."""
    return _POLITE.sub("", fold(text))


def matching(key: str, named: Mapping[Item, Iterable[str]]) -> list[Item]:
    """Those that have exactly this name; else those whose name holds it, word by word."""
    exact = [item for item, names in named.items() if key in names]
    if exact or not key:
        return exact
    part = f" {key} "
    return [item for item, names in named.items() if any(part in f" {name} " for name in names)]


def resembling(key: str, named: Mapping[Item, Iterable[str]]) -> list[Item]:
    """Those whose name is a slip of the finger away: the best only, and with the very same numbers."""
    if len(key) < SHORTEST_GUESS:
        return []
    scores = {item: max((_likeness(key, name) for name in names), default=0) for item, names in named.items()}
    best = max(scores.values(), default=0)
    return [item for item, score in scores.items() if score == best >= RESEMBLES]


def ways_to_call(name_key: str) -> tuple[str, ...]:
    """A folded name whole and without its first parts: "nguyen van tuan", "van tuan", "tuan"."""
    words = name_key.split()
    return tuple(" ".join(words[start:]) for start in range(len(words)))


def _numbered(found: re.Match[str]) -> str:
    number = found.group(1)
    value = _ROMAN.get(number) if number.isalpha() else int(number)
    return found.group() if value is None else f"khu vuc {value}"


def _likeness(key: str, name: str) -> float:
    score = fuzz.ratio(key, name, score_cutoff=RESEMBLES)
    return score if score and _numbers(name) == _numbers(key) else 0


def _numbers(key: str) -> list[str]:
    return re.findall(r"\d+", key)
