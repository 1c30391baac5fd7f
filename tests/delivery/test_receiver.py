"""Receiver and sender together, over both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.core.message import Message
from bot.delivery.leases import Leases
from bot.delivery.roads import NotAloneError, alone, running
from tests.delivery.people import NOW, mind, settle_in
from tests.delivery.test_sender import Platform
from thads_data import inbox, outbox
from thads_data.database import Database

CHATS = ("an", "binh", "cuc", "dung", "em")


class TypingPlatform(Platform):
    """Also notes for whom something was being written."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = list[str]()

    async def typing(self, chat: str) -> None:
        self.typed.append(chat)


def message(number: int, chat: str, text: str) -> Message:
    return Message("fake", f"m{number}", chat, NOW, text)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what is waited for is in a database
            await asyncio.sleep(0.01)


async def test_a_message_is_answered_and_the_chat_sees_that_it_is_being_written(database: Database) -> None:
    settle_in(database)
    platform = TypingPlatform()
    async with running(mind(database), {"fake": platform}) as receiver:
        assert await receiver.record(message(1, "an", "echo hello"))
        assert not await receiver.record(message(1, "an", "echo hello"))
        await until(lambda: bool(platform.taken))
    assert (platform.taken, platform.typed) == (["an:hello"], ["an"])


async def test_two_receivers_share_the_work_and_each_chat_is_answered_in_order(database: Database) -> None:
    settle_in(database, chats=CHATS)
    one, other = TypingPlatform(), TypingPlatform()
    async with running(mind(database), {"fake": one}) as first, running(mind(database), {"fake": other}):
        for number in range(50):
            await first.record(message(number, CHATS[number % 5], f"echo {number:02}"))
        first.stop()
        await until(lambda: len(one.taken + other.taken) == 50)
    with database.read() as db:
        stored = db.execute(
            select(outbox.OUTBOX.c.chat, outbox.OUTBOX.c.reply).order_by(outbox.OUTBOX.c.id)
        ).all()
    for chat in CHATS:
        replies = [reply["headline"] for whose, reply in stored if whose == chat]
        assert replies == sorted(replies)
    assert len(stored) == 50


async def test_what_was_recorded_before_the_start_is_answered(database: Database) -> None:
    settle_in(database)
    with database.write() as db:
        inbox.record(db, channel="fake", external_id="m1", chat="an", received_at=NOW, text="echo early")
    platform = Platform()
    async with running(mind(database), {"fake": platform}):
        await until(lambda: bool(platform.taken))
    assert platform.taken == ["an:early"]


async def test_a_turn_that_a_dead_worker_had_begun_is_taken_over_when_its_lease_runs_out(
    database: Database,
) -> None:
    settle_in(database)
    held = Leases(lasts=timedelta(seconds=0.3))
    with database.write() as db:
        inbox.record(db, channel="fake", external_id="m1", chat="an", received_at=NOW, text="echo late")
        assert inbox.claim(db, "dead", held.now(), held.lasts, 1, channels=["fake"])
    platform = Platform()
    async with running(mind(database), {"fake": platform}, leases=held):
        await until(lambda: bool(platform.taken))
    assert platform.taken == ["an:late"]


async def test_stopping_finishes_what_was_begun(database: Database) -> None:
    settle_in(database, chats=CHATS)
    async with running(mind(database), {"fake": Platform()}) as receiver:
        for number in range(20):
            await receiver.record(message(number, CHATS[number % 5], f"echo {number}"))
    with database.read() as db:
        claimed = select(func.count()).where(
            inbox.INBOX.c.state == "new", inbox.INBOX.c.claimed_by.is_not(None)
        )
        on_its_way = select(func.count()).where(outbox.OUTBOX.c.state == "sending")
        assert (db.execute(claimed).scalar(), db.execute(on_its_way).scalar()) == (0, 0)


def test_only_one_process_works_on_an_sqlite_file(sqlite_database: Database, tmp_path: Path) -> None:
    with alone(sqlite_database, {}):
        second = Database(f"sqlite:///{tmp_path / 'thads.db'}")
        with pytest.raises(NotAloneError), alone(second, {}):
            pass
        second.close()
    with alone(sqlite_database, {}):
        pass
