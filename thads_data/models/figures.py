"""Tallies (with their history), the statistics as filed, and the targets."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from thads_data.models.base import Base, Id

STATISTICS, REGISTER = "statistics", "register"
_UNIT, _EXECUTOR = text("executor_id IS NULL"), text("executor_id IS NOT NULL")


class Tally(Base):
    """What one source said of one unit (executor NULL) or one executor in it, up to the day `as_of`.

    Rows of earlier days stay: they are the snapshots that comparisons read. `category` is "" for all
    cases together. The later `as_of` answers, statistics on a tie ("statistics" sorts after "register").
    `whole` marks a line that stands for a unit with all that is below it (a province without its offices).
    """

    __tablename__ = "tallies"
    __table_args__ = (
        Index(
            "uq_tallies_unit",
            "unit_id",
            "category",
            "as_of",
            "source",
            unique=True,
            sqlite_where=_UNIT,
            postgresql_where=_UNIT,
        ),
        Index(
            "uq_tallies_executor",
            "executor_id",
            "category",
            "as_of",
            "source",
            "unit_id",
            unique=True,
            sqlite_where=_EXECUTOR,
            postgresql_where=_EXECUTOR,
        ),
        # What an import replaces and `doctor` recounts: everything of one day.
        Index("ix_tallies_as_of_unit_id", "as_of", "unit_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    category: Mapped[str] = mapped_column(String(16), default="")
    as_of: Mapped[date] = mapped_column()
    work_year: Mapped[int] = mapped_column(SmallInteger)
    source: Mapped[str] = mapped_column(String(10))
    whole: Mapped[bool] = mapped_column(default=False)
    counted_cases: Mapped[int] = mapped_column()
    enforceable_cases: Mapped[int] = mapped_column()
    done_cases: Mapped[int] = mapped_column()
    counted_money: Mapped[int] = mapped_column()
    enforceable_money: Mapped[int] = mapped_column()
    done_money: Mapped[int] = mapped_column()
    open_cases: Mapped[int] = mapped_column()
    open_money: Mapped[int] = mapped_column()
    """What remains (đồng) of the counted cases that are not closed; 0 from statistics."""
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))


class Statistic(Base):
    """One row of the statistics forms 04 and 05/TK-THA as it was filed: every column that the file had."""

    __tablename__ = "statistics"
    __table_args__ = (
        Index("ix_statistics_unit_id_as_of", "unit_id", "as_of"),
        Index("ix_statistics_import_id", "import_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    as_of: Mapped[date] = mapped_column()
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    columns: Mapped[dict[str, Any]] = mapped_column()
    """{"cases": {"co_dieu_kien": 10880, …}, "money": {…}} with the keys of rules/headers."""
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))


class Target(Base):
    """The rates a unit must reach, in force from a day on; in hundredths of a per cent (8405: 84,05%)."""

    __tablename__ = "targets"
    __table_args__ = (UniqueConstraint("unit_id", "work_year", "effective_from"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    work_year: Mapped[int] = mapped_column(SmallInteger)
    effective_from: Mapped[date] = mapped_column()
    cases_rate: Mapped[int] = mapped_column(SmallInteger)
    money_rate: Mapped[int] = mapped_column(SmallInteger)
    decision: Mapped[str | None] = mapped_column(String(100))
    decided_on: Mapped[date | None] = mapped_column()
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
