"""Times of the day: "7 rưỡi sáng", "9h kém 15", "bốn giờ chiều", "chiều 3h30", "8am"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.numbers import COUNT, SPELT, START_WORDS, whole
from bot.understanding.pattern import DIGITS, worded
from bot.understanding.reading import Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold

_PARTS = "sang|trua|chieu|chiu|tối|toi|dem|khuya|am|pm"
_DAY = r"(?:ngay |hom )?(?:nay|mai|mốt|mot|kia|qua) "
"""Behind a part of the day: the two name a day together ("chiều nay"), and the day is read later."""
_PART = rf"(?P<part>{_PARTS})(?: som)? (?!{_DAY})"
_NEXT = rf"(?=(?:{_PARTS}) {_DAY})"
_BEFORE = r"(?P<early>sang|trua|chieu|chiu|tối|dem|khuya)(?: som)? (?:nao cung |cu |luc |vao |hoi )?"
_HOUR = r"(?:h |gio |g |giờ |h(?=(?:sang|trua|chieu|toi|tối|dem) ))"
_HOURS = frozenset(["h", "gio", "g", "giờ", "hsang", "htrua", "hchieu", "htoi", "htối", "hdem"])
_LESS = r"(?:kem|thieu) "
_MINUTE = r"(?:phut |p |ph )?"
_NO_UNIT = r"(?!trieu|tr |triệu|ty |tỷ |tỉ |nam |năm |thang |ngay |tuan |tuần |tieng |gio |viec |vu |%)"
_EXPRESSIONS = [
    rf"(?P<hour>{COUNT}){_HOUR}{_LESS}(?P<less>{COUNT}){_MINUTE}(?:{_PART})?",
    rf"{_LESS}(?P<less>{COUNT}){_MINUTE}(?P<hour>{COUNT}){_HOUR}(?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?P<half>ruoi) (?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?:(?P<minute>\d\d? ){_MINUTE})(?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?P<spelt>{SPELT}){_MINUTE}(?:{_PART})?",
    rf"(?P<hour>{COUNT}){_HOUR}(?:dung |đúng )?(?:{_PART})?",
    rf"(?P<hour>\d\d?):(?P<minute>\d\d) (?:h |gio )?(?:{_PART})?",
    rf"(?P<hour>\d\d?)[.](?P<minute>[0-5]\d) {_PART}",
    rf"(?P<hour>{COUNT})(?P<half>ruoi) (?:{_PART}|{_NEXT})",
    rf"(?<= luc )(?P<hour>{COUNT})(?P<half>ruoi) {_NO_UNIT}",
    rf"(?<= luc )(?P<hour>{COUNT}){_LESS}(?P<less>{COUNT}){_MINUTE}(?:{_PART})?",
    rf"(?P<hour>{COUNT})(?P<part>am|pm) ",
    rf"(?P<hour>{COUNT})(?:{_PART}(?=mỗi |moi |hang |hằng |\Z|thứ |cac |nhac |nhắc )|{_NEXT})",
    r"(?P<noon>(?:giua|dung) trua|(?:nua|nửa|giua) dem) ",
]
_TELLING = frozenset([*_PARTS.split("|"), "h", "gio", "g", "giờ", "ruoi", "kem", "hsang", "hchieu", "htoi",
                      "htối", "htrua"])  # fmt: skip
_LEAD = r"(?:(?:luc|vao|hoi|tam|tầm|khoang|chung|dung|đúng|cu|cứ) )*"
_HALF_PAST = rf"{_BEFORE}{_LEAD}(?P<hour>{COUNT})(?P<half>ruoi) {_NO_UNIT}"


def _needed(source: str) -> frozenset[str]:
    """The words of which one must be there: of the hour, of half past, of a part of the day."""
    if _HOUR in source:
        return _HOURS
    if _LESS in source:
        return frozenset({"kem", "thieu"})
    return frozenset({"ruoi"} if "<half>" in source else {DIGITS, *_PARTS.split("|"), *START_WORDS})


_COMPILED = [worded(f"(?:{_BEFORE})?{_LEAD}{source}", *_needed(source)) for source in _EXPRESSIONS]
_COMPILED.append(worded(_HALF_PAST, "ruoi"))
BARE_HALF = re.compile(rf"(?<= ){_LEAD}(?P<hour>{COUNT})ruoi {_NO_UNIT}")
"""Half past an hour without any sign that a time is meant."""
_AFTERNOON = frozenset({"chieu", "chiu", "toi", "tối", "pm"})


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
        hour = self.hour if self.sure else _in_part(self.hour, part) % 24
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
    if said.get("noon"):
        return (0 if "dem" in match[0] else 12), 0, True
    hour, minute = whole(said["hour"].strip()), _minute(said)
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    part = fold(said.get("part") or said.get("early") or "")
    hour = _in_part(hour, part) % 24
    less = whole(said["less"].strip()) if said.get("less") else 0
    if less:
        total = (hour * 60 - less) % (24 * 60)
        hour, minute = divmod(total, 60)
    return hour, minute, bool(part)


def _minute(said: dict[str, str | None]) -> int | None:
    if said.get("half"):
        return 30
    spelt = said.get("spelt")
    if spelt is None:
        return whole((said.get("minute") or "0").strip())
    minute = whole(spelt.strip())
    return minute if minute and minute >= 10 and minute % 5 == 0 else None


def _in_part(hour: int, part: str | None) -> int:
    if part in _AFTERNOON and hour < 12:
        return hour + 12
    if part == "trua" and hour < 4:
        return hour + 12
    if part == "am":
        return hour % 12
    if part in {"dem", "khuya"}:
        return hour % 12 if hour == 12 else hour + 12 if 6 < hour < 12 else hour
    return hour
