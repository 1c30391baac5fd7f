"""What each way of naming a day means, given the day it is said on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.understanding import days
from bot.understanding.days import When, day
from bot.understanding.numbers import whole
from bot.understanding.text import fold

LAST = r"(?:truoc|qua|vua roi|vua qua|roi)"
_NOW = r"(?! (?:nay|gio|h|chu|chừ|bay gio|hom nay|hien|luc nay|thoi diem|ni) )"
NEXT = rf"(?:sau|toi{_NOW}|tới{_NOW}|ke tiep|ke|den{_NOW})"
"""A week to come; "từ đầu tuần tới nay" is none."""
THIS = r"(?:nay|ni)"
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5,
             "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}  # fmt: skip
_MONTHS = {"gieng": 1, "chap": 12, "tu": 4}
_NAMED = {"hom nay": 0, "nay": 0, "bua nay": 0, "ngay hom nay": 0, "hom qua": -1, "bua qua": -1,
          "ngay hom qua": -1, "qua": -1, "hom kia": -2, "bua kia": -2, "hom truoc": -2, "mai": 1,
          "ngay mai": 1, "ngay kia": 2, "ngay mot": 2, "mot": 2, "bua mot": 2,
          "hom ni": 0, "bua ni": 0, "ngay ni": 0, "ni": 0, "hom nay ni": 0}  # fmt: skip

Both = tuple[When, When]
Reader = Callable[[re.Match[str], date], Both | None]


def _number(text: str | None) -> int | None:
    return whole(text.strip()) if text else None


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _month_number(text: str) -> int | None:
    number = _MONTHS.get(fold(text.strip())) or _number(text)
    return number if number and 1 <= number <= 12 else None


def _same(when: When | None) -> Both | None:
    return (when, when) if when else None


def _pair(past: date | None, future: date | None) -> Both | None:
    return (day(past), day(future)) if past and future else None


def full(match: re.Match[str], today: date) -> Both | None:
    found = days.safe(_year(match["y"]), int(match["m"]), int(match["d"]))
    return _same(day(found)) if found else None


def day_month(match: re.Match[str], today: date) -> Both | None:
    number = _number(match["d"])
    month = _month_number(match["m"])
    if not number or not month:
        return None

    def in_year(year: int) -> date | None:
        return days.safe(year, month, number)

    return _pair(days.before(today, in_year), days.after(today, in_year))


def day_of_near_year(match: re.Match[str], today: date) -> Both | None:
    """ "15/3 năm sau": the year is said by its place beside this one."""
    number, month = _number(match["d"] or match["d2"]), _month_number(match["m"] or match["m2"])
    found = days.safe(today.year + _shift_year(match["year"]), month, number) if number and month else None
    return _same(day(found)) if found else None


def _shift_year(which: str) -> int:
    return -1 if fold(which) == "ngoai" else _shift(which)


def day_of_near_month(match: re.Match[str], today: date) -> Both | None:
    number = _number(match["d"])
    there = days.add_months(today.replace(day=1), _shift(match["which"]))
    found = days.safe(there.year, there.month, number) if number else None
    return _same(day(found)) if found else None


def _shift(which: str | None) -> int:
    """Which week or month: -1 the last, 0 this, 1 the next."""
    word = fold(which or "").strip()
    if re.fullmatch(LAST, word):
        return -1
    return 1 if word and word not in {"nay", "ni"} else 0


def day_only(match: re.Match[str], today: date) -> Both | None:
    number = _number(match["d"])
    if not number or number > 31:
        return None
    return _pair(days.day_of_month(today, number, -1), days.day_of_month(today, number, 1))


def named(match: re.Match[str], today: date) -> Both | None:
    words = match["word"].strip()
    shift = _NAMED.get(words, _NAMED.get(fold(words)))
    return _same(day(days.add_days(today, shift))) if shift is not None else None


def today(match: re.Match[str], today: date) -> Both | None:
    """ "sáng giờ", "cả ngày nay": the day itself."""
    return _same(day(today))


def weekday(match: re.Match[str], today: date) -> Both | None:
    said = match["day"] or match["t"]
    number = _WEEKDAYS[fold(said).strip()] if said else 6
    if match["week"]:
        monday = days.week(today, _shift(match["week"])).first
        return _same(day(days.add_days(monday, number)))
    back = days.add_days(today, -((today.weekday() - number) % 7))
    ahead = days.add_days(today, (number - today.weekday() - 1) % 7 + 1)
    which = match["which"]
    if not which:
        return _pair(back, ahead)
    if _shift(which) == 0:
        return _same(day(days.add_days(days.monday(today), number)))
    if _shift(which) > 0:
        return _same(day(ahead))
    return _same(day(back if back < today else days.add_days(back, -7)))


def _edge(whole_stretch: When, edge: str) -> When:
    word = fold(edge).strip()
    if word == "dau":
        return day(whole_stretch.first)
    if word == "giua":
        middle = (whole_stretch.last - whole_stretch.first).days // 2
        return day(days.add_days(whole_stretch.first, middle))
    return day(whole_stretch.last)


def week_edge(match: re.Match[str], today: date) -> Both | None:
    return _same(_edge(days.week(today, _shift(match["which"])), match["edge"]))


def near_week(match: re.Match[str], today: date) -> Both | None:
    shift = _shift(match["which"])
    there = days.week(today, shift)
    point = days.add_days(today, -7) if shift < 0 else there.first if shift > 0 else today
    return _same(When(there.first, there.last, point))


def month_edge(match: re.Match[str], today: date) -> Both | None:
    there = days.add_months(today.replace(day=1), _shift(match["which"]))
    return _same(_edge(days.month(there.year, there.month), match["edge"]))


def near_month(match: re.Match[str], today: date) -> Both | None:
    shift = _shift(match["which"])
    there = days.add_months(today, shift)
    span = days.month(there.year, there.month)
    point = there if shift < 0 else span.first if shift > 0 else today
    return _same(When(span.first, span.last, point))


def whole_month(match: re.Match[str], today: date) -> Both | None:
    number = _month_number(match["m"])
    if not number:
        return None
    edge, said = match["edge"], match["y"] or match["y2"]

    def found(year: int) -> When:
        there = days.month(year, number)
        return _edge(there, edge) if edge else there

    if said:
        return _same(found(_year(said)))
    back = today.year if number <= today.month else today.year - 1
    ahead = today.year if number >= today.month else today.year + 1
    return found(back), found(ahead)


def year_edge(match: re.Match[str], today: date) -> Both | None:
    said = match["y"]
    there = days.work_year(date(int(said), 1, 1)) if said else days.work_year(today)
    return _same(_edge(there, match["edge"]))


def months_of_year(match: re.Match[str], today: date) -> Both | None:
    """ "6 tháng đầu năm" are the first six of the work year."""
    count = _number(match["n"])
    if not count or not 1 <= count <= 12:
        return None
    year = days.work_year(today)
    if fold(match["edge"]).strip() == "cuoi":
        return _same(days.stretch(days.add_months(year.first, 12 - count), year.last))
    last = days.add_days(days.add_months(year.first, count), -1)
    return _same(days.stretch(year.first, last))


def quarter(match: re.Match[str], today: date) -> Both | None:
    said = match["q"].strip()
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(said) or _number(said)
    if not number or not 1 <= number <= 4:
        return None
    year = int(match["y"]) if match["y"] else today.year
    first = date(year, number * 3 - 2, 1)
    if not match["y"] and first > today:
        first = date(year - 1, first.month, 1)
    return _same(days.stretch(first, days.month_end(days.add_months(first, 2))))


def near_quarter(match: re.Match[str], today: date) -> Both | None:
    """ "quý này", "quý trước": three whole months."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    first = days.add_months(first, 3 * _shift(match["which"]))
    return _same(days.stretch(first, days.month_end(days.add_months(first, 2))))


def quarter_edge(match: re.Match[str], today: date) -> Both | None:
    """ "hết quý", "cuối quý này", "đầu quý III"."""
    both = quarter(match, today) if match["q"] else near_quarter(match, today)
    return _same(_edge(both[0], match["edge"])) if both else None


def some_away(match: re.Match[str], today: date) -> Both | None:
    half = fold(match["n"]).strip() in {"nua", "nửa"}
    count = 0 if half else _number(match["n"])
    if count is None:
        return None
    unit = fold(match["unit"]).strip()
    sign = -1 if match["back"] else 1
    if unit == "thang" and not half:
        return _same(day(days.add_months(today, sign * count)))
    if unit == "nam":
        return _same(day(days.add_months(today, sign * (6 if half else count * 12))))
    size = {"tuan": 7, "thang": 15}.get(unit, 1)
    return _same(day(days.add_days(today, sign * (size if half else count * size))))
