"""The calendar of product.md, Figures 1, 9 and 11, with the public holidays written out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

# Weekdays off by the announcements of the government, from 2024 to September 2026.
HOLIDAYS = {
    *(date(2024, 2, day) for day in range(8, 15)),
    *(date(2024, *day) for day in ((1, 1), (4, 18), (4, 29), (4, 30), (5, 1), (9, 2), (9, 3))),
    *(date(2025, 1, day) for day in (1, 27, 28, 29, 30, 31)),
    *(date(2025, *day) for day in ((4, 7), (4, 30), (5, 1), (5, 2), (9, 1), (9, 2))),
    *(date(2026, *day) for day in ((1, 1), (1, 2), (4, 27), (4, 30), (5, 1), (8, 31), (9, 1), (9, 2))),
    *(date(2026, 2, day) for day in range(16, 21)),
}


def countdown(today: date, day: date | None = None) -> dict[str, Any]:
    """What is left from today of the work year of `day`."""
    ends = date(year_start(day or today).year + 1, 9, 30)
    left = [today + timedelta(days=after) for after in range(1, (ends - today).days + 1)]
    working = [each for each in left if each.weekday() < 5 and each not in HOLIDAYS]
    return {"ends": f"{ends}", "days_left": len(left), "working_days_left": len(working)}


def year_start(day: date) -> date:
    return date(day.year if day.month >= 10 else day.year - 1, 10, 1)


def same_day(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_month = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (next_month - timedelta(days=1)).day))
