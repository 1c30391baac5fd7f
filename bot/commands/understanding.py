"""What a sentence means, as JSON."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bot.commands.opening import Now, clock, settings
from bot.commands.problem import Problem
from bot.core.intent import Intent
from bot.understanding.understand import understand
from thads_data.inbox import LONGEST_TEXT
from thads_data.rows import storable


def add(commands: typer.Typer) -> None:
    commands.command("understand")(understand_)


def understand_(
    text: Annotated[str | None, typer.Argument(help="Câu nói", metavar="CÂU")] = None,
    json_lines: Annotated[
        bool, typer.Option("--json-lines", help="Mỗi dòng vào một câu, ra một JSON")
    ] = False,
    after: Annotated[str | None, typer.Option("--after", help="Nghĩa của câu trước, dạng JSON")] = None,
    now: Now = None,
) -> None:
    """In ra nghĩa mà trợ lý hiểu từ một câu."""
    if json_lines == (text is not None):
        raise Problem("Cần một câu, hoặc --json-lines để đọc mỗi dòng một câu.")
    ticking, before = clock(now, settings(log_from="warning")), _meaning(after)
    for line in sys.stdin if json_lines else (text or "",):
        said = storable(line.strip("\r\n"), LONGEST_TEXT)
        typer.echo(json.dumps(understand(said, ticking.now(), before).to_json(), ensure_ascii=False))


def _meaning(given: str | None) -> Intent | None:
    if given is None:
        return None
    try:
        return Intent.from_json(given)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem(
            '--after phải là một nghĩa dạng JSON, như {"intent": "standing", "slots": {}}.'
        ) from None
