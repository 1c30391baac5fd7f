"""The parts joined and running: the demo as a process, over real HTTP."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot import app
from bot.channels.web_chats import Said
from bot.clock import Clock
from bot.core.channel import Delivery
from bot.serving import hosts, interleaved
from tests.delivery.people import NOW
from thads_data import inbox, outbox, schema, version
from thads_data.database import Database

ROOT = Path(__file__).resolve().parents[1]
WHO = "TN-KV4-TP"


class Demo:
    """A demo that runs: `say` and `history` are what the page does."""

    def __init__(self, folder: Path) -> None:
        environment = {
            "THADS_DATABASE_URL": f"sqlite:///{folder / 'thads.db'}",
            "THADS_HTTP_PORT": "0",
            "PATH": "/usr/bin:/bin",
        }
        program = [sys.executable, "-c", "from bot.cli import main; main()", "demo"]
        self.process = subprocess.Popen(
            program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        self.http = httpx.Client(base_url=words[1] if words else "http://never")

    def say(self, text: str, message_id: str | None = None) -> None:
        given = {"person": WHO, "id": message_id or uuid.uuid4().hex, "text": text}
        self.http.post("/api/messages", json=given).raise_for_status()

    def history(self, length: int) -> list[dict[str, Any]]:
        """What the chat shows, once it has so many entries."""
        deadline = time.monotonic() + 20
        while True:
            entries: list[dict[str, Any]] = self.http.get("/api/history", params={"person": WHO}).json()[
                "entries"
            ]
            if len(entries) >= length or time.monotonic() > deadline:
                return entries
            time.sleep(0.05)

    def end(self, how: int) -> tuple[int, str]:
        """The exit code, and what was written to standard error."""
        self.process.send_signal(how)
        self.http.close()
        _, problems = self.process.communicate(timeout=20)
        return self.process.returncode, problems


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    running = Demo(folder)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()
        running.http.close()


def test_the_demo_answers_over_http_survives_a_kill_and_stops_when_it_is_told_to(tmp_path: Path) -> None:
    with demo(tmp_path) as first:
        first.say("đơn vị tôi còn thiếu bao nhiêu", "the-very-same-message")
        said, answered = first.history(2)
        assert (said["text"], "139 việc" in answered["headline"]) == ("đơn vị tôi còn thiếu bao nhiêu", True)
        with demo(tmp_path) as second:
            code, problems = second.end(0)
            assert (code, problems.count("\n")) == (1, 1)
        first.say("cảm ơn")
        first.end(signal.SIGKILL)
    with demo(tmp_path) as again:
        again.say("đơn vị tôi còn thiếu bao nhiêu", "the-very-same-message")
        assert len(again.history(4)) == 4
        again.http.post("/api/clock", json={"advance_seconds": 3 * 24 * 3600}).raise_for_status()
        again.say("còn mấy ngày nữa hết năm công tác")
        assert "15 ngày" in json.dumps(again.history(6)[-1], ensure_ascii=False)
        assert again.end(signal.SIGTERM) == (0, "")


def test_every_intent_of_the_table_has_a_route_and_the_table_has_the_two_that_the_pipeline_needs(
    sqlite_database: Database,
) -> None:
    mind = app.mind(sqlite_database, Clock(NOW))
    assert {"unknown", "choose"} <= mind.voice.routes.keys()


def test_each_reply_is_shown_below_what_it_answers_whatever_the_clock_said() -> None:
    said = [inbox.Said(number, f"m{number}", NOW, f"text {number}", None) for number in (1, 2, 5)]
    begun = [
        outbox.Begun(number, incoming, {"headline": f"reply {number}"})
        for number, incoming in ((1, 1), (2, None), (3, 2))
    ]
    shown = [
        entry.id if isinstance(entry, Said) else entry.reply.headline
        for entry in interleaved(said, begun, "c")
    ]
    assert shown == ["m1", "reply 1", "reply 2", "m2", "reply 3", "m5"]
    assert all(isinstance(entry, Said | Delivery) for entry in interleaved(said, begun, "c"))


def test_the_page_is_reached_by_loopback_and_by_the_address_it_listens_on() -> None:
    assert "127.0.0.1" in hosts("10.0.0.5")
    assert "10.0.0.5" in hosts("10.0.0.5")
    assert hosts("0.0.0.0") == ("*",)


def test_the_version_of_the_tables_is_told_without_alembic_as_alembic_tells_it(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert version.newest() == ScriptDirectory.from_config(config).get_current_head()

    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    assert version.recorded(database) is None
    schema.upgrade(database)
    assert version.recorded(database) == version.newest()
    database.close()
