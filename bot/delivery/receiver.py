"""Inbox to turns: each message answered whole in a worker thread, in order per chat, chats in parallel."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Connection

from bot import logs
from bot.core import pipeline
from bot.core.channel import Channel
from bot.core.errors import NotDelivered, Unreachable
from bot.core.message import Message
from bot.core.pipeline import Answer, Heard, Mind
from bot.delivery.leases import Leases, rest
from thads_data import access, inbox, outbox
from thads_data.access import Viewer
from thads_data.database import READERS
from thads_data.inbox import Claimed

# A message that was begun so often, over so long, and never finished takes its process down with it: it gets
# the apology. A process that is only restarted many times must not cost anyone their answer.
MOST_ATTEMPTS = 20
LONGEST_TRYING = timedelta(minutes=15)
# Beside the turns: claiming, and writing down what comes in.
EXTRA_THREADS = 3

log = logging.getLogger(__name__)


class TakenOverError(Exception):
    """The lease ran out and another worker answers: nothing of ours may be written."""


class TooOftenError(Exception):
    """The message was begun again and again and never finished."""


class Receiver:
    """Runs until it is stopped; then it finishes the turns that it began."""

    def __init__(
        self,
        mind: Mind,
        channels: Mapping[str, Channel],
        leases: Leases,
        answered: Callable[[], None],
        width: int = READERS,
    ) -> None:
        self._mind, self._channels, self._leases, self._answered = mind, channels, leases, answered
        self._width = width
        self._threads = ThreadPoolExecutor(width + EXTRA_THREADS, thread_name_prefix="turn")
        self._wake = asyncio.Event()
        self._running: dict[int, asyncio.Task[None]] = {}
        self._stopping = False

    async def record(self, message: Message) -> bool:
        """Write a message down and answer it soon. Once this returns, the platform may be told of it.

        False where it was there already.
        """
        new = await asyncio.get_running_loop().run_in_executor(self._threads, self._record, message)
        self._wake.set()
        return new

    def _record(self, message: Message) -> bool:
        with self._mind.database.write() as db:
            return inbox.record(
                db,
                channel=message.channel,
                external_id=message.external_id,
                chat=message.chat,
                received_at=message.received_at,
                text=message.text,
                press=message.press,
            )

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Claim and answer until stopped."""
        while not self._stopping:
            self._wake.clear()
            for row in await self._claimed():
                self._running[row.id] = asyncio.create_task(self._answer(row))
            # All that could be claimed was, or there is no room: a new message or the end of a turn wakes us.
            await rest(self._wake)
        await asyncio.gather(*self._running.values())
        self._threads.shutdown()

    async def _claimed(self) -> list[Claimed]:
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._claim, list(self._running)
            )
        except Exception as error:
            log.exception("claim failed", exc_info=error)
            return []

    def _claim(self, running: list[int]) -> list[Claimed]:
        """What there is room for; what is still being answered is held on to."""
        held, room = self._leases, self._width - len(running)
        now = held.now()
        with self._mind.database.write() as db:
            inbox.renew(db, running, held.worker, now + held.lasts)
            if room <= 0:
                return []
            return inbox.claim(
                db, held.worker, now, held.lasts, room, channels=self._channels, chat=held.chat
            )

    async def _answer(self, row: Claimed) -> None:
        typing = asyncio.create_task(self._show_typing(row))
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, answer_row, self._mind, row, self._leases.worker
        )
        try:
            await work
        except Exception as error:
            # Not even the apology could be written: the lease runs out and the message is tried again.
            log.exception("turn lost", extra={"inbox": row.id}, exc_info=error)
        finally:
            typing.cancel()
            await asyncio.gather(typing, return_exceptions=True)
            self._running.pop(row.id, None)
            self._wake.set()
            self._answered()

    async def _show_typing(self, row: Claimed) -> None:
        try:
            await self._channels[row.channel].typing(row.chat)
        except (NotDelivered, Unreachable):
            return


def answer_row(mind: Mind, row: Claimed, worker: str) -> None:
    """One turn: the answer, the audit line, the outbox row and the inbox row done, together or not at all."""
    message = Message(row.channel, row.external_id, row.chat, row.received_at, row.text, row.press)

    def who(db: Connection) -> Viewer | None:
        return access.viewer_of_account(db, row.channel, row.chat)

    def hear(db: Connection) -> Heard:
        now = mind.clock.now()
        if row.attempts > MOST_ATTEMPTS and now - row.received_at > LONGEST_TRYING:
            raise TooOftenError
        return pipeline.hear(db, who(db), message, mind.understand, now)

    def settle(db: Connection, answer: Answer) -> None:
        now = mind.clock.now()
        if not inbox.finish(db, row.id, worker, now, answer.reference):
            raise TakenOverError
        key, reply = f"in:{row.id}:0", answer.reply.to_json()
        outbox.put(db, key, channel=row.channel, chat=row.chat, reply=reply, now=now, incoming_id=row.id)
        pipeline.keep(db, message, answer, now)

    try:
        answer_or_apologise(mind, who, hear, settle, channel=row.channel, inbox=row.id)
    except TakenOverError:
        log.warning("taken over", extra={"inbox": row.id})


def answer_or_apologise(
    mind: Mind,
    who: Callable[[Connection], Viewer | None],
    hear: Callable[[Connection], Heard],
    settle: Callable[[Connection, Answer], None],
    **facts: object,
) -> Answer:
    """Answer what was heard; `facts` are for the log.

    A bug is rolled back, logged once, and answered with the apology in a transaction of its own.
    """
    began = time.perf_counter()
    try:
        answer = pipeline.respond(mind, hear, mind.clock.now(), settle)
    except TakenOverError:
        raise
    except Exception as error:
        reference = logs.reference()
        log.error("turn failed", extra={"reference": reference, **facts, **logs.bug(error)})
        with mind.database.write() as db:
            answer = pipeline.apology(mind.voice, who(db), reference)
            settle(db, answer)
    meaning = answer.reply.meaning or answer.intent
    milliseconds = round(1000 * (time.perf_counter() - began), 1)
    log.info("turn", extra={"intent": meaning.name, "outcome": answer.outcome, "ms": milliseconds, **facts})
    return answer
