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
from bot.understanding.name_words import NameWords
from bot.understanding.notes import note_of
from bot.understanding.numbers import COUNT, whole
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Sentence
from bot.understanding.times import BARE_HALF, Time

_EVERY = ("weekday", "day", "week")
_EACH = re.compile(
    r"(?<= )(?:mỗi|moi|hang|hằng|cac|vao cac|từng|tung|cu|cứ) (?:den |tới |toi |vao )?(?=\{date\} )"
    r"|(?<= \{date\} )(?:nao (?:cung|cũng) (?:vay |the |rua )?|hang tuan )"
)
_UNTIL = re.compile(r"(?<= )(?:cho |tới |den |toi |het )+(?:ngay |het )?(?=\{date\} )")
_LATER = re.compile(
    rf"(?<= )(?:(?<!thu )(?<!thứ )sau |trong |khoang |tam |tầm |chung )*(?P<n>{COUNT}|nửa |nua )"
    rf"(?P<unit>tieng(?: dong ho)?|gio|phut|p|h|giờ) (?P<half>ruoi )?(?:nua |nữa |sau )"
    rf"|(?<= )(?<!tuan )(?<!tuần )(?<!thang )(?<!thu )(?<!thứ )sau (?P<n2>{COUNT}|nửa |nua )"
    r"(?P<unit2>tieng|gio|phut|p|h|giờ) "
    r"(?P<half2>ruoi )?"
)
_PART = re.compile(r" (sang|trua|chieu|chiu|tối|dem) ")


def reminder(said: Sentence, now: datetime) -> dict[str, Any]:
    """The slots of `remind_me`."""
    lists = phrasebook().lists
    reading = Reading(said)
    reading.drop(lists["remind_courtesy"])
    take_cases(reading)
    off = reading.drop(lists["remind_off"])
    _drop_boss(reading)
    reading.drop(lists["remind_cue"])
    slots: dict[str, Any] = {"off": True} if off else {}
    slots.update(_later(reading, now))
    every, part = _every(reading)
    take_time(reading)
    _take_half_past(reading)
    take_dates(reading, now)
    every = _each_weekday(reading) or every
    take_durations(reading)
    slots.update(_when(reading, now, every, part, off=off))
    if every:
        slots["every"] = every
    if reading.first("case"):
        slots["case"] = reading.first("case")
    note = note_of(reading, "remind_filler")
    return {**slots, "note": note} if note and not off else slots


def _every(reading: Reading) -> tuple[str | None, str | None]:
    """How often, and the part of the day that was said with it ("mỗi chiều")."""
    for name in _EVERY:
        expression = phrasebook().lists[f"every_{name}"]
        words = " ".join(hit.match[0] for hit in reading.hits(expression))
        if reading.drop(expression):
            words += " " + _drop_each_day(reading) if name == "weekday" else ""
            part = _PART.search(f" {words} ")
            return name, part[1] if part else None
    return None, None


def _drop_each_day(reading: Reading) -> str:
    """The "mỗi sáng" of "mỗi sáng trừ cuối tuần"; what it said."""
    expression = phrasebook().lists["every_day"]
    words = " ".join(hit.match[0] for hit in reading.hits(expression))
    reading.drop(expression)
    return words


def _drop_boss(reading: Reading) -> None:
    """ "nhắc anh kiểm quỹ": the one to be reminded; "nhắc anh Hùng" names another."""
    words = NameWords(reading)
    for hit in reversed(reading.hits(phrasebook().lists["remind_boss"])):
        at = hit.last
        if not words.follows(at) or not (words.capital(at) or words.sure(at)):
            reading.take(hit.first, at, "boss", True)


def _take_half_past(reading: Reading) -> None:
    """ "4 rưỡi" by itself: in a reminder it is a time."""
    hit = None if reading.first("time") else reading.hit(BARE_HALF)
    hour = whole(hit.match["hour"].strip()) if hit else None
    if hit and hour is not None and hour <= 24:
        reading.take(hit.first, hit.last, "time", Time(hit.first, hit.last, hour, 30, sure=False))


def _each_weekday(reading: Reading) -> str | None:
    """ "mỗi thứ sáu", "thứ sáu nào cũng" is every week."""
    first = next(iter(_dates(reading)), None)
    return "week" if first and first.name == "weekday" and reading.drop(_EACH) else None


def _dates(reading: Reading) -> list[Dated]:
    return list(reading.found.get("date", []))


def _when(
    reading: Reading, now: datetime, every: str | None, part: str | None, *, off: bool
) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    dates = _dates(reading)
    parts = [part, *(date.part for date in dates)]
    until = _take_until(reading, dates, lasting=off or every is not None)
    if until:
        slots["until"] = _ahead(until, now, last=True)
        dates = [date for date in dates if date is not until]
    slots.update(_at(reading, next(filter(None, parts), None)))
    if dates and every == "week" and dates[0].name == "weekday":
        slots["weekday"] = dates[0].future.point.isoweekday()
    elif dates:
        slots["until" if off else "on"] = _ahead(dates[0], now, last=off)
    spans: list[Duration] = reading.found.get("dur", [])
    if spans and not dates and not until:
        day = add_days(now.date(), spans[0].days)
        slots["until" if off else "on"] = day.isoformat()
    return slots


def _ahead(named: Dated, now: datetime, *, last: bool) -> str:
    """The day it points at; "thứ hai này", said on a Friday, is the Monday that comes.

    `last`: what lasts through this week or month ends with it.
    """
    point = named.future.point
    if last and named.future.first <= now.date() <= named.future.last:
        point = named.future.last
    if named.name == "weekday" and point < now.date():
        point = add_days(point, 7)
    return point.isoformat()


def _take_until(reading: Reading, dates: list[Dated], *, lasting: bool) -> Dated | None:
    """The day behind "đến"; of a reminder that comes once it is the day it comes on."""
    hit = reading.hit(_UNTIL)
    if not hit:
        return None
    before = reading.text[: hit.match.end()].count("{date}")
    reading.drop(_UNTIL)
    ends = lasting or "het" in hit.words or "cho" in hit.words
    return dates[before] if ends and before < len(dates) else None


def _at(reading: Reading, part: str | None) -> dict[str, str]:
    time: Time | None = reading.first("time")
    return {"at": time.at(part)} if time else {}


def _later(reading: Reading, now: datetime) -> dict[str, str]:
    """ "2 tiếng nữa", "1 tiếng rưỡi nữa": a time of day, counted from the clock."""
    hit = reading.hit(_LATER)
    if not hit:
        return {}
    said = hit.match.groupdict()
    word, unit = said["n"] or said["n2"], said["unit"] or said["unit2"]
    count = whole(word.strip())
    size = 1 if unit in {"phut", "p"} else 60
    minutes = size // 2 if count is None else count * size
    if said["half"] or said["half2"]:
        minutes += size // 2
    reading.drop(_LATER)
    then = now + timedelta(minutes=min(minutes, 60 * 24 * 366))
    return {"at": then.strftime("%H:%M"), "on": then.date().isoformat()}
