"""Made-up data as the files of product.md, in the official words of rules/headers.toml."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import xlsxwriter

from thads_data.demo.cases import register
from thads_data.demo.ledger import COLUMNS, Ledger
from thads_data.demo.plan import Plan
from thads_data.demo.rows import CaseRow, PersonRow, StatisticRow, TargetRow, UnitRow
from thads_data.demo.sample import sample
from thads_data.imports.headers import KINDS, official, official_titles

Format = Literal["csv", "xlsx"]
Cell = str | int | date | None
Done = Callable[[int], None]


def sample_files(folder: Path, form: Format = "xlsx") -> dict[str, Path]:
    """The sample province as five files, by kind, in the order in which they can be imported."""
    return write_files(sample(), folder, form)


def write_files(plan: Plan, folder: Path, form: Format = "csv", done: Done | None = None) -> dict[str, Path]:
    """One file of each kind in `folder`, named "mau-KIND" (mẫu: sample), in the order for importing.

    `done` hears how many cases each office had. Cases are made and written one by one, so that memory does
    not grow with their number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(plan)
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]] = {
        "units": (tuple(official_titles("units").values()), map(_unit, plan.units)),
        "staff": (tuple(official_titles("staff").values()), map(_person, plan.people)),
        "targets": (tuple(official_titles("targets").values()), map(_target, plan.targets)),
        "cases": (tuple(official_titles("cases").values()), map(_case, ledger.passing(register(plan, done)))),
        "statistics": (_statistics_header(), map(_statistic, ledger.statistics())),
    }
    write = {"csv": _write_csv, "xlsx": _write_xlsx}[form]
    paths = {kind: folder / f"mau-{kind}.{form}" for kind in KINDS}
    for kind in KINDS:
        write(paths[kind], *tables[kind])
    return paths


def _unit(row: UnitRow) -> Sequence[Cell]:
    return row.code, row.name, ";".join(row.aliases), official("level")[row.level], row.parent


def _person(row: PersonRow) -> Sequence[Cell]:
    roles = ";".join(official("role")[role] for role in row.roles)
    active = official("active")["yes" if row.active else "no"]
    return row.code, row.name, row.title, roles, row.unit, active


def _target(row: TargetRow) -> Sequence[Cell]:
    rates = _percent(row.cases_rate), _percent(row.money_rate)
    return row.work_year, row.unit, *rates, row.decision, row.decided_on, None


def _case(row: CaseRow) -> Sequence[Cell]:
    return (
        f"{row.number}/QĐ-THADS",
        row.decided,
        row.unit,
        row.executor,
        official("kind")[row.kind],
        row.debtor,
        row.creditor,
        ";".join(official("category")[category] for category in row.categories),
        official("class")[row.case_class],
        official("status")[row.status],
        row.closed_on,
        row.due,
        row.done,
        row.last_action,
        row.last_verified,
        official("step")[row.step] if row.step else None,
        row.step_on,
        row.held or None,
        row.held_since,
    )


def _statistics_header() -> Sequence[str]:
    titles = official_titles("statistics")
    figures = (f"{metric}.{column}" for metric in COLUMNS for column in COLUMNS[metric])
    return tuple(titles[key] for key in ("as_of", "unit", "executor", *figures))


def _statistic(row: StatisticRow) -> Sequence[Cell]:
    return row.as_of, row.unit, row.executor, *_form(row.cases, "cases"), *_form(row.money, "money")


def _form(figures: Mapping[str, int], metric: str) -> Iterator[Cell]:
    """The columns of one form; the rate, where there is one, as people write it."""
    for column in COLUMNS[metric]:
        value = figures.get(column)
        yield _percent(value) if column == "ty_le" and value is not None else value


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100},{hundredths % 100:02}"


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(map(_shown, rows))


def _shown(row: Sequence[Cell]) -> Iterator[str | int | None]:
    return (f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row)


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    # The date of writing is in every .xlsx; a fixed one keeps equal data equal files.
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 9, 12)})  # noqa: DTZ001
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Dữ liệu mẫu")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 18)
        sheet.write_row(0, 0, header, bold)
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                elif cell is not None:
                    sheet.write_string(place, column, cell)
