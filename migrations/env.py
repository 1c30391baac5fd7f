"""Alembic's environment: the address comes with the configuration or from THADS_DATABASE_URL."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from thads_data.database import Database
from thads_data.models import figures, organisation, records, register, traffic
from thads_data.models.base import Base, Json, UtcDateTime

TABLES = (figures, organisation, records, register, traffic)  # imported so that the metadata knows them


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column type as the plain one, so that migrations never import our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return (
        'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
        if kind == "type" and item is Json
        else False
    )


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=False,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    database = Database(os.environ["THADS_DATABASE_URL"])
    with database.write() as opened:
        migrate(opened)
    database.close()
