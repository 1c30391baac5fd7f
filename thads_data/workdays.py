"""The work year (1 October to 30 September, Asia/Ho_Chi_Minh) and its days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from thads_data.models.records import Holiday

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
RULES = Path(__file__).parent / "rules" / "holidays.toml"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Countdown:
    ends: date
    days_left: int
    working_days_left: int


@dataclass(frozen=True, slots=True)
class Override:
    """A day the office itself declared off, or a public holiday it declared worked."""

    day: date
    off: bool
    note: str
    by: str
    at: datetime


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
    ends = year_end(work_year(day))
    return Countdown(ends, (ends - day).days, working_days(db, day, ends))


def working_days(db: Connection, after: date, until: date) -> int:
    """The working days in (after, until]; 0 where `until` is not later."""
    said = {row.day: row.off for row in db.execute(_declared(), {"after": after, "until": until})}
    return sum(_is_worked(day, said) for day in _days(after, until))


def is_working_day(db: Connection, day: date) -> bool:
    """Whether the office works on this day."""
    return working_days(db, day - timedelta(days=1), day) == 1


def set_override(db: Connection, day: date, *, off: bool, note: str, by: str, at: datetime) -> None:
    """Declare a day off, or a public holiday worked; what was declared of that day before is replaced."""
    remove_override(db, day)
    db.execute(insert(Holiday).values(day=day, off=off, note=note, by=by, at=at))


def remove_override(db: Connection, day: date) -> bool:
    """Let the calendar answer again for this day; whether there was anything to remove."""
    return db.execute(delete(Holiday).where(Holiday.day == day)).rowcount > 0


def overrides(db: Connection, since: date, until: date) -> tuple[Override, ...]:
    """What the office declared for the days from `since` to `until`, both included."""
    rows = db.execute(
        select(Holiday.day, Holiday.off, Holiday.note, Holiday.by, Holiday.at)
        .where(Holiday.day >= since, Holiday.day <= until)
        .order_by(Holiday.day)
    )
    return tuple(Override(*row) for row in rows)


@cache
def _declared() -> Select[date, bool]:
    days = Holiday.day > bindparam("after"), Holiday.day <= bindparam("until")
    return select(Holiday.day, Holiday.off).where(*days)


def _days(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))


def _is_worked(day: date, said: Mapping[date, bool]) -> bool:
    if day.weekday() >= SATURDAY:
        return False
    if day in said:
        return not said[day]
    return day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """The calendar's days off of one year, and the swaps that it misses."""
    swaps = tomllib.loads(RULES.read_text(encoding="utf-8"))["off"]
    return frozenset(holidays.country_holidays("VN", years=year)) | {swap["day"] for swap in swaps}
