"""Several actions on one case in one sentence: "thu 40tr và chi trả luôn 38tr" are two reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.understanding.clauses import clause_of, is_word
from bot.understanding.note_runs import Judge, is_note
from bot.understanding.reading import Reading
from bot.understanding.reports import UNTIL, Act, Read, Report, is_earlier, read_report, report_of

_ONE = frozenset({("sell", "collect"), ("auction", "collect"), ("auction", "sell")})
"""What the buyer pays is no money collected on the case."""
_ENDS = frozenset({"{amount}", "{number}", "{bound}", "{loose}"})


def reports_of(said: Reading, now: datetime, judge: Judge = is_note) -> list[Report]:
    """The reports of a sentence whose cases are taken out; none where nothing in it was done."""
    read = read_report(said, now)
    first = report_of(read, now, judge)
    if first is None:
        return []
    cuts = _cuts(read)
    return (_several(said, read, cuts, now, judge) if cuts else None) or [first]


def _cuts(read: Read) -> list[int]:
    """Where another action begins; a finished case is one report, whatever else was done."""
    acts = sorted(read.done, key=lambda act: act.first)
    if len(acts) < 2 or any(act.action == "complete" for act in acts):
        return []
    return [cut for one, other in pairwise(acts)
            if (one.action, other.action) not in _ONE and (cut := _cut(read.reading, one, other))
            and not is_earlier(read.reading, clause_of(read.spans, other.first))]  # fmt: skip


def _cut(reading: Reading, one: Act, other: Act) -> int:
    """Where the words of the other action begin, if it is told of beside the one and not within it."""
    at = other.first
    while at > one.last:
        if reading.tokens[at].broken:
            return at
        before = reading.marks[at - 1]
        if before is None or _is(reading, at - 1, "modifiers"):
            at -= 1
        elif before == "{date}":
            ahead = reading.tokens[at - 1].broken or _is(reading, at - 2, "joints")
            return at - 1 if ahead else _end(reading, at - 1)
        elif before in _ENDS:
            return _end(reading, at - 1)
        else:
            return at if _is(reading, at - 1, "joints") else 0
    joined = (
        reading.tokens[at].broken or _is(reading, at - 1, "joints") or _is(reading, other.first, "modifiers")
    )
    return at if joined else 0


def _end(reading: Reading, at: int) -> int:
    """Behind all the words of a mark."""
    return next(last for _, first, last in reading.places if first == at)


def _is(reading: Reading, at: int, name: str) -> bool:
    mark = reading.marks[at]
    return mark is not None and mark[0] != "{" and is_word(reading.tokens[at], name)


def _several(said: Reading, read: Read, cuts: list[int], now: datetime, judge: Judge) -> list[Report] | None:
    """A report of each part; None where one of them cannot stand by itself."""
    reports: list[Report] = []
    for first, last in pairwise([0, *cuts, len(said.marks)]):
        report = report_of(read_report(_only(said, first, last), now), now, judge)
        if report is None:
            return None
        reports.append(report)
    if not _differ(reports):
        return None
    return list(_dated(read, reports))


def _differ(reports: list[Report]) -> bool:
    """The same action twice is two reports only where each has its own day and its own sum."""
    if len({report.slots["action"] for report in reports}) == len(reports):
        return True
    days = {report.slots.get("on") for report in reports}
    return None not in days and len(days) == len(reports) and all("amount" in one.slots for one in reports)


def _only(said: Reading, first: int, last: int) -> Reading:
    """The same sentence with nothing unread but the words [first, last)."""
    part = said.copy()
    for name in part.found:
        within = [
            first <= at < last for mark, at, _ in sorted(part.places, key=lambda one: one[1]) if mark == name
        ]
        part.found[name] = [value for value, kept in zip(part.found[name], within, strict=False) if kept]
    part.places = [place for place in part.places if first <= place[1] < last]
    for at in (*range(first), *range(last, len(part.marks))):
        part.marks[at] = None
    part.hide(0, 0)
    return part


def _dated(read: Read, reports: list[Report]) -> Iterator[Report]:
    """A day said before all actions, or behind them all, is the day of each that has none."""
    starts = min(act.first for act in read.done)
    ahead = any(mark == "date" and at < starts for mark, at, _ in read.reading.places)
    head, tail = reports[0].slots, reports[-1].slots
    bare = not {"on", "amount", "note", "until"} & set(head) and not reports[0].readings
    for report in reports:
        day = head.get("on") if ahead else tail.get("on") if bare else None
        lasting = report.slots["action"] in UNTIL
        yield report if not day or lasting or "on" in report.slots else _on(report, str(day))


def _on(report: Report, day: str) -> Report:
    readings = tuple({**slots, "on": day} for slots in report.readings)
    return replace(report, slots={**report.slots, "on": day}, readings=readings)
