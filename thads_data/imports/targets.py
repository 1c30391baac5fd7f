"""Targets (chỉ tiêu): the rates of a unit in a work year, in force from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from thads_data.imports.job import Job, Line, Outcome, known_id, lines, unit_ids
from thads_data.imports.report import Counts
from thads_data.imports.values import Convert, day, target, up_to, year
from thads_data.models.figures import Target
from thads_data.workdays import year_end, year_start

Key = tuple[int, int, date]
"""Unit, work year, first day in force."""


def load_targets(job: Job) -> Outcome:
    given = _by_key(job, lines(job, _converters(job.db)))
    years = {work_year for _, work_year, _ in given}
    before = _stored(job.db, years)
    fresh = [_columns(line, job.import_id) for key, line in given.items() if key not in before]
    changed = [key for key, line in given.items() if key in before and before[key][1] != _rates(line)]
    if fresh:
        job.db.execute(insert(Target), fresh)
    for key in changed:
        columns = _columns(given[key], job.import_id)
        job.db.execute(update(Target).where(Target.id == before[key][0]).values(**columns))
    missing = sum(key not in given for key in before)
    return Outcome(Counts(len(fresh), len(changed), len(given) - len(fresh) - len(changed), missing))


def _converters(db: Connection) -> dict[str, Convert[Any]]:
    return {
        "year": year,
        "unit": known_id(unit_ids(db), "unknown_unit"),
        "cases": target,
        "money": target,
        "decision": up_to(100),
        "decided_on": day,
        "effective_from": day,
    }


def _by_key(job: Job, found: list[Line]) -> dict[Key, Line]:
    """One line for each unit, year and day; a blank day is the year's first (1 October)."""
    by_key = dict[Key, Line]()
    for line in found:
        start = line.values["effective_from"] or year_start(line.values["year"])
        key = (line.values["unit"], line.values["year"], start)
        if start > year_end(key[1]):
            job.refuse(line.row, "effective_from", line.said["effective_from"], "outside_year", year=key[1])
        elif key in by_key:
            job.refuse(line.row, "unit", line.said["unit"], "twice", first=by_key[key].row)
        else:
            by_key[key] = line
    return by_key


def _rates(line: Line) -> tuple[Any, ...]:
    v = line.values
    return (v["cases"], v["money"], v["decision"], v["decided_on"])


def _columns(line: Line, import_id: int) -> dict[str, Any]:
    v = line.values
    return {
        "unit_id": v["unit"],
        "work_year": v["year"],
        "effective_from": v["effective_from"] or year_start(v["year"]),
        "cases_rate": v["cases"],
        "money_rate": v["money"],
        "decision": v["decision"],
        "decided_on": v["decided_on"],
        "import_id": import_id,
    }


def _stored(db: Connection, years: set[int]) -> dict[Key, tuple[int, tuple[Any, ...]]]:
    t = Target
    rows = db.execute(
        select(
            t.unit_id,
            t.work_year,
            t.effective_from,
            t.id,
            t.cases_rate,
            t.money_rate,
            t.decision,
            t.decided_on,
        ).where(t.work_year.in_(years))
    )
    return {(unit, work_year, start): (found, tuple(rates)) for unit, work_year, start, found, *rates in rows}
