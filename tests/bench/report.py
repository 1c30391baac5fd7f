"""Tables on the screen, and the same tables in the README between two marks."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

README = Path(__file__).resolve().parents[2] / "README.md"


@dataclass
class Sheet:
    """One table: a name for its place in the README, a title, columns and rows of text."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        self.rows.append(tuple(str(cell) for cell in cells))

    def markdown(self) -> str:
        lines = [
            f"**{self.title}**",
            "",
            row(self.columns),
            row(["---", *["---:"] * (len(self.columns) - 1)]),
        ]
        return "\n".join([*lines, *map(row, self.rows)])


def row(cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"  # type: ignore[call-overload]


def show(sheet: Sheet) -> None:
    table = Table(title=sheet.title, title_justify="left")
    for place, column in enumerate(sheet.columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    for cells in sheet.rows:
        table.add_row(*cells)
    Console(width=200).print(table)


def write(sheet: Sheet) -> None:
    """Put the table where the README keeps it; one without a place there is only shown."""
    put(sheet.name, f"\n{sheet.markdown()}\n")


def put(name: str, content: str) -> None:
    """Replace what stands in the README between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    text = README.read_text("utf-8")
    if begin not in text:
        return
    head, rest = text.split(begin, 1)
    README.write_text(f"{head}{begin}{content}{end}{rest.split(end, 1)[1]}", "utf-8")


def machine() -> str:
    """What the figures were measured on."""
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return (
        f"{cores} cores, {memory} GiB, {platform.system()} {platform.machine()}, "
        f"CPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
