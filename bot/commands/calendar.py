"""The days that the office itself declared off or worked, over the calendar's own answer."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Annotated

import typer

from bot.commands import opening
from bot.commands.problem import Problem
from thads_data import workdays

Day = Annotated[str, typer.Argument(help="Ngày, như 02/01/2026", metavar="NGÀY")]
By = Annotated[str | None, typer.Option("--by", help="Ai quyết định", metavar="TÊN")]


def add(commands: typer.Typer) -> None:
    group = typer.Typer(help="Ngày nghỉ, ngày làm bù của cơ quan.", no_args_is_help=True)
    group.command("list")(list_)
    group.command("set")(set_)
    group.command("remove")(remove)
    commands.add_typer(group, name="holidays")


def list_(year: Annotated[int | None, typer.Option("--year", min=2000, max=2100)] = None) -> None:
    """Liệt kê những ngày cơ quan đã khai."""
    since, until = date(year or 2000, 1, 1), date(year or 2100, 12, 31)
    with opening.stored() as database, database.read() as db:
        for one in workdays.overrides(db, since, until):
            typer.echo(f"{one.day:%d/%m/%Y}  {'nghỉ' if one.off else 'làm việc'}  {one.note}  ({one.by})")


def set_(
    day: Day,
    working: Annotated[bool, typer.Option("--working", help="Ngày lễ vẫn làm việc (mặc định: nghỉ)")] = False,
    note: Annotated[str, typer.Option("--note", help="Ghi chú: số thông báo, lý do")] = "",
    by: By = None,
) -> None:
    """Khai một ngày nghỉ, hoặc một ngày lễ vẫn làm việc."""
    declared = opening.day(day)
    who, at = (by or getpass.getuser())[:100], opening.clock(None, opening.settings()).now()
    with opening.stored() as database, database.write() as db:
        workdays.set_override(db, declared, off=not working, note=note[:200], by=who, at=at)
    typer.echo(f"{declared:%d/%m/%Y}: {'làm việc' if working else 'nghỉ'}.")


def remove(day: Day) -> None:
    """Bỏ khai một ngày: lịch chung lại quyết định."""
    declared = opening.day(day)
    with opening.stored() as database, database.write() as db:
        if not workdays.remove_override(db, declared):
            raise Problem(f"Cơ quan chưa khai gì cho ngày {declared:%d/%m/%Y}.")
    typer.echo(f"Đã bỏ khai ngày {declared:%d/%m/%Y}.")
