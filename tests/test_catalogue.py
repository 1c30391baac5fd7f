"""Everything that people read can be said in English too, with the same values in it."""

from __future__ import annotations

import ast
import functools
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1] / "handlers"
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "messages.po"


@functools.cache
def extracted() -> set[str]:
    found = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords={"say": None})
    return {message for _file, _line, message, _comments, _context in found if isinstance(message, str)}


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def placeholders(template: str) -> list[str]:
    return sorted({name for _text, name, _format, _conversion in string.Formatter().parse(template) if name})


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    english = catalogue()
    assert [message for message in sorted(extracted()) if not english.get(message)] == []
    assert sorted(set(english) - extracted()) == []


def test_translations_hold_the_same_values() -> None:
    wrong = {
        vietnamese: english
        for vietnamese, english in catalogue().items()
        if placeholders(vietnamese) != placeholders(english)
    }
    assert wrong == {}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.name)
def test_every_sentence_is_found_by_the_extraction(path: Path) -> None:
    """A template that is not a literal, or stands inside an f-string, would silently stay Vietnamese."""
    known = extracted()
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"
    ]
    lost = [
        ast.unparse(call)
        for call in calls
        if not (isinstance(call.args[0], ast.Constant) and call.args[0].value in known)
    ]
    assert lost == []
