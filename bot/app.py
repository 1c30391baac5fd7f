"""The parts joined: what every message is answered with. bot/serving.py runs it behind a web server."""

from __future__ import annotations

from pathlib import Path

from bot.clock import Clock
from bot.core.pipeline import Mind, Voice
from bot.understanding.learned import teach
from bot.understanding.masking import mask
from bot.understanding.understand import understand
from handlers import ROUTES
from handlers.misheard import correctable
from handlers.refusals import apology, refused, stranger
from thads_data.database import Database

VOICE = Voice(routes=ROUTES, stranger=stranger, refused=refused, apology=apology, correctable=correctable)


def mind(database: Database, clock: Clock, phrases: Path | None = None) -> Mind:
    """The understanding and the handlers over one database and one clock; `phrases` are the agency's own."""
    if phrases is not None:
        teach(phrases)
    return Mind(database, VOICE, understand, clock, mask)
