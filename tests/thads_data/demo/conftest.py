"""The sample province loaded once, to be read by many tests, and the published figures beside it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Row, select

from thads_data.database import Database
from thads_data.demo.load import load_sample
from thads_data.models.figures import Statistic, Tally
from thads_data.models.organisation import Person, Unit
from thads_data.models.register import Case
from thads_data.workdays import TIME_ZONE

NOW = datetime(2025, 9, 12, 7, 25, tzinfo=TIME_ZONE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that the tests look at, by codes instead of ids."""

    database: Database
    units: dict[int, str]
    people: dict[int, str]
    cases: list[Row[tuple[Case]]]
    tallies: list[Row[tuple[Tally]]]
    statistics: list[Row[tuple[Statistic]]]


@pytest.fixture(scope="session")
def sample(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    shutil.copy(empty_sqlite, path)
    database = Database(f"sqlite:///{path}")
    load_sample(database, NOW)
    yield loaded(database)
    database.close()


def loaded(database: Database) -> Loaded:
    with database.read() as db:
        return Loaded(
            database,
            dict(db.execute(select(Unit.id, Unit.code)).all()),
            dict(db.execute(select(Person.id, Person.code)).all()),
            *(list(db.execute(select(table.__table__))) for table in (Case, Tally, Statistic)),
        )


@pytest.fixture(scope="session")
def facts() -> dict[str, dict[str, str]]:
    """The published figures by unit; "TN" is the province."""
    path = Path(__file__).with_name("thai-nguyen-2025-09-12.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
