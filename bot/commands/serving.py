"""The demo, and the assistant with everything that is configured."""

from __future__ import annotations

import asyncio
import socket
from datetime import datetime
from typing import Annotated

import typer

from bot import serving
from bot.clock import Clock
from bot.commands import minds, opening
from bot.commands.problem import Problem
from bot.core.pipeline import Mind
from bot.delivery.roads import NotAloneError
from thads_data.database import Database
from thads_data.demo.load import load_sample
from thads_data.errors import Refusal

# The morning of the telegram that the sample's figures come from.
START = datetime(2025, 9, 12, 7, 25)  # noqa: DTZ001 - the clock reads it as Asia/Ho_Chi_Minh


def add(commands: typer.Typer) -> None:
    commands.command("demo")(demo)
    commands.command("run")(run)


def demo(
    load_only: Annotated[bool, typer.Option("--load-only", help="Chỉ nạp dữ liệu mẫu rồi thôi")] = False,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Cổng của trang")] = None,
    now: opening.Now = None,
) -> None:
    """Tỉnh mẫu và trang trò chuyện trên máy này, không cần mạng."""
    found = opening.settings(log_from="warning")
    clock = opening.clock(now, found)
    if now is None and found.now is None:
        clock = Clock(START)
    with opening.database(found.database_url, upgrading=True) as database:
        _fill(database, clock)
        if load_only:
            typer.echo("Đã có tỉnh mẫu trong cơ sở dữ liệu.")
            return
        mind = minds.mind(database, clock, found)
        _serve(mind, found.http_host, found.http_port if port is None else port)


def _fill(database: Database, clock: Clock) -> None:
    try:
        load_sample(database, clock.now())
    except Refusal:
        raise Problem(
            "Cơ sở dữ liệu này đã có số liệu khác; tỉnh mẫu cần chỗ riêng: đặt THADS_DATABASE_URL nơi khác."
        ) from None


def _serve(mind: Mind, host: str, port: int) -> None:
    try:
        listening = serving.listen(host, port)
    except (OSError, OverflowError):
        raise Problem(f"Không mở được cổng {port} tại {host}: chọn cổng khác bằng --port.") from None
    try:
        asyncio.run(serving.serve_web(mind, listening, host, lambda: _ready(listening)))
    except NotAloneError:
        raise Problem("Một tiến trình khác đang chạy trên cơ sở dữ liệu này.") from None
    finally:
        listening.close()


def _ready(listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Mở http://{shown}:{port} trong trình duyệt (Ctrl-C để thôi).")


def run() -> None:
    """Chạy trợ lý với các kênh đã cài đặt."""
    opening.settings()
    raise Problem("Chưa cài đặt kênh nào (Telegram, Zalo). Để xem thử: thads-bot demo.")
