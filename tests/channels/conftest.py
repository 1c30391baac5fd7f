from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.channels.echo import Echo, served
from tests.channels.wire import HAI, LAN
from thads_data.database import Database


@pytest.fixture
def echo(database: Database) -> Echo:
    return Echo(database, [LAN, HAI])


@pytest.fixture
def web(echo: Echo) -> Iterator[httpx.Client]:
    with served(echo) as url, httpx.Client(base_url=url, timeout=10) as client:
        yield client


@pytest.fixture(scope="module")
def quiet(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Echo]:
    """For the many requests that change nothing: one server for all of them."""
    path = shutil.copy(empty_sqlite, tmp_path_factory.mktemp("quiet"))
    database = Database(f"sqlite:///{path}")
    yield Echo(database, [LAN, HAI])
    database.close()


@pytest.fixture(scope="module")
def quiet_web(quiet: Echo) -> Iterator[httpx.Client]:
    with served(quiet) as url, httpx.Client(base_url=url, timeout=10) as client:
        yield client
