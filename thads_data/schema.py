"""Bringing a database to the tables this version needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from thads_data.database import Database

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
# Any fixed number will do: it keeps two processes from upgrading one PostgreSQL database at once.
_UPGRADE_LOCK = 7_204_511


def upgrade(database: Database) -> None:
    """Run every migration that is missing, in one transaction; nothing happens where none is."""
    with database.write() as db:
        if not database.is_sqlite:
            db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = db
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the database has the tables of this version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.read() as db:
        return (
            MigrationContext.configure(db).get_current_revision()
            == ScriptDirectory.from_config(config).get_current_head()
        )
