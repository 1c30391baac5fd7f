"""The chats that speak for a person: linked, and ended with the reason kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from thads_data import conversations
from thads_data.models.organisation import Account
from thads_data.rows import put, table

ACCOUNTS = table(Account)


def link(db: Connection, channel: str, chat: str, person_id: int, now: datetime) -> None:
    """Let this chat speak for the person, whoever it spoke for before, and forget what was talked of."""
    values = {
        "channel": channel,
        "chat": chat,
        "person_id": person_id,
        "linked_at": now,
        "ended_at": None,
        "ended_because": None,
    }
    put(db, ACCOUNTS, values, ("channel", "chat"))
    conversations.forget(db, channel, chat)


def end(db: Connection, channel: str, chat: str, now: datetime, because: str) -> None:
    """Nobody is reached there any more; an account that has ended already keeps its reason."""
    here = (ACCOUNTS.c.channel == channel) & (ACCOUNTS.c.chat == chat) & ACCOUNTS.c.ended_at.is_(None)
    db.execute(update(ACCOUNTS).where(here).values(ended_at=now, ended_because=because[:200]))
