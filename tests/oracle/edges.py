"""Files of 13/9/2025 in which every row lies on the edge of some definition."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from tests.oracle.files import CLASSES, Case, Files

OFFICE, EXECUTOR, EMPTY = "TN-KV4", "TN-KV4-CHV01", "TN-KV8"
"""EMPTY keeps open cases alone of which none is enforceable."""
_COLUMNS = (
    *("Số quyết định", "Ngày quyết định", "Mã đơn vị", "Mã chấp hành viên", "Phân loại", "Trạng thái"),
    *("Ngày kết thúc", "Phải thi hành (đồng)", "Đã thi hành (đồng)", "Ngày tác nghiệp gần nhất", "Nhóm án"),
)
_FIRST = 9001
_DECIDED = (
    *("29/02/2024", "28/02/2024", "01/03/2024", "29/02/2020", "13/09/2024", "12/09/2024", "13/09/2025"),
    *("13/09/2020", "12/09/2020", "14/09/2020", "13/03/2024", "12/03/2024"),
)
_CLOSED = ("01/10/2024", "30/09/2024", "13/09/2025")
_TITLES = {code: title for title, code in CLASSES.items()}
_LEFT = "TN-KV4-CHV06"
"""Whose cases all went to a colleague."""

Cells = Sequence[str | int]


def later_register(folder: Path, files: Files) -> Path:
    """What is left of two offices a day later: of OFFICE every tenth case is missing, and edges came in."""
    return _written(folder / "cases.csv", [_COLUMNS, *_kept(files), *_numbered()])


def later_targets(folder: Path) -> Path:
    """A lower target from 13/9 for all, and one of its own for OFFICE since March."""
    header = ("Năm công tác", "Mã đơn vị", "Chỉ tiêu về việc (%)", "Chỉ tiêu về tiền (%)", "Hiệu lực từ")
    rows = [(2025, "TN", "60,00", "40,00", "13/09/2025"), (2025, OFFICE, "75,01", "99,99", "15/03/2025")]
    return _written(folder / "targets.csv", [header, *rows])


def _kept(files: Files) -> Iterator[Cells]:
    _, cases = files.newest_register(OFFICE) or (None, [])
    for place, case in enumerate(cases):
        if place % 10 and case.status == "open":
            yield _row(case, "TN-KV4-CHV05" if case.executor == _LEFT else case.executor)
    _, cases = files.newest_register(EMPTY) or (None, [])
    for case in cases:
        if case.status == "open" and case.case_class != "enforceable":
            yield _row(case, case.executor)


def _row(case: Case, executor: str) -> Cells:
    who = (case.number, f"{case.decided:%d/%m/%Y}", case.unit, executor, _TITLES[case.case_class])
    acted = f"{case.acted:%d/%m/%Y}" if case.acted else ""
    return *who, "Đang thi hành", "", case.due, case.done, acted, ";".join(case.categories)


def _numbered() -> Iterator[Cells]:
    for number, cells in enumerate(_edges(), _FIRST):
        decided, *more = cells
        yield number, decided, OFFICE, EXECUTOR, *more


def _edges() -> Iterator[Cells]:
    for decided in _DECIDED:
        yield decided, "Có điều kiện", "Đang thi hành", "", 1_000_000_007, 5, "", "Tín dụng ngân hàng"
    for closed, status, case_class in product(_CLOSED, ("Thi hành xong", "Đình chỉ"), CLASSES):
        yield "05/09/2023", case_class, status, closed, 7_000_001, 3_000_000, closed, "Đất đai"
    for case_class in CLASSES:
        yield "05/09/2023", case_class, "Đang thi hành", "", 0, 0, "13/09/2025", ""


def _written(path: Path, rows: Sequence[Cells]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
