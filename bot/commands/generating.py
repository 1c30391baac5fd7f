"""Made-up data of any size, as files or straight into a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.commands import opening
from bot.commands.problem import Problem
from thads_data.demo.country import generate
from thads_data.demo.files import write_files
from thads_data.demo.load import load_database
from thads_data.demo.plan import Plan
from thads_data.errors import Refusal


def add(commands: typer.Typer) -> None:
    commands.command("generate")(generate_)


def generate_(
    cases: Annotated[int, typer.Option("--cases", min=1, max=2_000_000, help="Số việc trong sổ thụ lý")],
    provinces: Annotated[int, typer.Option("--provinces", min=1, max=34, help="Số tỉnh")] = 1,
    folder: Annotated[Path | None, typer.Option("--to", help="Ghi thành tệp vào thư mục này")] = None,
    form: Annotated[str, typer.Option("--format", help="csv hoặc xlsx")] = "csv",
    url: Annotated[str | None, typer.Option("--database", help="Nạp thẳng vào cơ sở dữ liệu này")] = None,
    now: opening.Now = None,
) -> None:
    """Tạo số liệu mẫu cỡ bất kỳ, bằng chính cách đã tạo tỉnh mẫu."""
    if (folder is None) == (url is None):
        raise Problem("Chọn một trong hai: --to THƯ_MỤC hoặc --database URL.")
    if form not in ("csv", "xlsx"):
        raise Problem("--format là csv hoặc xlsx.")
    plan = generate(cases, provinces)
    with _progress(cases) as done:
        if folder is not None:
            write_files(plan, folder, "csv" if form == "csv" else "xlsx", done)
        else:
            _load(plan, url or "", now, done)
    typer.echo(f"Xong: {cases} việc, {provinces} tỉnh.")


def _load(plan: Plan, url: str, now: str | None, done: Callable[[int], None]) -> None:
    found = opening.settings(log_from="warning")
    with opening.database(url, upgrading=True) as database:
        try:
            load_database(database, plan, opening.clock(now, found).now(), done)
        except Refusal:
            raise Problem("Cơ sở dữ liệu này đã có số liệu: cần một cơ sở dữ liệu trống.") from None


@contextmanager
def _progress(cases: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, which hears how many more cases are done."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("Đang tạo", total=cases)
        yield lambda more: bars.advance(bar, more)
