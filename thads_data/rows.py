"""Writing a row that may be there already, alike on both databases, and text that either can store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase


def table(model: type[DeclarativeBase]) -> Table:
    """The table behind a model, for Core statements."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - a model of ours is never mapped to a join
    return found


def insert_new(db: Connection, into: Table, values: Mapping[str, Any], unique: Sequence[str]) -> int | None:
    """Insert unless the unique columns are taken; the new id, or None where the row was there."""
    kind = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    made = kind(into).values(values).on_conflict_do_nothing(index_elements=unique).returning(into.c.id)
    found: int | None = db.execute(made).scalar()
    return found


def put(db: Connection, into: Table, values: Mapping[str, Any], unique: Sequence[str]) -> None:
    """Insert, or set every other column of the row that has these unique columns."""
    kind = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    rest = {key: value for key, value in values.items() if key not in unique}
    db.execute(kind(into).values(values).on_conflict_do_update(index_elements=unique, set_=rest))


def storable(text: str, longest: int) -> str:
    """The text without what no database takes (NUL, halves of surrogate pairs), cut at `longest`."""
    return text[:longest].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
