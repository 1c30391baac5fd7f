"""What messages are answered with, for the commands that answer some."""

from __future__ import annotations

from bot import app
from bot.clock import Clock
from bot.commands.problem import Problem
from bot.core.pipeline import Mind
from bot.settings import Settings
from bot.understanding.phrasebook import PhraseError
from thads_data.database import Database


def mind(database: Database, clock: Clock, found: Settings) -> Mind:
    """The understanding and the handlers, with the sentences that the agency teaches by itself."""
    try:
        return app.mind(database, clock, found.phrases)
    except PhraseError as error:
        raise Problem(f"Câu mẫu của cơ quan ({found.phrases}) có chỗ chưa đọc được: {error}") from None
