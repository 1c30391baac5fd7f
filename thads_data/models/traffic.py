"""What came in, what goes out, and what each conversation waits for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from thads_data.models.base import Base, Id

NEW, DONE, FAILED = "new", "done", "failed"
PENDING, SENDING, SENT, UNKNOWN = "pending", "sending", "sent", "unknown"
# What leaves first: answers, then directives, then digests.
INTERACTIVE, DIRECTIVE, DIGEST = 0, 1, 2

_UNDONE = text("state = 'new'")
_UNSENT = text("state IN ('pending', 'sending')")


class Incoming(Base):
    """A message as it arrived; unique by platform and the platform's own id, so a repeat is one row."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_undone", "channel", "chat", "id", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(100))
    chat: Mapped[str] = mapped_column(String(100))
    text: Mapped[str | None] = mapped_column(Text)
    press: Mapped[str | None] = mapped_column(String(64))
    """The payload of the button that was pressed: "<outbox id>:<button number>"."""
    received_at: Mapped[datetime] = mapped_column()
    state: Mapped[str] = mapped_column(String(8))
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    claimed_until: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    finished_at: Mapped[datetime | None] = mapped_column()
    reference: Mapped[str | None] = mapped_column(String(12))
    """What the apology and the log both bear when the turn failed."""


class Outgoing(Base):
    """A reply on its way out; `key` makes planning or answering twice one row."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_outbox_unsent", "channel", "chat", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_channel_chat_id", "channel", "chat", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(20))
    chat: Mapped[str] = mapped_column(String(100))
    lane: Mapped[int] = mapped_column(SmallInteger)
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    reply: Mapped[dict[str, Any]] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    not_before: Mapped[datetime] = mapped_column()
    state: Mapped[str] = mapped_column(String(8))
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    claimed_until: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    external_id: Mapped[str | None] = mapped_column(String(100))
    sent_at: Mapped[datetime | None] = mapped_column()
    problem: Mapped[str | None] = mapped_column(String(300))


class Conversation(Base):
    """Where a chat stands: the last meaning, the way back, and what we asked and wait for."""

    __tablename__ = "conversations"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    chat: Mapped[str] = mapped_column(String(100), primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column()
