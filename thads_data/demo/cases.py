"""The register of one office: the drafts numbered by year, and dressed with parties, steps and dates."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from thads_data.demo import names
from thads_data.demo.drafts import Draft, drafts
from thads_data.demo.office_days import workday
from thads_data.demo.plan import Office, Pin, Plan
from thads_data.demo.rows import EX_OFFICIO, ON_REQUEST, CaseRow
from thads_data.models.register import COMPLETED, ENFORCEABLE, OPEN

# Steps of an open enforceable case from its first day to its last, by how often each is found.
_STEPS = (
    ("notify", 8),
    ("voluntary", 6),
    ("verify", 34),
    ("seize", 16),
    ("appraise", 11),
    ("auction", 14),
    ("sold_undelivered", 4),
    ("deliver", 3),
    ("pay_out", 4),
)
_STEP_OF_HUNDRED = [step for step, often in _STEPS for _ in range(often)]
_LARGE = 300_000_000
_FEE = 5_000_000


def register(plan: Plan, done: Callable[[int], None] | None = None) -> Iterator[CaseRow]:
    """Every case of every office, one office in memory at a time; `done` hears how many each office had."""
    for office in plan.offices:
        rows = office_register(plan, office)
        yield from rows
        if done is not None:
            done(len(rows))


def office_register(plan: Plan, office: Office) -> list[CaseRow]:
    """The cases of one office, oldest first, numbered from 1 within each calendar year."""
    chance = plan.chance("cases", office.unit)
    made = drafts(office, plan.as_of, chance)
    for pin in office.pins:
        _pin(made, pin, [each.code for each in office.executors])
    numbers: dict[int, Iterator[int]] = {}
    today = plan.as_of.toordinal()
    rows = []
    for draft in made:
        number = next(numbers.setdefault(date.fromordinal(draft.decided).year, count(1)))
        rows.append(_dressed(draft, number, office, today, chance))
    return rows


def _pin(made: list[Draft], pin: Pin, codes: list[str]) -> None:
    """Bring the next fitting case forward to the day of the one that has this number, and before it."""
    years = [date.fromordinal(draft.decided).year for draft in made]
    place = years.index(pin.year) + pin.number - 1
    wanted = codes.index(pin.executor)
    for later in range(place, len(made)):
        draft = made[later]
        if (draft.executor, draft.case_class, draft.status) == (wanted, ENFORCEABLE, OPEN):
            made.insert(place, made.pop(later)._replace(decided=made[place].decided))
            return


def _dressed(draft: Draft, number: int, office: Office, today: int, chance: random.Random) -> CaseRow:
    categories = _categories(draft, chance)
    kind = _kind(draft, categories, chance)
    debtor = names.company(chance) if draft.due > _LARGE and chance.random() < 0.4 else names.person(chance)
    acted = draft.closed or _last_action(draft, today, chance)
    step = _step(draft, acted, chance)
    held, held_since = _held(draft, today, chance)
    return CaseRow(
        number,
        date.fromordinal(draft.decided),
        office.unit,
        office.executors[draft.executor].code,
        kind,
        debtor,
        _creditor(kind, categories, chance),
        categories,
        draft.case_class,
        draft.status,
        _day(draft.closed),
        draft.due,
        draft.done,
        _day(acted),
        _day(_verified(draft, acted, chance)),
        step,
        _day(acted) if step else None,
        held,
        _day(held_since),
    )


def _categories(draft: Draft, chance: random.Random) -> tuple[str, ...]:
    """None for most; at most one subject, and now and then a key case or an old complaint besides."""
    sort, extra = chance.random(), chance.random()
    found: tuple[str, ...] = ()
    if draft.due > _LARGE and sort < 0.22:
        found = ("credit",)
    elif sort < 0.08:
        found = ("land",)
    elif sort < 0.095:
        found = ("corruption",)
    elif sort < 0.11:
        found = ("insurance",)
    elif sort < 0.113:
        found = ("administrative",)
    if draft.due > _LARGE and extra < 0.06:
        return (*found, "key")
    return (*found, "complaint") if extra > 0.992 else found


def _kind(draft: Draft, categories: tuple[str, ...], chance: random.Random) -> str:
    if draft.due <= _FEE or "corruption" in categories:
        return EX_OFFICIO
    return ON_REQUEST if chance.random() < 0.7 or "credit" in categories else EX_OFFICIO


def _creditor(kind: str, categories: tuple[str, ...], chance: random.Random) -> str:
    if "credit" in categories:
        return names.bank(chance)
    if "insurance" in categories:
        return names.INSURANCE
    return names.STATE if kind == EX_OFFICIO else names.person(chance)


def _last_action(draft: Draft, today: int, chance: random.Random) -> int | None:
    """The last thing done on an open case: mostly this month, on a few nothing ever."""
    sort = chance.random()
    if sort < 0.03 and not draft.done:
        return None
    idle = 25 if sort < 0.62 else 60 if sort < 0.86 else 240
    return workday(max(draft.decided, today - idle), today, chance.random())


def _verified(draft: Draft, acted: int | None, chance: random.Random) -> int | None:
    """The last verification: none on one open case in nine."""
    if acted is None or (draft.closed is None and chance.random() < 0.11):
        return None
    return workday(max(draft.decided, acted - 200), acted, chance.random())


def _step(draft: Draft, acted: int | None, chance: random.Random) -> str | None:
    if draft.status == COMPLETED:
        return "pay_out"
    if draft.status != OPEN or acted is None:
        return None
    if draft.case_class != ENFORCEABLE or draft.due <= _FEE:
        return "verify" if chance.random() < 0.8 else "notify"
    return _STEP_OF_HUNDRED[int(chance.random() * 100)]


def _held(draft: Draft, today: int, chance: random.Random) -> tuple[int, int | None]:
    """Money collected on an open case and not paid out yet, and since when."""
    if draft.closed is not None or not draft.done or chance.random() > 0.3:
        return 0, None
    part = 1 + int(chance.random() * 4)
    since = workday(max(draft.decided, today - 90), today, chance.random())
    return draft.done * part // 4 // 1000 * 1000, since


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
