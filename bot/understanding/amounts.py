"""Sums of money in đồng, in every notation that officials use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bot.understanding.numbers import SPELT, spelt, whole, written
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold

LARGEST = 10**17
"""More than the whole country's register; a longer number is no sum of money."""
_DONG = frozenset({"dong", "đồng", "d", "đ", "vnd", "vnđ"})
_LEAST_BARE = 100_000
"""Digits without a unit are money only from here on."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum found in the words [first, last) of a sentence."""

    first: int
    last: int
    amount: int


def parse_amount(text: str) -> int | None:
    """The whole đồng of a text that is nothing but a sum: "1 tỷ 2" is 1200000000."""
    line = clean(text).replace("\n", " ")
    reading = Reading(sentence(line))
    for found in sums(reading):
        if found.first == 0 and found.last == len(reading.marks):
            return found.amount
    digits = re.sub(r"[.,\s]", "", line)
    return int(digits) if digits.isdigit() and len(digits) < 18 else None


def sums(reading: Reading) -> Iterator[Sum]:
    """All sums among the words still unread, from left to right."""
    for hit in reading.hits(_expression()):
        amount = _worth(hit.words)
        if amount is not None and 0 < amount <= LARGEST:
            yield Sum(hit.first, hit.last, amount)


@cache
def _expression() -> re.Pattern[str]:
    """A sum: parts of a number and its unit, a loose number behind them, and perhaps đồng."""
    units = "|".join(sorted(map(re.escape, money_units()), key=len, reverse=True))
    digits = r"\d[\d.,]* "
    number = rf"(?:{digits}|{SPELT})"
    behind = rf"(?:(?!(?:{_STOP_NUMBER}) ){number}(?![\d/]|{_NOT_MONEY}))?"
    half = r"(?:rưỡi |ruoi )?"
    part = rf"(?:(?:{number}|nửa |nua )(?:{units}) )"
    joint = r"(?:(?:linh|lẻ|le|và|va) )?"
    dong = r"(?:(?:đồng|dong|đ|d|vnd|vnđ|chẵn|chan|chẳn) )*"
    headless = r"(?:(?:tỷ|tỉ|ty|ti|triệu|trieu|chục triệu|trăm triệu) (?:rưỡi|ruoi) )"
    bare = r"(?:(?:\d{1,3} (?:\d{3} )+|\d[\d.,]* )(?:đồng|dong|đ|d|vnd|vnđ) )"
    large = r"(?:\d{1,3}(?:[.,]\d{3})+ |\d{6,15} )(?!\{)"
    joined = rf"(?:{part}(?:{joint}{part})*{half}{behind}{dong})"
    return re.compile(rf"(?<= )(?:{joined}|{headless}{dong}|{bare}|{large}{dong})")


_STOP_NUMBER = "nam 20"
_NOT_MONEY = (
    r"(?:ngay (?!\d)|(?:tháng|thang|năm|nam|tuần|tuan|việc|viec|vụ|vu|hs|hồ|ho|giờ|gio|h|lần|lan|%|án"
    r"|xong|thu|hoan|hoãn|nua|kv|khu|uy|xac|giao|da|đã|chv) )"
)


@cache
def money_units() -> dict[str, int]:
    """The units of the phrase files, also without their marks, and their worth in đồng."""
    units = dict(phrasebook().money)
    units.update({fold(name): worth for name, worth in phrasebook().money.items()})
    return units


def _worth(words: list[str]) -> int | None:
    words = [word for word in words if word not in {"chẵn", "chan", "va", "và", "chẳn"}]
    while words and words[-1] in _DONG:
        words = words[:-1]
    if not any(word in money_units() for word in words):
        return _bare(words)
    total, unit, waiting = Fraction(0), 0, list[str]()
    for word in words:
        if word in money_units():
            unit = money_units()[word]
            number = _number(waiting) if waiting else Fraction(1)
            if number is None:
                return None
            total, waiting = total + number * unit, []
        else:
            waiting.append(word)
    behind = _behind(waiting, unit) if waiting else Fraction(0)
    return _rounded(total + behind) if behind is not None else None


def _rounded(value: Fraction) -> int | None:
    return int(value) if value.denominator == 1 else None


def _bare(words: list[str]) -> int | None:
    joined = "".join(words)
    if len(words) > 1 and all(len(word) == 3 for word in words[1:]):
        return int(joined) if joined.isdigit() else None
    value = written(joined, decimal=False) if joined[:1].isdigit() else None
    return _rounded(value) if value is not None else None


def _number(words: list[str]) -> Fraction | None:
    """The number before a unit; "hai trăm rưỡi" is 250."""
    folded = [fold(word) for word in words if fold(word) not in {"linh", "le"} or len(words) > 2]
    if folded == ["nua"]:
        return Fraction(1, 2)
    if len(words) == 1 and words[0][:1].isdigit():
        return written(words[0], decimal=True)
    if folded and folded[-1] == "ruoi":
        head = spelt(folded[:-1])
        half = 50 if "tram" in folded else 5 if folded[-2:-1] in (["muoi"], ["chuc"]) else None
        return None if head is None or half is None else Fraction(head + half)
    value = spelt(folded)
    return None if value is None else Fraction(value)


def _behind(words: list[str], unit: int) -> Fraction | None:
    """A loose number behind a unit: the 2 of "1 tỷ 2", the 350 of "2tr350", "rưỡi"."""
    if fold(words[0]) == "ruoi":
        return Fraction(unit, 2)
    if len(words) == 1 and words[0].isdigit():
        return Fraction(int(words[0]) * unit, 10 ** len(words[0]))
    value = whole(" ".join(words))
    if value is None:
        return None
    return Fraction(value * unit, 10 if value < 10 else 100 if value < 100 else 1000)
