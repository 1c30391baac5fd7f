"""What was done and told: imports, the audit log, and the office's own calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from thads_data.models.base import Base, Id


class Import(Base):
    """One file that was loaded: who, when, which content, and what it changed."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_kind_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[date | None] = mapped_column()
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column()
    counts: Mapped[dict[str, Any]] = mapped_column()


class Holiday(Base):
    """A day the office itself declared off (`off`) or working, over the calendar's own answer."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    off: Mapped[bool] = mapped_column()
    note: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column()


class Misheard(Base):
    """A sentence that was not understood, or understood wrongly; an admin says what it means (`label`)."""

    __tablename__ = "misheard"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column()
    channel: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    said: Mapped[str] = mapped_column(String(500))
    """Without the names and numbers that were in it."""
    meaning: Mapped[dict[str, Any]] = mapped_column()
    """What it was taken for: the intent and the names of its slots, never their values."""
    why: Mapped[str] = mapped_column(String(8))
    """unknown, unsure or wrong."""
    label: Mapped[str | None] = mapped_column(String(30))
    labelled_at: Mapped[datetime | None] = mapped_column()


class AuditEntry(Base):
    """What one person asked and was told."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_person_id_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column()
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str] = mapped_column(String(20))
    chat: Mapped[str] = mapped_column(String(100))
    intent: Mapped[str] = mapped_column(String(30))
    slots: Mapped[dict[str, Any]] = mapped_column()
    outcome: Mapped[str] = mapped_column(String(12))
    """answered, refused, unknown, unlinked or failed."""
    told: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column()
