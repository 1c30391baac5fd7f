"""The arithmetic of product.md, Figures: pure and exact. Only what is shown is rounded, half up."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

CENT = Decimal("0.01")
MONEY_STEP = 100_000
"""What is needed a day is rounded up to this many đồng."""


def rate(done: int, enforceable: int) -> Fraction | None:
    """Per cent done of what is enforceable, exact; None where nothing is enforceable."""
    return Fraction(100 * done, enforceable) if enforceable else None


def shown(value: Fraction | Decimal | int) -> Decimal:
    """Two decimals, half up (away from zero), as people read it."""
    exact = Fraction(value)
    hundredths = (abs(exact.numerator) * 200 + exact.denominator) // (2 * exact.denominator)
    return from_hundredths(hundredths if exact >= 0 else -hundredths)


def shown_rate(done: int, enforceable: int) -> Decimal | None:
    """The rate as people read it; None where nothing is enforceable."""
    if not enforceable:
        return None
    return from_hundredths((done * 20_000 + enforceable) // (2 * enforceable))


def order(done: int, enforceable: int) -> int:
    """A whole number that puts rates in the very order of the exact ones, equal for equal rates only.

    Two different fractions with denominators below 10^20 (đồng) are more than 10^-40 apart.
    """
    return done * 10**40 // enforceable


def from_hundredths(stored: int) -> Decimal:
    """A stored rate (8405) as a rate (84.05)."""
    return Decimal(stored).scaleb(-2)


def points(shown_rate: Decimal, target: Decimal) -> Decimal:
    """Shown rate less target, signed."""
    return (shown_rate - target).quantize(CENT)


def short(done: int, enforceable: int, target: Decimal) -> int:
    """How many more (cases, or đồng) reach the target with what is enforceable now; 0 where it is reached."""
    numerator, denominator = target.as_integer_ratio()
    wanted = -(-numerator * enforceable // (denominator * 100))
    return max(0, wanted - done)


def needed_a_day(short: int, working_days: int, step: int = 1) -> int | None:
    """Short over the working days left, rounded up to `step`; None where no working day is left."""
    if working_days <= 0:
        return None
    return -(-short // (working_days * step)) * step


def growth(now: int, then: int) -> Decimal | None:
    """By how many per cent a count grew, shown; None where there was nothing."""
    return shown(Fraction(100 * (now - then), then)) if then else None


def years_before(day: date, years: float | Fraction | Decimal) -> date:
    """The same day that many years earlier. Parts of a year are whole months; where the month lacks the day
    (29 February), its last one. What would lie before the year 1 is the first day there is."""
    months = floor(Fraction(str(years)) * 12 + Fraction(1, 2))
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_before(day: date, days: int) -> date:
    """That many days earlier; what would lie before the year 1 is the first day there is."""
    return date.fromordinal(max(1, day.toordinal() - days))


def ranks(orders: Mapping[int, int]) -> dict[int, int]:
    """The rank of each key by its `order`: 1 is highest, equal ones share a rank."""
    places: dict[int, int] = {}
    for place, value in enumerate(sorted(orders.values(), reverse=True), start=1):
        places.setdefault(value, place)
    return {key: places[value] for key, value in orders.items()}
