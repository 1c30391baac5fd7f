"""House rules that matter, as tests: what a reader may rely on without looking."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "handlers", "thads_data", "migrations", "tests")
LONGEST = 400
# Loops that must outlive any single turn or delivery; all else lets a bug rise to them.
MAY_CATCH_ALL = {"bot/delivery/receiver.py", "bot/delivery/planner.py", "bot/delivery/sender.py"}
NOT_NAMES = ("Manager", "Service", "Repository", "Factory", "Provider", "Helper", "Utils")


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_is_longer_than_can_be_read_in_one_sitting(room: str) -> None:
    long = [path for path in files(room) if len(path.read_text("utf-8").splitlines()) > LONGEST]
    assert names(long) == []


def test_only_the_loops_that_must_go_on_catch_everything() -> None:
    def catches_all(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        return any(
            kind is None or getattr(kind, "id", "") in ("Exception", "BaseException") for kind in caught
        )

    found = [path for path in files("bot", "handlers", "thads_data") if any(map(catches_all, nodes(path)))]
    assert set(names(found)) <= MAY_CATCH_ALL


def test_nothing_of_ours_is_mocked() -> None:
    words = ("Mock", "MagicMock", "AsyncMock", "patch")
    used = [
        path
        for path in files("tests")
        if any(isinstance(node, ast.Name | ast.Attribute) and _name(node) in words for node in nodes(path))
    ]
    assert names(used) == []


def test_things_are_called_by_what_they_are() -> None:
    classes = [
        node.name
        for path in files("bot", "handlers", "thads_data")
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name in classes if name.endswith(NOT_NAMES)] == []


def test_importing_a_room_does_nothing() -> None:
    """No engine, bot, settings or scheduler is made at import: module level calls only declare."""
    makers = {"Database", "create_engine", "Settings", "Bot", "Scheduler", "Clock", "connect"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in files("bot", "handlers", "thads_data")
        for statement in ast.parse(path.read_text("utf-8")).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and _name(call.func) in makers and not _is_main(statement)
    ]
    assert found == []


def test_handlers_are_plain_functions_that_never_wait() -> None:
    waiting = [
        path
        for path in files("handlers", "bot/understanding", "thads_data")
        if any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in nodes(path))
    ]
    assert names(waiting) == []


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_main(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and "__main__" in ast.unparse(statement.test)
