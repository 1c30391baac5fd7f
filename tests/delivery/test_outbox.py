"""The outbox: planned once, claimed answers first and in order per chat, settled by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.delivery.people import NOW
from thads_data import outbox
from thads_data.database import Database
from thads_data.models.traffic import DIGEST, DIRECTIVE, INTERACTIVE

LEASE = timedelta(seconds=60)
LATE = timedelta(seconds=61)


def put(database: Database, key: str, chat: str = "an", lane: int = INTERACTIVE) -> int | None:
    with database.write() as db:
        return outbox.put(db, key, channel="fake", chat=chat, reply={"headline": key}, now=NOW, lane=lane)


def claim(
    database: Database, worker: str = "w1", after: timedelta = timedelta(), limit: int = 10
) -> list[str]:
    with database.write() as db:
        due = outbox.claim(db, worker, NOW + after, LEASE, limit, channels=["fake"])
    return [row.reply["headline"] for row in due]


def state(database: Database, key: str) -> str:
    with database.read() as db:
        return str(db.execute(select(outbox.OUTBOX.c.state).where(outbox.OUTBOX.c.key == key)).scalar_one())


def sent(database: Database, row_id: int, worker: str = "w1") -> bool:
    with database.write() as db:
        return outbox.sent(db, row_id, worker, NOW, "platform id")


def test_what_is_planned_twice_is_one_row(database: Database) -> None:
    assert put(database, "in:1:0") is not None
    assert put(database, "in:1:0") is None
    assert claim(database) == ["in:1:0"]


def test_answers_leave_before_directives_and_directives_before_digests(database: Database) -> None:
    put(database, "digest", "an", DIGEST)
    put(database, "directive", "binh", DIRECTIVE)
    put(database, "answer", "cuc")
    assert [claim(database, limit=1) for _ in range(3)] == [["answer"], ["directive"], ["digest"]]


def test_a_chat_gets_its_replies_in_order_and_one_at_a_time(database: Database) -> None:
    first = put(database, "1")
    put(database, "2")
    assert first is not None
    assert (claim(database), claim(database, "w2")) == (["1"], [])
    assert sent(database, first)
    assert claim(database, "w2") == ["2"]


def test_a_reply_that_waits_holds_back_the_later_ones_of_its_chat(database: Database) -> None:
    first = put(database, "1")
    put(database, "2")
    put(database, "other", "binh")
    assert first is not None
    assert claim(database) == ["1", "other"]
    with database.write() as db:
        assert outbox.postpone(db, first, "w1", NOW + timedelta(seconds=5), "wait 5 s")
    assert claim(database, after=timedelta(seconds=4)) == []
    assert claim(database, after=timedelta(seconds=5)) == ["1"]


@pytest.mark.parametrize(
    ("lane", "claims", "ends"),
    [
        (INTERACTIVE, ["x", "x", "x"], "sending"),
        (DIRECTIVE, ["x"], "unknown"),
        (DIGEST, ["x", "x"], "unknown"),
    ],
)
def test_after_its_sender_died_an_answer_is_sent_again_a_digest_once_a_directive_never(
    database: Database, lane: int, claims: list[str], ends: str
) -> None:
    put(database, "x", lane=lane)
    found = [claim(database, f"w{times}", LATE * times) for times in range(3)]
    assert [key for keys in found for key in keys] == claims
    assert state(database, "x") == ends


def test_who_was_taken_over_settles_nothing(database: Database) -> None:
    row = put(database, "x")
    assert row is not None
    claim(database, "dead")
    claim(database, "heir", LATE)
    assert (sent(database, row, "dead"), sent(database, row, "heir")) == (False, True)
    assert state(database, "x") == "sent"


def test_whoever_is_alone_ends_every_lease(database: Database) -> None:
    put(database, "x")
    claim(database, "dead")
    with database.write() as db:
        outbox.release(db, ["fake"])
    assert claim(database, "heir") == ["x"]


def test_a_reply_is_read_only_in_its_own_chat(database: Database) -> None:
    row = put(database, "x")
    assert row is not None
    claim(database)
    with database.read() as db:
        assert outbox.reply(db, row, "fake", "an") == {"headline": "x"}
        assert outbox.reply(db, row, "fake", "binh") is None
        assert outbox.newest(db, "fake", "an") == {"headline": "x"}
        assert outbox.newest(db, "fake", "binh") is None
