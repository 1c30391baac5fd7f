"""Numbers in digits and in words, with and without marks."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.understanding.text import fold

DIGITS = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5,
          "nham": 5, "sau": 6, "bay": 7, "bảy": 7, "tam": 8, "chin": 9}  # fmt: skip
_ONES = "một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|nhăm|nham|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin"
_TENS = "mươi|mười|muoi|chục|chuc"
WORDS = rf"(?:(?:{_ONES}|{_TENS}|trăm|tram|linh|lẻ|le|không|khong|rưỡi|ruoi) )"
_HEADS = "một|mot|hai|ba|bốn|bon|tư|tu|năm|nam|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin"
_START = rf"(?:{_HEADS}|{_TENS}|trăm|tram)"
START_WORDS = frozenset(_START[3:-1].split("|"))
"""A number in words begins with one of these."""
SPELT = rf"(?:{_START} {WORDS}*)"
COUNT = rf"(?:\d+ |{SPELT})"
"""A whole number before a noun, in digits or in words."""

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
"""Thousands in groups; nobody begins them with a zero ("0.500 tỷ")."""


def whole(text: str) -> int | None:
    """ "12", "mười hai", "hai muoi lam" as a number under a thousand; None if it is none."""
    words = text.split()
    if len(words) == 1 and words[0].isdigit():
        return int(words[0]) if len(words[0]) <= 9 else None
    return spelt([fold(word) for word in words])


def spelt(words: list[str]) -> int | None:
    """Folded number words under a thousand: ["hai", "tram", "linh", "nam"] is 205."""
    if not words:
        return None
    total, rest = 0, list(words)
    if "tram" in rest:
        at = rest.index("tram")
        head = _tens(rest[:at]) if at else 1
        if head is None:
            return None
        total, rest = head * 100, rest[at + 1 :]
        if len(rest) == 1 and rest[0] in DIGITS:
            return total + DIGITS[rest[0]] * 10
    tail = _tens([word for word in rest if word not in {"linh", "le"}]) if rest else 0
    return None if tail is None else total + tail


def _tens(words: list[str]) -> int | None:
    if len(words) > 1 and words[0] == "khong":
        return _tens(words[1:])
    if any(word in {"muoi", "chuc"} for word in words):
        at = next(at for at, word in enumerate(words) if word in {"muoi", "chuc"})
        head = _digit(words[:at], 1)
        tail = _digit(words[at + 1 :], 0)
        return None if head is None or tail is None else head * 10 + tail
    if len(words) == 2:
        head, tail = _digit(words[:1], 0), _digit(words[1:], 0)
        return None if head is None or tail is None else head * 10 + tail
    return _digit(words, 0)


def _digit(words: list[str], empty: int) -> int | None:
    if not words:
        return empty
    return DIGITS.get(words[0]) if len(words) == 1 else None


def written(digits: str, *, decimal: bool) -> Fraction | None:
    """A number in digits with dots and commas; `decimal` where a unit follows ("1,250 tỷ")."""
    if digits.isdigit():
        return Fraction(int(digits)) if len(digits) <= 18 else None
    if _is_grouped(digits, decimal):
        return Fraction(int(re.sub(r"[.,]", "", digits)))
    head, _, tail = digits.rpartition("," if "," in digits else ".")
    head = head.replace(".", "") if "," in digits else head
    if not (head.isdigit() and tail.isdigit()) or len(digits) > 24:
        return None
    return Fraction(int(head)) + Fraction(int(tail), 10 ** len(tail))


def _is_grouped(digits: str, decimal: bool) -> bool:
    if len(digits) > 24 or not _GROUPED.fullmatch(digits):
        return False
    return not (decimal and digits.count(",") == 1)
