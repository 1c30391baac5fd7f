"""Log lines: JSON on standard error, one a line. They name rows and intents, never what people wrote."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from types import TracebackType

# These write addresses with tokens in them, or a line for every request, at INFO.
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "telegram", "uvicorn", "alembic", "apscheduler")
_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
# No vowels and nothing that looks like something else: it is read out over the phone.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


def start(level: str) -> None:
    """Send every log line of this process to standard error, as JSON, from `level` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class Lines(logging.Formatter):
    """A record as one line: structlog renders it, so a line break in a value is escaped."""

    def format(self, record: logging.LogRecord) -> str:
        # 0.15 s to import: a command that logs nothing need not pay for it.
        import structlog

        extra = {key: value for key, value in record.__dict__.items() if key not in _PLAIN}
        line: dict[str, object] = {"level": record.levelname.lower(), "event": record.getMessage(), **extra}
        if record.exc_info and record.exc_info[1] is not None:
            line |= bug(record.exc_info[1])
        line = dict(structlog.processors.TimeStamper(fmt="iso")(None, "", line))
        rendered = structlog.processors.JSONRenderer(default=str)(None, "", line)
        return rendered if isinstance(rendered, str) else rendered.decode()


def bug(error: BaseException) -> dict[str, object]:
    """What a log may say of an unexpected error: its kind and where, not its words, which can quote data."""
    return {"error": type(error).__name__, "where": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def reference() -> str:
    """A short name for one failure, which the apology and the log both bear."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))
