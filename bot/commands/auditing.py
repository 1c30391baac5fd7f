"""Who asked what, and what they were told."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.channels.terminal import harmless
from bot.commands import opening
from thads_data import audit
from thads_data.audit import Told
from thads_data.workdays import TIME_ZONE


def add(commands: typer.Typer) -> None:
    commands.command("audit")(list_)


def list_(
    code: Annotated[str | None, typer.Option("--of", help="Chỉ của cán bộ này", metavar="CODE")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Nhiều nhất bao nhiêu dòng")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi dòng một đối tượng JSON, kèm số liệu")] = False,
) -> None:
    """Nhật ký: ai hỏi gì và được trả lời gì, mới nhất trước."""
    with opening.stored() as database, database.read() as db:
        found = audit.entries(db, person=code, limit=limit)
    for one in found:
        typer.echo(_json(one) if as_json else _line(one))


def _line(one: Told) -> str:
    at = one.at.astimezone(TIME_ZONE)
    first = harmless(one.told.replace("\n", " / "))
    return f"{at:%d/%m/%Y %H:%M:%S}  {one.person or '—'}  {one.channel}  {one.intent}  {one.outcome}  {first}"


def _json(one: Told) -> str:
    line = {
        "at": one.at.astimezone(TIME_ZONE).isoformat(timespec="seconds"),
        "person": one.person,
        "channel": one.channel,
        "intent": one.intent,
        "slots": dict(one.slots),
        "outcome": one.outcome,
        "told": one.told,
        "figures": dict(one.figures),
    }
    return json.dumps(line, ensure_ascii=False)
