"""Which column of a file is which: by its header, in any order, with the wordings of rules/headers.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from thads_data.imports.report import ImportProblem
from thads_data.imports.values import plain

KINDS = ("units", "staff", "targets", "cases", "statistics")
_UNIT_OF_MONEY = re.compile(r"\bdong$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column stands (its key → its place), and what the file calls it."""

    kind: str
    places: Mapping[str, int]
    titles: Mapping[str, str]
    """For every key that the kind knows: the header in the file, or else the official wording."""
    unknown: tuple[str, ...]
    thousands: frozenset[str] = frozenset()
    """Keys whose header says that their money is in 1.000 đồng."""


@cache
def rules() -> Mapping[str, Any]:
    """The data of rules/headers.toml."""
    return tomllib.loads(files("thads_data.rules").joinpath("headers.toml").read_text(encoding="utf-8"))


@cache
def wordings(name: str) -> dict[str, str]:
    """A closed list of values: each wording as `plain` makes it, to our name of the value."""
    return {plain(word): code for code, words in rules()["values"][name].items() for word in words}


@cache
def steps() -> tuple[tuple[str, str], ...]:
    """The wordings of rules/steps.toml with the code of each, the longest first."""
    data = tomllib.loads(files("thads_data.rules").joinpath("steps.toml").read_text(encoding="utf-8"))
    found = [(plain(word), code) for code, words in data.items() for word in words]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def official(name: str) -> dict[str, str]:
    """A closed list of values: our name of each, to its official wording."""
    return {code: words[0] for code, words in rules()["values"][name].items()}


def required(kind: str) -> tuple[str, ...]:
    return tuple(rules()["required"][kind])


def known(kind: str, header: Sequence[str]) -> int:
    """How many of these headers the kind knows."""
    return sum(_key(kind, title) is not None for title in header)


def match(kind: str, header: Sequence[str]) -> Layout:
    """The places of the kind's columns in this row. ImportProblem where one is missing or comes twice."""
    places = dict[str, int]()
    thousands, unknown = set[str](), list[str]()
    for place, title in enumerate(header):
        key = _key(kind, title)
        if key is None:
            unknown += [title.strip()] if title.strip() else []
            continue
        if key in places:
            raise ImportProblem(
                "column_twice", row=1, column=title.strip(), other=header[places[key]].strip()
            )
        places[key] = place
        if key.startswith("money.") and _in_thousands(title):
            thousands.add(key)
    _check(kind, header, places)
    titles = official_titles(kind) | {key: header[place].strip() for key, place in places.items()}
    return Layout(kind, places, titles, tuple(unknown), frozenset(thousands))


def _check(kind: str, header: Sequence[str], places: Mapping[str, int]) -> None:
    if not any(title.strip() for title in header):
        raise ImportProblem("no_header", row=1)
    missing = [key for key in required(kind) if key not in places]
    if kind == "statistics" and not any("." in key for key in places):
        missing.append("cases.co_dieu_kien")
    if not missing:
        return
    other = _other_kind(kind, header)
    if other is not None:
        raise ImportProblem("other_kind", row=1, kind=kind, other=other)
    titles = official_titles(kind)
    raise ImportProblem("missing_columns", row=1, kind=kind, columns=tuple(titles[key] for key in missing))


def _other_kind(kind: str, header: Sequence[str]) -> str | None:
    """The kind that this header belongs to, where all that it requires is there."""
    for other in KINDS:
        keys = {_key(other, title) for title in header}
        if other != kind and keys.issuperset(required(other)) and known(other, header) > known(kind, header):
            return other
    return None


def official_titles(kind: str) -> dict[str, str]:
    """The official wording of every column of a kind."""
    titles = {key: words[0] for key, words in rules()[kind]["columns"].items()}
    for metric, metric_words in rules()[kind].get("metrics", {}).items():
        for key, words in rules()[kind]["figures"].items():
            titles[f"{metric}.{key}"] = f"{words[0]} – {metric_words[0]}"
    return titles


def _key(kind: str, title: str) -> str | None:
    return _keys(kind).get(_bare(title))


def _bare(title: str) -> str:
    """The words of a header, without the unit of money it may end with."""
    bare = plain(title)
    for words in _thousands():
        if bare.endswith(" " + words):
            return bare.removesuffix(words).strip()
    return _UNIT_OF_MONEY.sub("", bare).strip()


def _in_thousands(title: str) -> bool:
    return plain(title).endswith(tuple(" " + words for words in _thousands()))


@cache
def _thousands() -> tuple[str, ...]:
    return tuple(sorted(map(plain, rules()["statistics"]["thousands"]["words"]), key=len, reverse=True))


@cache
def _keys(kind: str) -> dict[str, str]:
    """Every wording of every column of a kind, as `_bare` makes it."""
    found = {_bare(word): key for key, words in rules()[kind]["columns"].items() for word in words}
    for metric, metric_words in rules()[kind].get("metrics", {}).items():
        for key, words in rules()[kind]["figures"].items():
            for word in words:
                for said in metric_words:
                    found[f"{_bare(word)} {plain(said)}"] = f"{metric}.{key}"
                    found[f"{plain(said)} {_bare(word)}"] = f"{metric}.{key}"
    return found
