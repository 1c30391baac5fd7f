"""Made-up data straight into a database: the same rows that importing the files would leave there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from thads_data import tallies
from thads_data.database import Database
from thads_data.demo.cases import register
from thads_data.demo.ledger import Ledger
from thads_data.demo.load_figures import insert_cases, insert_statistics
from thads_data.demo.load_organisation import Ids, insert_accounts, insert_people, insert_units
from thads_data.demo.plan import Plan
from thads_data.demo.sample import sample
from thads_data.errors import Refusal
from thads_data.imports.headers import KINDS
from thads_data.imports.report import Counts
from thads_data.models.figures import Target
from thads_data.models.organisation import Unit
from thads_data.models.records import Import
from thads_data.schema import upgrade
from thads_data.workdays import TIME_ZONE, year_start

_BY = "demo"
# Exports are made in the morning; nothing was loaded before that day's.
_EXPORTED_AT = time(7, 5, tzinfo=TIME_ZONE)


def load_sample(database: Database, now: datetime) -> None:
    """The sample province in this database, with its tables; one that already holds it is left alone.

    Raises Refusal("other_data") where there is anything else.
    """
    upgrade(database)
    plan = sample()
    with database.write() as db:
        if db.scalar(select(Import.id).where(Import.sha256 == _mark(plan, "units"))) is None:
            _fill(db, plan, now, None)


def load_database(
    database: Database, plan: Plan, now: datetime, done: Callable[[int], None] | None = None
) -> None:
    """All of the plan in a database that has its tables and nothing in them, in one transaction.

    `done` hears how many cases each office had. Raises Refusal("other_data") where there is anything already.
    """
    with database.write() as db:
        _fill(db, plan, now, done)


def _fill(db: Connection, plan: Plan, now: datetime, done: Callable[[int], None] | None) -> None:
    if db.scalar(select(func.count()).select_from(Unit)):
        raise Refusal("other_data")
    at = min(now, datetime.combine(plan.as_of, _EXPORTED_AT))
    imports = {kind: _imported(db, plan, kind, at) for kind in KINDS}
    units = insert_units(db, plan.units)
    people = insert_people(db, plan.people, units)
    insert_accounts(db, plan.people, people, at)
    _insert_targets(db, plan, units, imports["targets"])
    ledger = Ledger(plan)
    cases = insert_cases(db, ledger.passing(register(plan, done)), units, people, imports["cases"])
    tallies.rebuild(db, [units[office.unit] for office in plan.offices], plan.as_of, imports["cases"])
    lines = insert_statistics(db, plan, ledger.statistics(), units, people, imports["statistics"])
    rows = (len(units), len(people), len(plan.targets), cases, lines)
    for import_id, count in zip(imports.values(), rows, strict=True):
        counts = asdict(Counts(new=count)) | {"rows": count, "refused": 0}
        db.execute(update(Import).where(Import.id == import_id).values(counts=counts))


def _imported(db: Connection, plan: Plan, kind: str, at: datetime) -> int:
    values: dict[str, Any] = {
        "kind": kind,
        "file_name": f"dữ liệu mẫu: {kind}",
        "sha256": _mark(plan, kind),
        "as_of": plan.as_of if kind in ("cases", "statistics") else None,
        "by": _BY,
        "at": at,
        "counts": {},
    }
    return int(db.execute(insert(Import).values(values).returning(Import.id)).scalar_one())


def _mark(plan: Plan, kind: str) -> str:
    """What stands for the hash of a file that was never written."""
    return hashlib.sha256(f"{plan.seed} {plan.units[0].code} {len(plan.units)} {kind}".encode()).hexdigest()


def _insert_targets(db: Connection, plan: Plan, units: Ids, import_id: int) -> None:
    rows = [
        {
            "unit_id": units[each.unit],
            "work_year": each.work_year,
            "effective_from": year_start(each.work_year),
            "cases_rate": each.cases_rate,
            "money_rate": each.money_rate,
            "decision": each.decision,
            "decided_on": each.decided_on,
            "import_id": import_id,
        }
        for each in plan.targets
    ]
    db.execute(insert(Target), rows)
