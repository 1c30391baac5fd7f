"""The file of refused cells that goes back, and the words of every reason."""

from __future__ import annotations

import ast
import csv
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from handlers import imports as said
from handlers.words import words
from tests.thads_data.imports.files import CASES, changed, load_good, load_table
from thads_data.database import Database
from thads_data.imports import load as loading
from thads_data.imports.refused_file import neutral
from thads_data.imports.report import ImportProblem, Refused

SAY = words("vi")
TITLES = ["Dòng", "Cột", "Giá trị", "Lý do"]


def rows_of(path: Path) -> list[list[object]]:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[int(row[0]) if row[0].isdigit() else row[0], *row[1:]] for row in csv.reader(file)]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_all_refused_cells_come_back_with_their_reason(
    database: Database, tmp_path: Path, suffix: str
) -> None:
    load_good(database, tmp_path)
    many = [
        CASES[0],
        *([f"{n}/QĐ", *CASES[1][1:9], "=cmd|' /C calc'!A0", *CASES[1][10:]] for n in range(1, 1_201)),
    ]
    path = tmp_path / f"refused.{suffix}"
    report = load_table(
        database, "cases", many, tmp_path, refused_to=path, refused_words=said.refused_words(SAY)
    )
    assert (report.refused_rows, len(report.refused)) == (1_200, 1_000)
    found = rows_of(path)
    quote = "'" if suffix == "csv" else ""
    reason = "không phải số; hãy ghi số nguyên, ví dụ 39.936.678.000."
    assert found[0] == TITLES
    assert found[1] == [2, "Phải thi hành (đồng)", f"{quote}=cmd|' /C calc'!A0", reason]
    assert len(found) == 1_201


def test_no_file_where_nothing_was_refused(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    path = tmp_path / "refused.csv"
    path.write_text("of another time")
    assert load_table(database, "cases", CASES, tmp_path, refused_to=path).applied
    assert not path.exists()


def test_formulas_are_made_harmless() -> None:
    assert [neutral(cell) for cell in ("=1+1", "+1", "-1", "@x", "\t=1", "a=1", "")] == [
        *("'=1+1", "'+1", "'-1", "'@x", "'\t=1", "a=1", "")
    ]


def reasons_in(folder: Path, calls: dict[str, int]) -> set[str]:
    """The reasons that our code gives: string arguments of these calls at these places."""
    found = set[str]()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in calls and len(node.args) > calls[name]:
                    found |= {
                        one.value
                        for one in ast.walk(node.args[calls[name]])
                        if isinstance(one, ast.Constant) and str(one.value).isidentifier()
                    }
    return found


def test_every_reason_has_its_words() -> None:
    folder = Path(loading.__file__).parent
    cells = reasons_in(folder, {"Bad": 0, "one_of": 1, "known_id": 1, "refuse_where": 1})
    cells |= {
        "missing_value",
        "extra_cell",
        "twice",
        "unknown_parent",
        "circle",
        "second_root",
        "outside_year",
    }
    assert cells <= said._REASONS.keys()
    assert reasons_in(folder, {"ImportProblem": 0}) <= said._PROBLEMS.keys() | {"unexpected end of data"}
    assert reasons_in(folder, {"warn": 0}) <= said._WARNINGS.keys()


EXAMPLES = {
    "most": 3, "longest": 3, "length": 4, "first": 2, "other": "x", "role": "{x}", "year": 2025, "due": "5",
    "status": "Xong", "decided": "1/1/2025", "id": "I1", "found": 1, "expected": 2,
    "value": "%s", "column": "<b>", "count": 3, "suffix": "pdf", "size": 5_000_000, "unpacked": 9_000_000,
    "row": 7, "kind": "cases", "columns": ("Cấp",), "as_of": date(2025, 9, 13), "today": date(2025, 9, 12),
    "error": "x",
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_can_be_said(language: str) -> None:
    say = words(language)
    for reason in said._REASONS:
        assert said.refused_line(Refused(3, "Cột", "{giá trị}", reason, EXAMPLES), say)
    for reason in said._PROBLEMS:
        params = {**EXAMPLES, "other": "staff"} if reason == "other_kind" else EXAMPLES
        assert said.problem_text(ImportProblem(reason, **params), say)
    for identity in said._IDENTITIES:
        assert said.reason_text(Refused(1, "", "", "identity", {**EXAMPLES, "id": identity}), say)


def test_a_value_is_never_a_template(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    report = load_table(database, "cases", changed(CASES, 2, "Phân loại", "{0} %s <b>"), tmp_path)
    assert "giá trị “{0} %s <b>”" in "\n".join(said.report_lines(report, SAY))
