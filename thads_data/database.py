"""The one door to the database: synchronous SQLAlchemy Core, SQLite or PostgreSQL behind the same calls.

SQLite: WAL, a pool of readers, and one writer at a time that begins with BEGIN IMMEDIATE, so that a
transaction which reads and then writes can never fail on a stale snapshot.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

READERS = 4
# Another process may hold the write lock for a minute, importing a million cases: wait, do not fail.
BUSY_TIMEOUT_MS = 300_000


class Database:
    """A database by its URL. `read()` and `write()` each give a connection inside one transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writing = threading.RLock()
        if self.is_sqlite:
            if self.url.database in (None, "", ":memory:"):
                raise ValueError("an in-memory database cannot be shared between threads; name a file")
            Path(str(self.url.database)).expanduser().parent.mkdir(parents=True, exist_ok=True)
            self.reader = _sqlite_engine(url, "BEGIN", READERS)
            self.writer = _sqlite_engine(url, "BEGIN IMMEDIATE", 1)
        else:
            self.reader = self.writer = create_engine(
                self.url.set(drivername="postgresql+psycopg"),
                pool_size=READERS + 2,
                pool_pre_ping=True,
                # The same few connections stay in use, so that what they have prepared is used again.
                pool_use_lifo=True,
                connect_args={"prepare_threshold": 2},
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: one snapshot from its first statement to its last."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.reader.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write: committed when the block ends, rolled back when it raises."""
        if not self.is_sqlite:
            with self.writer.begin() as connection:
                yield connection
            return
        with self._writing, self.writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        self.reader.dispose()
        self.writer.dispose()


def _sqlite_engine(url: str, begin: str, size: int) -> Engine:
    engine = create_engine(url, pool_size=size, max_overflow=0, pool_timeout=BUSY_TIMEOUT_MS / 1000)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            # FULL: what a platform was told we have must outlive a power cut, not only a crash.
            "synchronous=FULL",
            "foreign_keys=ON",
            "temp_store=FILE",
            "cache_size=-65536",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
