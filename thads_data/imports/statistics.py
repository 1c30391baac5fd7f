"""The official statistics by unit and executor (forms 04 and 05/TK-THA): checked before they are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from thads_data.imports.filed import Key, settle
from thads_data.imports.identities import Broken, Figures, added, broken, broken_since, broken_sum
from thads_data.imports.job import Job, Line, Outcome, known_id, lines, person_ids, unit_ids
from thads_data.imports.report import ImportProblem
from thads_data.imports.values import Convert, count, day, money, rate
from thads_data.models.figures import Statistic
from thads_data.models.organisation import Unit
from thads_data.workdays import work_year, year_start

METRICS = ("cases", "money")


@dataclass(frozen=True, slots=True)
class Filed:
    """One line of the file: its figures by metric and column; cells left empty are not in it."""

    line: Line
    figures: Mapping[str, Figures]


def load_statistics(job: Job) -> Outcome:
    _check_metrics(job)
    filed = _by_key(job, lines(job, _converters(job)))
    unreadable = bool(job.findings.cells)
    broken_lines = {key for key, line in filed.items() if _refuse_broken(job, key, line)}
    for as_of in sorted({key[0] for key in filed}):
        # Where a line could not be read, sums over lines cannot be judged.
        if not unreadable:
            of_day = {key[1:]: line for key, line in filed.items() if key[0] == as_of}
            broken_lines |= {(as_of, unit, None) for unit in _refuse_sums(job, of_day)}
        _warn_since(job, as_of, filed)
    good = {key: line.figures for key, line in filed.items() if key not in broken_lines}
    days = [as_of for as_of, _, _ in good]
    return Outcome(settle(job, good), max(days, default=None))


def _check_metrics(job: Job) -> None:
    """A metric that has any column must have the two that make its rate."""
    places, titles = job.layout.places, job.layout.titles
    for metric in METRICS:
        if any(key.startswith(metric + ".") for key in places):
            needed = [f"{metric}.{key}" for key in ("co_dieu_kien", "thi_hanh_xong")]
            missing = tuple(titles[key] for key in needed if key not in places)
            if missing:
                raise ImportProblem("missing_columns", row=1, kind="statistics", columns=missing)


def _converters(job: Job) -> dict[str, Convert[Any]]:
    converters: dict[str, Convert[Any]] = {
        "as_of": day,
        "unit": known_id(unit_ids(job.db), "unknown_unit"),
        "executor": known_id(person_ids(job.db), "unknown_person"),
    }
    for key in job.layout.places:
        metric, _, column = key.partition(".")
        if column:
            converters[key] = rate if column == "ty_le" else count if metric == "cases" else _money(job, key)
    return converters


def _money(job: Job, key: str) -> Convert[int | None]:
    if key not in job.layout.thousands:
        return money

    def thousands(raw: str) -> int | None:
        found = money(raw)
        return None if found is None else found * 1000

    return thousands


def _by_key(job: Job, found: list[Line]) -> dict[Key, Filed]:
    filed = dict[Key, Filed]()
    for line in found:
        key = (line.values["as_of"], line.values["unit"], line.values["executor"])
        if key[0] > job.asked.today:
            job.refuse(line.row, "as_of", line.said["as_of"], "after_today")
        elif key in filed:
            job.refuse(line.row, "unit", line.said["unit"], "twice", first=filed[key].line.row)
        elif _complete(job, line):
            filed[key] = Filed(line, _figures(line))
    return filed


def _complete(job: Job, line: Line) -> bool:
    empty = [
        key
        for metric in METRICS
        for key in (f"{metric}.co_dieu_kien", f"{metric}.thi_hanh_xong")
        if key in job.layout.places and line.values[key] is None
    ]
    for key in empty:
        job.refuse(line.row, key, "", "missing_value")
    return not empty


def _figures(line: Line) -> dict[str, Figures]:
    figures = defaultdict[str, dict[str, int]](dict)
    for key, value in line.values.items():
        metric, _, column = key.partition(".")
        if column and value is not None:
            figures[metric][column] = value
    return dict(figures)


def _refuse_broken(job: Job, key: Key, filed: Filed) -> bool:
    """Judge a line by itself; whether it is refused."""
    refused = False
    for metric, figures in filed.figures.items():
        for found in broken(metric, figures, rounded=_rounded(job, metric)):
            _say(job, filed.line, metric, found)
            refused |= found.hard
    return refused


def _rounded(job: Job, metric: str) -> bool:
    return metric == "money" and bool(job.layout.thousands)


def _say(job: Job, line: Line, metric: str, found: Broken) -> None:
    key = f"{metric}.{found.key}"
    params: dict[str, Any] = {"id": found.id, "found": found.found, "expected": found.expected}
    if found.hard:
        job.refuse(line.row, key, line.said.get(key, ""), "identity", **params)
    else:
        job.findings.warn("identity", line.row, **params, column=job.layout.titles[key])


def _refuse_sums(job: Job, of_day: Mapping[tuple[int, int | None], Filed]) -> Iterator[int]:
    """I9 for every unit's own line: against its executors' lines and the nearest lines of units below it."""
    tree = _spans(job.db)
    units = sorted({unit for unit, _ in of_day}, key=lambda unit: tree[unit])
    for unit in units:
        line = of_day.get((unit, None))
        if line is None:
            continue
        for metric, figures in line.figures.items():
            parts = list(_parts(unit, units, tree, of_day, metric))
            for found in broken_sum(figures, parts, rounded=_rounded(job, metric)) if parts else ():
                _say(job, line.line, metric, found)
                yield unit


def _parts(
    unit: int,
    units: list[int],
    tree: Mapping[int, tuple[int, int]],
    of_day: Mapping[tuple[int, int | None], Filed],
    metric: str,
) -> Iterator[Figures]:
    for (of, executor), line in of_day.items():
        if of == unit and executor is not None and metric in line.figures:
            yield line.figures[metric]
    left, right = tree[unit]
    for below in units:
        # In the order of the tree a unit comes before those below it: what it covers is passed over.
        if left < tree[below][0] < right:
            own = of_day.get((below, None))
            executors = [one.figures for (of, who), one in of_day.items() if of == below and who is not None]
            total = (
                own.figures.get(metric) if own else added(one[metric] for one in executors if metric in one)
            )
            if total:
                yield total
                left = tree[below][1]


def _spans(db: Connection) -> dict[int, tuple[int, int]]:
    return {unit: (left, right) for unit, left, right in db.execute(select(Unit.id, Unit.left, Unit.right))}


def _warn_since(job: Job, as_of: date, filed: Mapping[Key, Filed]) -> None:
    """I10 and I11: what fell since the last statistics of the work year."""
    before = _before(job.db, as_of)
    for (of_day, unit, executor), line in filed.items():
        earlier = before.get((unit, executor), {}) if of_day == as_of else {}
        for metric, figures in line.figures.items():
            for found in broken_since(earlier.get(metric, {}), figures):
                _say(job, line.line, metric, found)


def _before(db: Connection, as_of: date) -> dict[tuple[int, int | None], Mapping[str, Figures]]:
    """The lines of the newest earlier day that has any, in the same work year."""
    newest = (
        select(func.max(Statistic.as_of))
        .where(Statistic.as_of < as_of, Statistic.as_of >= year_start(work_year(as_of)))
        .scalar_subquery()
    )
    rows = db.execute(
        select(Statistic.unit_id, Statistic.executor_id, Statistic.columns).where(Statistic.as_of == newest)
    )
    return {(unit, executor): columns for unit, executor, columns in rows}
