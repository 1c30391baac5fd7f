"""The file of refused cells that goes back: .csv or .xlsx, with nothing in it that a spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import xlsxwriter

from thads_data.imports.report import Refused, RefusedWords

Write = Callable[[Refused], None]

# What makes a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A sheet ends after this many rows.
MOST_IN_SHEET = 1_000_000


def plain_words() -> RefusedWords:
    """Our own codes, for whoever reads the file by program."""
    return RefusedWords(("row", "column", "value", "reason"), lambda refused: refused.reason)


@contextmanager
def refused_file(path: Path | None, words: RefusedWords) -> Iterator[Write | None]:
    """What writes one refused cell after another. The file is made with the first; without any, none is."""
    if path is None:
        yield None
        return
    path.unlink(missing_ok=True)
    with ExitStack() as stack:
        rows = list[Write]()

        def write(refused: Refused) -> None:
            if not rows:
                opened = _xlsx if path.suffix.lower() == ".xlsx" else _csv
                rows.append(stack.enter_context(opened(path, words)))
            rows[0](refused)

        yield write


@contextmanager
def _csv(path: Path, words: RefusedWords) -> Iterator[Write]:
    # The mark at the beginning makes Excel read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(words.titles)

        def write(refused: Refused) -> None:
            cells = (refused.column, refused.value, words.reason(refused))
            writer.writerow([refused.row, *map(neutral, cells)])

        yield write


@contextmanager
def _xlsx(path: Path, words: RefusedWords) -> Iterator[Write]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        sheet.set_column(1, 3, 40)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, words.titles, book.add_format({"bold": True}))
        written = 0

        def write(refused: Refused) -> None:
            nonlocal written
            if written >= MOST_IN_SHEET:
                return
            written += 1
            sheet.write_number(written, 0, refused.row)
            for place, cell in enumerate((refused.column, refused.value, words.reason(refused)), 1):
                sheet.write_string(written, place, cell)

        yield write


def neutral(cell: str) -> str:
    """Text that a spreadsheet would run, as text."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
