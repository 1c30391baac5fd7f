"""A bot to be killed: `python -m tests.delivery.crash_bot DATABASE_URL PLATFORM_URL LEASE_SECONDS`.

For each line on its input it forks a process that is a whole bot, and writes its process id. All is imported
before the fork, so that a bot is at work a moment after its start and fifty can be killed in seconds.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import sys
from contextlib import nullcontext
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from sqlalchemy import select, update

from bot.clock import Clock
from bot.core.channel import Capabilities, Delivery
from bot.core.errors import Unsure
from bot.core.message import Message
from bot.core.pipeline import Mind, Voice
from bot.core.reply import Reply
from bot.core.turn import Route, Turn
from bot.delivery.leases import Leases
from bot.delivery.receiver import Receiver
from bot.delivery.roads import alone, running
from tests.delivery.people import NOW, VOICE, mask, understand
from thads_data.database import Database
from thads_data.models.organisation import Person


def count(turn: Turn) -> Reply:
    """Writes: one more on the person's own counter. So the count shows whether any turn took effect twice."""
    mine = Person.id == turn.viewer.id
    number = int(turn.db.execute(select(Person.title).where(mine)).scalar_one() or 0) + 1
    turn.db.execute(update(Person).where(mine).values(title=str(number)))
    return Reply(f"{turn.intent.slots['rest']} {number}")


WITH_COUNT = Voice(
    routes=MappingProxyType({**VOICE.routes, "count": Route(count, ("count 1",), writes=True)}),
    stranger=VOICE.stranger,
    refused=VOICE.refused,
    apology=VOICE.apology,
    correctable=VOICE.correctable,
)


class Http:
    """The platform as a channel, a connection for each call."""

    name = "fake"
    capabilities = Capabilities(buttons=True, edit=False, files=False, longest_text=4096)

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc

    async def send(self, delivery: Delivery) -> str:
        text = delivery.reply.headline
        sent = {"pid": os.getpid(), "outbox": delivery.id, "chat": delivery.chat, "text": text}
        answer = await asyncio.to_thread(self._call, "POST", "/send", json.dumps(sent))
        return str(answer["id"])

    async def typing(self, chat: str) -> None:
        return

    async def receive(self, receiver: Receiver) -> None:
        """Ask for later messages only when the earlier ones are in the inbox."""
        after = 0
        while True:
            for one in await asyncio.to_thread(self._call, "GET", f"/updates?after={after}", None):
                await receiver.record(Message("fake", str(one["id"]), one["chat"], NOW, one["text"]))
                after = one["id"]
            await asyncio.sleep(0.005)

    def _call(self, method: str, path: str, body: str | None):  # type: ignore[no-untyped-def]
        connection = http.client.HTTPConnection(self._address, timeout=30)
        try:
            connection.request(method, path, body)
            return json.loads(connection.getresponse().read())
        except OSError as error:
            raise Unsure(str(error)) from error
        finally:
            connection.close()


async def live(database: Database, url: str, lease: timedelta) -> None:
    channel = Http(url)
    mind = Mind(database, WITH_COUNT, understand, Clock(NOW), mask)
    with alone(database, {"fake": channel}) if database.is_sqlite else nullcontext():
        async with running(mind, {"fake": channel}, leases=Leases(lasts=lease)) as receiver:
            await channel.receive(receiver)


def main(database_url: str, platform_url: str, lease: str) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(live(Database(database_url), platform_url, timedelta(seconds=float(lease))))
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
