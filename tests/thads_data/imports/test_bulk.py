"""Rows by the fastest way are the same rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Table, func, insert, inspect, select

from thads_data.database import Database
from thads_data.imports.bulk import bulk_insert, rebuilt_indexes
from thads_data.models.base import Base
from thads_data.models.organisation import Unit
from thads_data.models.records import Holiday, Import
from thads_data.models.register import Case

NOW = datetime(2025, 9, 12, 0, 25, tzinfo=UTC)
UNITS, IMPORTS, HOLIDAYS, CASES = (
    Base.metadata.tables[model.__tablename__] for model in (Unit, Import, Holiday, Case)
)
TEXTS = [
    "<b>&amp;</b>",
    "'; --",
    '"%s" {} {0}',
    "hai\ndòng\tvà tab",
    "\u202eđảo\u200f",
    "x" * 5000,
    "",
    "\\N",
]


def unit_row(number: int) -> tuple[object, ...]:
    return (f"U{number}", TEXTS[number % len(TEXTS)][:200], ["a;b", "ư"], "office", None, number, number)


def test_values_of_every_type_come_back_as_they_went_in(database: Database) -> None:
    with database.write() as db:
        columns = ["code", "name", "aliases", "level", "parent_id", "left", "right"]
        assert bulk_insert(db, UNITS, columns, (unit_row(n) for n in range(8))) == 8
        row = ("units", "t.csv", "0" * 64, date(2025, 9, 12), "x", NOW, {"rows": 3})
        assert (
            bulk_insert(db, IMPORTS, ["kind", "file_name", "sha256", "as_of", "by", "at", "counts"], [row])
            == 1
        )
        bulk_insert(
            db, HOLIDAYS, ["day", "off", "note", "by", "at"], [(date(2025, 9, 2), True, "n", "x", NOW)]
        )
    with database.read() as db:
        got = db.execute(select(*[UNITS.c[name] for name in columns]).order_by(UNITS.c.id)).all()
        assert [tuple(row) for row in got] == [unit_row(n) for n in range(8)]
        assert tuple(db.execute(select(IMPORTS)).one())[1:] == row
        assert tuple(db.execute(select(HOLIDAYS)).one()) == (date(2025, 9, 2), True, "n", "x", NOW)


def test_ids_given_by_hand_do_not_collide_with_later_ones(database: Database) -> None:
    with database.write() as db:
        bulk_insert(
            db,
            UNITS,
            ["id", "code", "name", "aliases", "level", "left", "right"],
            [(7, "A", "a", [], "office", 1, 2)],
        )
        db.execute(insert(UNITS).values(code="B", name="b", aliases=[], level="office", left=3, right=4))
        assert db.scalar(select(func.max(UNITS.c.id))) == 8


def test_no_rows_are_no_trouble(database: Database) -> None:
    with database.write() as db:
        assert bulk_insert(db, UNITS, ["code"], []) == 0


def rules(database: Database, table: Table) -> list[str]:
    """The indexes and keys of a table, as the database has them."""
    with database.read() as db:
        looked = inspect(db)
        keys = [*looked.get_foreign_keys(table.name), *looked.get_unique_constraints(table.name)]
        return sorted(
            [
                *(
                    f"{one['name']} {one['column_names']} {len(one['dialect_options'])}"
                    for one in looked.get_indexes(table.name)
                ),
                *(str(sorted(one.items(), key=str)) for one in keys),
            ]
        )


def test_indexes_and_keys_are_back_after_a_load(database: Database) -> None:
    before = rules(database, CASES)
    assert len(before) >= 9
    with database.write() as db, rebuilt_indexes(db, CASES):
        pass
    assert rules(database, CASES) == before
