"""What an import says of a file: counts, warnings, refused cells. Codes and values; handlers word them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# How many refused cells a report keeps; the refused file gets all of them.
KEPT = 1_000
SHORT = 80

Params = dict[str, Any]


class ImportProblem(Exception):
    """A file that cannot be loaded at all. `params` hold row and column where there is one."""

    def __init__(self, reason: str, **params: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


class Bad(Exception):
    """One value that is refused. Made once for a value and met again wherever the value is."""

    def __init__(self, reason: str, **params: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class Refused:
    """One refused cell: the row as the sheet counts (header: 1), the header as the file has it."""

    row: int
    column: str
    value: str
    reason: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warned:
    """Something kept as it was, and worth a look: how often, and first in which row."""

    reason: str
    count: int
    row: int | None = None
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefusedWords:
    """How the file of refused cells is worded: titles (row, column, value, reason), and each reason."""

    titles: tuple[str, str, str, str]
    reason: Callable[[Refused], str]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file did to the tables, in rows. `missing`: known before, not in this file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`refused` holds the first 1,000 cells in the order of the rows; `refused_cells` counts all of them."""

    kind: str
    file_name: str
    as_of: date | None
    rows: int
    counts: Counts
    refused_rows: int
    refused_cells: int
    refused: tuple[Refused, ...]
    warnings: tuple[Warned, ...]
    applied: bool
    dry_run: bool
    same: bool = False
    """The same content was already loaded: nothing changes."""
    history: bool = False
    """An older day than what is loaded: kept for comparisons, the newest figures stay."""
    import_id: int | None = None


class Findings:
    """Collects what is refused and warned of while a file is read."""

    def __init__(self, stream: Callable[[Refused], None] | None = None) -> None:
        self.kept = list[Refused]()
        self.cells = 0
        self.rows = set[int]()
        self.read = 0
        """Rows of the file that are not empty."""
        self._stream = stream
        self._warned: dict[tuple[str, str], Warned] = {}

    def refuse(self, row: int, column: str, value: str, reason: str, **params: Any) -> None:
        found = Refused(row, column, shortened(value), reason, params)
        self.cells += 1
        self.rows.add(row)
        if len(self.kept) < KEPT:
            self.kept.append(found)
        if self._stream is not None:
            self._stream(found)

    def warn(self, reason: str, row: int | None = None, count: int = 1, **params: Any) -> None:
        """Warnings of the same reason about the same value are one, counted."""
        key = (reason, repr(params))
        before = self._warned.get(key)
        if before is None and len(self._warned) >= KEPT:
            return
        self._warned[key] = Warned(
            reason, count + (before.count if before else 0), before.row if before else row, params
        )

    @property
    def refused(self) -> tuple[Refused, ...]:
        return tuple(sorted(self.kept, key=lambda found: found.row))

    @property
    def warnings(self) -> tuple[Warned, ...]:
        return tuple(self._warned.values())


def shortened(value: str) -> str:
    """A cell short enough to be shown in a line."""
    return value if len(value) <= SHORT else value[: SHORT - 1] + "…"
