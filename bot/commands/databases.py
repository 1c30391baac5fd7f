"""The database's own upkeep: its tables brought to this version, its figures recounted."""

from __future__ import annotations

import typer

from bot.commands import opening
from thads_data import tallies

SHOWN = 20


def add(commands: typer.Typer) -> None:
    group = typer.Typer(help="Cơ sở dữ liệu.", no_args_is_help=True)
    group.command("upgrade")(upgrade)
    commands.add_typer(group, name="db")
    commands.command("doctor")(doctor)


def upgrade() -> None:
    """Đưa các bảng lên phiên bản này."""
    with opening.database(opening.settings(log_from="warning").database_url, upgrading=True):
        typer.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")


def doctor() -> None:
    """Đếm lại các con số và so với số đang lưu."""
    with opening.stored() as database, database.read() as db:
        wrong = tallies.recount(db)
    for one in wrong[:SHOWN]:
        whose = f"đơn vị {one.unit_id}" + (f", cán bộ {one.executor_id}" if one.executor_id else "")
        what = " ".join(filter(None, (one.source, one.check, one.field, one.category)))
        typer.echo(f"{whose}, {one.as_of:%d/%m/%Y}, {what}: lưu {one.stored}, tính lại {one.expected}")
    if wrong:
        typer.echo(f"{len(wrong)} con số sai lệch: nhập lại sổ thụ lý mới nhất.", err=True)
        raise typer.Exit(1)
    typer.echo("Các bảng đúng phiên bản; mọi con số đếm lại đều khớp.")
