"""The sample province, loaded once, and people who talk in it through the real pipeline."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.core import pipeline
from bot.core.intent import Intent
from bot.core.pipeline import Answer, Heard, Mind, Understand, Voice
from bot.core.reply import Button, Reply
from bot.core.turn import Talk
from bot.understanding.masking import mask
from bot.understanding.understand import understand
from handlers import ROUTES
from handlers.misheard import correctable
from handlers.refusals import apology, refused, stranger
from thads_data import access
from thads_data.access import Viewer
from thads_data.database import Database
from thads_data.demo.load import load_sample
from thads_data.workdays import TIME_ZONE

NOW = datetime(2025, 9, 12, 7, 25, tzinfo=TIME_ZONE)
VOICE = Voice(ROUTES, stranger, refused, apology, correctable)
# One person of each kind.
EXECUTOR, CHIEF, LEADER, ADMIN = "TN-KV4-CHV01", "TN-KV4-TP", "TN-TRUONG", "TN-ADMIN"


class Chat:
    """One person's chat: what they say and press, and the answers, with the talk kept from step to step."""

    def __init__(self, database: Database, code: str, now: datetime = NOW, language: str = "") -> None:
        self.database, self.code, self.now, self.language = database, code, now, language
        self.talk = Talk()
        self.answer: Answer | None = None
        self.understand: Understand = understand

    def say(self, text: str) -> Reply:
        """A typed sentence; the number or the label of a button is that button."""

        shown = self.answer.reply if self.answer else None
        return self._told(
            lambda viewer: pipeline.listen(viewer, text, self.talk, self.understand, self.now, lambda: shown)
        )

    def mean(self, intent: str, /, **slots: Any) -> Reply:
        """As if a sentence had been understood so."""
        return self._told(lambda viewer: Heard(viewer, Intent(intent, slots), self.talk))

    def press(self, label: str) -> Reply:
        """The first button of the last answer whose label begins so."""
        found = [button for button in flat(self.reply) if button.label.startswith(label)]
        assert found, f"no button {label!r} among {[button.label for button in flat(self.reply)]}"
        return self._told(lambda viewer: pipeline.press(viewer, found[0], self.talk))

    @property
    def reply(self) -> Reply:
        assert self.answer is not None
        return self.answer.reply

    @property
    def outcome(self) -> str:
        assert self.answer is not None
        return self.answer.outcome

    def _told(self, hear: Callable[[Viewer], Heard]) -> Reply:
        with self.database.read() as db:
            mind = Mind(self.database, VOICE, self.understand, Clock(self.now), mask)
            heard = hear(self._viewer(access.viewer(db, self.code)))
            self.answer = pipeline.told(db, heard, mind, self.now)
        self.talk = self.answer.talk
        return self.answer.reply

    def _viewer(self, viewer: Viewer | None) -> Viewer:
        assert viewer is not None
        return dataclasses.replace(viewer, language=self.language or viewer.language)


def flat(reply: Reply) -> list[Button]:
    return [button for row in reply.buttons for button in row]


def labels(reply: Reply) -> list[str]:
    return [button.label for button in flat(reply)]


def everything(reply: Reply) -> str:
    """All of a reply that anybody could ever read."""
    return str(reply.to_json())


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    database = Database(f"sqlite:///{path}")
    load_sample(database, NOW)
    database.close()
    return path


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Iterator[Database]:
    """To be read only: who writes asks for `own_sample`."""
    database = Database(f"sqlite:///{sample_file}")
    yield database
    database.close()


@pytest.fixture
def own_sample(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(sample_file, tmp_path / "own.db")
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    yield database
    database.close()


@pytest.fixture
def chat(sample: Database) -> Callable[..., Chat]:
    """`chat(CHIEF)` begins a talk."""
    return lambda code, **more: Chat(sample, code, **more)


@pytest.fixture
def ask(sample: Database) -> Callable[[str, str], Reply]:
    """One question, one answer."""
    return lambda code, text: Chat(sample, code).say(text)
