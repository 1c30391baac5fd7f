"""How numbers, money, rates and days are written: "1.303", "39,94 tỷ", "73,45%", "12/9/2025"."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from handlers.words import Words
from thads_data.workdays import TIME_ZONE

BILLION, MILLION, THOUSAND = 1_000_000_000, 1_000_000, 1_000
_HUNDREDTH = Decimal("0.01")


def count(say: Words, number: int) -> str:
    """ "1.303"."""
    return format_decimal(number, locale=say.locale)


def hundredths(say: Words, number: Decimal) -> str:
    """ "10,60": two decimals, rounded half up."""
    return format_decimal(number.quantize(_HUNDREDTH, ROUND_HALF_UP), format="#,##0.00", locale=say.locale)


def percent(say: Words, rate: Decimal | None) -> str:
    """ "73,45%", and "chưa có" where nothing is enforceable."""
    return say("chưa có") if rate is None else hundredths(say, rate) + "%"


def points(say: Words, points: Decimal | None, short: int) -> str:
    """ "thiếu 10,60 điểm %", "vượt 0,42 điểm %"; on target only where nothing is missing."""
    if points is None:
        return say("chưa giao chỉ tiêu")
    if points < 0:
        return say("thiếu {points} điểm %", points=hundredths(say, -points))
    if points > 0:
        return say("vượt {points} điểm %", points=hundredths(say, points))
    return say("sát chỉ tiêu, chưa đủ") if short else say("đạt đúng chỉ tiêu")


def points_briefly(say: Words, points: Decimal | None, short: int) -> str:
    """For a table whose title says against what: "thiếu 10,60", "vượt 0,42", "đạt"."""
    if points is None:
        return ""
    if points < 0:
        return say("thiếu {points}", points=hundredths(say, -points))
    if points > 0:
        return say("vượt {points}", points=hundredths(say, points))
    return say("sát") if short else say("đạt")


def change(say: Words, points: Decimal | None) -> str:
    """ "tăng 1,20 điểm %", "giảm 0,93 điểm %", "không đổi"."""
    if points is None:
        return say("chưa so được")
    if points == 0:
        return say("không đổi")
    if points > 0:
        return say("tăng {points} điểm %", points=hundredths(say, points))
    return say("giảm {points} điểm %", points=hundredths(say, -points))


def money(say: Words, amount: int) -> str:
    """Short, for lists: "39,94 tỷ", "120 triệu", "350 nghìn", "500 đồng"."""
    number, unit = _short(amount)
    return _with_unit(say, _amount(say, number), unit)


def money_of(say: Words, part: int, whole: int) -> str:
    """ "54,99/83,29 tỷ"; with both units where they differ."""
    (number, unit), (total, unit_of_total) = _short(part), _short(whole)
    if unit != unit_of_total and part:
        return f"{money(say, part)}/{money(say, whole)}"
    return _with_unit(say, f"{_amount(say, number)}/{_amount(say, total)}", unit_of_total)


def money_in_full(say: Words, amount: int) -> str:
    """ "39.936.678.000 đồng"."""
    return _with_unit(say, count(say, amount), 1)


def day(say: Words, when: date) -> str:
    """ "12/9/2025"."""
    return format_date(when, say("d/M/yyyy"), locale=say.locale)


def short_day(say: Words, when: date) -> str:
    """ "12/9"."""
    return format_date(when, say("d/M"), locale=say.locale)


def moment(say: Words, when: datetime) -> str:
    """ "07:05 12/9", on the wall clock of Asia/Ho_Chi_Minh."""
    return format_datetime(when.astimezone(TIME_ZONE), say("HH:mm d/M"), locale=say.locale)


def years(say: Words, years: float) -> str:
    """ "5 năm"; "18 tháng" where it is not whole years."""
    if years == int(years):
        return say("{count} năm", count=int(years))
    return say("{count} tháng", count=round(years * 12))


def _short(amount: int) -> tuple[Decimal, int]:
    """In the largest unit in which it shows as 1 or more: 999.999.999 is 1 billion, not 1.000 million."""
    for unit in (BILLION, MILLION, THOUSAND):
        number = (Decimal(amount) / unit).quantize(_HUNDREDTH, ROUND_HALF_UP)
        if abs(number) >= 1 and (unit != THOUSAND or amount % 10 == 0):
            return number, unit
    return Decimal(amount), 1


def _amount(say: Words, number: Decimal) -> str:
    return format_decimal(number, format="#,##0.##", locale=say.locale)


def _with_unit(say: Words, number: str, unit: int) -> str:
    if unit == BILLION:
        return say("{number} tỷ", number=number)
    if unit == MILLION:
        return say("{number} triệu", number=number)
    if unit == THOUSAND:
        return say("{number} nghìn", number=number)
    return say("{number} đồng", number=number)
