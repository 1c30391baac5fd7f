"""Case numbers as people say them ("45/2025", "45"), and the nearest ones to a number that is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, select

from thads_data.models.register import OPEN, Case

CASES = Case.__table__
# Written out, not bound: only so does the database see that an index of open cases will do.
IS_OPEN: ColumnElement[str] = literal_column(f"'{OPEN}'")
LONGEST = 40
AROUND = 10
"""How far from the number said others are looked for."""
OFFERED = 3
_NUMBER = re.compile(r"\s*0*(?P<number>(?P<value>\d+)[^/\s]*)\s*(?:/\s*(?P<year>\d{4}))?\s*")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`spellings`: how the register may write the number. `year` None: not said."""

    spellings: tuple[str, ...]
    value: int
    year: int | None


def parse(said: str) -> CaseNumber | None:
    """Read a number as it was said; None where it is none."""
    found = _NUMBER.fullmatch(said) if len(said) <= LONGEST else None
    if found is None:
        return None
    number = found["number"]
    spellings = dict.fromkeys((number, number.upper(), number.lower()))
    return CaseNumber(tuple(spellings), int(found["value"]), int(found["year"]) if found["year"] else None)


def is_of(number: CaseNumber) -> ColumnElement[bool]:
    """The cases in the register that bear this number."""
    bears = and_(CASES.c.number.in_(number.spellings), CASES.c.gone_on.is_(None))
    return bears if number.year is None else and_(bears, CASES.c.year == number.year)


def nearest(
    db: Connection, number: CaseNumber, scope: ColumnElement[bool], own: ColumnElement[bool] | None
) -> tuple[str, ...]:
    """Up to three numbers in `scope`, nearest first: the same in another year, then its neighbours.

    Where none is close by, the nearest open case of `own` (an office's register or less) is offered.
    """
    beside = range(max(1, number.value - AROUND), number.value + AROUND + 1)
    found = _nearest(db, number, and_(scope, CASES.c.number.in_([*number.spellings, *map(str, beside)])))
    if not found and own is not None:
        found = _nearest(db, number, and_(own, CASES.c.status == IS_OPEN))
    return found


def _nearest(db: Connection, number: CaseNumber, which: ColumnElement[bool]) -> tuple[str, ...]:
    c = CASES.c
    apart, years = func.abs(c.number_value - number.value), func.abs(c.year - (number.year or 0))
    rows = db.execute(
        select(c.number, c.year)
        .where(which, c.gone_on.is_(None))
        .group_by(c.number, c.year, c.number_value)
        .order_by(apart, years if number.year else c.year.desc(), c.year.desc(), c.number)
        .limit(OFFERED)
    )
    return tuple(f"{row.number}/{row.year}" for row in rows)
