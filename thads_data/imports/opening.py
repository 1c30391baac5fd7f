"""A file as a sheet: .csv or .xlsx, told apart by its name and checked by its content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from thads_data.imports.csv_file import open_csv
from thads_data.imports.headers import known
from thads_data.imports.report import ImportProblem
from thads_data.imports.sheet import Limits, Progress, Sheet
from thads_data.imports.xlsx_file import open_xlsx

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@contextmanager
def open_sheet(path: Path, kind: str, progress: Progress, limits: Limits) -> Iterator[Sheet]:
    """The rows of the file; ImportProblem where it cannot be read, now or when a later chunk is asked for."""
    if format_of(path) == "csv":
        with open_csv(path, partial(known, kind), progress, limits) as sheet:
            yield sheet
    else:
        with open_xlsx(path, progress, limits) as sheet:
            yield sheet


def format_of(path: Path) -> str:
    """ "csv" or "xlsx". ImportProblem for anything else, and where the content is not what the name says."""
    suffix = path.suffix.lower().removeprefix(".")
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise ImportProblem("unreadable", error=error.strerror or "") from None
    if suffix not in ("csv", "xlsx"):
        raise ImportProblem("unknown_format", suffix=suffix)
    if not start:
        raise ImportProblem("empty_file")
    _check_content(suffix, start)
    return suffix


def _check_content(suffix: str, start: bytes) -> None:
    """Old .xls files, and .xlsx files with a password, share a container of their own."""
    if suffix == "csv" and start.startswith((_ZIP, _OLD_EXCEL)):
        raise ImportProblem("csv_is_excel")
    if suffix == "xlsx" and start.startswith(_OLD_EXCEL):
        raise ImportProblem("old_or_locked_excel")
    if suffix == "xlsx" and not start.startswith(_ZIP):
        raise ImportProblem("not_xlsx")
