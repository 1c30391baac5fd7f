"""Receiver, sender and web server in one loop, until a signal says stop; then what was begun is finished."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import uvicorn

from bot.channels.web import LOOPBACK, WebChannel, web_app
from bot.channels.web_chats import Chats, Person, Said
from bot.core.channel import Delivery
from bot.core.pipeline import Mind
from bot.core.reply import Reply
from bot.delivery.receiver import Receiver
from bot.delivery.roads import alone, running
from thads_data import access, inbox, outbox, staff

# More than fits on a screen many times over; older lines are in the audit log.
SHOWN = 200
# A browser that holds its stream open is not waited for any longer.
PATIENCE_SECONDS = 5
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - only compared with


async def serve_web(mind: Mind, listening: socket.socket, host: str, ready: Callable[[], None]) -> None:
    """The local web chat on a socket that listens; NotAloneError where another process has the file."""
    channel = WebChannel()
    channels = {channel.name: channel}
    with alone(mind.database, channels):
        async with running(mind, channels) as receiver:
            page = web_app(channel, chats(mind, receiver), hosts(host))
            # What is read and compiled for the first sentence of all: nobody should have to wait for it.
            await asyncio.to_thread(mind.understand, "xin chào", mind.clock.now(), None)
            await _Server(page, channel.close, ready).serve([listening])


class _Server(uvicorn.Server):
    """Says when it is ready, and ends the open streams when it is asked to stop: it would wait for them."""

    def __init__(self, page: object, stopping: Callable[[], None], ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            page,  # type: ignore[arg-type]
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=PATIENCE_SECONDS,
        )
        super().__init__(config)
        self._stopping, self._ready = stopping, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Only stop the server: raised again, as uvicorn does, the signal would end what is in work."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._stopping()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; OSError where the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError:
        opened.close()
        raise
    opened.listen(128)
    return opened


def hosts(host: str) -> Sequence[str]:
    """The names that the page may be reached by: loopback, and the address it was told to listen on."""
    return ("*",) if host in _EVERYWHERE else (*LOOPBACK, host)


def chats(mind: Mind, receiver: Receiver) -> Chats:
    """What the web chat asks of the rest."""
    known = people(mind)
    return Chats(
        record=receiver.record,
        replies_since=lambda chat, after: replies(mind, chat, after),
        history=lambda chat: history(mind, chat),
        people=lambda: known,
        now=mind.clock.now,
        advance=mind.clock.advance,
    )


def people(mind: Mind) -> tuple[Person, ...]:
    """Everybody one can be, read once: nobody comes or goes during a demo."""
    with mind.database.read() as db:
        viewers = [access.viewer(db, one.code) for one in staff.people(db)]
    return tuple(
        Person(one.code, one.name, one.title, one.roles, one.unit.code, one.unit.name)
        for one in viewers
        if one
    )


def replies(mind: Mind, chat: str, after: int) -> list[Delivery]:
    """The replies of a chat above an id whose sending has begun."""
    with mind.database.read() as db:
        found = outbox.begun(db, WebChannel.name, chat, after=after, limit=SHOWN)
    return [Delivery(one.id, chat, Reply.from_json(one.reply)) for one in found]


def history(mind: Mind, chat: str) -> list[Said | Delivery]:
    """Both sides of a chat, each reply below what it answers."""
    with mind.database.read() as db:
        said = inbox.said(db, WebChannel.name, chat, SHOWN)
        begun = outbox.begun(db, WebChannel.name, chat, limit=SHOWN)
    return list(interleaved(said, begun, chat))


def interleaved(
    said: Sequence[inbox.Said], begun: Sequence[outbox.Begun], chat: str
) -> Iterator[Said | Delivery]:
    """By the row that each reply answers, never by time: a demo's clock starts anew with each start."""
    waiting = list(said)
    for reply in begun:
        while waiting and reply.incoming_id is not None and waiting[0].id <= reply.incoming_id:
            yield _said(waiting.pop(0))
        yield Delivery(reply.id, chat, Reply.from_json(reply.reply))
    yield from map(_said, waiting)


def _said(row: inbox.Said) -> Said:
    return Said(row.external_id, row.received_at, row.text, row.press)
