"""Killed at any moment: nothing is lost, nor answered twice unless the platform had accepted it just then."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from tests.delivery.people import settle_in
from tests.delivery.platform import Accepted, Platform, serving
from thads_data import inbox, outbox
from thads_data.database import Database
from thads_data.models.organisation import Person

ROOT = Path(__file__).resolve().parents[2]
CHATS = ("an", "binh", "cuc", "dung")
# The bot is working on about this many messages whenever it is killed.
IN_FLIGHT = 30
# The share of kills that fall on a bot which has answered something; the others may still be starting.
AT_WORK = 0.7


class Bots:
    """Bots that can be started and killed; `killed` maps a process to the moment it died."""

    def __init__(self, database: Database, platform: Platform, lease: float) -> None:
        url = database.url.render_as_string(hide_password=False)
        arguments = [sys.executable, "-m", "tests.delivery.crash_bot", url, platform.url, str(lease)]
        self._parent = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1
        )
        self.killed: dict[int, float] = {}

    def start(self) -> int:
        assert self._parent.stdin is not None
        self._parent.stdin.write("start\n")
        return int(self._read())

    def kill(self, bot: int) -> None:
        os.kill(bot, signal.SIGKILL)
        assert self._read() == "gone"
        self.killed[bot] = time.monotonic()

    def close(self) -> None:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.wait(10)
        self._parent.stdout.close()

    def _read(self) -> str:
        assert self._parent.stdout is not None
        return self._parent.stdout.readline().strip()


@contextmanager
def messages_flowing(platform: Platform) -> Iterator[None]:
    """People write, each in turn, as fast as they are answered; every second message changes something."""
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.002):
            if platform.unanswered() < IN_FLIGHT:
                number = len(platform.messages)
                what = "count" if number // len(CHATS) % 2 else "echo"
                platform.say(CHATS[number % len(CHATS)], f"{what} {number + 1}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def kill_while_messages_flow(database: Database, kills: int, lease: float) -> tuple[Platform, Bots]:
    """Start, wait a random moment, kill; and in the end let the last bot finish."""
    settle_in(database, chats=CHATS)
    dice = random.Random(kills)
    with serving() as platform:
        bots = Bots(database, platform, lease)
        with messages_flowing(platform):
            for _ in range(kills):
                bot = bots.start()
                if dice.random() < AT_WORK:
                    platform.wait_for(bot)
                time.sleep(dice.uniform(0.0, 0.2))
                bots.kill(bot)
        bot = bots.start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (platform.unanswered() or undone(database)):
            time.sleep(0.05)
        bots.kill(bot)
        bots.close()
    return platform, bots


def undone(database: Database) -> int:
    """Rows that are not answered, or not noted as sent."""
    with database.read() as db:
        new = db.execute(select(inbox.INBOX.c.id).where(inbox.INBOX.c.state != "done")).all()
        unsent = db.execute(select(outbox.OUTBOX.c.id).where(outbox.OUTBOX.c.state != "sent")).all()
    return len(new) + len(unsent)


def check(database: Database, platform: Platform, bots: Bots) -> dict[str, int]:
    """What must hold, and the numbers that show that the test had teeth."""
    times: dict[int, list[Accepted]] = defaultdict(list)
    for one in platform.accepted:
        times[one.outbox].append(one)
    answers = [accepted[0] for accepted in times.values()]
    twice = [accepted for accepted in times.values() if len(accepted) > 1]

    said = {(one["chat"], one["text"].split()[1]) for one in platform.messages}
    assert {(one.chat, one.text.split()[0]) for one in answers} == said, "lost, or answered with another's"
    assert len(answers) == len(platform.messages), "two answers to one message"
    assert undone(database) == 0
    for accepted in twice:
        for one in accepted[:-1]:
            assert_fell_between_acceptance_and_note(one, platform, bots)
    for chat in CHATS:
        numbers = [int(one.text.split()[0]) for one in answers if one.chat == chat]
        assert numbers == sorted(numbers), "out of order"
        counted = [int(one.text.split()[1]) for one in answers if one.chat == chat and " " in one.text]
        assert counted == list(range(1, len(counted) + 1)), "a turn took effect twice or not at all"
        assert title(database, chat) == len(counted)
    return {"messages": len(platform.messages), "kills": len(bots.killed), "twice": len(twice)}


def assert_fell_between_acceptance_and_note(first: Accepted, platform: Platform, bots: Bots) -> None:
    """Its process was killed right after, before it sent anything more to that chat: it had no note yet."""
    later = [
        one
        for one in platform.accepted
        if one.pid == first.pid and one.chat == first.chat and one.at > first.at
    ]
    assert first.pid in bots.killed
    assert later == []


def title(database: Database, chat: str) -> int:
    with database.read() as db:
        return int(db.execute(select(Person.title).where(Person.code == chat.upper())).scalar_one() or 0)


def test_killed_at_sixty_moments_on_sqlite(sqlite_database: Database) -> None:
    platform, bots = kill_while_messages_flow(sqlite_database, kills=60, lease=60)
    print(check(sqlite_database, platform, bots))


def test_killed_at_ten_moments_on_postgresql(postgres_database: Database) -> None:
    platform, bots = kill_while_messages_flow(postgres_database, kills=10, lease=1)
    print(check(postgres_database, platform, bots))
