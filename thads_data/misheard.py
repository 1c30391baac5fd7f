"""The sentences that were not understood, or understood wrongly, until an admin says what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from thads_data.models.records import Misheard
from thads_data.rows import storable, table

MISHEARD = table(Misheard)
UNKNOWN, UNSURE, WRONG = "unknown", "unsure", "wrong"
LONGEST = 500
_INSERT = insert(MISHEARD)


@dataclass(frozen=True, slots=True)
class Missed:
    """One such sentence, masked, what it was taken for, and how that came out."""

    said: str
    meaning: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sentence that waits for its label: the newest row of it, and how often it was said."""

    id: int
    at: datetime
    count: int
    said: str
    meaning: Mapping[str, Any]
    why: str


def record(db: Connection, one: Missed, *, at: datetime, channel: str, person_id: int | None) -> None:
    """Keep a sentence. One without a letter teaches nothing."""
    said = storable(one.said, LONGEST)
    if not any(map(str.isalpha, said)):
        return
    kept = {"said": said, "meaning": dict(one.meaning), "why": one.why}
    db.execute(_INSERT, kept | {"at": at, "channel": channel, "person_id": person_id})


def unlabelled(db: Connection, limit: int) -> list[Waiting]:
    """Each sentence once, the one that was said last first."""
    newest, count = func.max(MISHEARD.c.id).label("id"), func.count().label("count")
    same = (
        select(newest, count)
        .where(MISHEARD.c.label.is_(None))
        .group_by(MISHEARD.c.said)
        .order_by(newest.desc())
        .limit(limit)
        .subquery()
    )
    kept = (MISHEARD.c[name] for name in ("id", "at", "said", "meaning", "why"))
    rows = select(*kept, same.c.count).join_from(same, MISHEARD, MISHEARD.c.id == same.c.id)
    return [Waiting(**row._mapping) for row in db.execute(rows.order_by(MISHEARD.c.id.desc()))]


def sentence(db: Connection, row_id: int) -> str | None:
    """What a row says; None where there is none that still waits."""
    waiting = select(MISHEARD.c.said).where(MISHEARD.c.id == row_id, MISHEARD.c.label.is_(None))
    found: str | None = db.execute(waiting).scalar()
    return found


def label(db: Connection, said: str, intent: str, now: datetime) -> int:
    """Say what a sentence means, wherever it was said; how many rows waited for that."""
    waiting = (MISHEARD.c.said == said) & MISHEARD.c.label.is_(None)
    return db.execute(update(MISHEARD).where(waiting).values(label=intent, labelled_at=now)).rowcount
