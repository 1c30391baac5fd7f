"""Made-up data as files: importing them leaves what loading straight leaves."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.thads_data.demo.conftest import NOW
from thads_data.database import Database
from thads_data.demo.country import generate
from thads_data.demo.files import Format, sample_files, write_files
from thads_data.demo.load import load_database
from thads_data.demo.plan import Plan
from thads_data.demo.sample import AS_OF, sample
from thads_data.imports.load import load
from thads_data.models.base import Base

KINDS = ("units", "staff", "targets", "cases", "statistics")
TABLES = ("units", "people", "person_roles", "targets", "cases", "tallies", "statistics")
# What numbers rows, or hangs on such numbers, or on when and how something was loaded.
_BESIDE = ("id", "import_id", "digest")


def contents(database: Database) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table as text, with codes in place of ids."""
    with database.read() as db:
        rows = {name: db.execute(select(Base.metadata.tables[name])).mappings().all() for name in TABLES}
    codes = {name: {row["id"]: row["code"] for row in rows[name]} for name in ("units", "people")}
    return {name: sorted(_row(row, codes) for row in found) for name, found in rows.items()}


def _row(row: Any, codes: dict[str, dict[int, str]]) -> tuple[str, ...]:
    named = {
        "unit_id": codes["units"],
        "parent_id": codes["units"],
        "executor_id": codes["people"],
        "person_id": codes["people"],
    }
    return tuple(
        repr(named[name].get(value) if name in named else _plain(value))
        for name, value in row.items()
        if name not in _BESIDE
    )


def _plain(value: object) -> object:
    """Dicts in the order of their keys, at every depth."""
    return {key: _plain(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


def import_all(database: Database, files: dict[str, Path]) -> list[Any]:
    return [
        load(database, kind, path, today=AS_OF, now=NOW, by="test", as_of=AS_OF)
        for kind, path in files.items()
    ]


def check_roads_meet(plan: Plan, files: dict[str, Path], by_file: Database, straight: Database) -> None:
    reports = import_all(by_file, files)
    assert [(report.refused_cells, report.warnings, report.applied) for report in reports] == [
        (0, (), True)
    ] * 5
    load_database(straight, plan, NOW)
    assert contents(by_file) == contents(straight)
    again = [report.counts for report in import_all(straight, files)]
    assert all(counts.new == counts.changed == counts.missing == 0 for counts in again)


@pytest.fixture
def another(tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    """A second empty database."""
    shutil.copy(empty_sqlite, tmp_path / "another.db")
    database = Database(f"sqlite:///{tmp_path / 'another.db'}")
    yield database
    database.close()


def test_importing_the_sample_leaves_what_loading_it_leaves(
    tmp_path: Path, sqlite_database: Database, another: Database
) -> None:
    files = sample_files(tmp_path / "files", "csv")
    assert tuple(files) == KINDS
    assert [path.name for path in files.values()] == [f"mau-{kind}.csv" for kind in KINDS]
    check_roads_meet(sample(), files, sqlite_database, another)


@pytest.mark.parametrize(("form", "cases"), [("csv", 10_000), ("xlsx", 1_000)])
def test_importing_a_made_up_country_leaves_what_loading_it_leaves(
    form: Format, cases: int, tmp_path: Path, sqlite_database: Database, another: Database
) -> None:
    plan = generate(cases, 2, seed=7)
    check_roads_meet(plan, write_files(plan, tmp_path / "files", form), sqlite_database, another)


def test_the_same_data_give_the_same_files(tmp_path: Path) -> None:
    def hashes(paths: Sequence[Path]) -> list[str]:
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]

    for form in ("csv", "xlsx"):
        plan = generate(300, 2, seed=5)
        first, second = (write_files(plan, tmp_path / f"{form}{n}", form) for n in (1, 2))  # type: ignore[arg-type]
        assert hashes([*first.values()]) == hashes([*second.values()])


def test_whoever_waits_hears_how_many_cases_were_written(tmp_path: Path) -> None:
    heard: list[int] = []
    write_files(generate(500, 1), tmp_path, "csv", heard.append)
    assert sum(heard) == 500
