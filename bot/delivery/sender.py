"""Outbox to channels: each reply sent in the order of its chat, and settled by what the platform said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Connection

from bot import logs
from bot.clock import Clock
from bot.core.channel import Channel, Delivery
from bot.core.errors import NotDelivered, Unreachable, Unsure, Wait
from bot.core.reply import Reply
from bot.delivery.leases import Leases, rest
from thads_data import accounts, outbox
from thads_data.database import Database
from thads_data.models.traffic import DIGEST, FAILED, UNKNOWN
from thads_data.outbox import Due

# channels.md D: above sixteen at once the usual transport gets slower, not faster.
WIDTH = 16
MOST_ATTEMPTS = 12
LONGEST_BACKOFF = timedelta(minutes=10)
# A send that takes longer than its lease would be taken over while it is still on its way.
SHARE_OF_LEASE = 0.8

log = logging.getLogger(__name__)
Settle = Callable[[Connection], object]
T = TypeVar("T")


class Sender:
    """Runs until it is stopped; then it settles what is on its way."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        leases: Leases,
        clock: Clock,
        width: int = WIDTH,
    ) -> None:
        self._database, self._channels, self._leases, self._clock = database, channels, leases, clock
        self._width = width
        self._thread = ThreadPoolExecutor(2, thread_name_prefix="outbox")
        self._wake = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox now; to be called in the loop's own thread."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Claim and send until stopped."""
        while not self._stopping:
            self._wake.clear()
            for due in await self._due():
                task = asyncio.create_task(self._deliver(due))
                self._running.add(task)
                task.add_done_callback(self._done)
            # All that was due was claimed, or there is no room: a new reply or a finished delivery wakes us.
            await rest(self._wake)
        await asyncio.gather(*self._running)
        self._thread.shutdown()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._wake.set()

    async def _due(self) -> list[Due]:
        held, room = self._leases, self._width - len(self._running)
        if room <= 0:
            return []

        def claim(db: Connection) -> list[Due]:
            return outbox.claim(
                db, held.worker, held.now(), held.lasts, room, channels=self._channels, chat=held.chat
            )

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._write, claim)
        except Exception as error:
            log.exception("claim failed", exc_info=error)
            return []

    async def _deliver(self, due: Due) -> None:
        settle = await self._send(due)
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write, settle)
        except Exception as error:
            # The lease runs out and the row is treated as one whose sender died.
            log.exception("not settled", extra={"outbox": due.id}, exc_info=error)

    def _write(self, what: Callable[[Connection], T]) -> T:
        with self._database.write() as db:
            return what(db)

    async def _send(self, due: Due) -> Settle:
        """Hand it to its platform; what is then to be written about it."""
        try:
            delivery = Delivery(due.id, due.chat, Reply.from_json(due.reply))
            async with asyncio.timeout(SHARE_OF_LEASE * self._leases.lasts.total_seconds()):
                external_id = await self._channels[due.channel].send(delivery)
        except TimeoutError:
            return self._settled(due, Unsure("no answer within the lease"))
        except (NotDelivered, Unreachable) as problem:
            return self._settled(due, problem)
        except Exception as error:
            reference = logs.reference()
            log.error("send failed", extra={"reference": reference, "outbox": due.id, **logs.bug(error)})
            return self._given_up(due, f"{type(error).__name__} {reference}", UNKNOWN)
        log.info("sent", extra={"channel": due.channel, "outbox": due.id, "attempts": due.attempts})
        return lambda db: outbox.sent(db, due.id, self._leases.worker, self._clock.now(), external_id)

    def _settled(self, due: Due, problem: NotDelivered | Unreachable) -> Settle:
        """The sender's table (design.md, rule 5)."""
        log.warning(
            "not sent", extra={"channel": due.channel, "outbox": due.id, "problem": type(problem).__name__}
        )
        if isinstance(problem, Unreachable):
            return self._unreachable(due, str(problem))
        if isinstance(problem, Wait):
            return self._later(due, timedelta(seconds=problem.seconds), problem)
        if isinstance(problem, Unsure):
            again = due.lane == DIGEST and due.attempts == 1
            return (
                self._later(due, backoff(1), problem) if again else self._given_up(due, str(problem), UNKNOWN)
            )
        if due.attempts >= MOST_ATTEMPTS:
            return self._given_up(due, str(problem), FAILED)
        return self._later(due, backoff(due.attempts), problem)

    def _later(self, due: Due, after: timedelta, problem: NotDelivered) -> Settle:
        not_before = self._leases.now() + after
        return lambda db: outbox.postpone(db, due.id, self._leases.worker, not_before, str(problem))

    def _given_up(self, due: Due, problem: str, state: str) -> Settle:
        return lambda db: outbox.give_up(db, due.id, self._leases.worker, problem, state=state)

    def _unreachable(self, due: Due, problem: str) -> Settle:
        def settle(db: Connection) -> None:
            outbox.give_up(db, due.id, self._leases.worker, problem)
            accounts.end(db, due.channel, due.chat, self._clock.now(), problem)

        return settle


def backoff(attempts: int) -> timedelta:
    """One second after the first attempt, then twice as long each time."""
    return min(timedelta(seconds=2 ** (attempts - 1)), LONGEST_BACKOFF)
