"""The words people read: Vietnamese source strings, translated where a person reads another language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

SOURCE = "vi"
CATALOGUES = Path(__file__).with_name("locale")
# Long enough for a sentence of ours inside another, short enough that a 5,000-character name breaks nothing.
LONGEST = 300

_GAPS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# Marks that set the direction of text, characters without width, halves of characters: each can spoil a line.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def plain(text: str, longest: int = LONGEST) -> str:
    """The text on one line, without invisible marks, with "…" where it was cut to `longest` characters."""
    # What is cut off need not be looked at: a cell may hold megabytes.
    line = _GAPS.sub(" ", _INVISIBLE.sub("", text[: longest * 4])).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Words:
    """`say("… {name} …", name=value)`: the template is ours and is translated; values go in as plain text."""

    language: str
    locale: Locale

    def __call__(self, template: str, /, **values: object) -> str:
        filled = {key: plain(value) if isinstance(value, str) else value for key, value in values.items()}
        return (_catalogue(self.language).get(template) or template).format(**filled)


@cache
def words(language: str) -> Words:
    """The words of a language; one without a catalogue is answered in Vietnamese."""
    known = language if language == SOURCE or _path(language).is_file() else SOURCE
    return Words(known, Locale.parse(known))


@cache
def _catalogue(language: str) -> dict[str, str]:
    if language == SOURCE:
        return {}
    with _path(language).open("rb") as file:
        return {
            str(message.id): str(message.string) for message in read_po(file) if message.id and message.string
        }


def _path(language: str) -> Path:
    return CATALOGUES / Path(language).name / "LC_MESSAGES" / "messages.po"
