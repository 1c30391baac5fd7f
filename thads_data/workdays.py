"""The work year (1 October to 30 September, Asia/Ho_Chi_Minh) and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Countdown:
    ends: date
    days_left: int
    working_days_left: int


def work_year(day: date) -> int:
    """The work year a day belongs to: 2025 for 1/10/2024 to 30/9/2025."""
    return day.year + (day.month >= 10)


def year_start(year: int) -> date:
    return date(year - 1, 10, 1)


def year_end(year: int) -> date:
    return date(year, 9, 30)


def countdown(db: Connection, day: date) -> Countdown:
    """30 September − day, and the working days in (day, 30 September]: Monday to Friday, holidays and the
    office's overrides out (weekdays off by swap are holidays; Saturdays worked instead never count)."""
    raise NotImplementedError
