"""A register between the file and the table: compared and taken over by the database, set by set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable
from sqlalchemy.types import Date

from thads_data.imports.bulk import insert_ready, rebuilt_indexes
from thads_data.imports.job import Job, Outcome
from thads_data.imports.report import Counts
from thads_data.models.base import Base
from thads_data.models.figures import REGISTER, Tally
from thads_data.models.register import Case
from thads_data.tallies import rebuild

CASES = Base.metadata.tables[Case.__tablename__]
KEY = ("unit_id", "number", "decided")
# The columns of `cases` that a file fills, by what Columns calls them.
FILLED = {
    "unit": "unit_id",
    "executor": "executor_id",
    "number": "number",
    "number_value": "number_value",
    "decided": "decided",
    "year": "year",
    "kind": "kind",
    "debtor": "debtor",
    "creditor": "creditor",
    "bits": "categories",
    "other": "other_categories",
    "case_class": "class",
    "status": "status",
    "closed_on": "closed_on",
    "due": "due",
    "done": "done",
    "remaining": "remaining",
    "last_action": "last_action",
    "idle_from": "idle_from",
    "last_verified": "last_verified",
    "step": "step",
    "step_on": "step_on",
    "held": "held",
    "held_since": "held_since",
    "digest": "digest",
}
_COPIED = tuple(FILLED.values())
_TEMPORARY = MetaData()


def _copy_of(names: Iterable[str]) -> list[Column[Any]]:
    return [Column(name, CASES.c[name].type) for name in names]


STAGED = Table(
    "incoming_cases",
    _TEMPORARY,
    Column("row", Integer, primary_key=True, autoincrement=False),
    *_copy_of((*_COPIED, "gone_on")),
    prefixes=["TEMPORARY"],
)
_STAGED_KEY = Index("ix_incoming_cases", *(STAGED.c[name] for name in KEY))
REFUSED = Table("refused_cases", _TEMPORARY, *_copy_of(KEY), prefixes=["TEMPORARY"])
CHANGES = Table(
    "case_changes",
    _TEMPORARY,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("case_id", BigInteger),
    Column("was_gone", Date),
    prefixes=["TEMPORARY"],
)
_TABLES = (STAGED, REFUSED, CHANGES)


class Staging:
    """The rows of one file on their way into `cases`. The temporary tables end with the transaction."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.rows = 0
        self.keyless = False
        """A refused row did not even say which case it was of."""
        for table in _TABLES:
            db.execute(DropTable(table, if_exists=True))
            db.execute(CreateTable(table))

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        """Take the rows of a chunk: columns by the names of FILLED, and `row`; days as ISO texts."""
        ready = [self._ready(name, columns[key]) for key, name in FILLED.items()]
        rows = zip(columns["row"], *ready, strict=True)
        self.rows += insert_ready(self.db, STAGED, ("row", *_COPIED), rows)

    def refuse(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Note the cases of refused rows: they stay as they were, and are not missing from the file."""
        keys = list[tuple[Any, ...]]()
        for values in rows:
            key = [values[name] for name in ("unit", "number", "decided")]
            if any(value is None or isinstance(value, Exception) for value in key):
                self.keyless = True
            else:
                keys.append(tuple(key))
        if keys:
            columns = [
                self._ready(name, list(v)) for name, v in zip(KEY, zip(*keys, strict=True), strict=True)
            ]
            insert_ready(self.db, REFUSED, KEY, zip(*columns, strict=True))

    def _ready(self, name: str, values: list[Any]) -> list[Any]:
        if self.db.dialect.name == "sqlite" or not isinstance(STAGED.c[name].type, Date):
            return values
        days = {iso: None if iso is None else date.fromisoformat(iso) for iso in set(values)}
        return [days[iso] for iso in values]

    def settle(self, job: Job) -> Outcome:
        """Compare with the register as it stands, and take it over unless something was refused."""
        job.asked.progress("compare", 0, None)
        self.db.execute(CreateIndex(_STAGED_KEY))
        _analyze(self.db, STAGED)
        self._refuse_twice(job)
        older, current = _older_and_current(self.db, job.asked.as_of)
        counts = self._take_over(job, current) if current else Counts()
        if job.will_apply:
            job.asked.progress("count", 0, None)
            if current:
                rebuild(self.db, current, job.asked.as_of, job.import_id)
            if older:
                rebuild(self.db, older, job.asked.as_of, job.import_id, source_table=STAGED)
        for table in _TABLES:
            self.db.execute(DropTable(table))
        if older and current:
            job.findings.warn("older_units", count=len(older))
        return Outcome(counts, job.asked.as_of, history=bool(older) and not current)

    def _refuse_twice(self, job: Job) -> None:
        """A case may stand once in a file: the row that comes later is refused, and named with the first."""
        key = [STAGED.c[name] for name in KEY]
        first = func.min(STAGED.c.row).label("first")
        several = select(*key, first).group_by(*key).having(func.count() > 1).subquery()
        same = and_(*(STAGED.c[name] == several.c[name] for name in KEY), STAGED.c.row > several.c.first)
        found = self.db.execute(
            select(STAGED.c.row, several.c.first, STAGED.c.number, STAGED.c.decided)
            .join(several, same)
            .order_by(STAGED.c.row)
        ).all()
        for row, first_row, number, decided in found:
            job.refuse(row, "number", f"{number}/{decided.year}", "twice", first=first_row)
        if found:
            again = STAGED.delete().where(STAGED.c.row == bindparam("again"))
            self.db.execute(again, [{"again": row} for row, *_ in found])
            self.rows -= len(found)

    def _take_over(self, job: Job, units: list[int]) -> Counts:
        """`cases` as the file has it, for these units."""
        ours = STAGED.c.unit_id.in_(units)
        rows = self.db.scalar(select(func.count()).select_from(STAGED).where(ours)) or 0
        if self.db.execute(select(CASES.c.id).limit(1)).first() is None:
            if job.will_apply:
                job.asked.progress("write", 0, None)
                with rebuilt_indexes(self.db, CASES):
                    self._insert(job, ours)
                _analyze(self.db, CASES)
            return Counts(new=rows)
        new, changed, came_back = self._compare(ours)
        missing = self._missing(job, units, rows - new - came_back)
        if job.will_apply:
            job.asked.progress("write", 0, None)
            self._insert(job, STAGED.c.row.in_(select(CHANGES.c.row).where(CHANGES.c.case_id.is_(None))))
            self._update(job)
        return Counts(new, changed, rows - new - changed, missing)

    def _compare(self, ours: ColumnElement[bool]) -> tuple[int, int, int]:
        """Fill CHANGES with the rows that are new or say something else: how many new, changed, come back."""
        other = or_(CASES.c.id.is_(None), CASES.c.digest != STAGED.c.digest, CASES.c.gone_on.is_not(None))
        self.db.execute(
            insert(CHANGES).from_select(
                ["row", "case_id", "was_gone"],
                select(STAGED.c.row, CASES.c.id, CASES.c.gone_on)
                .select_from(STAGED.outerjoin(CASES, _same_case(CASES, STAGED)))
                .where(ours, other),
            )
        )
        _analyze(self.db, CHANGES)
        of = func.count
        every, known, back = self.db.execute(
            select(of(), of(CHANGES.c.case_id), of(CHANGES.c.was_gone))
        ).one()
        return every - known, known, back

    def _missing(self, job: Job, units: list[int], met: int) -> int:
        """Mark the cases of these units that the file no longer has; how many. `met`: those that it has."""
        here = and_(CASES.c.unit_id.in_(units), CASES.c.gone_on.is_(None))
        standing = self.db.scalar(select(func.count()).select_from(CASES).where(here)) or 0
        if standing == met:
            return 0
        if self.keyless:
            job.findings.warn("missing_not_judged", count=standing - met)
            return 0
        left = and_(
            here,
            ~exists().where(_same_case(CASES, STAGED)),
            ~exists().where(_same_case(CASES, REFUSED)),
        )
        if not job.will_apply:
            return self.db.scalar(select(func.count()).select_from(CASES).where(left)) or 0
        return self.db.execute(update(CASES).where(left).values(gone_on=job.asked.as_of)).rowcount

    def _insert(self, job: Job, which: ColumnElement[bool]) -> None:
        """In the order of the unique key, which is the quickest to fill that way."""
        rows: Select[Any] = (
            select(*(STAGED.c[name] for name in _COPIED), literal(job.import_id))
            .where(which)
            .order_by(*(STAGED.c[name] for name in KEY))
        )
        self.db.execute(insert(CASES).from_select([*_COPIED, "import_id"], rows, include_defaults=False))

    def _update(self, job: Job) -> None:
        values = {name: STAGED.c[name] for name in _COPIED if name not in KEY}
        self.db.execute(
            update(CASES)
            .where(CASES.c.id == CHANGES.c.case_id, STAGED.c.row == CHANGES.c.row)
            .values({**values, "gone_on": None, "import_id": job.import_id})
        )


def _same_case(one: Table, other: Table) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in KEY))


def _older_and_current(db: Connection, as_of: date) -> tuple[list[int], list[int]]:
    """The units of the file that have a newer register already, and those for which it is the newest."""
    newest = dict(
        db.execute(
            select(Tally.unit_id, func.max(Tally.as_of))
            .where(Tally.source == REGISTER, Tally.executor_id.is_(None), Tally.category == "")
            .group_by(Tally.unit_id)
        ).all()
    )
    units = list(db.scalars(select(STAGED.c.unit_id).distinct()))
    older = [unit for unit in units if unit in newest and newest[unit] > as_of]
    return older, [unit for unit in units if unit not in set(older)]


def _analyze(db: Connection, table: Table) -> None:
    """PostgreSQL knows nothing of a table that was just filled, and would join it badly."""
    if db.dialect.name == "postgresql":
        db.execute(text(f"ANALYZE {table.name}"))
