"""The cases of one office before they are numbered: whose, since when, how they stand, and for how much.

The sums of `Figures` are met exactly by splitting totals over cases, in thousands of đồng.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import NamedTuple

from thads_data.demo.office_days import workday
from thads_data.demo.plan import Figures, Office
from thads_data.demo.shares import share, size, split
from thads_data.models.register import (
    COMPLETED,
    ENFORCEABLE,
    ENTRUSTED,
    OPEN,
    POSTPONED,
    SUSPENDED,
    TERMINATED,
    UNENFORCEABLE,
    WITHDRAWN,
)
from thads_data.workdays import work_year, year_start

_THOUSAND = 1_000
# Thousands of đồng. No case is about less than a small court fee.
_LEAST = 200
_CLOSED_BEFORE = "closed before"
_FEES = (200, 200, 300, 300, 300, 400, 500, 600, 1_000, 1_500, 2_000, 2_500, 4_000, 5_000)
# In what proportion cases occur that are not enforceable, or were closed before this work year.
_OTHERS = {UNENFORCEABLE: 31, POSTPONED: 3, SUSPENDED: 2, ENTRUSTED: 2, WITHDRAWN: 1, _CLOSED_BEFORE: 3}
_TERMINATED_PER_CENT = 6


class Draft(NamedTuple):
    """Days are ordinals, money đồng; `executor` is a place in the office's list."""

    decided: int
    executor: int
    case_class: str
    status: str
    due: int
    done: int
    closed: int | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that part the cases, as ordinals."""

    today: int
    start: int
    one_year: int
    five_years: int
    first: int
    """No case is older than this."""

    @classmethod
    def of(cls, as_of: date) -> Calendar:
        years = (as_of.replace(year=as_of.year - age).toordinal() for age in (1, 5, 12))
        return cls(as_of.toordinal(), year_start(work_year(as_of)).toordinal(), *years)


def drafts(office: Office, as_of: date, chance: random.Random) -> list[Draft]:
    """Every case of the office, by decision date."""
    calendar, figures, loads = Calendar.of(as_of), office.figures, [each.load for each in office.executors]
    skills = [84 + int(chance.random() * 32) for _ in loads]
    enforceable = share(figures.enforceable, loads)
    done = share(figures.done, [n * skill for n, skill in zip(enforceable, skills, strict=True)], enforceable)
    still = _less(enforceable, done)
    made = [*_closed(figures, done, calendar, chance), *_open(figures, still, calendar, chance)]
    others = zip(_OTHERS, share(office.others, list(_OTHERS.values())), strict=True)
    for case_class, total in others:
        made += _others(case_class, share(total, loads), calendar, chance)
    made.sort()
    return made


@dataclass(frozen=True, slots=True)
class _Money:
    """The office's sums in thousands of đồng, by where they go: they add up to what `Figures` says."""

    completed: int
    terminated: int
    dropped: int
    """What remains of terminated cases."""
    partial: int
    """Collected on cases that are still open."""
    fresh: int
    """What remains of open cases not older than a year; then of those of one to five years, and over five."""
    old: int
    oldest: int

    @classmethod
    def of(cls, figures: Figures, terminated: int) -> _Money:
        due, done = figures.money_enforceable // _THOUSAND, figures.money_done // _THOUSAND
        old, oldest = figures.over_1_year_money // _THOUSAND, figures.over_5_years_money // _THOUSAND
        still = figures.enforceable - figures.done
        on_terminated = min(terminated * 1_700, done // 50)
        partial = (done - on_terminated) * 12 // 100 if still else 0
        if still and not figures.done:
            partial = done
        remains = due - done - old
        dropped = min(terminated * 2_300, remains // 50) if still > figures.over_1_year else remains
        return cls(
            done - on_terminated - partial,
            on_terminated,
            dropped,
            partial,
            remains - dropped,
            old - oldest,
            oldest,
        )


def _closed(figures: Figures, done: Sequence[int], calendar: Calendar, chance: random.Random) -> list[Draft]:
    """Completed or terminated within the work year."""
    terminated = figures.done * _TERMINATED_PER_CENT // 100
    ended = share(terminated, done, done)
    money = _Money.of(figures, terminated)
    completed, gone = _each(_less(done, ended)), _each(ended)
    paid = _paid(money.completed, len(completed), chance)
    kept, dropped = (_sizes(total, terminated, chance) for total in (money.terminated, money.dropped))
    rows = [(executor, COMPLETED, part, part) for executor, part in zip(completed, paid, strict=True)]
    for executor, part, left in zip(gone, kept, dropped, strict=True):
        rows.append((executor, TERMINATED, part + left, part))
    made = []
    for executor, status, due, collected in rows:
        closed = _closing_day(calendar, chance)
        decided = _before(closed, calendar, chance)
        made.append(_draft(executor, ENFORCEABLE, status, due, collected, decided, closed))
    return made


def _open(figures: Figures, still: Sequence[int], calendar: Calendar, chance: random.Random) -> list[Draft]:
    """Enforceable and open, the older ones to the case and the đồng."""
    money = _Money.of(figures, figures.done * _TERMINATED_PER_CENT // 100)
    over_1 = share(figures.over_1_year, still, still)
    over_5 = share(figures.over_5_years, over_1, over_1)
    groups = (
        (_less(still, over_1), money.fresh, calendar.one_year, calendar.today - 2),
        (_less(over_1, over_5), money.old, calendar.five_years, calendar.one_year),
        (over_5, money.oldest, calendar.first, calendar.five_years),
    )
    rows: list[tuple[int, int, int]] = []
    for counts, total, since, until in groups:
        for executor, remaining in zip(_each(counts), _sizes(total, sum(counts), chance), strict=True):
            rows.append((executor, remaining, _later_day(since, until, chance)))
    paid = _partial(money.partial, [remaining for _, remaining, _ in rows], chance)
    return [
        _draft(executor, ENFORCEABLE, OPEN, remaining + part, part, decided, None)
        for (executor, remaining, decided), part in zip(rows, paid, strict=True)
    ]


def _others(case_class: str, counts: Sequence[int], calendar: Calendar, chance: random.Random) -> list[Draft]:
    """Open cases that are not enforceable; what was entrusted or withdrawn was decided this work year."""
    if case_class == _CLOSED_BEFORE:
        return _closed_before(counts, calendar, chance)
    leaving = case_class in (ENTRUSTED, WITHDRAWN)
    made = []
    for executor in _each(counts):
        recent = leaving or chance.random() < 0.3
        since, until = (calendar.start, calendar.today - 5) if recent else (calendar.first, calendar.start)
        due = _LEAST + size(chance) * (40 if case_class == POSTPONED else 18)
        done = due * int(chance.random() * 60) // 100 if chance.random() < 0.1 else 0
        made.append(_draft(executor, case_class, OPEN, due, done, _later_day(since, until, chance), None))
    return made


def _closed_before(counts: Sequence[int], calendar: Calendar, chance: random.Random) -> list[Draft]:
    """Closed in the work year before this one: in the register still, counted no more."""
    made = []
    for executor in _each(counts):
        closed = workday(calendar.start - 300, calendar.start, chance.random())
        decided = workday(closed - 700, closed - 20, chance.random())
        paid = _LEAST + size(chance) * 8
        made.append(_draft(executor, ENFORCEABLE, COMPLETED, paid, paid, decided, closed))
    return made


def _draft(
    executor: int, case_class: str, status: str, due: int, done: int, decided: int, closed: int | None
) -> Draft:
    return Draft(decided, executor, case_class, status, due * _THOUSAND, done * _THOUSAND, closed)


def _less(counts: Sequence[int], taken: Sequence[int]) -> list[int]:
    return [n - gone for n, gone in zip(counts, taken, strict=True)]


def _each(counts: Sequence[int]) -> list[int]:
    """Places repeated by their counts: [2, 0, 1] is [0, 0, 2]."""
    return list(chain.from_iterable(repeat(place, count) for place, count in enumerate(counts)))


def _sizes(total: int, count: int, chance: random.Random) -> list[int]:
    return split(total, [size(chance) for _ in range(count)], _LEAST)


def _paid(total: int, count: int, chance: random.Random) -> list[int]:
    """What was paid on completed cases: nearly half are common fees, the rest share what is left."""
    fees = [_FEES[int(chance.random() * len(_FEES))] for _ in range(count * 45 // 100)]
    if sum(fees) + 5_000 * (count - len(fees)) > total:
        fees = []
    parts = fees + _sizes(total - sum(fees), count - len(fees), chance)
    chance.shuffle(parts)
    return parts


def _partial(total: int, remaining: Sequence[int], chance: random.Random) -> list[int]:
    """`total` over about a third of the cases, by what remains of each; nothing on the others."""
    paying = [place for place in range(len(remaining)) if chance.random() < 0.35] or list(
        range(len(remaining))
    )[:1]
    parts = [0] * len(remaining)
    for place, part in zip(
        paying, split(total, [remaining[each] + 1 for each in paying], _LEAST), strict=True
    ):
        parts[place] = part
    return parts


def _closing_day(calendar: Calendar, chance: random.Random) -> int:
    """More towards the end of the work year, as everywhere."""
    later = max(chance.random(), chance.random()) if chance.random() < 0.4 else chance.random()
    return workday(calendar.start, calendar.today + 1, later)


def _before(closed: int, calendar: Calendar, chance: random.Random) -> int:
    """The decision of a case closed that day: this work year, the one before, or long ago."""
    sort = chance.random()
    if sort < 0.47 and closed - calendar.start > 30:
        return workday(calendar.start, closed - 12, chance.random())
    since = calendar.start - 365 if sort < 0.9 else calendar.first
    return workday(since, calendar.start, chance.random())


def _later_day(since: int, until: int, chance: random.Random) -> int:
    """A working day in [since, until), rather late than early."""
    return workday(since, until, max(chance.random(), chance.random()))
