from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.channels.echo import Echo, served
from tests.e2e.browser import PHONE, Visit, chromium, visit
from tests.e2e.chats import PEOPLE
from thads_data.database import Database


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file and no longer: while it is open, no asynchronous test can run."""
    with chromium() as found:
        yield found


@pytest.fixture
def echo(sqlite_database: Database) -> Echo:
    return Echo(sqlite_database, PEOPLE)


@pytest.fixture
def url(echo: Echo) -> Iterator[str]:
    with served(echo) as address:
        yield address


@pytest.fixture
def wide(browser: Browser, url: str) -> Iterator[Visit]:
    with visit(browser, url) as found:
        yield found


@pytest.fixture
def phone(browser: Browser, url: str) -> Iterator[Visit]:
    with visit(browser, url, PHONE) as found:
        yield found
