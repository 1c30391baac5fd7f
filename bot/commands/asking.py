"""One question from the command line, answered and audited as in a chat."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from bot.channels.terminal import NAME, render
from bot.commands import minds, opening
from bot.commands.problem import Problem
from bot.core import pipeline
from bot.core.message import Message
from bot.core.pipeline import FAILED, Answer, Heard, Mind
from bot.core.reply import Reply
from bot.core.turn import Talk
from bot.delivery.receiver import answer_or_apologise
from thads_data.access import Viewer


def add(commands: typer.Typer) -> None:
    commands.command("ask")(ask)


def ask(
    code: Annotated[str, typer.Option("--as", help="Mã cán bộ là người hỏi", metavar="CODE")],
    question: Annotated[str | None, typer.Argument(help="Câu hỏi", metavar="CÂU")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON")] = False,
    json_lines: Annotated[
        bool, typer.Option("--json-lines", help="Mỗi dòng vào một câu, ra một JSON")
    ] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Với --json-lines: câu sau nối câu trước")] = False,
    now: opening.Now = None,
) -> None:
    """Hỏi một câu và nhận câu trả lời."""
    if json_lines == (question is not None):
        raise Problem("Cần một câu hỏi, hoặc --json-lines để đọc mỗi dòng một câu.")
    with minded(now) as mind:
        viewer = opening.viewer(mind.database, code)
        lines = sys.stdin if json_lines else (question or "",)
        outcomes = [_print(one, as_json or json_lines) for one in answers(mind, viewer, lines, follow=follow)]
    raise typer.Exit(int(FAILED in outcomes))


@contextmanager
def minded(now: str | None) -> Iterator[Mind]:
    """All that a question is answered with, for a command that soon ends."""
    found = opening.settings(log_from="warning")
    with opening.database(found.database_url) as database:
        yield minds.mind(database, opening.clock(now, found), found)


def answers(mind: Mind, viewer: Viewer, lines: Iterable[str], *, follow: bool) -> Iterator[Answer]:
    """The answer to each line; a line is a talk of its own unless it is to follow the one before."""
    talk, shown = Talk(), None
    for line in lines:
        one = answer(mind, viewer, line.strip("\r\n"), talk, shown)
        yield one
        if follow:
            talk, shown = one.talk, one.reply


def answer(mind: Mind, viewer: Viewer, text: str, talk: Talk, shown: Reply | None) -> Answer:
    """One turn without inbox and outbox: who asks stands here and reads the answer at once."""
    now = mind.clock.now()
    message = Message(NAME, "", viewer.code, now, text)

    def hear(_db: Connection) -> Heard:
        return pipeline.listen(viewer, text, talk, mind.understand, now, lambda: shown)

    def settle(db: Connection, one: Answer) -> None:
        pipeline.write_down(db, message, one, now)

    return answer_or_apologise(mind, lambda _db: viewer, hear, settle, channel=NAME)


def _print(one: Answer, as_json: bool) -> str:
    typer.echo(json.dumps(public(one), ensure_ascii=False) if as_json else render(one.reply))
    return one.outcome


def public(one: Answer) -> dict[str, Any]:
    """What a program reads (product.md): the same words, and the raw figures."""
    meaning = (one.reply.meaning or one.intent).to_json()
    del meaning["score"]
    return {
        "text": one.reply.text,
        "buttons": [
            {"label": button.label, "intent": button.intent.name, "slots": dict(button.intent.slots)}
            for row in one.reply.buttons
            for button in row
        ],
        "meaning": meaning,
        "figures": dict(one.reply.figures),
    }
