"""What one report says: the action that was done, its sum, its days, and the note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from bot.understanding.clauses import (
    Span,
    clause_of,
    clauses,
    is_word,
    marks_of,
    text_of,
    trimmed,
    without,
)
from bot.understanding.dates import Dated
from bot.understanding.facts import take_amounts, take_dates
from bot.understanding.note_runs import Judge, is_note, noted
from bot.understanding.notes import drop_fillers, note_from
from bot.understanding.pattern import worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Hit, Reading
from bot.understanding.report_days import LINKS, NOW, days_of, loose_days
from bot.understanding.report_sums import Money, money_of, take_loose

Slots = dict[str, Any]
MONEY = frozenset({"collect", "pay_out", "sell", "appraise"})
UNTIL = frozenset({"postpone", "suspend"})
_CASE = worded(r"\{case\} ", "{case}")
_LONGEST_GAP = 2
_NAMING = 5
_NEARER = 3
_KEPT_IN_NOTE = frozenset({"{amount}", "{bound}", "{date}", "{loose}", "{number}"})


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


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its sums and days taken out, its clauses, and the actions that were done."""

    reading: Reading
    spans: list[Span]
    acts: list[Act]
    done: list[Act]


def read_report(said: Reading, now: datetime) -> Read:
    """What a sentence says was done; its cases and other numbers are taken out."""
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
    return Read(reading, spans, acts, [act for act in acts if not _not_done(reading, act, spans, now)])


def report_of(read: Read, now: datetime, judge: Judge = is_note) -> Report | None:
    """The report of the action that counts first; None where nothing was done."""
    return _told(read, read.done[0], now, judge) if read.done else None


def report_as(action: str, said: Reading, now: datetime, judge: Judge = is_note) -> Report:
    """The same words as the report of a certain action, whether they name it or not."""
    read = read_report(said, now)
    named = next((act for act in [*read.done, *read.acts] if act.action == action), None)
    first = read.done[0]._replace(action=action) if read.done else Act(action, 0, 0)
    return _told(read, named or first, now, judge)


def _told(read: Read, act: Act, now: datetime, judge: Judge) -> Report:
    reading, acts = read.reading, read.acts
    rest = _frame_dropped(reading, act, acts)
    own = _own(read, act, rest)
    money = money_of(reading, act.action, (act.last, _next_act(reading, act, acts)), own)
    return _report(_Parts(read, own, act, money, rest, judge), now)


@dataclass(frozen=True, slots=True)
class _Parts:
    read: Read
    own: list[Span]
    act: Act
    money: Money
    rest: Reading
    judge: Judge


def _report(parts: _Parts, now: datetime) -> Report:
    reading, act = parts.read.reading, parts.act
    spans = parts.read.spans
    dates = [(at, index) for at, index in marks_of(reading, "date") if clause_of(spans, at) in parts.own]
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


def is_earlier(reading: Reading, span: Span) -> bool:
    """ "tháng trước thu 9 triệu" beside what came in now."""
    said = " " + "".join(f"{token.key} " for token in reading.tokens[slice(*span)])
    return phrasebook().lists["earlier"].search(said) is not None


def _is_plan(read: Read, span: Span) -> bool:
    """A clause with an action that was not done."""
    return any(span[0] <= act.first < span[1] for act in read.acts if act not in read.done)


def _said_again(parts: _Parts) -> set[int]:
    """ "35.000.000đ (ba mươi lăm triệu đồng)": the same sum in words is no note."""
    reading = parts.read.reading
    values = reading.found.get("amount", [])
    return {
        at
        for at, index in marks_of(reading, "amount")
        if (values[index],) == parts.money.readings and clause_of(parts.read.spans, at) in parts.own
    }


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
        for hit in () if says.absent(rest.words) else reversed(rest.hits(says)):
            if _names_thing(rest, hit.first) or _is_other_word(rest, action, hit):
                continue
            found.append(Act(action, hit.first, hit.last))
            rest.hide(hit.first, hit.last)
    yield from sorted(_closed(found), key=lambda act: (act.action != "complete", act.first))


def _names_thing(reading: Reading, first: int) -> bool:
    """ "thủ tục ủy thác", "công ty thẩm định giá": the action names a thing, nobody did it."""
    if not first or reading.marks[first - 1] is None or reading.tokens[first].broken:
        return False
    return phrasebook().lists["nominal"].found(text_of(reading, max(0, first - _NAMING), first))


