"""The case register (sổ thụ lý) as its last export gave it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from thads_data.models.base import Base, Id

OPEN, COMPLETED, TERMINATED = "open", "completed", "terminated"
ENFORCEABLE, UNENFORCEABLE, POSTPONED, SUSPENDED, ENTRUSTED, WITHDRAWN = (
    "enforceable",
    "unenforceable",
    "postponed",
    "suspended",
    "entrusted",
    "withdrawn",
)
# One bit each in Case.categories; the order is stored data and must never change.
CATEGORIES = ("credit", "corruption", "key", "land", "insurance", "complaint", "administrative")

_OPEN = text("status = 'open' AND gone_on IS NULL")
_CLOSED = text("status <> 'open' AND gone_on IS NULL")
# What lists ask of a case. Status and gone_on too: only then does SQLite answer from the index alone.
_LISTED = ("decided", "remaining", "idle_from", "categories", "status", "gone_on")


class Case(Base):
    """One enforcement decision (việc). Its key is number, decision date and unit. Money is in đồng.

    `gone_on` is the as-of day of the first register that no longer had the case: from that day it is not
    counted, and stays as history.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "decided"),
        Index("ix_cases_number", "number", "year", "unit_id", "executor_id"),
        # Lists are counted, summed and cut to a page in these indexes alone: for the country, and for units.
        Index(
            "ix_cases_open",
            "class",
            *_LISTED,
            "step",
            "last_verified",
            "unit_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_cases_open_unit", "unit_id", "class", *_LISTED, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_cases_open_executor", "executor_id", "decided", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_cases_closed_unit",
            "unit_id",
            "status",
            "closed_on",
            "decided",
            "remaining",
            "idle_from",
            "categories",
            "class",
            "gone_on",
            sqlite_where=_CLOSED,
            postgresql_where=_CLOSED,
        ),
        Index(
            "ix_cases_closed_executor",
            "executor_id",
            "closed_on",
            sqlite_where=_CLOSED,
            postgresql_where=_CLOSED,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    executor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    number: Mapped[str] = mapped_column(String(40))
    """Without prefix, suffix and year: "45" of "45/QĐ-CTHADS"."""
    number_value: Mapped[int] = mapped_column()
    """The leading digits of the number, for sorting as a number."""
    decided: Mapped[date] = mapped_column()
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str | None] = mapped_column(String(12))
    debtor: Mapped[str | None] = mapped_column(Text)
    creditor: Mapped[str | None] = mapped_column(Text)
    categories: Mapped[int] = mapped_column(SmallInteger, default=0)
    other_categories: Mapped[str | None] = mapped_column(Text)
    case_class: Mapped[str] = mapped_column("class", String(14))
    status: Mapped[str] = mapped_column(String(10))
    closed_on: Mapped[date | None] = mapped_column()
    due: Mapped[int] = mapped_column()
    done: Mapped[int] = mapped_column()
    remaining: Mapped[int] = mapped_column()
    """due − done, kept so that lists can sort and sum by it."""
    last_action: Mapped[date | None] = mapped_column()
    idle_from: Mapped[date] = mapped_column()
    """The last action, or the decision date where there was none."""
    last_verified: Mapped[date | None] = mapped_column()
    step: Mapped[str | None] = mapped_column(String(100))
    """A code of rules/steps, or the words of the file where no code fits."""
    step_on: Mapped[date | None] = mapped_column()
    held: Mapped[int] = mapped_column(default=0)
    held_since: Mapped[date | None] = mapped_column()
    digest: Mapped[int] = mapped_column()
    """64 bits over all that the file says of the case: equal digests, nothing changed."""
    gone_on: Mapped[date | None] = mapped_column()
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
