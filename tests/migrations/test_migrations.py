from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from thads_data.database import Database
from thads_data.models import figures, organisation, records, register, traffic
from thads_data.models.base import Base
from thads_data.schema import is_current, upgrade

TABLES = (figures, organisation, records, register, traffic)


def test_migrations_give_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.read() as db:
        assert compare_metadata(MigrationContext.configure(db), Base.metadata) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    assert is_current(database)
