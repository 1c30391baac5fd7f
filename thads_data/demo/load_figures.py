"""Made-up cases and statistics into the tables, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection

from thads_data import tallies
from thads_data.demo.load_organisation import Ids
from thads_data.demo.plan import Plan
from thads_data.demo.rows import CaseRow, StatisticRow
from thads_data.imports.bulk import bulk_insert, rebuilt_indexes
from thads_data.imports.cases import digest
from thads_data.models.base import Base
from thads_data.models.figures import STATISTICS
from thads_data.models.organisation import OFFICE
from thads_data.models.register import CATEGORIES
from thads_data.workdays import work_year

_TABLES = Base.metadata.tables
_CASE_COLUMNS = (
    *("unit_id", "executor_id", "number", "number_value", "decided", "year", "kind", "debtor", "creditor"),
    *("categories", "class", "status", "closed_on", "due", "done", "remaining", "last_action", "idle_from"),
    *("last_verified", "step", "step_on", "held", "held_since", "digest", "import_id"),
)
_STATISTIC_COLUMNS = ("as_of", "unit_id", "executor_id", "columns", "import_id")
_TALLY_COLUMNS = (
    *("unit_id", "executor_id", "category", "as_of", "work_year", "source", "whole", *tallies.FIELDS),
    "import_id",
)


def insert_cases(db: Connection, cases: Iterable[CaseRow], units: Ids, people: Ids, import_id: int) -> int:
    """How many they were."""
    rows = (_case(case, units, people, import_id) for case in cases)
    with rebuilt_indexes(db, _TABLES["cases"]):
        return bulk_insert(db, _TABLES["cases"], _CASE_COLUMNS, rows)


def _case(case: CaseRow, units: Ids, people: Ids, import_id: int) -> tuple[object, ...]:
    bits = sum(1 << CATEGORIES.index(category) for category in case.categories)
    return (
        units[case.unit],
        people[case.executor],
        str(case.number),
        case.number,
        case.decided,
        case.decided.year,
        case.kind,
        case.debtor,
        case.creditor,
        bits,
        case.case_class,
        case.status,
        case.closed_on,
        case.due,
        case.done,
        case.due - case.done,
        case.last_action,
        case.last_action or case.decided,
        case.last_verified,
        case.step,
        case.step_on,
        case.held,
        case.held_since,
        _digest(case, people[case.executor], bits),
        import_id,
    )


def _digest(case: CaseRow, executor: int, bits: int) -> int:
    """What the import computes of the same row."""
    return digest(
        (
            *(executor, case.kind, case.debtor, case.creditor, bits, None, case.case_class, case.status),
            *(_iso(case.closed_on), case.due, case.done, _iso(case.last_action), _iso(case.last_verified)),
            *(case.step, _iso(case.step_on), case.held, _iso(case.held_since)),
        )
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def insert_statistics(
    db: Connection, plan: Plan, lines: Iterable[StatisticRow], units: Ids, people: Ids, import_id: int
) -> int:
    """The lines as filed (how many), and tallies of offices and executors; units above are their sums."""
    offices = {unit.code for unit in plan.units if unit.level == OFFICE}
    kept: list[tuple[object, ...]] = []

    def filed() -> Iterator[tuple[object, ...]]:
        for line in lines:
            unit, executor = units[line.unit], people[line.executor] if line.executor else None
            if line.unit in offices:
                kept.append((unit, executor, *_tally(line), import_id))
            yield line.as_of, unit, executor, {"cases": line.cases, "money": line.money}, import_id

    count = bulk_insert(db, _TABLES["statistics"], _STATISTIC_COLUMNS, filed())
    bulk_insert(db, _TABLES["tallies"], _TALLY_COLUMNS, kept)
    return count


def _tally(line: StatisticRow) -> tuple[object, ...]:
    figures = (
        (form["phai_thi_hanh"], form["co_dieu_kien"], form["thi_hanh_xong"] + form["dinh_chi"])
        for form in (line.cases, line.money)
    )
    cases, money = figures
    return "", line.as_of, work_year(line.as_of), STATISTICS, False, *cases, *money, 0, 0
