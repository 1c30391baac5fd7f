"""Files with something wrong in them: said where and what, and nothing changed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from handlers.imports import problem_text, report_lines
from handlers.words import words
from tests.thads_data.imports.files import (
    CASES,
    GOOD,
    STAFF,
    STATISTICS,
    TARGETS,
    UNITS,
    changed,
    dump,
    load_file,
    load_good,
    load_table,
    without,
    write,
)
from thads_data.database import Database
from thads_data.imports.report import ImportProblem
from thads_data.imports.sheet import Limits

SAY = words("vi")
STATUS, END = "Trạng thái", "Ngày kết thúc"
DUE, DONE = "Phải thi hành (đồng)", "Đã thi hành (đồng)"

DECIDED, NUMBER, CASES_RATE = "Ngày quyết định", "Số quyết định", "Chỉ tiêu về việc (%)"

# One cell of a good file made different: kind, row, column, the cell, and why it is refused.
CELLS = [
    ("cases", 3, "Mã đơn vị", "TN-KV9", "unknown_unit"),
    ("cases", 4, "Mã chấp hành viên", "C9", "unknown_person"),
    ("cases", 2, DUE, "-5", "negative"),
    ("cases", 2, DUE, "nhiều", "not_a_number"),
    ("cases", 2, DUE, "1,5", "fraction"),
    ("cases", 2, DUE, "", "missing_value"),
    ("cases", 2, DUE, "9" * 16, "too_large"),
    ("cases", 2, DECIDED, "31/02/2025", "no_such_day"),
    ("cases", 2, DECIDED, "hôm qua", "not_a_date"),
    ("cases", 2, DECIDED, "13/9/2025", "after_as_of"),
    ("cases", 3, DONE, "5.000.001", "done_over_due"),
    ("cases", 3, END, "", "closed_without_date"),
    ("cases", 2, END, "03/03/2025", "open_with_date"),
    ("cases", 3, END, "13/09/2025", "after_as_of"),
    ("cases", 3, END, "01/02/2025", "closed_before_decided"),
    ("cases", 2, "Phân loại", "Khó", "unknown_class"),
    ("cases", 2, STATUS, "Khó", "unknown_status"),
    ("cases", 2, NUMBER, "không số", "not_a_decision_number"),
    ("units", 3, "Cấp", "Xã", "unknown_level"),
    ("units", 3, "Mã đơn vị cấp trên", "XX", "unknown_parent"),
    ("units", 3, "Mã đơn vị cấp trên", "TN-KV1", "circle"),
    ("units", 4, "Mã đơn vị", "tn-kv1", "twice"),
    ("units", 3, "Tên đơn vị", "x" * 201, "too_long"),
    ("staff", 2, "Vai trò", "CHV;Vua", "unknown_role"),
    ("staff", 2, "Mã đơn vị", "XX", "unknown_unit"),
    ("staff", 3, "Mã cán bộ", "c1", "twice"),
    ("staff", 3, "Trạng thái", "Ốm", "unknown_staff_status"),
    ("targets", 2, "Mã đơn vị", "XX", "unknown_unit"),
    ("targets", 2, CASES_RATE, "84,055", "too_many_decimals"),
    ("targets", 2, CASES_RATE, "0,8405", "percent_as_fraction"),
    ("targets", 2, CASES_RATE, "101", "over_100"),
    ("targets", 2, CASES_RATE, "nhiều", "not_a_percent"),
    ("targets", 2, "Năm công tác", "25", "not_a_year"),
    ("targets", 2, "Hiệu lực từ", "01/10/2025", "outside_year"),
    ("statistics", 3, "Mã đơn vị", "XX", "unknown_unit"),
    ("statistics", 5, "Mã chấp hành viên", "XX", "unknown_person"),
    ("statistics", 2, "Có điều kiện – việc", "-1", "negative"),
    ("statistics", 2, "Tính đến ngày", "13/09/2025", "after_today"),
]
# Rows too many: kind, the rows, and the refused cell.
ROWS: list[tuple[str, Any, int, str, str, str]] = [
    ("cases", [["045/QĐ", *CASES[1][1:]]], 5, NUMBER, "45/2025", "twice"),
    ("cases", [["47", *CASES[1][1:], "thừa"]], 5, "", "thừa", "extra_cell"),
    ("units", [["BN", "Bắc Ninh", "", "Tỉnh", ""]], 5, "Mã đơn vị", "BN", "second_root"),
    ("targets", [TARGETS[1]], 3, "Mã đơn vị", "TN", "twice"),
    ("statistics", [STATISTICS[4]], 6, "Mã đơn vị", "TN-KV1", "twice"),
]
REFUSED: list[tuple[str, Any, int, str, str, str]] = [
    *((kind, changed(GOOD[kind], row, column, cell), row, column, cell, reason)
      for kind, row, column, cell, reason in CELLS),
    *((kind, [*GOOD[kind], *rows], *expected) for kind, rows, *expected in ROWS),
]  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_a_refused_row_is_named_and_changes_nothing(database: Database, tmp_path: Path, kind: str) -> None:
    if kind != "units":
        load_good(database, tmp_path)
    before = dump(database)
    for of_kind, table, *expected in REFUSED:
        # A sheet has no delimiters: what stands beside the table there is nobody's column.
        for suffix in ("csv",) if expected[-1] == "extra_cell" else ("csv", "xlsx"):
            if of_kind == kind:
                report = load_file(database, kind, write(tmp_path / f"bad.{suffix}", table))
                first = report.refused[0]
                row, column, value, reason = expected
                assert (first.row, first.column, first.reason) == (row, column, reason)
                assert first.value == (value if len(value) <= 80 else value[:79] + "…")
                assert not report.applied
                shown = "\n".join(report_lines(report, SAY))
                assert f"Dòng {first.row}, cột “{first.column}”" in shown
                assert "chưa có gì thay đổi" in shown
                assert dump(database) == before, expected


def problem(database: Database, kind: str, path: Path, **options: Any) -> ImportProblem:
    """What the file is refused with as a whole: nothing changed, and it can be worded."""
    before = dump(database)
    with pytest.raises(ImportProblem) as raised:
        load_file(database, kind, path, **options)
    assert dump(database) == before
    assert problem_text(raised.value, SAY).endswith("Chưa có gì thay đổi.")
    return raised.value


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_missing_column_is_named(database: Database, tmp_path: Path, suffix: str) -> None:
    for kind, column in (
        ("units", "Cấp"),
        ("staff", "Vai trò"),
        ("targets", "Năm công tác"),
        ("cases", "Số quyết định"),
        ("cases", DUE),
        ("statistics", "Tính đến ngày"),
        ("statistics", "Có điều kiện – việc"),
        ("statistics", "Thi hành xong – tiền"),
    ):
        path = write(tmp_path / f"file.{suffix}", without(GOOD[kind], column))
        found = problem(database, kind, path)
        assert (found.reason, found.params["row"]) == ("missing_columns", 1)
        assert found.params["columns"] == (column,)
        assert column in problem_text(found, SAY)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_wrong_kind_is_recognised(sqlite_database: Database, tmp_path: Path, suffix: str) -> None:
    for kind, table in GOOD.items():
        for other in GOOD.keys() - {kind}:
            path = write(tmp_path / f"file.{suffix}", table)
            found = problem(sqlite_database, other, path)
            assert found.reason in ("other_kind", "missing_columns"), (kind, other)
    found = problem(sqlite_database, "cases", write(tmp_path / f"file.{suffix}", STAFF))
    assert found.params == {"row": 1, "kind": "cases", "other": "staff"}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_with_nothing_in_it(database: Database, tmp_path: Path, suffix: str) -> None:
    assert problem(database, "units", write(tmp_path / f"a.{suffix}", UNITS[:1])).reason == "no_rows"
    assert problem(database, "units", write(tmp_path / f"b.{suffix}", [[""], *UNITS])).reason == "no_header"
    (tmp_path / f"c.{suffix}").write_bytes(b"")
    assert problem(database, "units", tmp_path / f"c.{suffix}").reason == "empty_file"


def test_an_empty_sheet(database: Database, tmp_path: Path) -> None:
    assert problem(database, "units", write(tmp_path / "a.xlsx", [])).reason == "empty_file"


def test_files_that_are_not_what_their_name_says(database: Database, tmp_path: Path) -> None:
    table = write(tmp_path / "good.xlsx", UNITS).read_bytes()
    for name, content, reason in (
        ("a.csv", table, "csv_is_excel"),
        ("a.xlsx", b"Ma don vi,Ten don vi\n", "not_xlsx"),
        ("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_or_locked_excel"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown_format"),
        ("a.pdf", b"%PDF-1.7", "unknown_format"),
        ("b.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        ("c.csv", "Mã đơn vị".encode("utf-16"), "not_text"),
        ("d.csv", "Mã đơn vị,Tên đơn vị\n".encode("cp1258", "replace"), "not_utf8"),
        ("e.csv", b"x" * 3_000_000, "not_text"),
    ):
        (tmp_path / name).write_bytes(content)
        assert problem(database, "units", tmp_path / name).reason == reason, name
    assert problem(database, "units", tmp_path / "none.csv").reason == "unreadable"


def test_a_line_that_is_not_utf_8_is_named(database: Database, tmp_path: Path) -> None:
    good = write(tmp_path / "a.csv", UNITS).read_bytes()
    (tmp_path / "a.csv").write_bytes(good.replace("THADS tỉnh".encode(), b"THADS t\xec\xf2nh"))
    found = problem(database, "units", tmp_path / "a.csv")
    assert (found.reason, found.params) == ("not_utf8", {"row": 2})


def test_an_xlsx_cut_off_anywhere(database: Database, tmp_path: Path) -> None:
    whole = write(tmp_path / "a.xlsx", UNITS).read_bytes()
    for share in (1, 5, 9):
        (tmp_path / "b.xlsx").write_bytes(whole[: len(whole) * share // 10])
        assert problem(database, "units", tmp_path / "b.xlsx").reason == "damaged_xlsx"


def test_an_xlsx_with_a_broken_sheet(database: Database, tmp_path: Path) -> None:
    good = write(tmp_path / "a.xlsx", UNITS)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(
                member.filename, content[: len(content) // 2] if "sheet1" in member.filename else content
            )
    assert problem(database, "units", tmp_path / "b.xlsx").reason == "damaged_xlsx"


def test_a_csv_cut_off_in_a_row(sqlite_database: Database, tmp_path: Path) -> None:
    load_good(sqlite_database, tmp_path)
    whole = write(tmp_path / "a.csv", CASES).read_bytes()
    for size in range(whole.index(b"\n") + 2, len(whole), 5):
        cut = whole[:size]
        # A row that has all its cells but the last letters of the last one looks whole.
        if 0 < cut.rsplit(b"\n", 1)[-1].count(b",") < len(CASES[0]) - 1:
            (tmp_path / "b.csv").write_bytes(cut)
            found = problem(sqlite_database, "cases", tmp_path / "b.csv")
            assert (found.reason, found.params) == ("cut_off", {"row": cut.count(b"\n") + 1})


def test_a_csv_cut_off_inside_quotes(database: Database, tmp_path: Path) -> None:
    table = [*UNITS[:3], ["TN-KV2", "Phòng, ba\ndòng", "", "Phòng", "TN"]]
    whole = write(tmp_path / "a.csv", table).read_bytes()
    (tmp_path / "b.csv").write_bytes(whole[: whole.index(b"ba\n")])
    found = problem(database, "units", tmp_path / "b.csv")
    assert (found.reason, found.params) == ("cut_off", {"row": 4})


def test_a_formula_counts_by_its_stored_value(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    for stored, reason in (("", "missing_value"), ("tính", "not_a_number"), (None, None)):
        with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
            sheet = book.add_worksheet()
            for row, cells in enumerate(CASES):
                sheet.write_row(row, 0, cells)
            sheet.write_formula(1, 9, "=40*1000", None, 39936678000 if stored is None else stored)
        before = dump(database)
        report = load_file(database, "cases", tmp_path / "a.xlsx", dry_run=reason is None)
        assert dump(database) == before
        assert [(one.row, one.column, one.reason) for one in report.refused] == (
            [(2, DUE, reason)] if reason else []
        )


def sheet_of(
    path: Path, good: Path, sheet_xml: bytes, repeat: bytes = b"", times: int = 0, end: bytes = b""
) -> Path:
    """A workbook like `good` with a sheet of its own: some XML, `repeat` so many times, then the end."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if "sheet1.xml" not in member.filename:
                new.writestr(member.filename, old.read(member))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(sheet_xml)
            block = repeat * 10_000
            for _ in range(times // 10_000):
                sheet.write(block)
            sheet.write(end)
    return path


def parts_of(good: Path) -> tuple[bytes, bytes]:
    """The sheet's XML up to the end of its rows, and the rest."""
    with zipfile.ZipFile(good) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    place = xml.index(b"</sheetData>")
    return xml[:place], xml[place:]


@pytest.mark.parametrize("row", [b"<row/>", b'<row r="9"><c r="A9"/></row>'])
def test_ten_million_empty_rows_in_a_sheet(sqlite_database: Database, tmp_path: Path, row: bytes) -> None:
    start, end = parts_of(good := write(tmp_path / "a.xlsx", UNITS))
    path = sheet_of(tmp_path / "b.xlsx", good, start, row, 10_000_000, end)
    assert problem(sqlite_database, "units", path).reason in ("too_many_rows", "zip_bomb")
    lenient = Limits(ratio=10_000)
    assert problem(sqlite_database, "units", path, limits=lenient).reason == "too_many_rows"


def test_ten_million_empty_rows_only_declared(sqlite_database: Database, tmp_path: Path) -> None:
    start, end = parts_of(good := write(tmp_path / "a.xlsx", UNITS))
    start = start.replace(b'ref="A1:E4"', b'ref="A1:E10000000"')
    assert problem(sqlite_database, "units", sheet_of(tmp_path / "b.xlsx", good, start, end=end)).params == {
        "most": 1_048_576
    }


def test_a_sheet_formatted_to_its_last_row_loads(sqlite_database: Database, tmp_path: Path) -> None:
    start, end = parts_of(good := write(tmp_path / "a.xlsx", UNITS))
    path = sheet_of(tmp_path / "b.xlsx", good, start, b'<row r="9"><c r="A9" s="0"/></row>', 1_000_000, end)
    report = load_file(sqlite_database, "units", path)
    assert (report.rows, report.applied) == (3, True)


@pytest.mark.parametrize("line", [b"\r\n", b",,,,\r\n"])
def test_ten_million_empty_rows_in_a_csv(sqlite_database: Database, tmp_path: Path, line: bytes) -> None:
    path = write(tmp_path / "a.csv", UNITS)
    with path.open("ab") as file:
        for _ in range(100):
            file.write(line * 100_000)
    assert problem(sqlite_database, "units", path).reason == "too_many_rows"


def test_a_zip_bomb(sqlite_database: Database, tmp_path: Path) -> None:
    start, end = parts_of(good := write(tmp_path / "a.xlsx", UNITS))
    path = sheet_of(tmp_path / "b.xlsx", good, start, b" " * 100, 2_000_000, end)
    assert path.stat().st_size < 400_000
    assert problem(sqlite_database, "units", path).reason == "zip_bomb"


def test_a_file_above_the_limit_is_not_opened(sqlite_database: Database, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        path = write(tmp_path / f"a.{suffix}", UNITS)
        assert problem(sqlite_database, "units", path, limits=Limits(csv=10, xlsx=10)).reason == "too_large"


def test_a_worker_without_memory_or_time_is_a_refusal(sqlite_database: Database, tmp_path: Path) -> None:
    start, end = parts_of(good := write(tmp_path / "a.xlsx", UNITS))
    full = sheet_of(
        tmp_path / "b.xlsx", good, start, b'<row r="9"><c r="A9"><v>1</v></c></row>', 1_000_000, end
    )
    little = Limits(worker_memory=16 * 1024 * 1024)
    assert problem(sqlite_database, "units", full, limits=little).reason == "too_much_for_worker"
    at_once = Limits(worker_seconds=0.0)
    assert problem(sqlite_database, "units", full, limits=at_once).reason == "too_much_for_worker"


def test_the_worker_imports_nothing_of_ours() -> None:
    code = (
        "import sys, runpy; runpy.run_path(sys.argv[1], run_name='worker');"
        "assert not [name for name in sys.modules if name.startswith(('thads_data', 'sqlalchemy'))]"
    )
    worker = Path(__file__).parents[3] / "thads_data" / "imports" / "xlsx_worker.py"
    subprocess.run([sys.executable, "-I", "-c", code, str(worker)], check=True)


def test_two_columns_of_one_meaning(database: Database, tmp_path: Path) -> None:
    table = [[*row, extra] for row, extra in zip(UNITS, ["TÊN ĐƠN VỊ", "a", "b", "c"], strict=True)]
    found = problem(database, "units", write(tmp_path / "a.csv", table))
    assert (found.reason, found.params["column"], found.params["other"]) == (
        "column_twice",
        "TÊN ĐƠN VỊ",
        "Tên đơn vị",
    )


def test_a_register_of_a_day_to_come(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    from_tomorrow = write(tmp_path / "a.csv", CASES)
    assert problem(database, "cases", from_tomorrow, as_of=date(2025, 9, 13)).reason == "as_of_in_future"


def test_every_cell_of_a_row_is_reported(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    table = changed(changed(CASES, 3, DUE, "abc"), 3, "Phân loại", "Khó")
    report = load_table(database, "cases", table, tmp_path)
    assert (report.refused_rows, report.refused_cells) == (1, 2)
    assert {one.column for one in report.refused} == {DUE, "Phân loại"}
