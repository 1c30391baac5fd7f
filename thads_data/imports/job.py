"""One file being loaded: what every kind of import works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from thads_data.folding import fold
from thads_data.imports.headers import Layout, required
from thads_data.imports.report import Bad, Counts, Findings, ImportProblem
from thads_data.imports.sheet import Chunk, Progress, Sheet
from thads_data.imports.values import Convert
from thads_data.models.organisation import Person, Unit

# Only the register is long; the country has 400 units and 7,000 people.
MOST_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants loaded, and how. `as_of` is the day that a register stands for."""

    kind: str
    path: Path
    today: date
    now: datetime
    by: str
    as_of: date
    dry_run: bool
    skip_refused: bool
    progress: Progress


@dataclass(frozen=True, slots=True)
class Job:
    """`import_id` is the row of `imports` that all that is written names."""

    db: Connection
    sheet: Sheet
    layout: Layout
    findings: Findings
    asked: Asked
    import_id: int

    @property
    def will_apply(self) -> bool:
        """Whether what was read so far is to stay: a long file need not be written only to be taken back."""
        return not self.asked.dry_run and (self.asked.skip_refused or not self.findings.cells)

    def refuse(self, row: int, key: str, value: object, reason: str, **params: Any) -> None:
        """Refuse a row because of the value in the column of this key."""
        self.findings.refuse(row, self.layout.titles.get(key, ""), str(value), reason, **params)


@dataclass(frozen=True, slots=True)
class Outcome:
    counts: Counts
    as_of: date | None = None
    history: bool = False


class Line(NamedTuple):
    """A row whose every cell could be read: values by the keys of rules/headers.toml, None where empty."""

    row: int
    values: dict[str, Any]
    said: dict[str, str]
    """The cells as they stand in the file."""


def lines(job: Job, converters: Mapping[str, Convert[Any]]) -> list[Line]:
    """All rows of a short file; those with a cell that cannot be read, or lacks, are refused and left out."""
    needed = frozenset(required(job.layout.kind))
    found = list[Line]()
    for chunk in job.sheet.chunks:
        refuse_overlong(job, chunk)
        job.findings.read += len(chunk.rows)
        if job.findings.read > MOST_LINES:
            raise ImportProblem("too_many_rows", most=MOST_LINES)
        for row, cells in zip(chunk.numbers, chunk.rows, strict=True):
            line = _line(job, row, cells, converters, needed)
            if line is not None:
                found.append(line)
    return found


def refuse_overlong(job: Job, chunk: Chunk) -> None:
    """Rows with more cells than the header: some cell holds a delimiter, the rest is moved."""
    job.findings.read += len(chunk.overlong)
    for row, cell in chunk.overlong:
        job.findings.refuse(row, "", cell, "extra_cell")


def _line(
    job: Job, row: int, cells: list[str], converters: Mapping[str, Convert[Any]], needed: frozenset[str]
) -> Line | None:
    said = {key: cells[place] for key, place in job.layout.places.items()}
    values = dict[str, Any]()
    before = job.findings.cells
    for key, convert in converters.items():
        try:
            values[key] = convert(said.get(key, ""))
        except Bad as bad:
            job.refuse(row, key, said[key], bad.reason, **bad.params)
            continue
        if values[key] is None and key in needed:
            job.refuse(row, key, "", "missing_value")
    return Line(row, values, said) if job.findings.cells == before else None


def first_rows(job: Job, found: list[Line], key: str) -> dict[Any, Line]:
    """Lines by the folded value of their key column; a value met again is refused, naming its first row."""
    by_key = dict[Any, Line]()
    for line in found:
        code = fold(str(line.values[key]))
        if code in by_key:
            job.refuse(line.row, key, line.values[key], "twice", first=by_key[code].row)
        else:
            by_key[code] = line
    return by_key


def unit_ids(db: Connection) -> dict[str, int]:
    """Every unit by its folded code."""
    return {fold(code): found for code, found in db.execute(select(Unit.code, Unit.id))}


def person_ids(db: Connection) -> dict[str, int]:
    """Every person by their folded code, those who left too: their cases and figures stay theirs."""
    return {fold(code): found for code, found in db.execute(select(Person.code, Person.id))}


def known_id(ids: Mapping[str, int], reason: str) -> Convert[int | None]:
    """The id behind a code; `reason` where nobody has it."""

    def convert(raw: str) -> int | None:
        if not raw or raw.isspace():
            return None
        try:
            return ids[fold(raw)]
        except KeyError:
            raise Bad(reason) from None

    return convert
