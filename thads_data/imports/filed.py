"""Statistics into the tables: the lines as filed, and the tallies that answer from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from thads_data.imports.identities import Figures, done
from thads_data.imports.job import Job
from thads_data.imports.report import Counts
from thads_data.models.figures import STATISTICS, Statistic, Tally
from thads_data.models.organisation import Unit
from thads_data.workdays import work_year

Key = tuple[date, int, int | None]
"""As-of day, unit, executor (None: the unit's own line)."""
Metrics = Mapping[str, Figures]
_EMPTY: Figures = {}


def settle(job: Job, filed: Mapping[Key, Metrics]) -> Counts:
    """Take over the lines of a file. One form (cases or money) leaves the figures of the other standing."""
    places = {key[:2] for key in filed}
    before = _stored(job.db, places)
    metrics = {metric for figures in filed.values() for metric in figures}
    merged = {
        key: {**before[key][1], **figures} if key in before else figures for key, figures in filed.items()
    }
    fresh = [key for key in merged if key not in before]
    changed = [key for key in merged if key in before and merged[key] != before[key][1]]
    _insert(job, {key: merged[key] for key in fresh})
    _update(job, {before[key][0]: merged[key] for key in changed})
    missing = [key for key in before if key not in filed]
    _take_out(job, {before[key][0]: before[key][1] for key in missing}, metrics)
    _tally(job, places)
    return Counts(len(fresh), len(changed), len(filed) - len(fresh) - len(changed), len(missing))


def _stored(db: Connection, places: Iterable[tuple[date, int]]) -> dict[Key, tuple[int, dict[str, Any]]]:
    """The lines of these days and units, those without a unit's line of the file too."""
    s, wanted = Statistic, set(places)
    rows = db.execute(
        select(s.id, s.as_of, s.unit_id, s.executor_id, s.columns)
        .where(s.as_of.in_({as_of for as_of, _ in wanted}))
        .order_by(s.id)
    )
    return {
        (as_of, unit, executor): (found, columns)
        for found, as_of, unit, executor, columns in rows
        if (as_of, unit) in wanted
    }


def _insert(job: Job, lines: Mapping[Key, Metrics]) -> None:
    rows = [
        {
            "as_of": as_of,
            "unit_id": unit,
            "executor_id": executor,
            "columns": figures,
            "import_id": job.import_id,
        }
        for (as_of, unit, executor), figures in lines.items()
    ]
    if rows:
        job.db.execute(insert(Statistic), rows)


def _update(job: Job, lines: Mapping[int, Metrics]) -> None:
    for found, figures in lines.items():
        job.db.execute(
            update(Statistic).where(Statistic.id == found).values(columns=figures, import_id=job.import_id)
        )


def _take_out(job: Job, lines: Mapping[int, Metrics], metrics: set[str]) -> None:
    """A line that a later file of the same day and unit no longer has was filed by mistake."""
    left = {
        found: {metric: line for metric, line in figures.items() if metric not in metrics}
        for found, figures in lines.items()
    }
    _update(job, {found: figures for found, figures in left.items() if figures})
    gone = [found for found, figures in left.items() if not figures]
    for found in gone:
        job.db.execute(delete(Statistic).where(Statistic.id == found))


def _tally(job: Job, places: Iterable[tuple[date, int]]) -> None:
    """The tallies of these days and units from the lines that now stand."""
    by_day = defaultdict[date, set[int]](set)
    for as_of, unit in places:
        by_day[as_of].add(unit)
    spans = {
        unit: (left, right) for unit, left, right in job.db.execute(select(Unit.id, Unit.left, Unit.right))
    }
    for as_of, units in by_day.items():
        for unit in units:
            job.db.execute(
                delete(Tally).where(Tally.as_of == as_of, Tally.source == STATISTICS, Tally.unit_id == unit)
            )
        rows = [row | {"import_id": job.import_id} for row in _tallies(job.db, as_of, units, spans)]
        if rows:
            job.db.execute(insert(Tally), rows)


def _tallies(
    db: Connection, as_of: date, units: set[int], spans: Mapping[int, tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    s = Statistic
    rows = db.execute(select(s.unit_id, s.executor_id, s.columns).where(s.as_of == as_of))
    lines = {(unit, executor): columns for unit, executor, columns in rows}
    filed = {spans[unit][0] for unit, _ in lines}
    for unit in sorted(units):
        executors = {who: row for (of, who), row in lines.items() if of == unit and who is not None}
        for who, columns in executors.items():
            yield _row(as_of, unit, who, _sums([columns]))
        left, right = spans[unit]
        below = any(left < other < right for other in filed)
        if executors and (below or (unit, None) not in lines):
            yield _row(as_of, unit, None, _sums(executors.values()))
        elif (unit, None) in lines and not below:
            whole = right - left > 1 and not executors
            yield _row(as_of, unit, None, _sums([lines[unit, None]]), whole=whole)


def _row(
    as_of: date, unit: int, executor: int | None, sums: dict[str, int], *, whole: bool = False
) -> dict[str, Any]:
    return {
        "unit_id": unit,
        "executor_id": executor,
        "category": "",
        "as_of": as_of,
        "work_year": work_year(as_of),
        "source": STATISTICS,
        "whole": whole,
        "open_cases": 0,
        "open_money": 0,
        **sums,
    }


def _sums(lines: Iterable[Metrics]) -> dict[str, int]:
    """Counted, enforceable and done; counted is what is enforceable where the form does not give it."""
    sums = defaultdict[str, int](int)
    for line in lines:
        for metric in ("cases", "money"):
            figures = line.get(metric, _EMPTY)
            enforceable = figures.get("co_dieu_kien", 0)
            sums[f"counted_{metric}"] += figures.get("phai_thi_hanh", enforceable)
            sums[f"enforceable_{metric}"] += enforceable
            sums[f"done_{metric}"] += done(metric, figures)
    return dict(sums)
