"""What one report says: the action that was done, its sum, its days, and the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from bot.understanding.clauses import Span, clause_of, clauses, marks_of, text_of, trimmed, without
from bot.understanding.dates import Dated
from bot.understanding.facts import take_amounts, take_dates
from bot.understanding.notes import note_from
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.report_days import LINKS, NOW, days_of, loose_days
from bot.understanding.report_sums import Money, money_of, take_loose

Slots = dict[str, Any]
UNTIL = frozenset({"postpone", "suspend"})
_CASE = re.compile(r"(?<= )\{case\} ")
_LONGEST_GAP = 2
_KEPT_IN_NOTE = frozenset({"{amount}", "{bound}", "{date}", "{loose}"})


class Act(NamedTuple):
    """An action named by the words [first, last)."""

    action: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Report:
    """The certain slots, and the complete slots of each reading where there are several."""

    slots: Slots
    readings: tuple[Slots, ...] = ()
    each: tuple[int, ...] = ()


def report_of(said: Reading, now: datetime) -> Report | None:
    """The report of a sentence whose cases are taken out; None where nothing in it was done."""
    reading = said.copy()
    reading.drop(_CASE)
    reading.drop(NOW)
    take_amounts(reading)
    _take_back(reading)
    take_loose(reading)
    take_dates(reading, now)
    loose_days(reading, now)
    spans = clauses(reading)
    acts = list(_actions(reading))
    act = next((act for act in acts if not _not_done(reading, act, spans, now)), None)
    if act is None:
        return None
    own = _own(reading, spans, act, acts)
    money = money_of(reading, act.action, (act.last, _next_act(reading, act, acts)), own)
    return _report(_Parts(reading, spans, own, act, acts, money), now)


@dataclass(frozen=True, slots=True)
class _Parts:
    reading: Reading
    spans: list[Span]
    own: list[Span]
    act: Act
    acts: list[Act]
    money: Money


def _report(parts: _Parts, now: datetime) -> Report:
    reading, act = parts.reading, parts.act
    dates = [
        (at, index) for at, index in marks_of(reading, "date") if clause_of(parts.spans, at) in parts.own
    ]
    on, used = days_of(reading, act.action in UNTIL, dates, now)
    note = _note(parts, {*used, *parts.money.used, *_said_again(parts)})
    slots: Slots = {"action": act.action}
    tail: Slots = {**on, **({"note": note} if note else {})}
    sums = parts.money.readings
    if len(sums) == 1:
        return Report({**slots, "amount": sums[0], **tail})
    readings = tuple({**slots, "amount": one, **tail} for one in sums)
    each = parts.money.each if reading.has(phrasebook().lists["in_turn"]) else ()
    return Report({**slots, **tail}, readings, each)


def _said_again(parts: _Parts) -> set[int]:
    """ "35.000.000đ (ba mươi lăm triệu đồng)": the same sum in words is no note."""
    values = parts.reading.found.get("amount", [])
    return {at for at, index in marks_of(parts.reading, "amount") if (values[index],) == parts.money.readings}


def _take_back(reading: Reading) -> None:
    """ "không phải 50 mà 60tr": a sum that is taken back is none."""
    for hit in reversed(reading.hits(phrasebook().lists["taken_back"])):
        sums = [(at, index) for at, index in marks_of(reading, "amount") if hit.first <= at < hit.last]
        holds = sums[0] if hit.words[0] == "{amount}" else sums[-1]
        value = reading.found["amount"][holds[1]]
        for _, index in reversed(sums):
            del reading.found["amount"][index]
        ends = {first: last for mark, first, last in reading.places if mark == "amount"}
        reading.places = [place for place in reading.places if not hit.first <= place[1] < hit.last]
        for at in range(hit.first, hit.last):
            reading.marks[at] = None
        reading.take(holds[0], ends[holds[0]], "amount", value)


def _actions(reading: Reading) -> Iterator[Act]:
    """The actions named, the one that counts first."""
    rest = reading.copy()
    found: list[Act] = []
    for action, says in phrasebook().choice("action").items():
        for hit in reversed(rest.hits(says)):
            found.append(Act(action, hit.first, hit.last))
            rest.hide(hit.first, hit.last)
    yield from sorted(_closed(found), key=lambda act: (act.action != "complete", act.first))


def _closed(found: list[Act]) -> list[Act]:
    """ "cưỡng chế xong": done is the other action, not the case."""
    ends = {act.last for act in found if act.action != "complete"}
    behind = {act.first: act.last for act in found if act.action == "complete" and act.first in ends}
    return [
        act._replace(last=behind.get(act.last, act.last))
        for act in found
        if act.action != "complete" or act.first not in behind
    ]


def _not_done(reading: Reading, act: Act, spans: list[Span], now: datetime) -> bool:
    """A plan, a lack, hearsay or a failure: nothing that may be booked.

    What an earlier clause denies or plans covers this one as well, unless this one says that it is done.
    """
    lists = phrasebook().lists
    first, last = clause_of(spans, act.first)
    if lists["failed"].search(text_of(reading, act.last, last)):
        return True
    told = lists["done"].search(text_of(reading, first, min(act.last + 1, last)))
    start = first if told else 0
    if lists["not_done"].search(without(text_of(reading, start, act.first), "settled")):
        return True
    return act.action not in UNTIL and _to_come(reading, (start, last), now)


def _to_come(reading: Reading, span: Span, now: datetime) -> bool:
    dates: list[Dated] = reading.found.get("date", [])
    said = [dates[index] for at, index in marks_of(reading, "date") if span[0] <= at < span[1]]
    return bool(said) and all(date.past.point > now.date() for date in said)


def _next_act(reading: Reading, act: Act, acts: list[Act]) -> int:
    """Where another action begins that has its own sum: "thu 5tr chi trả 3tr"."""
    other = [one.first for one in acts if one.first >= act.last and not _same(act, one)]
    return min(other, default=len(reading.marks))


def _same(act: Act, other: Act) -> bool:
    """The same action again, or the sum of a case that is finished."""
    return other.action == act.action or (act.action, other.action) == ("complete", "collect")


def _own(reading: Reading, spans: list[Span], act: Act, acts: list[Act]) -> list[Span]:
    """The clause of the action, then those that have nothing to say of their own: a sum, a day."""
    main = clause_of(spans, act.first)
    rest = _frame_dropped(reading, act, acts)
    return [main, *(span for span in spans if span != main and not _content(rest, span))]


def _content(rest: Reading, span: Span) -> bool:
    places = [at for at in range(*span) if (mark := rest.marks[at]) and mark[0] != "{"]
    return bool(trimmed(rest, places, span[1]))


def _frame_dropped(reading: Reading, act: Act, acts: list[Act]) -> Reading:
    """Without the action, what commonly goes with it, and fillers."""
    lists, rest = phrasebook().lists, reading.copy()
    for other in acts:
        if _same(act, other):
            rest.hide(other.first, other.last)
    rest.drop(LINKS)
    rest.drop(lists["filler"])
    frame = phrasebook().choice("frame").get(act.action)
    if frame is not None:
        rest.drop(frame)
    return rest


def _note(parts: _Parts, used: set[int]) -> str:
    """Clauses of their own as they were typed; of the action's, the words left over."""
    reading, act = parts.reading, parts.act
    rest = _frame_dropped(reading, act, parts.acts)
    whole = reading.copy()
    whole.drop(phrasebook().lists["note_filler"])
    lengths_taken = act.action in UNTIL
    own = _own(reading, parts.spans, act, parts.acts) if lengths_taken else parts.own
    places: list[int] = []
    for span in parts.spans:
        source = rest if span in own else whole
        kept = [at for at in range(*span) if _stays(source, at) and at not in used]
        kept = _filled(reading, rest, kept) if span in own else kept
        places += trimmed(reading, _spread(reading, kept, span), span[1])
    return note_from(reading, places)


def _filled(reading: Reading, rest: Reading, places: list[int]) -> list[int]:
    """Fillers between two words of content belong to them: "nhà và đất", "yêu cầu của đương sự"."""
    filled = list(places)
    for one, other in pairwise(places):
        gap = range(one + 1, other)
        if len(gap) <= _LONGEST_GAP and all(_is_filler(reading, rest, at) for at in gap):
            filled += gap
    return sorted(filled)


def _is_filler(reading: Reading, rest: Reading, at: int) -> bool:
    mark = reading.marks[at]
    return mark is not None and mark[0] != "{" and rest.marks[at] is None


def _stays(reading: Reading, at: int) -> bool:
    mark = reading.marks[at]
    return mark is not None and (mark[0] != "{" or mark in _KEPT_IN_NOTE)


def _spread(reading: Reading, places: list[int], span: Span) -> list[int]:
    """A sum or a day that stays in the note stays with all its words."""
    lasts = {first: last for _, first, last in reading.places}
    return sorted({at for place in places for at in range(place, min(lasts.get(place, place + 1), span[1]))})