def _is_other_word(reading: Reading, action: str, hit: Hit) -> bool:
    """ "hội đồng" typed with its marks is no "đóng"."""
    known = _impostors(action)
    return bool(known) and any(token.raw.lower() in known for token in reading.tokens[hit.first : hit.last])


@cache
def _impostors(action: str) -> frozenset[str]:
    return frozenset(phrasebook().grammar.names.get(f"impostors_{action}", ()))


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
    if lists["not_yet"].search(text_of(reading, first, act.first)):
        return True
    told = lists["done"].search(text_of(reading, first, min(act.last + 1, last)))
    start = first if told else 0
    if lists["not_done"].search(without(text_of(reading, start, act.first), "settled")):
        return True
    return act.action not in UNTIL and _to_come(reading, (first if told else start, last), now)


def _to_come(reading: Reading, span: Span, now: datetime) -> bool:
    dates: list[Dated] = reading.found.get("date", [])
    said = [dates[index] for at, index in marks_of(reading, "date") if span[0] <= at < span[1]]
    return bool(said) and all(_is_ahead(date, now) for date in said[-1:])


def _is_ahead(date: Dated, now: datetime) -> bool:
    """A day still to come; "20/9" said on the twelfth is no day of last year."""
    today = now.date()
    if date.past.point > today:
        return True
    return date.future.point > today and (date.future.point - today) * _NEARER < today - date.past.point


def _next_act(reading: Reading, act: Act, acts: list[Act]) -> int:
    """Where another action begins that has its own sum: "thu 5tr chi trả 3tr"."""
    other = [one.first for one in acts if one.first >= act.last and not _same(act, one)]
    return min(other, default=len(reading.marks))


def _same(act: Act, other: Act) -> bool:
    """The same action again, or the sum of a case that is finished."""
    return other.action == act.action or (act.action, other.action) == ("complete", "collect")


def _own(read: Read, act: Act, rest: Reading) -> list[Span]:
    """The clause of the action, then those that have nothing to say of their own: a sum, a day."""
    main = clause_of(read.spans, act.first)
    return [
        main,
        *(span for span in read.spans
          if span != main and not _content(rest, span) and not _is_plan(read, span)
          and not is_earlier(read.reading, span)),
    ]  # fmt: skip


def _content(rest: Reading, span: Span) -> bool:
    places = [
        at for at in range(*span) if (mark := rest.marks[at]) and (mark[0] != "{" or mark == "{number}")
    ]
    return bool(trimmed(rest, places, span[1]))


def _frame_dropped(reading: Reading, act: Act, acts: list[Act]) -> Reading:
    """Without the action, what commonly goes with it, and fillers."""
    rest = reading.copy()
    for other in acts:
        if _same(act, other):
            rest.hide(other.first, other.last)
    rest.drop(LINKS)
    drop_fillers(rest, "filler")
    frame = phrasebook().choice("frame").get(act.action)
    if frame is not None:
        rest.drop(frame)
    return rest


def _note(parts: _Parts, used: set[int]) -> str:
    """Clauses of their own as they were typed; of the action's, the words left over."""
    reading, act, spans = parts.read.reading, parts.act, parts.read.spans
    lasting = act.action in UNTIL  # the length of time has been taken out since
    rest = _frame_dropped(reading, act, parts.read.acts) if lasting else parts.rest
    whole = reading.copy()
    drop_fillers(whole, "note_filler")
    own = _own(parts.read, act, rest) if lasting else parts.own
    places: list[int] = []
    for span in spans:
        source = rest if span in own else whole
        kept = [at for at in range(*span) if _stays(source, at) and at not in used]
        kept = _filled(reading, rest, _led(reading, rest, kept)) if span in own else kept
        places += trimmed(reading, _spread(reading, kept, span), span[1])
    return note_from(reading, noted(reading, places, act.action, parts.judge))


def _led(reading: Reading, rest: Reading, places: list[int]) -> list[int]:
    """The "cho" of "chi trả cho bà Lan" belongs to what it leads."""
    led = [at - 1 for at in places
           if at and at - 1 not in places and _heads_words(rest, at) and _leads(reading, at - 1)]  # fmt: skip
    return sorted({*places, *led})


def _heads_words(rest: Reading, at: int) -> bool:
    mark = rest.marks[at]
    return mark is not None and (mark[0] != "{" or mark == "{number}")


def _leads(reading: Reading, at: int) -> bool:
    mark = reading.marks[at]
    return mark is not None and mark[0] != "{" and is_word(reading.tokens[at], "leading")


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
