"""Where each chat stands, as JSON that the machine reads; forgotten when it has expired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from thads_data.models.traffic import Conversation
from thads_data.rows import put, table

CONVERSATIONS = table(Conversation)
_FIND = select(CONVERSATIONS.c.state).where(
    CONVERSATIONS.c.channel == bindparam("channel"),
    CONVERSATIONS.c.chat == bindparam("chat"),
    CONVERSATIONS.c.expires_at > bindparam("now"),
)


def find(db: Connection, channel: str, chat: str, now: datetime) -> Mapping[str, Any] | None:
    """What `keep` stored last, unless it has expired."""
    asked = {"channel": channel, "chat": chat, "now": now}
    found: Mapping[str, Any] | None = db.execute(_FIND, asked).scalar()
    return found


def keep(db: Connection, channel: str, chat: str, state: Mapping[str, Any], expires_at: datetime) -> None:
    """Store where the chat stands now, in place of what was there."""
    values = {"channel": channel, "chat": chat, "state": dict(state), "expires_at": expires_at}
    put(db, CONVERSATIONS, values, ("channel", "chat"))


def forget(db: Connection, channel: str, chat: str) -> None:
    """Start the chat anew, as when another person takes it over."""
    db.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.channel == channel, CONVERSATIONS.c.chat == chat))
