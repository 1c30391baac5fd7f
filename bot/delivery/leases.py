"""Whose claim on a row it is, and for how long."""

from __future__ import annotations

import asyncio
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock

# Whoever records a row wakes the loop that waits for it; the tick finds what another process recorded.
TICK_SECONDS = 1.0


def worker_name() -> str:
    """A name that no other loop has, here or on another machine."""
    return f"{os.getpid()}-{secrets.token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Leases:
    """What one loop claims with: its name, how long it holds a row, and the one chat it is for (None: all).

    A lease runs on the machine's own clock, never on THADS_NOW, which starts anew with the process
    and jumps when a demo moves it.
    """

    worker: str = field(default_factory=worker_name)
    lasts: timedelta = timedelta(seconds=60)
    chat: str | None = None
    clock: Clock = field(default_factory=Clock)

    def now(self) -> datetime:
        return self.clock.now()


async def rest(wake: asyncio.Event) -> None:
    """Wait until woken, or for a tick."""
    try:
        async with asyncio.timeout(TICK_SECONDS):
            await wake.wait()
    except TimeoutError:
        return
