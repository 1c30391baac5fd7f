"""Sums of money in đồng, in every notation that officials use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from bot.understanding.numbers import SPELT, spelt, whole, written
from bot.understanding.pattern import DIGITS, Words
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold

LARGEST = 10**17
"""More than the whole country's register; a longer number is no sum of money."""
_DONG = frozenset({"dong", "đồng", "d", "đ", "vnd", "vnđ"})
_EVEN = frozenset({"chẵn", "chan", "va", "và", "chẳn"})
_TENS = {"tram": 100, "chuc": 10}
_MILLION = 1_000_000
_HEADLESS = ("tỷ", "tỉ", "ty", "ti", "triệu", "trieu")
_LEAST_BARE = 100_000
"""Digits without a unit are money for certain only from here on."""
_GROUPS = re.compile(r"[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?P<more>(?:(?P=sign)\d{3})*)")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum found in the words [first, last) of a sentence; of a doubtful one, the reading by the book."""

    first: int
    last: int
    amount: int


def parse_amount(text: str) -> int | None:
    """The whole đồng of a text that is nothing but a sum: "1 tỷ 2" is 1200000000; None if it is doubtful."""
    line = clean(text).replace("\n", " ")
    reading = Reading(sentence(line))
    for found in sums(reading):
        if found.first == 0 and found.last == len(reading.marks):
            return None if doubtful(reading.text.split()) else found.amount
    digits = re.sub(r"[.,\s]", "", line)
    return int(digits) if digits.isdigit() and _LEAST_BARE <= int(digits) <= LARGEST else None


def doubtful(words: list[str]) -> tuple[int, ...]:
    """The two sums that the words of one may mean, the one by the book first; () where they are certain.

    The handbook (7.3) reads a dot before three digits as thousands and a comma as the decimal sign, and
    has ambiguous sums asked about. A sum is ambiguous where both readings are ordinary sums:
    - "1.500 tr", "2.350 triệu", "1.250 tỷ": people write the decimal sign as a dot as well;
    - "1,500 tr": people take thousands from a spreadsheet as well. "1,250 tỷ" is 1.25 tỷ for certain:
      that is what the book says, and no single case is about 1250 tỷ;
    - "1.500.000 tr": written out in full and given a unit all the same;
    - "50.000" without a unit: tables of the agencies are in thousands of đồng.
    Certain are one or two decimals ("350.5 tr", "1,25 tỷ"), a zero before the sign ("0.500 tỷ"), a smaller
    unit behind ("70.278 tỷ 705 triệu"), thousands before nghìn ("50,000k"), and sums in plain đồng.
    """
    said = [word for word in words if word not in _DONG and word not in _EVEN]
    if len(said) == 1 and len(said) == len(words):
        return _in_thousands(said[0])
    found = _GROUPS.fullmatch(said[0]) if len(said) == 2 else None
    unit = money_units().get(said[1], 0) if found else 0
    if found is None or unit < _MILLION or (found["sign"] == "," and unit > _MILLION):
        return ()
    value = int(re.sub(r"[.,]", "", said[0]))
    if found["more"]:
        return value, value * unit
    whole_, part = value * unit, value * unit // 1000
    return (whole_, part) if found["sign"] == "." else (part, whole_)


def _in_thousands(word: str) -> tuple[int, ...]:
    """A number without a unit that is small for money: đồng, thousands of đồng or millions."""
    value = written(word, decimal=False) if word[:1].isdigit() else None
    if value is None or value >= _LEAST_BARE or value <= 0:
        return ()
    factors = (1, 1000) if value >= 10_000 else (1000, _MILLION)
    if value.denominator > 1:
        factors = (_MILLION, 1000 * _MILLION)
    return tuple(int(value * factor) for factor in factors if (value * factor).denominator == 1)


def loose(words: list[str]) -> tuple[int, ...]:
    """What a number that is no sum by its form may mean behind "thu": "50", "1.5", "5t"."""
    if len(words) == 2 and words[1] in {"t", "toi"}:
        value = written(words[0], decimal=True)
        return (int(value * _MILLION), int(value * 1000 * _MILLION)) if value else ()
    return _in_thousands(words[0]) if len(words) == 1 else ()


def sums(reading: Reading) -> Iterator[Sum]:
    """All sums among the words still unread, from left to right."""
    if not reading.any_of(_words()):
        return
    for hit in reading.hits(_expression()):
        places = [at for at in range(hit.first, hit.last) if reading.marks[at]]
        words = hit.words[: _unbroken(reading, places, hit.words)]
        for first, last in _apart(words):
            amount = _worth(words[first:last])
            if amount is not None and 0 < amount <= LARGEST:
                yield Sum(places[first], places[last - 1] + 1, amount)


def _unbroken(reading: Reading, places: list[int], words: list[str]) -> int:
    """How many words belong together: behind a comma a loose number is another one ("24tr, 3 người")."""
    units = [at for at, word in enumerate(words) if word in money_units()]
    if not units:
        return len(words)
    tail = units[-1] + 1
    broken = tail < len(words) and words[tail] not in _DONG and reading.tokens[places[tail]].broken
    return tail if broken else len(words)


def _apart(words: list[str]) -> Iterator[tuple[int, int]]:
    """ "20tr và 30tr" are two sums: within one, the units grow smaller."""
    units = [(at, money_units()[word]) for at, word in enumerate(words) if word in money_units()]
    first = 0
    for (at, unit), (_, following) in pairwise(units):
        if following >= unit:
            yield first, at + 1
            first = at + 1 + (words[at + 1] in {"và", "va"})
    yield first, len(words)


@cache
def _words() -> Words:
    """The words of which one must be there: a number, or a unit."""
    return frozenset({DIGITS, *_HEADLESS, *(unit.split()[-1] for unit in money_units())})


@cache
def _expression() -> re.Pattern[str]:
    """A sum: parts of a number and its unit, a loose number behind them, and perhaps đồng."""
    units = "|".join(sorted(map(re.escape, money_units()), key=len, reverse=True))
    digits = r"\d[\d.,]* "
    tens = r"(?:\d{1,2} (?:trăm|tram|chục|chuc) )"
    hundreds = rf"(?:(?:không|khong) (?:trăm|tram) (?:(?:linh|lẻ|le) )?{SPELT})"
    number = rf"(?:{tens}|{digits}|{hundreds}|{SPELT})"
    behind = (
        rf"(?:(?!(?:{_STOP_NUMBER}) )(?:\d{{3}} (?=xong )|(?:{tens}|\d+ |{SPELT})(?![\d/]|{_NOT_MONEY})))?"
    )
    half = r"(?:rưỡi |ruoi )?"
    part = rf"(?:(?:{number}|nửa |nua )(?:{units}) )"
    joint = r"(?:(?:linh|lẻ|le|và|va) )?"
    dong = r"(?:(?:đồng|dong|đ|d|vnd|vnđ|chẵn|chan|chẳn) )*"
    headless = r"(?:(?:tỷ|tỉ|ty|ti|triệu|trieu|chục triệu|trăm triệu) (?:rưỡi|ruoi) )"
    bare = r"(?:(?:\d{1,3} (?:\d{3} )+|\d[\d.,]* )(?:đồng|dong|đ|d|vnd|vnđ) )"
    large = r"(?:\d{1,3}(?:[.,]\d{3})+ |\d{6,15} )(?!\{)"
    joined = rf"(?:{part}(?:{joint}{part})*{half}{behind}{dong})"
    one_tenth = rf"(?:(?:{digits}|{SPELT})(?:{units}) mốt {dong})"
    return re.compile(rf"(?<= )(?:{one_tenth}|{joined}|{headless}{dong}|{bare}|{large}{dong})")


_STOP_NUMBER = "nam 20"
_NOT_MONEY = (
    r"(?:ngay (?!\d)|(?:hom|bua|ngay) truoc |(?:tháng|thang|năm|nam|tuần|tuan|việc|viec|vụ|vu|hs|hồ|ho"
    r"|giờ|gio|h|lần|lan|%|án|xong|thu|hoan|hoãn|nua|kv|khu|uy|xac|giao|da|đã|chv) )"
)


@cache
def money_units() -> dict[str, int]:
    """The units of the phrase files, also without their marks, and their worth in đồng."""
    units = dict(phrasebook().money)
    units.update({fold(name): worth for name, worth in phrasebook().money.items()})
    return units


def _worth(words: list[str]) -> int | None:
    words = [word for word in words if word not in _EVEN]
    while words and words[-1] in _DONG:
        words = words[:-1]
    if not any(word in money_units() for word in words):
        return _bare(words)
    total, unit, waiting = Fraction(0), 0, list[str]()
    for word in words:
        if word in money_units():
            unit = money_units()[word]
            number = _number(waiting, unit) if waiting else Fraction(1)
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


def _number(words: list[str], unit: int) -> Fraction | None:
    """The number before a unit; "hai trăm rưỡi" is 250, "50,000" before "nghìn" is in groups."""
    folded = [fold(word) for word in words if fold(word) not in {"linh", "le"} or len(words) > 2]
    if folded == ["nua"]:
        return Fraction(1, 2)
    if len(words) == 1 and words[0][:1].isdigit():
        return written(words[0], decimal=unit >= _MILLION)
    if words[0].isdigit() and len(words) == 2:
        return Fraction(int(words[0]) * _TENS.get(folded[1], 0)) or None
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
    if value is None and words[0].isdigit():
        value = int(words[0]) * _TENS.get(fold(words[1]), 0)
    if not value:
        return None
    return Fraction(value * unit, 10 if value < 10 else 100 if value < 100 else 1000)
