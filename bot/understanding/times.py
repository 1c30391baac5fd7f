"""Times of the day: "7 rưỡi sáng", "9h kém 15", "bốn giờ chiều"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.numbers import COUNT, whole
from bot.understanding.reading import Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold

_PART = r"(?P<part>sang|trua|chieu|tối|toi|dem|khuya)(?: som)? "
_HOUR = r"(?:h|gio|g|giờ) "
_EXPRESSIONS = [
    rf"(?P<hour>{COUNT}){_HOUR}kem (?P<less>{COUNT})(?:phut )?(?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?P<half>ruoi) (?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?:(?P<minute>\d\d? )(?:phut |p )?)?(?:{_PART})?",
    rf"(?P<hour>\d\d?):(?P<minute>\d\d) (?:{_PART})?",
    rf"(?P<hour>{COUNT})(?P<half>ruoi) {_PART}",
    rf"(?P<hour>{COUNT}){_PART}(?=mai |nay |mỗi |moi |hang |hằng |ngay |\Z|thứ |cac )",
]
_TELLING = frozenset(["h", "gio", "g", "giờ", "ruoi", "sang", "trua", "chieu", "tối", "toi", "dem", "khuya"])
_COMPILED = [re.compile("(?<= )(?:luc |vao |hoi )?" + source) for source in _EXPRESSIONS]


@dataclass(frozen=True, slots=True)
class Time:
    """Words [first, last) that name a time; `sure` where the part of the day was said."""

    first: int
    last: int
    hour: int
    minute: int
    sure: bool

    def at(self, part: str | None = None) -> str:
        """ "HH:MM", with the part of the day if it was said elsewhere ("chiều mai 3h")."""
        hour = self.hour if self.sure else _in_part(self.hour, part)
        return f"{hour:02d}:{self.minute:02d}"


def parse_time(text: str) -> str | None:
    """ "HH:MM" of a text that names a time and nothing else."""
    reading = Reading(sentence(clean(text).replace("\n", " ")))
    found = first_time(reading)
    whole_text = found and found.first == 0 and found.last == len(reading.marks)
    return found.at() if found and whole_text else None


def first_time(reading: Reading) -> Time | None:
    """The first time of day among the words still unread."""
    if not reading.any_of(_TELLING) and ":" not in reading.text:
        return None
    for expression in _COMPILED:
        for hit in reading.hits(expression):
            found = _time(hit.match)
            if found:
                return Time(hit.first, hit.last, *found)
    return None


def _time(match: re.Match[str]) -> tuple[int, int, bool] | None:
    said = match.groupdict()
    hour = whole(said["hour"].strip())
    minute = 30 if said.get("half") else whole((said.get("minute") or "0").strip())
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    hour = _in_part(hour, fold(said["part"]) if said.get("part") else None) % 24
    less = whole(said["less"].strip()) if said.get("less") else 0
    if less:
        total = (hour * 60 - less) % (24 * 60)
        hour, minute = divmod(total, 60)
    return hour, minute, bool(said.get("part"))


def _in_part(hour: int, part: str | None) -> int:
    if part in {"chieu", "toi", "tối"} and hour < 12:
        return hour + 12
    if part == "trua" and hour < 4:
        return hour + 12
    if part in {"dem", "khuya"}:
        return hour % 12 if hour == 12 else hour + 12 if 6 < hour < 12 else hour
    return hour
