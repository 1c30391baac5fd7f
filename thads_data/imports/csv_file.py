"""Reading .csv: UTF-8, separated by comma, semicolon or tab, in bounded memory."""

from __future__ import annotations

import csv
import io
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from thads_data.imports.report import ImportProblem
from thads_data.imports.sheet import CHUNK, MOST_ROWS, Chunk, Limits, Progress, Sheet

DELIMITERS = ",;\t"
# A header longer than this is no header of ours.
LONGEST_HEADER = 65_536
# Text has line ends: without one in so many bytes it is something else.
LONGEST_LINE = 1024 * 1024

Records = Iterator[list[str]]


@contextmanager
def open_csv(
    path: Path, known: Callable[[list[str]], int], progress: Progress, limits: Limits
) -> Iterator[Sheet]:
    """The file as a sheet; `known` tells how many of some headers are known, and so which delimiter it is."""
    size = path.stat().st_size
    if size > limits.csv:
        raise ImportProblem("too_large", size=size, most=limits.csv)
    _check_text(path)
    with path.open("rb") as raw:
        decoded = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        delimiter = DELIMITERS[0]
        try:
            delimiter = _delimiter(decoded, known)
            records = csv.reader(decoded, delimiter=delimiter, strict=True)
            header = next(records, [])
            yield Sheet(
                header, _chunks(records, len(header), path, lambda: progress("read", raw.tell(), size))
            )
        except UnicodeDecodeError:
            raise _undecodable(path) from None
        except csv.Error as error:
            raise _malformed(error, path, delimiter) from None


def _delimiter(decoded: io.TextIOWrapper, known: Callable[[list[str]], int]) -> str:
    start = decoded.read(LONGEST_HEADER)
    decoded.seek(0)

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return known(header), len(header)

    return max(DELIMITERS, key=fits)


def _check_text(path: Path) -> None:
    """Refuse what no text holds. A line without an end would fill the memory."""
    lines = 0
    with path.open("rb") as file:
        while block := file.read(LONGEST_LINE):
            strange = block.find(b"\0")
            if strange >= 0 or (len(block) == LONGEST_LINE and b"\n" not in block):
                raise ImportProblem("not_text", row=lines + block.count(b"\n", 0, max(strange, 0)) + 1)
            lines += block.count(b"\n")


def _chunks(records: Records, width: int, path: Path, progress: Callable[[], None]) -> Iterator[Chunk]:
    first, last_width = 2, width
    while some := list(itertools.islice(records, CHUNK)):
        if first + len(some) > MOST_ROWS + 2:
            raise ImportProblem("too_many_rows", most=MOST_ROWS)
        if filled := next((row for row in reversed(some) if row), None):
            last_width = len(filled)
        if len(some) < CHUNK and last_width < width and not _ends_with_newline(path):
            raise ImportProblem("cut_off", row=first + len(some) - 1)
        yield _chunk(first, some, width)
        first += len(some)
        progress()


def _chunk(first: int, rows: list[list[str]], width: int) -> Chunk:
    if {len(row) for row in rows} == {width} and all(map(any, rows)):
        return Chunk(range(first, first + len(rows)), rows, [])
    numbers, kept, overlong = list[int](), list[list[str]](), list[tuple[int, str]]()
    for number, row in enumerate(rows, first):
        if not any(row):
            continue
        beyond = next((cell for cell in row[width:] if cell.strip()), None)
        if beyond is not None:
            overlong.append((number, beyond))
            continue
        numbers.append(number)
        kept.append((row + [""] * (width - len(row)))[:width])
    return Chunk(numbers, kept, overlong)


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) in b"\r\n"


def _undecodable(path: Path) -> ImportProblem:
    """Which line is not UTF-8; the last one may only be cut off in the middle of a letter."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                cut = error.reason == "unexpected end of data" and _at_end(file)
                return ImportProblem("cut_off" if cut else "not_utf8", row=number)
    return ImportProblem("not_utf8", row=1)


def _at_end(file: BinaryIO) -> bool:
    return not file.read(1)


def _malformed(error: csv.Error, path: Path, delimiter: str) -> ImportProblem:
    """A quote that is never closed swallows the rest of the file; the row named is where it was opened."""
    cut = "unexpected end of data" in str(error)
    return ImportProblem("cut_off" if cut else "malformed_csv", row=_first_malformed(path, delimiter))


def _first_malformed(path: Path, delimiter: str) -> int:
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for number, _ in enumerate(csv.reader(file, delimiter=delimiter, strict=True), 1):  # noqa: B007
                pass
        except csv.Error:
            pass
    return number + 1
