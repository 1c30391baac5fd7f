"""The days of a report: when it was done, until when it is put off."""

from __future__ import annotations

import re
from datetime import datetime

from bot.understanding.dates import Dated, dated
from bot.understanding.days import add_days, add_months
from bot.understanding.durations import Duration, take_durations
from bot.understanding.pattern import DIGITS, worded
from bot.understanding.reading import Reading
from bot.understanding.sentence import sentence

LINKS = worded(
    r"(?:(?:cho|den|tới|toi|từ|tu|het|ke|vao|ngay|hom|bua|hoi|nay|sang|luc|trong|qua) )+"
    r"(?=\{(?:date|dur|age|loose)\} )|(?<=\{date\} )(?:(?:ni|nay|do|đó) )+"
    r"|(?:(?:chung|tam|tầm|co|cỡ|khoang|gan|ngot|xap xi) )+(?=\{amount\} )",
    "{date}", "{dur}", "{age}", "{loose}", "{amount}",
)  # fmt: skip
_TO = re.compile(r" (?:den|toi|tới|het|sang|qua|cho)(?: (?:ngay|het|hom))* \Z")
_FROM = re.compile(r" (?:từ|tu|hom|bua|hoi) \Z")
_LOOSE = worded(r"\d{1,2}[.\-]\d{1,2} (?!%|\{)", DIGITS)
NOW = worded(r"(?<! hom )(?<! sang )(?<! chieu )(?<! bua )(?<! den )nay (?=(?:da|đã|du|co|có) )", "nay")
"""In "nay đã có điều kiện" it says "by now", no day."""
Days = dict[str, str]


def loose_days(reading: Reading, now: datetime) -> None:
    """ "xm 10.9": a day and a month, where no sum is waited for and none was left without its unit."""
    for hit in reversed(reading.hits(_LOOSE)):
        if _waits_for_sum(reading, hit.first):
            continue
        said = Reading(sentence("ngay " + hit.words[0]))
        found = next(iter(dated(said, now.date())), None)
        if found:
            reading.take(hit.first, hit.last, "date", found)


def _waits_for_sum(reading: Reading, at: int) -> bool:
    before = [mark for mark in reading.marks[:at] if mark]
    money = {"thu", "nop", "tra", "duoc", "gia", "them", "dong", "gop"}
    return bool(before) and before[-1] in money


def days_of(
    reading: Reading, lasts: bool, dates: list[tuple[int, int]], now: datetime
) -> tuple[Days, set[int]]:
    """The slots `on` and `until`, and the places of the words that said them."""
    said: list[Dated] = reading.found.get("date", [])
    if not lasts:
        return _on(reading, said, dates, now)
    found: Days = {}
    for at, index in dates:
        date = said[index]
        until = _is_until(reading, at, date, now)
        found["until" if until else "on"] = (date.future if until else date.past).point.isoformat()
    used = {at for at, _ in dates}
    if "until" not in found:
        found.update(_after_a_while(reading, now))
    return found, used


def _on(
    reading: Reading, said: list[Dated], dates: list[tuple[int, int]], now: datetime
) -> tuple[Days, set[int]]:
    """The first day that is not still to come."""
    for at, index in dates:
        point = said[index].past.point
        if point <= now.date():
            same = {place for place, other in dates if said[other].past.point == point}
            return {"on": point.isoformat()}, {at, *same}
    return {}, set()


def _is_until(reading: Reading, at: int, date: Dated, now: datetime) -> bool:
    """ "đến", "tới" and a day to come are the end; "từ", "hôm" the beginning; else the nearer."""
    inside = reading.tokens[date.first].key
    before = " " + "".join(f"{mark} " for mark in reading.marks[:at] if mark)
    if date.past.point > now.date() or _TO.search(before) or inside in {"toi", "tới"}:
        return True
    if _FROM.search(before) or inside in {"hom", "bua", "hoi"}:
        return False
    return (date.future.point - now.date()) < (now.date() - date.past.point)


def _after_a_while(reading: Reading, now: datetime) -> Days:
    """ "hoãn thêm một tháng" ends a month from the clock."""
    take_durations(reading)
    found: list[Duration] = [*reading.found.get("dur", []), *reading.found.get("age", [])]
    if not found:
        return {}
    months = found[0].months
    today = now.date()
    until = add_months(today, months) if months else add_days(today, found[0].days)
    return {"until": until.isoformat()}
