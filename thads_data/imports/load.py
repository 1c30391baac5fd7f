"""Files into the database: one file, one transaction (product.md, Files that come in)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, text, update

from thads_data.database import Database
from thads_data.imports.cases import load_cases
from thads_data.imports.headers import match
from thads_data.imports.job import Asked, Job, Outcome
from thads_data.imports.opening import format_of, open_sheet
from thads_data.imports.refused_file import Write, plain_words, refused_file
from thads_data.imports.report import Counts, Findings, ImportProblem, RefusedWords, Report
from thads_data.imports.sheet import LIMITS, Limits, Progress
from thads_data.imports.staff import load_staff
from thads_data.imports.statistics import load_statistics
from thads_data.imports.targets import load_targets
from thads_data.imports.units import load_units
from thads_data.models.records import Import

LOADERS: Mapping[str, Callable[[Job], Outcome]] = {
    "units": load_units,
    "staff": load_staff,
    "targets": load_targets,
    "cases": load_cases,
    "statistics": load_statistics,
}
# Any fixed number will do: of two imports at once, each would compare with what the other is about to change.
_IMPORT_LOCK = 7_204_512


class _TakenBack(Exception):
    """Ends the transaction without a trace; the report stands."""


def load(
    database: Database,
    kind: str,
    path: Path,
    *,
    today: date,
    now: datetime,
    by: str,
    as_of: date | None = None,
    dry_run: bool = False,
    skip_refused: bool = False,
    progress: Progress | None = None,
    refused_to: Path | None = None,
    refused_words: RefusedWords | None = None,
    limits: Limits = LIMITS,
) -> Report:
    """Load one file of a kind (units, staff, targets, cases, statistics), whole or not at all.

    A refused row changes nothing, unless `skip_refused`: then the good rows are loaded. `dry_run` tells what
    would happen. `as_of` is the day a register stands for (default: today). All refused cells go to
    `refused_to` (.csv or .xlsx), worded by `refused_words`. `progress` hears the stage (read, compare,
    write, count), how much is done and of how much: bytes of a .csv, rows of an .xlsx. Raises ImportProblem
    for a file that cannot be loaded at all.
    """
    format_of(path)
    asked = Asked(kind, path, today, now, by, as_of or today, dry_run, skip_refused, progress or _silent)
    report = _nothing_to_do(asked)
    with (
        refused_file(refused_to, refused_words or plain_words()) as refuse,
        suppress(_TakenBack),
        database.write() as db,
    ):
        report = _load(db, asked, refuse, limits)
        if not report.applied:
            raise _TakenBack
    return report


def _load(db: Connection, asked: Asked, refuse: Write | None, limits: Limits) -> Report:
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IMPORT_LOCK})
    sha256 = _sha256(asked.path)
    if _is_loaded(db, asked, sha256):
        return _nothing_to_do(asked)
    import_id = _note(db, asked, sha256)
    with open_sheet(asked.path, asked.kind, asked.progress, limits) as sheet:
        layout = match(asked.kind, sheet.header)
        job = Job(db, sheet, layout, Findings(refuse), asked, import_id)
        for column in layout.unknown:
            job.findings.warn("unknown_column", 1, column=column)
        outcome = LOADERS[asked.kind](job)
    if not job.findings.read:
        raise ImportProblem("no_rows")
    report = _report(job, outcome)
    counts = asdict(report.counts) | {"rows": report.rows, "refused": report.refused_rows}
    db.execute(update(Import).where(Import.id == import_id).values(counts=counts, as_of=outcome.as_of))
    return report


def _is_loaded(db: Connection, asked: Asked, sha256: str) -> bool:
    """Whether this very content is the last that was loaded, whole, of its kind (a register: for its day)."""
    last = select(Import.sha256, Import.counts).where(Import.kind == asked.kind)
    if asked.kind == "cases":
        last = last.where(Import.as_of == asked.as_of)
    found = db.execute(last.order_by(Import.id.desc()).limit(1)).first()
    return found is not None and found.sha256 == sha256 and not found.counts.get("refused")


def _note(db: Connection, asked: Asked, sha256: str) -> int:
    """The row of the history; its counts are filled in at the end."""
    values = {
        "kind": asked.kind,
        "file_name": asked.path.name[-255:],
        "sha256": sha256,
        "by": asked.by[:100],
        "at": asked.now,
        "counts": {},
    }
    return int(db.execute(insert(Import).values(**values).returning(Import.id)).scalar_one())


def _report(job: Job, outcome: Outcome) -> Report:
    found = job.findings
    refused_rows = len(found.rows)
    return Report(
        kind=job.asked.kind,
        file_name=job.asked.path.name,
        as_of=outcome.as_of,
        rows=found.read,
        counts=outcome.counts,
        refused_rows=refused_rows,
        refused_cells=found.cells,
        refused=found.refused,
        warnings=found.warnings,
        applied=job.will_apply and refused_rows < found.read,
        dry_run=job.asked.dry_run,
        history=outcome.history,
        import_id=job.import_id if job.will_apply else None,
    )


def _nothing_to_do(asked: Asked) -> Report:
    return Report(
        kind=asked.kind,
        file_name=asked.path.name,
        as_of=asked.as_of if asked.kind == "cases" else None,
        rows=0,
        counts=Counts(),
        refused_rows=0,
        refused_cells=0,
        refused=(),
        warnings=(),
        applied=False,
        dry_run=asked.dry_run,
        same=True,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _silent(_stage: str, _done: int, _of: int | None) -> None:
    """Nobody wants to know."""
