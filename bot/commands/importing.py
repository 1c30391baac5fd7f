"""Files in: one file, one transaction; what was refused comes back as a file."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.channels.terminal import harmless
from bot.commands import opening
from bot.commands.problem import Problem
from handlers.imports import kind_name, problem_text, refused_words, report_lines
from handlers.words import SOURCE, words
from thads_data.imports import history
from thads_data.imports.headers import KINDS
from thads_data.imports.load import load
from thads_data.imports.report import ImportProblem, Report
from thads_data.imports.sheet import Progress as Hears
from thads_data.workdays import TIME_ZONE

STAGES = {"read": "Đang đọc", "compare": "Đang so sánh", "write": "Đang ghi", "count": "Đang đếm"}
Kind = Annotated[str, typer.Argument(help=", ".join(KINDS), metavar="LOẠI")]
File = Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .csv (UTF-8)", metavar="TỆP")]


def add(commands: typer.Typer) -> None:
    commands.command("import")(import_)
    commands.command("imports")(imports)


def import_(
    kind: Kind,
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem trước, không thay đổi gì")] = False,
    skip_refused: Annotated[bool, typer.Option("--skip-refused", help="Nhập những dòng hợp lệ")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Ngày của sổ thụ lý", metavar="NGÀY")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Ai nhập", metavar="TÊN")] = None,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Nơi ghi dòng bị từ chối (.csv, .xlsx)", metavar="TỆP")
    ] = None,
    now: opening.Now = None,
) -> None:
    """Nhập một tệp: cả tệp hoặc không gì cả. Có dòng bị từ chối thì mã thoát khác 0."""
    if kind not in KINDS:
        raise Problem(f"Không có loại “{kind}”: chọn {', '.join(KINDS)}.")
    day = opening.day(as_of) if as_of else None
    back, say = _way_back(file, refused), words(SOURCE)
    moment = opening.clock(now, opening.settings(log_from="warning")).now()
    with opening.stored() as database, _progress() as progress:
        try:
            report = load(
                database,
                kind,
                file,
                today=moment.date(),
                now=moment,
                by=by or getpass.getuser(),
                as_of=day,
                dry_run=dry_run,
                skip_refused=skip_refused,
                progress=progress,
                refused_to=back,
                refused_words=refused_words(say),
            )
        except ImportProblem as problem:
            raise Problem(problem_text(problem, say)) from None
    _print(report_lines(report, say), report, back)


def _print(lines: list[str], report: Report, back: Path) -> None:
    """The report; refused rows make the exit code 1, unless the good ones were to be loaded and were."""
    if report.refused_rows:
        lines = [*lines, f"Các dòng bị từ chối ghi ở {back}"]
    failed = report.refused_rows > 0 and not report.applied
    for line in lines:
        typer.echo(harmless(line), err=failed and not report.dry_run)
    raise typer.Exit(int(failed))


def _way_back(file: Path, asked: Path | None) -> Path:
    """Where refused rows are written: as asked, or beside the file. Never over the file itself."""
    back = asked or file.with_name(f"{file.stem}-tu-choi.csv")
    if back.suffix.lower() not in (".csv", ".xlsx"):
        raise Problem("--refused phải là một tệp .csv hoặc .xlsx.")
    if back.resolve() == file.resolve():
        raise Problem("--refused không được là chính tệp đang nhập.")
    return back


@contextmanager
def _progress() -> Iterator[Hears]:
    """A bar for each stage, on standard error and only where somebody watches."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        known = {stage: bars.add_task(label, total=None, visible=False) for stage, label in STAGES.items()}

        def hear(stage: str, done: int, of: int | None) -> None:
            if stage in known:
                bars.update(known[stage], completed=done, total=of, visible=True)

        yield hear


def imports(
    kind: Annotated[str | None, typer.Option("--kind", help="Chỉ một loại", metavar="LOẠI")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000)] = 50,
) -> None:
    """Lịch sử nhập: ai nhập gì, khi nào, thay đổi gì; mới nhất trước."""
    with opening.stored() as database, database.read() as db:
        found = history.loaded(db, kind=kind, limit=limit)
    for one in found:
        typer.echo(harmless(_line(one)))


def _line(one: history.Loaded) -> str:
    at, counts = one.at.astimezone(TIME_ZONE), one.counts
    until = f" đến {_day(one.as_of)}" if one.as_of else ""
    changes = ", ".join(
        f"{counts.get(key, 0)} {label}"
        for key, label in (
            ("rows", "dòng"),
            ("new", "mới"),
            ("changed", "thay đổi"),
            ("refused", "bị từ chối"),
        )
    )
    what = kind_name(one.kind, words(SOURCE))
    return f"{at:%d/%m/%Y %H:%M}  {what}{until}  {one.file_name}  {changes}  {one.by}  {one.sha256[:12]}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
