"""The web chat over the real inbox and outbox, with answers that only repeat what was said."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn
from sqlalchemy import select

from bot.channels.web import WebChannel, web_app
from bot.channels.web_chats import Chats, Person, Said
from bot.clock import Clock
from bot.core.channel import Delivery
from bot.core.intent import Intent
from bot.core.message import Message
from bot.core.reply import Button, Reply
from thads_data import inbox, outbox
from thads_data.database import Database

START = datetime(2025, 9, 12, 7, 25)  # noqa: DTZ001 - the clock takes it as Asia/Ho_Chi_Minh
Answer = Callable[[Message], Reply]


def repeat(message: Message) -> Reply:
    """What was said, and two buttons."""
    again = Button("Nữa", Intent("help"))
    return Reply(
        message.text or f"bấm {message.press}", buttons=((again, Button("Quay lại", Intent("help"), True)),)
    )


class Echo:
    """The callables of the web chat over one database; `answer` makes each reply."""

    def __init__(self, database: Database, people: Sequence[Person], answer: Answer = repeat) -> None:
        self.database, self.answer, self._people = database, answer, people
        self.channel, self.clock = WebChannel(), Clock(START)
        self.chats = Chats(
            record=self.record,
            replies_since=self.replies_since,
            history=self.history,
            people=lambda: self._people,
            now=self.clock.now,
            advance=self.clock.advance,
        )
        self._answering: set[asyncio.Task[None]] = set()

    async def record(self, message: Message) -> None:
        """Written down before it returns; answered after."""
        if await asyncio.to_thread(self._write, message):
            task = asyncio.create_task(self._answer(message))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    def _write(self, message: Message) -> bool:
        with self.database.write() as db:
            return inbox.record(
                db,
                channel=message.channel,
                external_id=message.external_id,
                chat=message.chat,
                received_at=message.received_at,
                text=message.text,
                press=message.press,
            )

    async def _answer(self, message: Message) -> None:
        await self.channel.typing(message.chat)
        reply = await asyncio.to_thread(self.answer, message)
        await self.tell(message.chat, reply, f"in:{message.external_id}")

    async def tell(self, chat: str, reply: Reply, key: str) -> int:
        """Put a reply into the outbox and send it."""

        def put() -> int:
            with self.database.write() as db:
                made = outbox.put(
                    db, key, channel="web", chat=chat, reply=reply.to_json(), now=datetime.now(UTC)
                )
            assert made is not None
            return made

        delivery = Delivery(await asyncio.to_thread(put), chat, reply)
        await self.channel.send(delivery)
        return delivery.id

    def replies_since(self, chat: str, after: int) -> list[Delivery]:
        rows = outbox.OUTBOX.c
        wanted = select(rows.id, rows.reply).where(rows.chat == chat, rows.id > after).order_by(rows.id)
        with self.database.read() as db:
            return [Delivery(row.id, chat, Reply.from_json(row.reply)) for row in db.execute(wanted)]

    def history(self, chat: str) -> list[Said | Delivery]:
        rows = inbox.INBOX.c
        wanted = select(rows.external_id, rows.received_at, rows.text, rows.press).where(rows.chat == chat)
        with self.database.read() as db:
            said = [Said(*row) for row in db.execute(wanted.order_by(rows.id))]
        replies = self.replies_since(chat, 0)
        return [entry for pair in zip(said, replies, strict=False) for entry in pair] + said[len(replies) :]


@contextmanager
def served(echo: Echo, port: int = 0) -> Iterator[str]:
    """The web chat on a real socket of this machine; its address."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        config = uvicorn.Config(web_app(echo.channel, echo.chats), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        loops: list[asyncio.AbstractEventLoop] = []

        async def serve() -> None:
            loops.append(asyncio.get_running_loop())
            await server.serve(sockets=[listening])

        thread = threading.Thread(target=lambda: asyncio.run(serve()))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                threading.Event().wait(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            loops[0].call_soon_threadsafe(echo.channel.close)
            thread.join(10)
            assert not thread.is_alive(), "the server did not stop"
