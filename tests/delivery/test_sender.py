"""The sender: what the platform says decides what becomes of a reply."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.clock import Clock
from bot.core.channel import Capabilities, Delivery
from bot.core.errors import NotDelivered, Unreachable, Unsure, Wait
from bot.delivery.leases import Leases
from bot.delivery.sender import MOST_ATTEMPTS, Sender, backoff
from tests.delivery.people import NOW, settle_in
from thads_data import access, outbox
from thads_data.database import Database
from thads_data.models.traffic import DIGEST, DIRECTIVE, INTERACTIVE


class Platform:
    """Takes what it is sent, unless it was told to say something else first."""

    name = "fake"
    capabilities = Capabilities(buttons=True, edit=True, files=True, longest_text=4096)

    def __init__(self, *answers: Exception) -> None:
        self.answers, self.taken = list(answers), list[str]()

    async def send(self, delivery: Delivery) -> str:
        await asyncio.sleep(0)
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append(f"{delivery.chat}:{delivery.reply.headline}")
        return f"platform {delivery.id}"

    async def typing(self, chat: str) -> None:
        raise NotDelivered("never asked of the sender")


def put(database: Database, key: str, chat: str = "an", lane: int = INTERACTIVE) -> None:
    with database.write() as db:
        outbox.put(db, key, channel="fake", chat=chat, reply={"headline": key}, now=NOW, lane=lane)


def row(database: Database, key: str = "x") -> tuple[str, str | None]:
    with database.read() as db:
        found = db.execute(
            select(outbox.OUTBOX.c.state, outbox.OUTBOX.c.problem).where(outbox.OUTBOX.c.key == key)
        ).one()
    return found.state, found.problem


async def send(database: Database, platform: Platform, until: Callable[[], bool]) -> None:
    """Run a sender until something holds (at most ten seconds)."""
    sender = Sender(database, {"fake": platform}, Leases(), Clock(NOW))
    running = asyncio.create_task(sender.run())
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(until):  # noqa: ASYNC110 - it is in a database
            await asyncio.sleep(0.01)
    sender.stop()
    await running


async def test_replies_leave_in_the_order_of_their_chat(database: Database) -> None:
    for number in range(5):
        for chat in ("an", "binh"):
            put(database, f"{chat}{number}", chat)
    platform = Platform()
    await send(database, platform, lambda: row(database, "binh4")[0] == row(database, "an4")[0] == "sent")
    for chat in ("an", "binh"):
        taken = [one for one in platform.taken if one.startswith(chat)]
        assert taken == [f"{chat}:{chat}{number}" for number in range(5)]


async def test_two_senders_share_the_work_and_nothing_leaves_twice(database: Database) -> None:
    for number in range(30):
        put(database, f"m{number}", f"chat{number % 7}")
    platform = Platform()

    def done() -> bool:
        with database.read() as db:
            return (
                len(db.execute(select(outbox.OUTBOX.c.id).where(outbox.OUTBOX.c.state == "sent")).all()) == 30
            )

    await asyncio.gather(send(database, platform, done), send(database, platform, done))
    assert sorted(platform.taken) == sorted(f"chat{number % 7}:m{number}" for number in range(30))


async def test_a_platform_that_asks_for_patience_is_obeyed(database: Database) -> None:
    put(database, "x")
    platform = Platform(Wait(3600))
    await send(database, platform, lambda: row(database) == ("pending", "wait 3600 s"))
    await send(database, platform, lambda: True)
    assert platform.taken == []
    with database.write() as db:
        not_before = db.execute(select(outbox.OUTBOX.c.not_before)).scalar_one()
        assert timedelta(minutes=59) < not_before - Clock().now() <= timedelta(hours=1)
        db.execute(update(outbox.OUTBOX).values(not_before=NOW))
    await send(database, platform, lambda: row(database)[0] == "sent")
    assert platform.taken == ["an:x"]


async def test_what_was_not_taken_is_tried_again_a_little_later(database: Database) -> None:
    put(database, "x")
    platform = Platform(NotDelivered("connection refused"))
    await send(database, platform, lambda: row(database)[0] == "sent")
    assert platform.taken == ["an:x"]


async def test_what_is_never_taken_is_given_up_in_the_end(database: Database) -> None:
    put(database, "x")
    with database.write() as db:
        db.execute(update(outbox.OUTBOX).values(attempts=MOST_ATTEMPTS - 1))
    await send(database, Platform(NotDelivered("502")), lambda: row(database) == ("failed", "502"))


@pytest.mark.parametrize(
    ("lane", "state"), [(INTERACTIVE, "unknown"), (DIRECTIVE, "unknown"), (DIGEST, "pending")]
)
async def test_where_the_platform_may_have_it_only_a_digest_is_sent_once_more(
    database: Database, lane: int, state: str
) -> None:
    put(database, "x", lane=lane)
    await send(database, Platform(Unsure("read timeout")), lambda: row(database) == (state, "read timeout"))


async def test_who_cannot_be_reached_loses_the_account_and_the_reason_is_kept(database: Database) -> None:
    settle_in(database)
    put(database, "x")
    await send(database, Platform(Unreachable("blocked")), lambda: row(database) == ("failed", "blocked"))
    with database.read() as db:
        assert access.viewer_of_account(db, "fake", "an") is None
        assert access.viewer_of_account(db, "fake", "binh") is not None


async def test_a_bug_in_a_channel_stops_neither_the_sender_nor_the_next_reply(database: Database) -> None:
    put(database, "x")
    put(database, "y")
    platform = Platform(ZeroDivisionError("token 123:abc"))
    await send(database, platform, lambda: row(database, "y")[0] == "sent")
    state, problem = row(database)
    assert state == "unknown"
    assert (problem or "").startswith("ZeroDivisionError ")
    assert "token" not in (problem or "")


def test_the_wait_between_attempts_grows_up_to_a_limit() -> None:
    assert [backoff(attempt).total_seconds() for attempt in (1, 2, 5, 12)] == [1, 2, 16, 600]
