"""Calendar arithmetic: weeks, months and work years around one day. Nothing here reads a clock."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

WORK_YEAR_MONTH = 10
"""The work year of the agencies begins on 1 October."""


@dataclass(frozen=True, slots=True)
class When:
    """A day or a stretch of days: what "since" begins with, "until" ends with, "on" points at."""

    first: date
    last: date
    point: date


def day(when: date) -> When:
    """A stretch of one day."""
    return When(when, when, when)


def stretch(first: date, last: date, point: date | None = None) -> When:
    """A stretch that is meant as a whole; pointed at, it is its last day."""
    return When(first, last, point or last)


def safe(year: int, month: int, number: int) -> date | None:
    """The day if the calendar has it."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_end(when: date) -> date:
    """The last day of its month."""
    return when.replace(day=calendar.monthrange(when.year, when.month)[1])


def add_months(when: date, months: int) -> date:
    """The same day some months on, or the last of that month."""
    count = when.year * 12 + when.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not 1 <= year <= 9999:
        return when
    return date(year, month, min(when.day, calendar.monthrange(year, month)[1]))


def add_days(when: date, days: int) -> date:
    """Some days on; a number beyond all calendars changes nothing."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return when


def monday(when: date) -> date:
    """The Monday of its week."""
    return when - timedelta(days=when.weekday())


def week(today: date, weeks: int) -> When:
    """A whole week, so many weeks from this one."""
    first = monday(today) + timedelta(weeks=weeks)
    return stretch(first, first + timedelta(days=6))


def month(year: int, number: int) -> When:
    """A whole month."""
    first = date(year, number, 1)
    return stretch(first, month_end(first))


def work_year(today: date, years: int = 0) -> When:
    """The work year a day lies in, or one so many years away."""
    year = today.year - (today.month < WORK_YEAR_MONTH) + years
    return stretch(date(year, WORK_YEAR_MONTH, 1), date(year + 1, WORK_YEAR_MONTH - 1, 30))


def before(today: date, in_year: Callable[[int], date | None]) -> date | None:
    """The latest such day up to today."""
    for year in range(today.year, today.year - 9, -1):
        found = in_year(year)
        if found and found <= today:
            return found
    return None


def after(today: date, in_year: Callable[[int], date | None]) -> date | None:
    """The first such day from today."""
    for year in range(today.year, today.year + 9):
        found = in_year(year)
        if found and found >= today:
            return found
    return None


def day_of_month(today: date, number: int, step: int) -> date | None:
    """The nearest day with this number, backward (step -1) or forward (step 1), today included."""
    for months in range(13):
        first = add_months(today.replace(day=1), months * step)
        found = safe(first.year, first.month, number)
        if found and (found - today).days * step >= 0:
            return found
    return None
