"""Whole conversations, as people have them, played through the real pipeline on the sample province.

A dialogue is a text file: `= CODE` names who talks, `> …` is said, `[…]` is the button that begins so. Of
the answer any other line must be part, `! …` must not, `(…)` must be one of its buttons. `#` is a comment.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.test_shape import fits
from tests.sample import Chat, labels
from thads_data.database import Database

DIALOGUES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_a_dialogue_goes_as_written(sample: Database, path: Path) -> None:
    talk = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where, what = f"{path.name}:{number}", line[2:].strip()
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("= "):
            talk = Chat(sample, what)
            continue
        assert talk is not None, f"{where}: nobody talks yet"
        play(talk, line, what, where)


def play(talk: Chat, line: str, what: str, where: str) -> None:
    if line.startswith("> "):
        fits(talk.say(what))
    elif line.startswith("["):
        fits(talk.press(line.strip("[] ")))
    elif line.startswith("("):
        assert line.strip("() ") in labels(talk.reply), f"{where}: {labels(talk.reply)}"
    elif line.startswith("! "):
        assert what not in talk.reply.text, f"{where}: {talk.reply.text}"
    else:
        assert line.strip() in talk.reply.text, f"{where}: {talk.reply.text}"


def test_there_are_dialogues_of_every_role() -> None:
    said = "\n".join(path.read_text("utf-8") for path in DIALOGUES)
    assert [role for role in ("CHV", "TP", "TRUONG", "ADMIN") if f"-{role}" not in said] == []
