"""Units: a tree that only grows. A unit that a later file leaves out stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from thads_data.folding import fold
from thads_data.imports.headers import wordings
from thads_data.imports.job import Job, Line, Outcome, first_rows, lines
from thads_data.imports.report import Counts
from thads_data.imports.values import one_of, up_to
from thads_data.models.organisation import Unit

CONVERTERS = {
    "code": up_to(40),
    "name": up_to(200),
    "aliases": up_to(2000),
    "level": one_of(wordings("level"), "unknown_level"),
    "parent": up_to(40),
}
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it is or shall be; `parent` is a folded code. `row` and `parent_said` are of the file."""

    code: str
    name: str
    aliases: tuple[str, ...]
    level: str
    parent: str | None
    row: int = 0
    parent_said: str = ""


def load_units(job: Job) -> Outcome:
    before = _stored(job.db)
    named = first_rows(job, lines(job, CONVERTERS), "code")
    given = _accepted(job, before, {key: _node(line) for key, line in named.items()})
    counts = _write(job.db, before, given)
    _renumber(job.db, before | given)
    return Outcome(counts)


def _node(line: Line) -> Node:
    values = line.values
    aliases = [alias.strip() for alias in (values["aliases"] or "").split(";")]
    parent = values["parent"]
    return Node(
        values["code"],
        values["name"],
        tuple(alias for alias in aliases if alias),
        values["level"],
        None if parent is None else fold(parent),
        line.row,
        parent or "",
    )


def _stored(db: Connection) -> dict[str, Node]:
    codes = dict(db.execute(select(Unit.id, Unit.code)).all())
    rows = db.execute(select(Unit.code, Unit.name, Unit.aliases, Unit.level, Unit.parent_id))
    return {
        fold(code): Node(code, name, tuple(aliases), level, fold(codes[parent]) if parent else None)
        for code, name, aliases, level, parent in rows
    }


def _accepted(job: Job, before: Mapping[str, Node], given: dict[str, Node]) -> dict[str, Node]:
    """The nodes that make one tree with what is there. A refused parent takes its children along."""
    good = dict(given)
    while True:
        refused = dict(_misplaced(before, good))
        for key, (reason, params) in refused.items():
            node = good.pop(key)
            column, value = ("code", node.code) if reason == "second_root" else ("parent", node.parent_said)
            job.refuse(node.row, column, value, reason, **params)
        if not refused:
            return good


def _misplaced(
    before: Mapping[str, Node], given: Mapping[str, Node]
) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """Nodes of the file with an unknown parent, in a circle, or at the top beside another."""
    tree = {**before, **given}
    top = next((key for key, node in tree.items() if node.parent is None), None)
    for key, node in given.items():
        if node.parent is not None and node.parent not in tree:
            yield key, ("unknown_parent", {})
        elif node.parent is not None and _in_circle(tree, key):
            yield key, ("circle", {})
        elif node.parent is None and key != top and top is not None:
            yield key, ("second_root", {"other": tree[top].code})


def _in_circle(tree: Mapping[str, Node], start: str) -> bool:
    seen, here = set[str](), tree[start].parent
    while here is not None and here in tree and here not in seen:
        if here == start:
            return True
        seen.add(here)
        here = tree[here].parent
    return False


def _write(db: Connection, before: Mapping[str, Node], given: Mapping[str, Node]) -> Counts:
    """New units first without a parent, so that any order of rows will do."""
    fresh = [node for key, node in given.items() if key not in before]
    if fresh:
        db.execute(insert(Unit), [_columns(node) | {"left": 0, "right": 0} for node in fresh])
    ids = {fold(code): found for code, found in db.execute(select(Unit.code, Unit.id))}
    changed = 0
    for key, node in given.items():
        same = key in before and _same(before[key], node)
        changed += key in before and not same
        if not same:
            parent = ids[node.parent] if node.parent else None
            db.execute(update(Unit).where(Unit.id == ids[key]).values(**_columns(node), parent_id=parent))
    missing = sum(key not in given for key in before)
    return Counts(len(fresh), changed, len(given) - len(fresh) - changed, missing)


def _columns(node: Node) -> dict[str, Any]:
    return {"code": node.code, "name": node.name, "aliases": list(node.aliases), "level": node.level}


def _same(one: Node, other: Node) -> bool:
    return _columns(one) == _columns(other) and one.parent == other.parent


def _renumber(db: Connection, tree: Mapping[str, Node]) -> None:
    """Number the tree from the top so that a subtree is what lies between left and right."""
    rows = {
        fold(code): (found, left, right)
        for code, found, left, right in db.execute(select(Unit.code, Unit.id, Unit.left, Unit.right))
    }
    for key, (left, right) in _numbered(tree).items():
        found, *was = rows[key]
        if was != [left, right]:
            db.execute(update(Unit).where(Unit.id == found).values(left=left, right=right))


def _numbered(tree: Mapping[str, Node]) -> dict[str, tuple[int, int]]:
    """Left and right of every node, children in the natural order of codes. No recursion: it may be deep."""
    below = dict[str | None, list[str]]()
    for key in sorted(tree, key=lambda key: natural(tree[key].code), reverse=True):
        below.setdefault(tree[key].parent, []).append(key)
    numbers, lefts = dict[str, tuple[int, int]](), dict[str, int]()
    stack, next_number = [(key, False) for key in below.get(None, [])], 1
    while stack:
        key, done = stack.pop()
        if done:
            numbers[key] = (lefts[key], next_number)
        else:
            lefts[key] = next_number
            stack.append((key, True))
            stack.extend((child, False) for child in below.get(key, []))
        next_number += 1
    return numbers


def natural(code: str) -> list[tuple[int, str]]:
    """KV2 before KV10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(code) if part]
