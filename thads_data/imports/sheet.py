"""What every reader of files gives, and the limits it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Progress = Callable[[str, int, int | None], None]

# Twice the country's register; empty rows count too, so that nothing can make reading go on for ever.
MOST_ROWS = 2_000_000
# Few enough that a chunk dies before the garbage collector starts to look after it.
CHUNK = 1_000
MB = 1024 * 1024


class Chunk(NamedTuple):
    """Some rows that are not empty, each as wide as the header, with their numbers in the sheet."""

    numbers: Sequence[int]
    rows: list[list[str]]
    overlong: list[tuple[int, str]]
    """Rows (left out of `rows`) that have a cell beyond the last header: number and that cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    header: list[str]
    chunks: Iterator[Chunk]


@dataclass(frozen=True, slots=True)
class Limits:
    """Above these a file is refused before it is read. Bytes, except `ratio` (unpacked : packed)."""

    csv: int = 4096 * MB
    xlsx: int = 300 * MB
    unpacked: int = 4096 * MB
    unpacked_suspicious: int = 100 * MB
    """A smaller archive is never a bomb, whatever its ratio."""
    ratio: int = 150
    worker_memory: int = 4096 * MB
    worker_seconds: float = 300
    """The longest that the worker may be silent."""


LIMITS = Limits()
