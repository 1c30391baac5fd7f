"""The parts joined: what every message is answered with. bot/serving.py runs it behind a web server."""

from __future__ import annotations

from bot.clock import Clock
from bot.core.pipeline import Mind, Voice
from bot.understanding.understand import understand
from handlers import ROUTES
from handlers.refusals import apology, refused, stranger
from thads_data.database import Database

VOICE = Voice(routes=ROUTES, stranger=stranger, refused=refused, apology=apology)


def mind(database: Database, clock: Clock) -> Mind:
    """The understanding and the handlers over one database and one clock."""
    return Mind(database, VOICE, understand, clock)
