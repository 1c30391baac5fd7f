"""A register of any size through the import, beside a bare read of the same file and a bare bulk insert."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
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


def measure(urls: dict[str, str], cases: int, folder: Path) -> Sheet:
    """Each database: the command as an official runs it, in a process of its own, timed from start to end."""
    files = write_files(generate(cases, PROVINCES), folder, "csv")
    sheet = Sheet(
        "imports",
        f"Importing a register of {cases:,} cases (.csv, {files['cases'].stat().st_size >> 20} MiB)",
        ("database", "seconds", "rows/s", "peak MiB", "bare read + bare insert, s", "ratio (bar ≤ 3)"),
    )
    for kind, url in urls.items():
        database = Database(url)
        upgrade(database)
        database.close()
        for each in KINDS:
            _import(url, each, files[each])
        bare = _bare(kind, url, files["cases"], folder)
        took, peak = _import(url, "cases", files["cases"])
        sheet.add(kind, f"{took:.1f}", f"{cases / took:,.0f}", peak, f"{bare:.1f}", f"{took / bare:.2f}")
        again, peak = _import(url, "cases", files["cases"])
        sheet.add(f"{kind}, the same file again", f"{again:.1f}", f"{cases / again:,.0f}", peak, "", "")
    return sheet


def _import(url: str, kind: str, path: Path) -> tuple[float, int]:
    """Seconds and the peak of resident memory (MiB) of one `import` command."""
    environment = {**os.environ, "THADS_DATABASE_URL": url, "THADS_NOW": NOW.isoformat()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli", "import", kind, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise SystemExit(f"import {kind} failed on {url}")
    return took, usage.ru_maxrss >> 10


def _bare(kind: str, url: str, path: Path, folder: Path) -> float:
    """Read every row, and insert every row as text into a table without an index: the least it could cost."""
    began = time.perf_counter()
    if kind == "sqlite":
        _bare_sqlite(path, folder / "bare.db")
    else:
        _bare_postgresql(path, url)
    return time.perf_counter() - began


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _bare_sqlite(path: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=WAL")
    rows = _rows(path)
    width = len(next(rows))
    connection.execute(f"CREATE TABLE bare ({', '.join(f'c{place} TEXT' for place in range(width))})")
    connection.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * width)})", rows)
    connection.commit()
    connection.close()
    target.unlink()


def _bare_postgresql(path: Path, url: str) -> None:
    rows = _rows(path)
    width = len(next(rows))
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE bare ({', '.join(f'c{place} TEXT' for place in range(width))})")
        with connection.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE bare")
