"""What came in: written down once, answered in order per chat, by one worker at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, Select, func, or_, select, text, update

from thads_data.models.traffic import DONE, FAILED, NEW, Incoming
from thads_data.rows import insert_new, storable, table

LONGEST_TEXT = 10_000
"""More than any platform sends in one message; what is beyond is cut."""
LONGEST_PRESS = 64
# Any fixed number: PostgreSQL's claims take turns, so that no two see the same chat as free.
_CLAIMING = 7_204_521

INBOX = table(Incoming)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message that is ours to answer until the lease runs out."""

    id: int
    channel: str
    external_id: str
    chat: str
    text: str | None
    press: str | None
    received_at: datetime
    attempts: int
    """How often it was claimed, this time included."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was written down."""

    id: int
    external_id: str
    received_at: datetime
    text: str | None
    press: str | None


def record(
    db: Connection,
    *,
    channel: str,
    external_id: str,
    chat: str,
    received_at: datetime,
    text: str | None = None,
    press: str | None = None,
) -> bool:
    """Write a message down; False where the platform's id was there already."""
    values = {
        "channel": channel,
        "external_id": external_id,
        "chat": chat,
        "text": None if text is None else storable(text, LONGEST_TEXT),
        "press": None if press is None else storable(press, LONGEST_PRESS),
        "received_at": received_at,
        "state": NEW,
        "attempts": 0,
    }
    return insert_new(db, INBOX, values, ("channel", "external_id")) is not None


def claim(
    db: Connection,
    worker: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    channels: Collection[str],
    chat: str | None = None,
) -> list[Claimed]:
    """Take up to `limit` messages: the oldest unanswered of each chat that is not being answered."""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(_CLAIMING)))
    ours = (
        update(INBOX)
        .where(INBOX.c.id.in_(_free(now, channels, chat).limit(limit)))
        .values(claimed_by=worker, claimed_until=now + lease, attempts=INBOX.c.attempts + 1)
        .returning(*(INBOX.c[name] for name in Claimed.__dataclass_fields__))
    )
    return sorted((_claimed(row) for row in db.execute(ours)), key=lambda row: row.id)


def _free(now: datetime, channels: Collection[str], chat: str | None) -> Select[int]:
    first = (
        select(func.min(INBOX.c.id))
        .where(text("state = 'new'"), INBOX.c.channel.in_(channels))
        .group_by(INBOX.c.channel, INBOX.c.chat)
        .having(or_(func.max(INBOX.c.claimed_until).is_(None), func.max(INBOX.c.claimed_until) < now))
    )
    if chat is not None:
        first = first.where(INBOX.c.chat == chat)
    chosen = select(INBOX.c.id).where(INBOX.c.id.in_(first), INBOX.c.state == NEW).order_by(INBOX.c.id)
    return chosen.with_for_update(skip_locked=True)


def _claimed(row: Row[tuple[object, ...]]) -> Claimed:
    return Claimed(**row._mapping)


def finish(db: Connection, row_id: int, worker: str, now: datetime, reference: str | None = None) -> bool:
    """Mark it answered, or answered with an apology that bears `reference`.

    False where another worker has taken it over: then nothing may be written for it.
    """
    mine = (INBOX.c.id == row_id) & (INBOX.c.state == NEW) & (INBOX.c.claimed_by == worker)
    values = {"state": FAILED if reference else DONE, "finished_at": now, "reference": reference}
    return db.execute(update(INBOX).where(mine).values(values)).rowcount == 1


def said(db: Connection, channel: str, chat: str, limit: int) -> list[Said]:
    """The newest messages of one chat, oldest first."""
    here = (INBOX.c.channel == channel) & (INBOX.c.chat == chat)
    columns = (INBOX.c[name] for name in Said.__dataclass_fields__)
    newest = db.execute(select(*columns).where(here).order_by(INBOX.c.id.desc()).limit(limit))
    return [Said(**row._mapping) for row in newest][::-1]


def renew(db: Connection, rows: Collection[int], worker: str, until: datetime) -> None:
    """Hold on to what is still being answered."""
    if rows:
        mine = INBOX.c.id.in_(rows) & (INBOX.c.state == NEW) & (INBOX.c.claimed_by == worker)
        db.execute(update(INBOX).where(mine).values(claimed_until=until))


def release(db: Connection, channels: Collection[str]) -> None:
    """Take back every claim on these channels: only for whoever knows that no other process is at work."""
    undone = (INBOX.c.state == NEW) & INBOX.c.channel.in_(channels)
    db.execute(update(INBOX).where(undone).values(claimed_by=None, claimed_until=None))
