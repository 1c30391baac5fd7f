"""What every test may ask for: an empty database of either kind, with its tables."""

from __future__ import annotations

import itertools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import postgres
from thads_data.database import Database
from thads_data.schema import upgrade

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One PostgreSQL server for the whole run."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def empty_postgres(postgres_url: str) -> str:
    """A database with the tables, to be used as a template."""
    database = Database(postgres.create(postgres_url, "empty"))
    upgrade(database)
    database.close()
    return "empty"


@pytest.fixture
def sqlite_database(empty_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(empty_sqlite, tmp_path / "thads.db")
    database = Database(f"sqlite:///{tmp_path / 'thads.db'}")
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_url: str, empty_postgres: str) -> Iterator[Database]:
    database = Database(postgres.create(postgres_url, f"test{next(_numbers)}", empty_postgres))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with its tables; each test that asks for it runs on both kinds."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(kind)
    return found
