"""Runs as a program of its own: reads one .xlsx and writes its rows as text to standard output.

A sheet is loaded whole by the reader, and a bad file may crash it or fill the memory: that must not happen to
the assistant. What is written is a row of marshalled frames: ("header", cells), ("rows", numbers, rows) …,
("end", last row), or ("problem", reason, params). Imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import marshal
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine

CHUNK = 10_000
# What Excel itself can hold; a sheet that says more was made to hurt.
MOST_ROWS = 1_048_576
_BLOCK = 1024 * 1024
# Below this a sheet cannot hold enough empty rows to matter, and need not be looked through first.
_SMALL = 4 * _BLOCK
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*ref=\"[A-Z]+\d+:[A-Z]+(\d+)\"")


def main(path: str, memory: int) -> None:
    _limit_memory(memory)
    out = sys.stdout.buffer
    try:
        for frame in frames(Path(path)):
            _write(out, frame)
    except python_calamine.PasswordError:
        _write(out, ("problem", "old_or_locked_excel", {}))
    except (python_calamine.CalamineError, zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError):
        _write(out, ("problem", "damaged_xlsx", {}))
    except MemoryError:
        _write(out, ("problem", "too_much_for_worker", {}))


def frames(path: Path) -> Iterator[tuple[Any, ...]]:
    """The frames of the first sheet that is shown."""
    if _rows_declared(path) > MOST_ROWS:
        yield ("problem", "too_many_rows", {"most": MOST_ROWS})
        return
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == python_calamine.SheetVisibleEnum.Visible
    ]
    if not shown:
        yield ("problem", "empty_file", {})
        return
    yield from _sheet_frames(workbook.get_sheet_by_name(shown[0]))


def _sheet_frames(sheet: Any) -> Iterator[tuple[Any, ...]]:
    if sheet.start is None or sheet.start[0] > 0:
        yield ("problem", "empty_file" if sheet.start is None else "no_header", {"row": 1})
        return
    offset = sheet.start[1]
    rows = sheet.iter_rows()
    header = [""] * offset + [_text(value) for value in next(rows)]
    while header and not header[-1].strip():
        header.pop()
    yield ("header", header)
    numbers, kept = list[int](), list[list[str]]()
    for number, values in enumerate(rows, 2):
        cells = _cells(values, offset, len(header))
        if any(cells):
            numbers.append(number)
            kept.append(cells)
        if len(kept) == CHUNK:
            yield ("rows", numbers, kept)
            numbers, kept = [], []
    yield ("rows", numbers, kept)
    yield ("end",)


def _cells(values: list[Any], offset: int, width: int) -> list[str]:
    """As wide as the header: what stands to the right of it is nobody's column."""
    inside = values[: width - offset]
    cells = [value if type(value) is str else _text(value) for value in inside]
    return cells if not offset else [""] * offset + cells


def _text(value: Any) -> str:
    """A cell as it would be typed into a .csv file; a fraction with a comma, so that 1.234 is never 1234."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value!r}".replace(".", ",")
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _rows_declared(path: Path) -> int:
    """The most rows that any sheet declares or has, empty ones too."""
    most = 0
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                with archive.open(member) as sheet:
                    most = max(most, _rows_of(sheet, member.file_size))
    return most


def _rows_of(sheet: Any, size: int) -> int:
    block = sheet.read(_BLOCK)
    declared = _DIMENSION.search(block)
    most = int(declared[1][:12]) if declared else 0
    if size <= _SMALL:
        return most
    rows = 0
    while block:
        # The end of one block may hold the beginning of a tag.
        rest = block[block.rfind(b"<") :] if b"<" in block[-64:] else b""
        rows += len(_ROW.findall(block[: len(block) - len(rest)]))
        following = sheet.read(_BLOCK)
        block = rest + following if following else b""
        if not following:
            rows += len(_ROW.findall(rest))
        if rows > MOST_ROWS:
            break
    return max(most, rows)


def _limit_memory(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _write(out: BinaryIO, frame: tuple[Any, ...]) -> None:
    marshal.dump(frame, out)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
