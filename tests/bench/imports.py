"""A register of any size through the import, beside a bare read of the same file and a bare bulk insert."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.bench.report import Sheet
from tests.bench.turns import NOW, PROVINCES
from thads_data.database import Database
from thads_data.demo.country import generate
from thads_data.demo.files import write_files
from thads_data.schema import upgrade

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("units", "staff", "targets")
BARE = ("bare read + insert, s", "ratio (bar ≤ 3)", "the same, indexed, s", "ratio")
# The columns of the indexes that the register has, by their place in the file.
INDEXED = (
    *("c2, c0, c1", "c0, c1, c2, c3", "c9, c1, c10, c11, c12, c13, c14", "c2, c9, c1, c10, c11, c12, c13"),
    *("c3, c1", "c2, c10, c11, c1, c12, c13, c14", "c3, c11"),
)
_MEASURE = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(urls: dict[str, str], cases: int, folder: Path) -> Sheet:
    """Each database: the command as an official runs it, in a process of its own, timed from start to end."""
    files = write_files(generate(cases, PROVINCES), folder, "csv")
    sheet = Sheet(
        "imports",
        f"Importing a register of {cases:,} cases (.csv, {files['cases'].stat().st_size >> 20} MiB)",
        ("database", "seconds", "rows/s", "peak MiB", *BARE),
    )
    for kind, url in urls.items():
        database = Database(url)
        upgrade(database)
        database.close()
        for each in KINDS:
            _import(url, each, files[each])
        bare, indexed = _bare(kind, url, files["cases"], folder)
        took, peak = _import(url, "cases", files["cases"])
        times = f"{bare:.1f}", f"{took / bare:.2f}", f"{indexed:.1f}", f"{took / indexed:.2f}"
        sheet.add(kind, f"{took:.1f}", f"{cases / took:,.0f}", peak, *times)
        again, peak = _import(url, "cases", files["cases"])
        sheet.add(f"{kind}, the same file again", f"{again:.1f}", f"{cases / again:,.0f}", peak, *[""] * 4)
    return sheet


def _import(url: str, kind: str, path: Path) -> tuple[float, int]:
    """Seconds and the peak of resident memory (MiB) of one `import` command."""
    environment = {**os.environ, "THADS_DATABASE_URL": url, "THADS_NOW": NOW.isoformat()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "bot.cli", "import", kind, str(path)]
    # A small parent in between: a process begins with the peak of the one that started it.
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    took, peak = measured.stdout.split()
    return float(took), int(peak) >> 10


def _bare(kind: str, url: str, path: Path, folder: Path) -> tuple[float, float]:
    """Seconds to read every row and insert it as text into a table, and these with as many indexes after."""
    began = time.perf_counter()
    with _bare_table(kind, url, path, folder / "bare.db") as index:
        bare = time.perf_counter() - began
        for columns in INDEXED:
            index(columns)
        return bare, time.perf_counter() - began


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


@contextmanager
def _bare_table(kind: str, url: str, path: Path, target: Path) -> Iterator[Callable[[str], object]]:
    rows = _rows(path)
    names = [f"c{place}" for place in range(len(next(rows)))]
    create = f"CREATE TABLE bare ({', '.join(f'{name} TEXT' for name in names)})"
    if kind == "sqlite":
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(create)
            connection.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * len(names))})", rows)
            connection.commit()
            yield lambda columns: connection.execute(
                f"CREATE INDEX bare_{columns.replace(', ', '_')} ON bare ({columns})"
            )
            connection.commit()
        target.unlink()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(create)
        with connection.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        yield lambda columns: connection.execute(f"CREATE INDEX ON bare ({columns})")
        connection.execute("DROP TABLE bare")
