"""Writing a row that may be there already, alike on both databases, and text that either can store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase


def table(model: type[DeclarativeBase]) -> Table:
    """The table behind a model, for Core statements."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - a model of ours is never mapped to a join
    return found


def insert_new(db: Connection, into: Table, values: Mapping[str, Any], unique: tuple[str, ...]) -> int | None:
    """Insert unless the unique columns are taken; the new id, or None where the row was there."""
    found: int | None = db.execute(_inserting(db.dialect.name, into, unique), values).scalar()
    return found


def put(db: Connection, into: Table, values: Mapping[str, Any], unique: tuple[str, ...]) -> None:
    """Insert, or set every other column of the row that has these unique columns."""
    db.execute(_putting(db.dialect.name, into, unique, tuple(values)), values)


# Every turn writes: the statements are built once, since building takes longer than writing.
@cache
def _inserting(dialect: str, into: Table, unique: tuple[str, ...]) -> Executable:
    return _insert(dialect)(into).on_conflict_do_nothing(index_elements=unique).returning(into.c.id)


@cache
def _putting(dialect: str, into: Table, unique: tuple[str, ...], columns: tuple[str, ...]) -> Executable:
    made = _insert(dialect)(into)
    rest = {name: made.excluded[name] for name in columns if name not in unique}
    return made.on_conflict_do_update(index_elements=unique, set_=rest)


def _insert(dialect: str) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if dialect == "postgresql" else sqlite.Insert


def storable(text: str, longest: int) -> str:
    """The text without what no database takes (NUL, halves of surrogate pairs), cut at `longest`."""
    return text[:longest].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
