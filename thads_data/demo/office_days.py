"""Days on which an office of made-up data has worked: decisions are signed on no other."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cache

import holidays


def workday(since: int, until: int, part: float) -> int:
    """The working day that lies `part` (0 to 1) of the way through [since, until); days are ordinals.

    `since` itself where there is no working day between.
    """
    days = _days(date.fromordinal(since).year // 20 * 20)
    low, high = bisect_left(days, since), bisect_left(days, until)
    return days[low + int((high - low) * part)] if high > low else since


@cache
def _days(first_year: int) -> list[int]:
    """The working days of forty years, as ordinals."""
    years = range(first_year, first_year + 40)
    off = {day.toordinal() for day in holidays.country_holidays("VN", years=years)}
    every = range(date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal())
    return [day for day in every if day % 7 not in (6, 0) and day not in off]
