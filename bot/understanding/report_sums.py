"""The sum of a report: which of those said is the action's, and what it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.amounts import doubtful, loose, money_units
from bot.understanding.clauses import Span, marks_of, text_of
from bot.understanding.facts import Bound
from bot.understanding.pattern import worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.sentence import Token

WITH_AMOUNT = frozenset({"collect", "complete", "sell", "appraise", "pay_out", "deliver"})
_MONEY_VERBS = frozenset({"collect", "pay_out"})
_WITH_T = worded(r"\d[\d.,]* t (?!\d)", "t")
_LOOSE = re.compile(r"\A (?P<n>\d[\d.,]*) (?:\Z|\{|roi |nhe |=?a |nha |hom |va |cho |hs |,)")


@dataclass(frozen=True, slots=True)
class Money:
    """The readings of the sum (none, one, or several), where its words stand, and each sum by itself."""

    readings: tuple[int, ...] = ()
    used: frozenset[int] = frozenset()
    each: tuple[int, ...] = ()


def money_of(reading: Reading, action: str, span: Span, own: list[Span]) -> Money:
    """The sum of an action, sought in `span` from its end to the next action, then around it."""
    if action not in WITH_AMOUNT:
        return Money()
    behind, stop = span
    for first, last in own:
        said = _sums(reading, (first, min(last, stop) if first < stop else last), behind)
        if said:
            return _chosen(reading, said)
    return _loose(reading, behind, own[0]) if action in _MONEY_VERBS else Money()


def take_loose(reading: Reading) -> None:
    """ "5t" is five triệu or five tỷ, and "thu 5" before it no Thursday."""
    for hit in reversed(reading.hits(_WITH_T)):
        reading.take(hit.first, hit.last, "loose", hit.words)


def _sums(reading: Reading, span: Span, behind: int) -> list[tuple[int, tuple[int, ...]]]:
    """The sums of a clause, each with its readings: those behind the action before those ahead of it."""
    found = []
    for at, index in [*marks_of(reading, "amount")]:
        if span[0] <= at < span[1] and not _left_over(reading, span, behind, at):
            found.append((at, _readings(reading, at, reading.found["amount"][index])))
    for at, index in marks_of(reading, "bound"):
        limit: Bound = reading.found["bound"][index]
        if span[0] <= at < span[1] and limit.least is not None:
            found.append((at, (limit.least,) if limit.most is None else (limit.least, limit.most)))
    found.sort()
    return [one for one in found if one[0] >= behind] or found


def _left_over(reading: Reading, span: Span, behind: int, at: int) -> bool:
    """ "còn nợ 30 triệu", "trong tổng số 90 triệu": what is owed, not what came in."""
    first = behind if span[0] < behind <= at else span[0]
    return phrasebook().lists["owed"].search(text_of(reading, first, at)) is not None


def _readings(reading: Reading, at: int, amount: int) -> tuple[int, ...]:
    last = next(last for mark, first, last in reading.places if first == at and mark == "amount")
    tokens = reading.tokens[at:last]
    words = [token.key for token in tokens]
    if len(words) > 2 and _stands_apart(tokens[-1]) and words[-2] in money_units():
        unit = money_units()[words[-2]]
        return (amount - int(words[-1]) * unit // 1000, amount)
    return doubtful(words) or (amount,)


def _stands_apart(token: Token) -> bool:
    """ "thu 50tr 218": nobody rounds a sum so; the number may be a case."""
    return not token.glued and len(token.key) == 3 and token.key.isdigit() and token.key[-1] not in "05"


def _chosen(reading: Reading, said: list[tuple[int, tuple[int, ...]]]) -> Money:
    """Two sums behind one action may be added or not: that is asked."""
    used = frozenset(at for at, _ in said)
    if len(said) == 1:
        return Money(said[0][1], used)
    sums = tuple(dict.fromkeys(readings[0] for _, readings in said))
    if len(sums) == 1:
        return Money(sums, used)
    if reading.has(phrasebook().lists["either"]):
        return Money(sums, used)
    total = sum(readings[0] for _, readings in said)
    return Money((sums[0], total), used, tuple(readings[0] for _, readings in said))


def _loose(reading: Reading, behind: int, span: Span) -> Money:
    """ "thu 50", "nộp 5t": thousands, millions or more, who knows."""
    loosely = next((at for at, _ in marks_of(reading, "loose") if at >= behind), None)
    if loosely is not None:
        return Money(loose(reading.found["loose"][0]), frozenset({loosely}))
    found = _LOOSE.search(text_of(reading, behind, len(reading.marks)))
    if not found:
        return Money()
    words = found["n"].split()
    places = [at for at in range(behind, span[1]) if reading.marks[at]][: len(words)]
    return Money(loose(words), frozenset(places)) if loose(words) else Money()
