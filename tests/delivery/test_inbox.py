"""The inbox: recorded once, claimed in order per chat, never by two at once."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from tests.delivery.people import NOW
from thads_data import inbox
from thads_data.database import Database

LEASE = timedelta(seconds=60)


def record(database: Database, external_id: str, chat: str = "an", channel: str = "fake") -> bool:
    with database.write() as db:
        return inbox.record(
            db, channel=channel, external_id=external_id, chat=chat, received_at=NOW, text=external_id
        )


def claim(
    database: Database, worker: str = "w1", after: timedelta = timedelta(), limit: int = 10
) -> list[str]:
    with database.write() as db:
        claimed = inbox.claim(db, worker, NOW + after, LEASE, limit, channels=["fake"])
    return [row.external_id for row in claimed]


def finish(database: Database, external_id: str, worker: str = "w1") -> bool:
    with database.write() as db:
        number = db.execute(
            select(inbox.INBOX.c.id).where(inbox.INBOX.c.external_id == external_id)
        ).scalar_one()
        return inbox.finish(db, number, worker, NOW)


def test_a_message_that_comes_twice_is_recorded_once(database: Database) -> None:
    assert [record(database, "a"), record(database, "a"), record(database, "a", channel="other")] == [
        True,
        False,
        True,
    ]


def test_text_that_no_database_takes_is_recorded_without_the_offending_part(database: Database) -> None:
    assert record(database, "bad")
    with database.write() as db:
        long = "a\x00b\ud800c" + "x" * 20_000
        place = {"channel": "fake", "external_id": "nul", "chat": "an"}
        assert inbox.record(db, **place, received_at=NOW, text=long, press="1" * 80)
        stored = db.execute(select(inbox.INBOX.c.text).where(inbox.INBOX.c.external_id == "nul")).scalar_one()
    assert (stored[:4], len(stored)) == ("ab?c", inbox.LONGEST_TEXT - 1)


def test_only_the_oldest_message_of_each_chat_is_given_out(database: Database) -> None:
    for external_id, chat in (("a1", "an"), ("a2", "an"), ("b1", "binh"), ("a3", "an")):
        record(database, external_id, chat)

    assert claim(database) == ["a1", "b1"]
    assert claim(database, "w2") == []
    assert finish(database, "a1")
    assert claim(database, "w2") == ["a2"]


def test_a_limit_is_kept_and_the_oldest_goes_first(database: Database) -> None:
    for external_id in ("a", "b", "c"):
        record(database, external_id, chat=external_id)
    assert [claim(database, limit=2), claim(database, limit=2)] == [["a", "b"], ["c"]]


def test_another_channels_messages_are_left_alone(database: Database) -> None:
    record(database, "a", channel="other")
    assert claim(database) == []


def test_a_claim_that_ran_out_is_taken_over_and_the_first_worker_may_write_nothing(
    database: Database,
) -> None:
    record(database, "a")
    assert claim(database, "dead") == ["a"]
    assert claim(database, "heir", LEASE) == []
    assert claim(database, "heir", LEASE + timedelta(seconds=1)) == ["a"]
    assert not finish(database, "a", "dead")
    assert finish(database, "a", "heir")
    assert not finish(database, "a", "heir")


def test_a_renewed_claim_does_not_run_out(database: Database) -> None:
    record(database, "a")
    with database.write() as db:
        (row,) = inbox.claim(db, "w1", NOW, LEASE, 1, channels=["fake"])
    with database.write() as db:
        inbox.renew(db, [row.id], "w1", NOW + 3 * LEASE)
    assert claim(database, "heir", 2 * LEASE) == []
    assert claim(database, "heir", 4 * LEASE) == ["a"]


def test_whoever_is_alone_takes_every_claim_back(database: Database) -> None:
    record(database, "a")
    claim(database, "dead")
    with database.write() as db:
        inbox.release(db, ["fake"])
    assert claim(database, "heir") == ["a"]


def test_many_workers_share_the_work_and_keep_the_order_of_each_chat(database: Database) -> None:
    chats = ("an", "binh", "cuc")
    for number in range(60):
        record(database, f"{chats[number % 3]}{number:02}", chats[number % 3])
    done: list[str] = []
    working: set[str] = set()
    lock = threading.Lock()

    def work(worker: str) -> None:
        dice = random.Random(worker)
        while len(done) < 60:
            for external_id in claim(database, worker, limit=dice.randint(1, 3)):
                with lock:
                    assert external_id[:-2] not in working
                    working.add(external_id[:-2])
                with lock:
                    working.remove(external_id[:-2])
                    done.append(external_id)
                assert finish(database, external_id, worker)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ["w1", "w2", "w3", "w4"]))

    assert sorted(done) == sorted(set(done))
    assert all(
        [one for one in done if one.startswith(chat)] == sorted(one for one in done if one.startswith(chat))
        for chat in chats
    )
