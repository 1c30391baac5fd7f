"""A messaging platform over real HTTP on loopback, which remembers what it gave out and what it accepted.

Like a real one it repeats a message until it is asked for later ones, and takes whatever it is sent.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Accepted:
    """One reply as the platform got it; `pid` is the process that sent it."""

    pid: int
    outbox: int
    chat: str
    text: str
    at: float = field(default_factory=time.monotonic)


class Platform:
    """`say` puts a message in; `accepted` is all that came out, in order."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.accepted: list[Accepted] = []
        self._lock = threading.Lock()
        self.url = ""

    def say(self, chat: str, text: str) -> None:
        with self._lock:
            self.messages.append({"id": len(self.messages) + 1, "chat": chat, "text": text})

    def updates(self, after: int) -> list[dict[str, Any]]:
        with self._lock:
            return self.messages[after : after + 20]

    def accept(self, sent: dict[str, Any]) -> str:
        with self._lock:
            self.accepted.append(Accepted(**sent))
            return str(len(self.accepted))

    def wait_for(self, pid: int) -> None:
        """Until something was accepted from this process; ten seconds at most."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not any(one.pid == pid for one in self.accepted[-50:]):
            time.sleep(0.002)

    def unanswered(self) -> int:
        with self._lock:
            return len(self.messages) - len({one.outbox for one in self.accepted})


@contextmanager
def serving() -> Iterator[Platform]:
    platform = Platform()

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(platform.updates(int(self.path.rpartition("=")[2])))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self._answer({"id": platform.accept(json.loads(body))})

        def _answer(self, what: object) -> None:
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                return  # the bot was killed while it was being answered

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return  # a bot that was killed half way through a request

    with Server(("127.0.0.1", 0), Requests) as server:
        platform.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield platform
        server.shutdown()
