"""A chat in the terminal, by the whole road: inbox, turn, outbox."""

from __future__ import annotations

import asyncio
import sys
import threading
import uuid
from typing import Annotated

import typer

from bot.channels.terminal import NAME, Terminal
from bot.commands import opening
from bot.commands.asking import minded
from bot.core.message import Message
from bot.core.pipeline import Mind
from bot.delivery.leases import Leases
from bot.delivery.roads import running
from thads_data import access, accounts
from thads_data.access import Viewer

# An answer takes milliseconds; after this long the prompt comes back without it.
PATIENCE_SECONDS = 60


def add(commands: typer.Typer) -> None:
    commands.command("chat")(chat)


def chat(
    code: Annotated[str, typer.Option("--as", help="Mã cán bộ là người hỏi", metavar="CODE")],
    now: opening.Now = None,
) -> None:
    """Trò chuyện ngay trong cửa sổ lệnh; Ctrl-D để thôi."""
    with minded(now) as mind:
        viewer = opening.viewer(mind.database, code)
        _link(mind, viewer)
        asyncio.run(_talk(mind, viewer))


def _link(mind: Mind, viewer: Viewer) -> None:
    """Let the terminal speak for the person: whoever may start this command may read the database anyway."""
    with mind.database.write() as db:
        linked = access.viewer_of_account(db, NAME, viewer.code)
        if linked is None or linked.id != viewer.id:
            accounts.link(db, NAME, viewer.code, viewer.id, mind.clock.now())


async def _talk(mind: Mind, viewer: Viewer) -> None:
    terminal, lines = Terminal(typer.echo), _lines()
    async with running(mind, {NAME: terminal}, leases=Leases(chat=viewer.code)) as receiver:
        while (line := await _next(lines)) is not None:
            terminal.said.clear()
            message = Message(NAME, uuid.uuid4().hex, viewer.code, mind.clock.now(), line)
            await receiver.record(message)
            await _answered(terminal)


def _lines() -> asyncio.Queue[str | None]:
    """What is typed, line by line, and None at its end. Its thread is left: reading cannot be stopped."""
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(queue.put_nowait, line.strip())
        loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    return queue


async def _next(lines: asyncio.Queue[str | None]) -> str | None:
    """The next line that is not empty."""
    while True:
        if sys.stdin.isatty():
            typer.echo("> ", nl=False)
        line = await lines.get()
        if line != "":
            return line


async def _answered(terminal: Terminal) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await terminal.said.wait()
    except TimeoutError:
        return
