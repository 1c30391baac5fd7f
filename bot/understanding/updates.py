"""Reports of progress: one case, several cases, several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.core.intent import Intent
from bot.understanding.cases import take_cases
from bot.understanding.dates import Dated
from bot.understanding.days import add_days, add_months
from bot.understanding.durations import Duration, take_durations
from bot.understanding.facts import take_amounts, take_dates
from bot.understanding.notes import note_of, words_left
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Sentence

SURE = 0.95
_LINKS = re.compile(
    r"(?<= )(?:(?:cho|den|tới|toi|từ|tu|het|ke|vao|ngay|hom|sang|luc|trong) )+(?=\{(?:date|dur|age)\} )"
)
_UNTIL = frozenset({"postpone", "suspend"})
_WITH_AMOUNT = frozenset({"collect", "complete", "sell", "appraise", "pay_out", "deliver", "note"})


def updates(said: Sentence, now: datetime, case: str | None = None) -> list[Intent]:
    """The updates that one clause reports; `case` is the one talked about before, if any."""
    reading = Reading(said)
    take_cases(reading, bare=True)
    cases = [str(number) for number in reading.found.get("case", [])]
    if not cases and case is None:
        return _without_case(reading, now)
    if _asks(reading):
        return []
    slots = _slots(reading, now)
    if not slots or (not cases and slots["action"] == "note"):
        return []
    return [Intent("update", {"case": number, **slots}, SURE) for number in cases or [str(case)]]


def _without_case(reading: Reading, now: datetime) -> list[Intent]:
    """A sum that was collected, the case not named: the chat asks which."""
    if _asks(reading):
        return []
    slots = _slots(reading, now)
    if not slots or slots["action"] not in {"collect", "pay_out"} or "amount" not in slots:
        return []
    return [Intent("update", slots, 0.85)]


def _asks(reading: Reading) -> bool:
    lists = phrasebook().lists
    return reading.has(lists["asks"]) and not reading.has(lists["denied"])


def _slots(reading: Reading, now: datetime) -> dict[str, Any]:
    """Action, amount, dates and note of a clause whose cases are taken out; empty if it says nothing."""
    if not words_left(reading):
        return {}
    whole = reading.copy()
    take_amounts(reading)
    take_dates(reading, now)
    hits = list(_actions(reading))
    if not hits or _not_done(reading, hits[0], now):
        note = note_of(whole, "note_filler")
        return {"action": "note", "note": note} if note else {}
    action = hits[0][0]
    for other, first, last in hits:
        if other == action or (action, other) == ("complete", "collect"):
            reading.hide(first, last)
    slots: dict[str, Any] = {"action": action}
    amounts = reading.found.get("amount", [])
    if amounts and action in _WITH_AMOUNT:
        slots["amount"] = amounts[0]
    slots.update(_days(reading, action, now))
    reading.drop(_LINKS)
    note = note_of(reading, "filler", amounts=amounts[1:])
    return {**slots, "note": note} if note else slots


def _actions(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """The actions named, the one that counts first."""
    rest, found = reading.copy(), []
    for action, says in phrasebook().choice("action").items():
        for hit in reversed(rest.hits(says)):
            found.append((action, hit.first, hit.last))
            rest.hide(hit.first, hit.last)
    found = _closed(found)
    yield from sorted(found, key=lambda hit: (hit[0] != "complete", hit[1]))


def _closed(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """ "cưỡng chế xong": done is the other action, not the case."""
    ends = {last for action, _, last in found if action != "complete"}
    behind = {first: last for action, first, last in found if action == "complete" and first in ends}
    return [
        (action, first, behind.get(last, last))
        for action, first, last in found
        if action != "complete" or first not in behind
    ]


def _not_done(reading: Reading, hit: tuple[str, int, int], now: datetime) -> bool:
    """A plan or a lack before the action, or a day to come: a note."""
    action, first, _ = hit
    before = " " + "".join(f"{mark} " for mark in reading.marks[:first] if mark)
    if phrasebook().lists["not_done"].search(before):
        return True
    if action in _UNTIL:
        return False
    dates: list[Dated] = reading.found.get("date", [])
    return bool(dates) and all(date.past.point > now.date() for date in dates)


def _days(reading: Reading, action: str, now: datetime) -> dict[str, str]:
    dates: list[Dated] = reading.found.get("date", [])
    if action not in _UNTIL:
        return {"on": dates[0].past.point.isoformat()} if dates else {}
    found: dict[str, str] = {}
    for date, mark in zip(dates, re.finditer(r"\{date\} ", reading.text), strict=False):
        if _is_until(reading.text[: mark.start()], date, now):
            found["until"] = date.future.point.isoformat()
        else:
            found["on"] = date.past.point.isoformat()
    if "until" not in found:
        found.update(_after_a_while(reading, now))
    return found


def _is_until(before: str, date: Dated, now: datetime) -> bool:
    if re.search(r" (?:den|toi|tới|het|sang|qua|cho)(?: ngay)? \Z", before):
        return True
    if re.search(r" (?:từ|tu|ngay|hom) \Z", before):
        return False
    return (date.future.point - now.date()) < (now.date() - date.past.point)


def _after_a_while(reading: Reading, now: datetime) -> dict[str, str]:
    """ "hoãn thêm một tháng" ends a month from the clock."""
    take_durations(reading)
    found: list[Duration] = [*reading.found.get("dur", []), *reading.found.get("age", [])]
    if not found:
        return {}
    months = found[0].months
    today = now.date()
    until = add_months(today, months) if months else add_days(today, found[0].days)
    return {"until": until.isoformat()}
