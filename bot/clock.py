"""The clock: real, or started at a given moment and ticking from there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from thads_data.workdays import TIME_ZONE


class Clock:
    """`Clock()` is the machine's; `Clock(start)` begins at `start` (naive: Asia/Ho_Chi_Minh) and ticks on."""

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            start = start.replace(tzinfo=TIME_ZONE)
        self._start = start
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The moment, aware, in Asia/Ho_Chi_Minh."""
        if self._start is None:
            return datetime.now(UTC).astimezone(TIME_ZONE)
        return (self._start + timedelta(seconds=time.monotonic() - self._since)).astimezone(TIME_ZONE)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward; only a demo does."""
        self._start, self._since = self.now() + by, time.monotonic()
