"""What goes out: one row a reply, claimed in order per chat, settled by what the platform said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text, update

from thads_data.models.traffic import (
    DIGEST,
    DIRECTIVE,
    FAILED,
    INTERACTIVE,
    PENDING,
    SENDING,
    SENT,
    UNKNOWN,
    Outgoing,
)
from thads_data.rows import insert_new, table

# Any fixed number: PostgreSQL's claims take turns, so that no two see the same chat as free.
_CLAIMING = 7_204_522
_LONGEST_PROBLEM = 300

OUTBOX = table(Outgoing)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """One reply that is ours to send until the lease runs out."""

    id: int
    channel: str
    chat: str
    lane: int
    reply: Mapping[str, Any]
    attempts: int
    """How often it was claimed, this time included."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A reply that the person has seen or is about to see."""

    id: int
    incoming_id: int | None
    reply: Mapping[str, Any]


def put(
    db: Connection,
    key: str,
    *,
    channel: str,
    chat: str,
    reply: Mapping[str, Any],
    now: datetime,
    lane: int = INTERACTIVE,
    incoming_id: int | None = None,
    not_before: datetime = AT_ONCE,
) -> int | None:
    """Plan a reply; None where the key is taken, so that answering or planning twice is one row."""
    values = {
        "key": key,
        "channel": channel,
        "chat": chat,
        "lane": lane,
        "incoming_id": incoming_id,
        "reply": dict(reply),
        "created_at": now,
        "not_before": not_before,
        "state": PENDING,
        "attempts": 0,
    }
    return insert_new(db, OUTBOX, values, ("key",))


def claim(
    db: Connection,
    worker: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    channels: Collection[str],
    chat: str | None = None,
) -> list[Due]:
    """Take up to `limit` replies that are due, answers first: the oldest unsent of each chat and lane.

    A lease that ran out means that its sender died, and that the platform may have the message: an answer
    is sent again, a digest once, a directive is settled as unknown.
    """
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(_CLAIMING)))
    _settle_what_must_not_repeat(db, now)
    ours = (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(_free(now, channels, chat).limit(limit)))
        .values(state=SENDING, claimed_by=worker, claimed_until=now + lease, attempts=OUTBOX.c.attempts + 1)
        .returning(*(OUTBOX.c[name] for name in Due.__dataclass_fields__))
    )
    return sorted((Due(**row._mapping) for row in db.execute(ours)), key=lambda due: (due.lane, due.id))


def _settle_what_must_not_repeat(db: Connection, now: datetime) -> None:
    once = or_(OUTBOX.c.lane == DIRECTIVE, and_(OUTBOX.c.lane == DIGEST, OUTBOX.c.attempts > 1))
    db.execute(
        update(OUTBOX)
        .where(text("state IN ('pending', 'sending')"), _lost(now), once)
        .values(state=UNKNOWN, problem="the sender stopped while it was on its way")
    )


def _lost(now: datetime) -> ColumnElement[bool]:
    return and_(OUTBOX.c.state == SENDING, OUTBOX.c.claimed_until < now)


def _free(now: datetime, channels: Collection[str], chat: str | None) -> Select[int]:
    first = (
        select(func.min(OUTBOX.c.id))
        .where(text("state IN ('pending', 'sending')"), OUTBOX.c.channel.in_(channels))
        .group_by(OUTBOX.c.channel, OUTBOX.c.chat, OUTBOX.c.lane)
    )
    if chat is not None:
        first = first.where(OUTBOX.c.chat == chat)
    due = and_(OUTBOX.c.state == PENDING, OUTBOX.c.not_before <= now)
    chosen = select(OUTBOX.c.id).where(OUTBOX.c.id.in_(first), or_(due, _lost(now)))
    return chosen.order_by(OUTBOX.c.lane, OUTBOX.c.id).with_for_update(skip_locked=True)


def sent(db: Connection, row_id: int, worker: str, now: datetime, external_id: str) -> bool:
    """The platform has it. False, as below, where the row was taken over meanwhile."""
    return _settle(db, row_id, worker, state=SENT, sent_at=now, external_id=external_id[:100])


def postpone(db: Connection, row_id: int, worker: str, not_before: datetime, problem: str) -> bool:
    """The platform has not taken it: again from `not_before` on."""
    return _settle(
        db, row_id, worker, state=PENDING, not_before=not_before, problem=problem[:_LONGEST_PROBLEM]
    )


def give_up(db: Connection, row_id: int, worker: str, problem: str, *, state: str = FAILED) -> bool:
    """It will not be sent again: FAILED, or UNKNOWN where the platform may have it."""
    return _settle(db, row_id, worker, state=state, problem=problem[:_LONGEST_PROBLEM])


def _settle(db: Connection, row_id: int, worker: str, **values: object) -> bool:
    mine = and_(OUTBOX.c.id == row_id, OUTBOX.c.state == SENDING, OUTBOX.c.claimed_by == worker)
    return db.execute(update(OUTBOX).where(mine).values(values)).rowcount == 1


def reply(db: Connection, row_id: int, channel: str, chat: str) -> Mapping[str, Any] | None:
    """What the row says, where it was for this chat; None for another's or none."""
    here = and_(OUTBOX.c.id == row_id, OUTBOX.c.channel == channel, OUTBOX.c.chat == chat)
    found: Mapping[str, Any] | None = db.execute(select(OUTBOX.c.reply).where(here)).scalar()
    return found


def newest(db: Connection, channel: str, chat: str) -> Mapping[str, Any] | None:
    """The last reply of this chat that the person can have seen; None where there is none."""
    here = and_(OUTBOX.c.channel == channel, OUTBOX.c.chat == chat, OUTBOX.c.state != PENDING)
    last = select(OUTBOX.c.reply).where(here).order_by(OUTBOX.c.id.desc()).limit(1)
    found: Mapping[str, Any] | None = db.execute(last).scalar()
    return found


def begun(db: Connection, channel: str, chat: str, *, after: int = 0, limit: int) -> list[Begun]:
    """The newest replies of one chat whose sending has begun, above the id `after`, oldest first."""
    here = and_(
        OUTBOX.c.channel == channel, OUTBOX.c.chat == chat, OUTBOX.c.id > after, OUTBOX.c.state != PENDING
    )
    columns = (OUTBOX.c[name] for name in Begun.__dataclass_fields__)
    newest = db.execute(select(*columns).where(here).order_by(OUTBOX.c.id.desc()).limit(limit))
    return [Begun(**row._mapping) for row in newest][::-1]


def release(db: Connection, channels: Collection[str]) -> None:
    """End every lease on these channels: only for whoever knows that no other process is at work."""
    held = and_(OUTBOX.c.state == SENDING, OUTBOX.c.channel.in_(channels))
    db.execute(update(OUTBOX).where(held).values(claimed_until=AT_ONCE))
