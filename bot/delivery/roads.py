"""The receiver and the sender, joined and running over one set of channels."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.core.channel import Channel
from bot.core.pipeline import Mind
from bot.delivery.leases import Leases
from bot.delivery.receiver import Receiver
from bot.delivery.sender import Sender
from thads_data import inbox, outbox
from thads_data.database import Database


class NotAloneError(Exception):
    """Another process is at work on this SQLite file."""


@asynccontextmanager
async def running(
    mind: Mind, channels: Mapping[str, Channel], *, leases: Leases | None = None
) -> AsyncIterator[Receiver]:
    """Answer and send for as long as the block lasts; then finish what was begun, and begin nothing more."""
    leases = leases or Leases()
    sender = Sender(mind.database, channels, leases, mind.clock)
    receiver = Receiver(mind, channels, leases, sender.wake)
    async with asyncio.TaskGroup() as loops:
        answering = loops.create_task(receiver.run())
        loops.create_task(sender.run())
        try:
            yield receiver
        finally:
            receiver.stop()
            await answering
            sender.stop()


@contextmanager
def alone(database: Database, channels: Mapping[str, Channel]) -> Iterator[None]:
    """Hold an SQLite file for this process, and take over at once whatever a killed one had begun.

    On PostgreSQL there may be several, and what a killed one had begun is taken over as its leases run out.
    """
    if not database.is_sqlite:
        yield
        return
    path = Path(f"{database.url.database}.lock")
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise NotAloneError from None
        with database.write() as db:
            inbox.release(db, channels)
            outbox.release(db, channels)
        yield
