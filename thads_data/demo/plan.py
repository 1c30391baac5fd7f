"""What is to be made up: a tree of units, its people and targets, and for every office the sums to be met."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from thads_data.demo.rows import PersonRow, TargetRow, UnitRow


@dataclass(frozen=True, slots=True)
class Figures:
    """What the register of one office adds up to. Money in đồng, whole thousands.

    The `over_…` figures are of enforceable open cases decided before that day so many years ago; their
    money is what remains. The second is part of the first.
    """

    enforceable: int
    done: int
    money_enforceable: int
    money_done: int
    over_1_year: int
    over_1_year_money: int
    over_5_years: int
    over_5_years_money: int


@dataclass(frozen=True, slots=True)
class Executor:
    """Someone who holds cases of the office; `load` is their share of them against the others'."""

    code: str
    load: int


@dataclass(frozen=True, slots=True)
class Pin:
    """This number of this year is an open enforceable case of this executor."""

    number: int
    year: int
    executor: str


@dataclass(frozen=True, slots=True)
class Office:
    unit: str
    executors: tuple[Executor, ...]
    figures: Figures
    others: int
    """Cases beside the enforceable ones: not enforceable, gone elsewhere, or closed before the work year."""
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything but the cases and the statistics, which are made one office at a time when asked for.

    `days` are the days with statistics, in order; the last is `as_of`, the day of the register.
    """

    seed: int
    as_of: date
    days: tuple[date, ...]
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    targets: tuple[TargetRow, ...]
    offices: tuple[Office, ...]

    def chance(self, *of: str) -> random.Random:
        """A stream of its own for each purpose, so that one office can be made without the others."""
        return random.Random("/".join((str(self.seed), *of)))  # noqa: S311
