"""One message and all that is needed to answer it, and the table that says who answers what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.core.intent import Intent
from bot.core.reply import Reply
from thads_data.access import Viewer

EVERYONE = frozenset({"executor", "chief", "leader", "country_leader", "admin"})


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the chat stands: the last meaning, the steps before it, and what we asked and wait for."""

    last: Intent | None = None
    trail: tuple[Intent, ...] = ()
    waiting: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """`now` is aware, Asia/Ho_Chi_Minh; `db` is inside the turn's one transaction."""

    viewer: Viewer
    intent: Intent
    db: Connection
    now: datetime
    talk: Talk = field(default_factory=Talk)


Handler = Callable[[Turn], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler, sentences that lead to it (a test proves that they do), and who may use it."""

    handler: Handler
    examples: tuple[str, ...]
    roles: frozenset[str] = EVERYONE
    writes: bool = False


Routes = Mapping[str, Route]
