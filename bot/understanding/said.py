"""The sentences that teach, as people of the agency say them: one sentence a line.

A file for each intent in `phrases/said`, and one for each action of a report in `phrases/said/update`,
where the words that are a note beside the action stand in square brackets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.phrasebook import FOLDER, PhraseError
from bot.understanding.slots import SLOTS
from bot.understanding.text import clean, fold

_NOTE = re.compile(r"\[([^\[\]]*)\]")
SAID = FOLDER / "said"
ADMIN = "admin"
"""The file of what an admin does (rule 14): the intent is `unknown` with a hint."""
INTENTS = frozenset({*SLOTS, "unknown", ADMIN, "countdown", "help", "whoami", "greeting", "thanks", "update",
                     "remind_me", "confirm", "cancel"})  # fmt: skip
ACTIONS = frozenset({"collect", "complete", "verify", "mark_enforceable", "mark_unenforceable", "postpone",
                     "suspend", "resume", "terminate", "seize", "coerce", "appraise", "auction", "sell",
                     "deliver", "pay_out", "entrust", "note"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taught:
    """One sentence and the intent that it means; `key` is the same for the same two, on any machine."""

    intent: str
    text: str
    file: str
    line: int
    note: str = ""
    """Of a report: its words in square brackets, which are kept as a note beside the action."""

    @property
    def key(self) -> int:
        """A number for the sentence and its intent."""
        return zlib.crc32(f"{self.intent}\t{self.text}\t{self.note}".encode())


@cache
def taught(folder: Path = SAID) -> tuple[Taught, ...]:
    """All sentences of a folder; `PhraseError` names the file that cannot be used."""
    found = [Taught("update", one.text, f"update/{one.file}", one.line) for one in reports(folder)]
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in INTENTS:
            raise PhraseError(f"said/{path.name}: there is no intent {path.stem!r}")
        found += _lines(path)
    return tuple(found)


@cache
def reports(folder: Path = SAID) -> tuple[Taught, ...]:
    """The reports among them, `intent` being the action that each reports: the files of `said/update`."""
    found: list[Taught] = []
    for path in sorted((folder / "update").glob("*.txt")):
        if path.stem not in ACTIONS:
            raise PhraseError(f"said/update/{path.name}: there is no action {path.stem!r}")
        found += _lines(path)
    return tuple(found)


def contradictions(sentences: Iterable[Taught]) -> Iterator[str]:
    """Sentences that stand under two intents, with file and line of both."""
    found: dict[str, Taught] = {}
    for one in sentences:
        other = found.setdefault(fold(clean(one.text)), one)
        if other.intent != one.intent:
            yield (
                f"said/{one.file}, line {one.line}: {one.text!r} is also in {other.file}, "
                f"line {other.line}, as {other.intent}"
            )


def _lines(path: Path) -> Iterator[Taught]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PhraseError(f"said/{path.name}: not saved as UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words and not words.startswith("#"):
            note = " ".join(_NOTE.findall(words))
            yield Taught(path.stem, _NOTE.sub(r"\1", words), path.name, number, note)
