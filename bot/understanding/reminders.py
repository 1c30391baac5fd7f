"""A person's own reminders: when, how often, what about, or off."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from bot.understanding.cases import take_cases
from bot.understanding.dates import Dated
from bot.understanding.days import add_days
from bot.understanding.durations import Duration, take_durations
from bot.understanding.facts import take_dates, take_time
from bot.understanding.notes import note_of
from bot.understanding.numbers import COUNT, whole
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Sentence
from bot.understanding.times import Time

_EVERY = ("weekday", "day", "week")
_EACH = re.compile(r"(?<= )(?:mỗi|moi|hang|hằng|cac|vao cac|từng|tung) (?=\{date\} )")
_UNTIL = re.compile(r"(?<= )(?:cho |tới |den |toi |het )+(?:ngay |het )?(?=\{date\} )")
_LATER = re.compile(
    rf"(?<= )(?:sau |trong )?(?P<n>{COUNT}|nửa |nua )(?P<unit>tieng|gio|phut|p|h) (?:nua |nữa |sau )"
    rf"|(?<= )(?<!tuan )(?<!tuần )(?<!thang )sau (?P<n2>{COUNT}|nửa |nua )(?P<unit2>tieng|gio|phut|p|h) "
)


def reminder(said: Sentence, now: datetime) -> dict[str, Any]:
    """The slots of `remind_me`."""
    lists = phrasebook().lists
    reading = Reading(said)
    off = reading.drop(lists["remind_off"])
    reading.drop(lists["polite"])
    reading.drop(lists["remind_cue"])
    take_cases(reading)
    slots: dict[str, Any] = {"off": True} if off else {}
    slots.update(_later(reading, now))
    every = _every(reading)
    take_time(reading)
    take_dates(reading, now)
    every = _each_weekday(reading) or every
    take_durations(reading)
    slots.update(_when(reading, now, every, off=off))
    if every:
        slots["every"] = every
    if reading.first("case"):
        slots["case"] = reading.first("case")
    note = note_of(reading, "remind_filler")
    return {**slots, "note": note} if note and not off else slots


def _every(reading: Reading) -> str | None:
    for name in _EVERY:
        if reading.drop(phrasebook().lists[f"every_{name}"]):
            return name
    return None


def _each_weekday(reading: Reading) -> str | None:
    """ "mỗi thứ sáu" is every week."""
    first = next(iter(_dates(reading)), None)
    return "week" if first and first.name == "weekday" and reading.drop(_EACH) else None


def _dates(reading: Reading) -> list[Dated]:
    return list(reading.found.get("date", []))


def _when(reading: Reading, now: datetime, every: str | None, *, off: bool) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    dates = _dates(reading)
    until = _take_until(reading, dates)
    if until:
        slots["until"] = until.future.point.isoformat()
        dates = [date for date in dates if date is not until]
    slots.update(_at(reading, dates))
    if dates and every == "week" and dates[0].name == "weekday":
        slots["weekday"] = dates[0].future.point.isoweekday()
    elif dates:
        slots["until" if off else "on"] = dates[0].future.point.isoformat()
    spans: list[Duration] = reading.found.get("dur", [])
    if spans and not dates and not until:
        day = add_days(now.date(), spans[0].days)
        slots["until" if off else "on"] = day.isoformat()
    return slots


def _take_until(reading: Reading, dates: list[Dated]) -> Dated | None:
    hit = reading.hit(_UNTIL)
    if not hit:
        return None
    before = reading.text[: hit.match.end()].count("{date}")
    reading.drop(_UNTIL)
    return dates[before] if before < len(dates) else None


def _at(reading: Reading, dates: list[Dated]) -> dict[str, str]:
    time: Time | None = reading.first("time")
    part = dates[0].part if dates else None
    if time:
        return {"at": time.at(part)}
    return {}


def _later(reading: Reading, now: datetime) -> dict[str, str]:
    """ "2 tiếng nữa": a time of day, counted from the clock."""
    hit = reading.hit(_LATER)
    if not hit:
        return {}
    said = hit.match.groupdict()
    word, unit = said["n"] or said["n2"], said["unit"] or said["unit2"]
    count = whole(word.strip())
    minutes = 30 if count is None else count * (1 if unit in {"phut", "p"} else 60)
    reading.drop(_LATER)
    then = now + timedelta(minutes=min(minutes, 60 * 24 * 366))
    return {"at": then.strftime("%H:%M"), "on": then.date().isoformat()}
