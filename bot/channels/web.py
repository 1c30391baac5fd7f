"""The local web chat of the demo: a channel, and the pages and addresses that a browser talks to.

Whoever opens the page may be anyone of the sample province. So it is served only by `thads-bot demo`, on
loopback unless told otherwise, and never by `thads-bot run`: there, people will come by a signed link.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from bot.channels import web_requests
from bot.channels.web_chats import Chats, entry_json, person_json
from bot.channels.web_requests import Rejected
from bot.core.channel import Capabilities, Delivery

PAGE = Path(__file__).with_name("web")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
# Proxies and browsers give up on a connection that is silent for long.
HEARTBEAT_SECONDS = 15.0
# A browser that reads more slowly than this is let go; it comes back and reads what it missed.
MOST_UNREAD = 200
_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}

Signal = Delivery | Literal["typing", "clock", "end"]


class WebChannel:
    """Tells the open pages of a chat what has been sent to it. Used within one event loop."""

    name = "web"
    capabilities = Capabilities(buttons=True, edit=False, files=False, longest_text=20_000)

    def __init__(self) -> None:
        self.run = secrets.token_hex(8)
        """Another one after a restart, so that a page knows that what it shows may be of another database."""
        self._ears: defaultdict[str, set[asyncio.Queue[Signal]]] = defaultdict(set)
        self._closed = False

    async def send(self, delivery: Delivery) -> str:
        """Show it on the pages that are open. The outbox row is what the others will read when they come."""
        self._tell(delivery.chat, delivery)
        return str(delivery.id)

    async def typing(self, chat: str) -> None:
        self._tell(chat, "typing")

    def clock_moved(self) -> None:
        for chat in list(self._ears):
            self._tell(chat, "clock")

    def close(self) -> None:
        """End every stream, so that the server can stop; pages come back by themselves."""
        self._closed = True
        for chat in list(self._ears):
            self._tell(chat, "end")

    @contextmanager
    def listening(self, chat: str) -> Iterator[asyncio.Queue[Signal]]:
        """What is told to the chat from here on."""
        queue: asyncio.Queue[Signal] = asyncio.Queue(MOST_UNREAD)
        if self._closed:
            queue.put_nowait("end")
        self._ears[chat].add(queue)
        try:
            yield queue
        finally:
            self._ears[chat].discard(queue)
            if not self._ears[chat]:
                del self._ears[chat]

    def listeners(self, chat: str) -> int:
        """How many pages of the chat are open."""
        return len(self._ears.get(chat, ()))

    def _tell(self, chat: str, signal: Signal) -> None:
        for queue in self._ears.get(chat, ()):
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait("end")
            else:
                queue.put_nowait(signal)


def web_app(channel: WebChannel, chats: Chats, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """The page and its addresses. `hosts` are the names it may be reached by ("*": any)."""
    endpoints = _Endpoints(channel, chats)
    return Starlette(
        routes=[
            Route("/", _page),
            Mount("/static", StaticFiles(directory=PAGE)),
            Route("/api/people", endpoints.people),
            Route("/api/history", endpoints.history),
            Route("/api/messages", endpoints.messages, methods=["POST"]),
            Route("/api/events", endpoints.events),
            Route("/api/clock", endpoints.clock),
            Route("/api/clock", endpoints.advance, methods=["POST"]),
        ],
        # A name that is not ours is another site's, pointed at this machine to read over our shoulder.
        middleware=[Middleware(_with_headers), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={Rejected: _rejected},
    )


class _Endpoints:
    """The addresses below /api, over one channel and one set of chats."""

    def __init__(self, channel: WebChannel, chats: Chats) -> None:
        self.channel, self.chats = channel, chats

    async def people(self, _request: Request) -> Response:
        people = await run_in_threadpool(self.chats.people)
        return JSONResponse({"people": [person_json(person) for person in people]})

    async def history(self, request: Request) -> Response:
        chat = await self._chat(request.query_params.get("person"))
        entries = await run_in_threadpool(self.chats.history, chat)
        last = max((entry.id for entry in entries if isinstance(entry, Delivery)), default=0)
        shown = [entry_json(entry) for entry in entries]
        return JSONResponse({"run": self.channel.run, "last": last, "entries": shown})

    async def messages(self, request: Request) -> Response:
        given = await web_requests.body(request)
        chat = await self._chat(given.get("person"))
        message = web_requests.message(given, chat, self.chats.now())
        await self.chats.record(message)
        return JSONResponse({"id": message.external_id, "at": message.received_at.isoformat()})

    async def events(self, request: Request) -> Response:
        chat = await self._chat(request.query_params.get("person"))
        return StreamingResponse(
            self._stream(chat, web_requests.after(request)),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},
        )

    async def clock(self, _request: Request) -> Response:
        return JSONResponse(self._clock_json())

    async def advance(self, request: Request) -> Response:
        by = web_requests.advance(await web_requests.body(request))
        await run_in_threadpool(self.chats.advance, by)
        self.channel.clock_moved()
        return JSONResponse(self._clock_json())

    async def _chat(self, person: object) -> str:
        """The chat of a person of the sample: it bears the person's code."""
        people = await run_in_threadpool(self.chats.people)
        for known in people:
            if known.code == person:
                return known.code
        raise Rejected("unknown_person")

    async def _stream(self, chat: str, after: int) -> AsyncIterator[str]:
        """Replies above `after`, then whatever comes; it listens before it reads, so that it misses none."""
        with self.channel.listening(chat) as heard:
            yield "retry: 1000\n" + _event("ready", {"run": self.channel.run})
            shown = set()
            for delivery in await run_in_threadpool(self.chats.replies_since, chat, after):
                shown.add(delivery.id)
                yield _reply_event(delivery)
            while (signal := await _next(heard)) != "end":
                if isinstance(signal, Delivery):
                    if signal.id not in shown:
                        shown.add(signal.id)
                        yield _reply_event(signal)
                elif signal == "clock":
                    yield _event("clock", self._clock_json())
                else:
                    yield _event("typing", {}) if signal else ": \n\n"

    def _clock_json(self) -> dict[str, Any]:
        return {"now": self.chats.now().isoformat(timespec="seconds")}


async def _next(heard: asyncio.Queue[Signal]) -> Signal | None:
    """The next signal, or None when it has been quiet for long."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await heard.get()
    except TimeoutError:
        return None


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _reply_event(delivery: Delivery) -> str:
    return f"id: {delivery.id}\n" + _event("reply", entry_json(delivery))


async def _page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html")


async def _rejected(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Rejected):
        raise error
    return JSONResponse({"error": error.problem, "message": error.words}, status_code=error.status)


def _with_headers(app: ASGIApp) -> ASGIApp:
    """The app, every answer of which forbids what the page does not need."""
    extra = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(event: Event) -> None:
            if event["type"] == "http.response.start":
                event["headers"] = [*event["headers"], *extra]
            await send(event)

        await app(scope, receive, send_with_headers)

    return wrapped
