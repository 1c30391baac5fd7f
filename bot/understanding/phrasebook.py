"""The phrase files: how people of the agency say things, as data that they can read and extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.understanding.pattern import BadPattern, Expression, Grammar
from bot.understanding.text import fold, marked

FOLDER = Path(__file__).parent / "phrases"
_NUMBER_WORDS = frozenset(
    ["mot", "hai", "ba", "bon", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "tram", "nghin"]
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\{\w+\}")
_BREAK = re.compile(r"[^\w\s]+")


class PhraseError(ValueError):
    """A phrase file holds a line that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Sentences in which `say` is found and `unless` is not mean `intent`, as surely as `score`."""

    intent: str
    score: float
    say: Expression
    unless: Expression | None
    hint: str | None


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All that the phrase files say, read once."""

    grammar: Grammar
    rules: tuple[Rule, ...]
    choices: dict[str, dict[str, Expression]]
    lists: dict[str, Expression]
    examples: tuple[tuple[str, str], ...]
    short: dict[tuple[str, ...], str]
    terms: tuple[tuple[str, ...], ...]
    money: dict[str, int]
    commands: dict[str, str]
    vocabulary: frozenset[str]
    core: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def choice(self, slot: str) -> dict[str, Expression]:
        """The values of a closed slot with the expression of each, most particular first."""
        return self.choices.get(slot, {})


@dataclass(slots=True)
class _Draft:
    """The raw lines of all files, before any is turned into an expression."""

    families: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    tables: list[tuple[Path, dict[str, Any]]] = field(default_factory=list)


@cache
def phrasebook(folder: Path = FOLDER) -> Phrasebook:
    """The phrase files of a folder; read at the first use and kept."""
    draft = _Draft()
    for path in sorted(folder.glob("*.toml")):
        table = _parsed(path)
        draft.tables.append((path, table))
        for family in table.get("families", []):
            draft.families[fold(family.split()[0])] = frozenset(map(marked, family.split()))
        draft.names.update(table.get("lists", {}))
    return _built(draft)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PhraseError(f"{path.name}: {error}") from error


def _built(draft: _Draft) -> Phrasebook:
    grammar = Grammar(draft.families, draft.names)
    choices: dict[str, dict[str, Expression]] = {}
    lists: dict[str, Expression] = {}
    for path, table in draft.tables:
        for slot, values in table.get("choices", {}).items():
            compiled = {value: _compile(path, grammar, says) for value, says in values.items()}
            choices.setdefault(slot, {}).update(compiled)
        for name, says in table.get("lists", {}).items():
            lists[name] = _compile(path, grammar, says)
    return Phrasebook(
        grammar=grammar,
        rules=tuple(_rules(draft, grammar)),
        choices=choices,
        lists=lists,
        examples=tuple(_examples(draft)),
        short=_short(draft),
        terms=tuple(tuple(fold(term).split()) for term in _gathered(draft, "terms")),
        money={unit: int(worth) for _, table in draft.tables
               for unit, worth in table.get("money", {}).items()},
        commands={name: intent for _, table in draft.tables
                  for name, intent in table.get("commands", {}).items()},
        vocabulary=_vocabulary(draft),
        core=_core(draft),
        pairs=_pairs(draft),
    )  # fmt: skip


def _rules(draft: _Draft, grammar: Grammar) -> Iterator[Rule]:
    for path, table in draft.tables:
        for meaning in table.get("meaning", []):
            unless = meaning.get("unless", [])
            yield Rule(
                intent=meaning["intent"],
                score=float(meaning.get("score", 0.9)),
                say=_compile(path, grammar, meaning.get("say", [])),
                unless=_compile(path, grammar, unless) if unless else None,
                hint=meaning.get("hint"),
            )


def _examples(draft: _Draft) -> Iterator[tuple[str, str]]:
    for _, table in draft.tables:
        for meaning in table.get("meaning", []):
            for example in meaning.get("examples", []):
                yield meaning["intent"], example


def _compile(path: Path, grammar: Grammar, says: list[str]) -> Expression:
    lines = []
    for say in says:
        try:
            lines.append(grammar.line(say))
        except BadPattern as error:
            raise PhraseError(f"{path.name}, line {_line(path, say)}: {say!r}: {error}") from error
    return Expression(lines)


def _line(path: Path, say: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if say in line), 0)


def _gathered(draft: _Draft, key: str) -> list[str]:
    return [entry for _, table in draft.tables for entry in table.get(key, [])]


def _short(draft: _Draft) -> dict[tuple[str, ...], str]:
    return {
        tuple(marked(word) for word in said.split()): meant
        for _, table in draft.tables
        for said, meant in table.get("short", {}).items()
    }


def _vocabulary(draft: _Draft) -> frozenset[str]:
    """Every word of every line, folded: what is known is not taken for a typing mistake."""
    words: set[str] = set()
    for _, table in draft.tables:
        for text in _strings(table):
            words.update(_words(text))
    return frozenset(words)


def _core(draft: _Draft) -> frozenset[str]:
    """The words of rules and slots: those that nobody types by mistake for another."""
    words: set[str] = set()
    for _, table in draft.tables:
        lines = [table.get("choices", {}), [one.get("say", []) for one in table.get("meaning", [])]]
        for text in _strings(lines):
            words.update(_words(text))
    return frozenset(words | _NUMBER_WORDS)


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_NAME.sub(" ", fold(text))))


def _pairs(draft: _Draft) -> frozenset[tuple[str, str]]:
    """Words that stand side by side in some line."""
    pairs: set[tuple[str, str]] = set()
    for _, table in draft.tables:
        for text in _strings({key: table[key] for key in table if key not in {"families", "short"}}):
            for run in _BREAK.split(fold(text)):
                pairs.update(pairwise(run.split()))
    return frozenset(pairs)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry)
    elif isinstance(value, dict):
        for key in ("intent", "hint"):
            value = {name: entry for name, entry in value.items() if name != key}
        for entry in value.values():
            yield from _strings(entry)
