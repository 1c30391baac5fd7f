"""Reports of progress: one case, several cases, several lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.core.intent import Intent
from bot.understanding.cases import take_cases
from bot.understanding.clauses import Span, is_word, question_tail, text_of, without
from bot.understanding.notes import whole_note, words_left
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.reports import Report, Slots, report_of
from bot.understanding.sentence import Sentence

SURE = 0.95
_NEEDS_NO_CASE = frozenset({"collect", "pay_out"})


def updates(said: Sentence, now: datetime, case: str | None = None) -> list[Intent]:
    """The updates that one clause reports; `case` is the one talked about before, if any.

    Where a sum may be read in two ways, the update goes without it and `alternatives` holds the
    complete update of each reading: the chat asks, nothing is guessed.
    """
    reading = Reading(said)
    take_cases(reading, bare=True)
    parts = list(_parts(reading))
    if len(parts) > 1:
        return _each(said, parts, now)
    cases = [str(number) for number in reading.found.get("case", [])]
    if _asks(reading) or not words_left(reading):
        return []
    report = report_of(reading, now)
    if not cases and case is None:
        return _without_case(report)
    if report is None:
        note = whole_note(reading) if cases or _lacks(reading) else ""
        report = Report({"action": "note", "note": note}) if note else None
    return list(_for_cases(report, cases or [str(case)])) if report else []


def _parts(reading: Reading) -> Iterator[Span]:
    """Each group of cases with what is said of it, where several are reported on without a break."""
    marks = reading.marks
    heads: list[int] = []
    words = True
    for at, mark in enumerate(marks):
        if mark == "{case}":
            if words:
                heads.append(at)
            words = False
        elif mark is not None and not is_word(reading.tokens[at], "case_joints"):
            words = True
    if not heads or not words_before(reading, heads[0]):
        yield from pairwise([0, *heads[1:], len(marks)])
    else:
        ends = [_end(marks, head) for head in heads]
        yield from pairwise([0, *ends[:-1], len(marks)])


def words_before(reading: Reading, at: int) -> bool:
    """Whether anything but a greeting or an address stands before a place."""
    before = without(text_of(reading, 0, at), "note_filler")
    return bool(without(before, "filler").strip())


def _end(marks: list[str | None], at: int) -> int:
    """Behind a case and the words of its number."""
    return next((place for place in range(at + 1, len(marks)) if marks[place] is not None), len(marks))


def _each(said: Sentence, parts: list[Span], now: datetime) -> list[Intent]:
    """Every part as a report of its own; none at all where one of them says nothing."""
    found = [updates(replace(said, tokens=said.tokens[first:last]), now) for first, last in parts]
    return [one for each in found for one in each] if all(found) else []


def _for_cases(report: Report, cases: list[str]) -> Iterator[Intent]:
    """The same of every case; "lần lượt" gives each its own sum."""
    if len(report.each) == len(cases) > 1:
        for case, amount in zip(cases, report.each, strict=True):
            slots = {"case": case, "action": report.slots["action"], "amount": amount}
            yield Intent("update", {**slots, **report.slots}, SURE)
        return
    for case in cases:
        readings = tuple(Intent("update", {"case": case, **slots}, SURE) for slots in report.readings)
        yield Intent("update", {"case": case, **report.slots}, SURE, alternatives=readings)


def _without_case(report: Report | None) -> list[Intent]:
    """A sum that was collected, the case not named: the chat asks which."""
    if report is None or report.slots["action"] not in _NEEDS_NO_CASE:
        return []
    if "amount" not in report.slots and not report.readings:
        return []
    readings = tuple(Intent("update", _plain(slots), 0.85) for slots in report.readings)
    return [Intent("update", _plain(report.slots), 0.85, alternatives=readings)]


def _plain(slots: Slots) -> Slots:
    return dict(slots)


def _lacks(reading: Reading) -> bool:
    """ "chưa thu được đồng nào" behind a question about a case is a note on it."""
    return reading.has(phrasebook().lists["lack"])


def _asks(reading: Reading) -> bool:
    lists = phrasebook().lists
    if reading.has(lists["denied"]):
        return False
    return reading.has(lists["asks"]) or question_tail(reading)
