"""Many rows into a table at once, by the fastest way each database has."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Constraint, Date, ForeignKeyConstraint, Table, UniqueConstraint, text
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

# Large enough that a chunk's own cost vanishes, small enough that a million rows stay in bounded memory.
CHUNK = 20_000

Row = tuple[Any, ...]
Convert = Callable[[Any], Any]


def bulk_insert(db: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert `rows`, whose values stand in the order of `columns` (the database's names); how many they were.

    Values are those that SQLAlchemy takes: date, aware datetime, int, str, bool, dict or list for JSON, None.
    Defaults of the models do not apply. Rows are taken one by one: a generator of any length fits in memory.
    """
    return insert_ready(
        db, table, columns, _converted(rows, [_converter(db, table, name) for name in columns])
    )


def insert_ready(db: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """As bulk_insert, for values that the driver takes as they are: on SQLite dates are ISO texts."""
    if db.dialect.name == "sqlite":
        return _executemany(db, table, columns, rows)
    return _copy(db, table, columns, rows)


@contextmanager
def rebuilt_indexes(db: Connection, table: Table) -> Iterator[None]:
    """Without the table's indexes while the block runs, with them again after it.

    On PostgreSQL without its foreign and unique keys too: these are checked at the end, all at once; row by
    row they would cost more than all else. SQLite cannot let go of a key.
    """
    keys = _keys(table) if db.dialect.name == "postgresql" else []
    for key in keys:
        db.execute(DropConstraint(key))
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    for index in indexes:
        db.execute(DropIndex(index, if_exists=True))
    yield
    for index in indexes:
        db.execute(CreateIndex(index))
    for key in reversed(keys):
        db.execute(AddConstraint(key, isolate_from_table=False))


def _keys(table: Table) -> list[Constraint]:
    kinds = (ForeignKeyConstraint, UniqueConstraint)
    return sorted((key for key in table.constraints if isinstance(key, kinds)), key=lambda key: str(key.name))


def _executemany(db: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    cursor = _driver(db).cursor()
    try:
        cursor.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608
        return int(max(cursor.rowcount, 0))
    finally:
        cursor.close()


def _copy(db: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    count = 0
    statement = f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)'
    with _driver(db).cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types([_postgres_type(db, table, name) for name in columns])
        for count, row in enumerate(rows, 1):  # noqa: B007
            copy.write_row(row)
    if "id" in columns and count:
        _move_sequence(db, table)
    return count


def _move_sequence(db: Connection, table: Table) -> None:
    """Ids that were given by hand do not move the sequence: the next id must come after them."""
    db.execute(
        text(f"SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM \"{table.name}\""),  # noqa: S608
        {"name": table.name},
    )


def _driver(db: Connection) -> Any:
    return db.connection.driver_connection


def _postgres_type(db: Connection, table: Table, name: str) -> str:
    """ "VARCHAR(40)" is "varchar" to the driver."""
    return table.c[name].type.compile(db.dialect).split("(")[0].strip().lower()


def _converter(db: Connection, table: Table, name: str) -> Convert | None:
    """What turns a value into the driver's own, or None where it already is."""
    kind = table.c[name].type
    if isinstance(kind, Date):
        return _Iso().__getitem__ if db.dialect.name == "sqlite" else None
    return kind.dialect_impl(db.dialect).bind_processor(db.dialect)


class _Iso(dict[date | None, str | None]):
    """Dates as SQLite keeps them; the same few thousand days come again and again."""

    def __missing__(self, day: date | None) -> str | None:
        found = self[day] = None if day is None else day.isoformat()
        return found


def _converted(rows: Iterable[Row], converters: Sequence[Convert | None]) -> Iterator[Row]:
    """Rows with their values converted, a chunk at a time, column by column: quicker than value by value."""
    wanted = [(place, convert) for place, convert in enumerate(converters) if convert is not None]
    if not wanted:
        yield from rows
        return
    source = iter(rows)
    while chunk := list(itertools.islice(source, CHUNK)):
        values: list[Any] = list(zip(*chunk, strict=True))
        for place, convert in wanted:
            values[place] = map(convert, values[place])
        yield from zip(*values, strict=True)
