"""Lengths of time: "hơn một năm", "từ 1 đến 5 năm", "30 ngày", "nửa tháng", "cả tuần"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.understanding.numbers import COUNT, whole, written
from bot.understanding.pattern import worded
from bot.understanding.reading import Reading
from bot.understanding.text import fold

_UNIT = r"(?P<unit>ngay|hom|bua|tuần|tuan|thang|năm|nam|quy)(?: lam viec)? "
_ONE = rf"(?:\d+[.,]\d+ |{COUNT})"
_MORE = r"(?:trên|tren|hơn|hon|quá|qua|tu|từ|>|lon hon|tu tren|toi thieu|it nhat|ngoai) "
_LESS = (
    r"(?:duoi|<|khong qua|it hon|chua den|chua tới|chua toi|chưa den|chưa tới|chưa toi|chua day|toi da"
    r"|tối da|trong vong|nho hon) "
)
_TO = r"(?:den|toi|tới|-|–) "
_SOURCES = [
    rf"(?:(?:tu|từ|trên|tren) )?(?P<low>{_ONE})(?:(?P<lowunit>thang|nam|năm|ngay|tuan|tuần) )?{_TO}"
    rf"(?:duoi )?(?P<high>{_ONE}){_UNIT}",
    rf"(?:(?:tu|từ) )?(?P<low>\d+)-(?P<high>\d+) {_UNIT}",
    rf"(?P<less>{_LESS})(?:= )?(?P<n>{_ONE}|nửa |nua ){_UNIT}",
    rf"(?P<more>{_MORE})(?:= )?(?P<n>{_ONE}|nửa |nua )?{_UNIT}(?P<half>ruoi )",
    rf"(?P<more>{_MORE})(?:= )?(?P<n>{_ONE}|nửa |nua ){_UNIT}(?:tro len )?",
    rf"(?P<n>{_ONE}|nửa |nua )?{_UNIT}(?P<half>ruoi )(?P<after>tro len |tro xuong )?",
    rf"(?P<n>{_ONE}|nửa |nua |ca ){_UNIT}"
    r"(?P<after>tro len |tro xuong |do lai |tới |toi |nua |nữa |gan day )?",
]
_UNITS = frozenset(["ngay", "hom", "bua", "tuần", "tuan", "thang", "năm", "nam", "quy"])
_COMPILED = [worded(source, *_UNITS) for source in _SOURCES]
_DAYS = {"ngay": 1, "hom": 1, "bua": 1, "tuan": 7, "tuần": 7, "thang": 30, "quy": 90}
_YEARS = {"nam": Fraction(1), "năm": Fraction(1), "thang": Fraction(1, 12), "quy": Fraction(1, 4)}


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, weeks, months or years; `low` and `high` where it is a bound."""

    count: Fraction
    unit: str
    bound: str = ""
    high: Fraction | None = None

    @property
    def days(self) -> int:
        """In days, a month counting 30 and half a month 15."""
        if self.unit in {"nam", "năm"}:
            return int(self.count * 365)
        return int(self.count * _DAYS[self.unit])

    @property
    def months(self) -> int | None:
        """In whole months, where it was said in months or years."""
        if self.unit not in {"thang", "nam", "năm"}:
            return None
        count = self.count * (1 if self.unit == "thang" else 12)
        return int(count) if count.denominator == 1 else None

    @property
    def is_age(self) -> bool:
        """Whether it can be the age of a case: months and years, with a bound."""
        return bool(self.bound) and self.unit in _YEARS

    def years(self, *, upper: bool = False) -> int | float | None:
        """In years, as a plain number ("18 tháng" is 1.5)."""
        count = self.high if upper and self.high is not None else self.count
        if self.unit not in _YEARS:
            return None
        value = count * _YEARS[self.unit]
        return int(value) if value.denominator == 1 else round(float(value), 2)


def take_durations(reading: Reading) -> None:
    """Take all lengths of time out: bounds on age leave `{age}`, the rest `{dur}`."""
    if not reading.any_of(_UNITS):
        return
    for expression in _COMPILED:
        for hit in reversed(reading.hits(expression)):
            found = _duration(hit.match)
            if found:
                mark = "age" if found.is_age else "dur"
                reading.take(hit.first, hit.last, mark, found)


def _duration(match: re.Match[str]) -> Duration | None:
    said = match.groupdict()
    unit = said["unit"]
    if said.get("low"):
        low, high = _count(said["low"]), _count(said["high"])
        below = said.get("lowunit")
        if low is not None and below in _YEARS and unit in _YEARS:
            low = low * _YEARS[below] / _YEARS[unit]
        return Duration(low, unit, "range", high) if low is not None and high is not None else None
    count = _count(said.get("n"))
    if count is None:
        return None
    if said.get("half"):
        count += Fraction(1, 2)
    return Duration(count, unit, _bound(said))


def _bound(said: dict[str, str | None]) -> str:
    after = fold(said.get("after") or "").strip()
    if said.get("less") or after in {"tro xuong", "do lai"}:
        return "max"
    return "min" if said.get("more") or after == "tro len" else ""


def _count(text: str | None) -> Fraction | None:
    word = fold(text or "mot").strip()
    if word in {"nua", "ca"}:
        return Fraction(1, 2) if word == "nua" else Fraction(1)
    if word[:1].isdigit() and not word.isdigit():
        return written(word, decimal=True)
    value = whole(word)
    return None if value is None else Fraction(value)
