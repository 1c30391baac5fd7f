"""Files as people send them, and what the tables hold: shared by the tests of imports."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import select

from thads_data.database import Database
from thads_data.imports.load import load
from thads_data.imports.report import Report
from thads_data.models.base import Base

TODAY = date(2025, 9, 12)
NOW = datetime(2025, 9, 12, 0, 25, tzinfo=UTC)

UNITS = [
    ["Mã đơn vị", "Tên đơn vị", "Tên gọi khác", "Cấp", "Mã đơn vị cấp trên"],
    ["TN", "THADS tỉnh Thái Nguyên", "", "Tỉnh", ""],
    ["TN-KV1", "Phòng THADS khu vực 1", "kv1;khu vực 1", "Phòng", "TN"],
    ["TN-KV2", "Phòng THADS khu vực 2", "", "Phòng", "TN"],
]
STAFF = [
    ["Mã cán bộ", "Họ và tên", "Chức danh", "Vai trò", "Mã đơn vị", "Trạng thái"],
    ["C1", "Nguyễn Văn Minh", "Chấp hành viên", "Chấp hành viên", "TN-KV1", ""],
    ["C2", "Trần Thị Hà", "Trưởng phòng", "Lãnh đạo phòng;Chấp hành viên", "TN-KV2", "Đang công tác"],
]
TARGETS = [
    [
        "Năm công tác",
        "Mã đơn vị",
        "Chỉ tiêu về việc (%)",
        "Chỉ tiêu về tiền (%)",
        "Số quyết định",
        "Hiệu lực từ",
    ],
    ["2025", "TN", "84,05", "52,08", "105/QĐ-CTHADS", ""],
]
CASES = [
    [
        *("Số quyết định", "Ngày quyết định", "Mã đơn vị", "Mã chấp hành viên", "Người phải thi hành"),
        *("Nhóm án", "Phân loại", "Trạng thái", "Ngày kết thúc", "Phải thi hành (đồng)"),
        *("Đã thi hành (đồng)", "Ngày tác nghiệp gần nhất"),
    ],
    [
        *("45/QĐ-CTHADS", "01/02/2025", "TN-KV1", "C1", "Lê Văn A", "Trọng điểm;Đất đai"),
        *("Có điều kiện", "Đang thi hành", "", "39.936.678.000", "1.234.567 đồng", "05/08/2025"),
    ],
    [
        *("46/QĐ-CTHADS", "02/02/2025", "TN-KV1", "C1", "Lê Văn B", ""),
        *("Có điều kiện", "Thi hành xong", "03/03/2025", "5000000", "5000000", ""),
    ],
    [
        *("45/QĐ-CTHADS", "01/02/2025", "TN-KV2", "C2", "Lê Văn C", ""),
        *("Chưa có điều kiện", "Đang thi hành", "", "7000000", "", ""),
    ],
]
STATISTICS = [
    [
        *("Tính đến ngày", "Mã đơn vị", "Mã chấp hành viên", "Tổng số phải thi hành – việc"),
        *("Có điều kiện – việc", "Thi hành xong – việc", "Đình chỉ – việc", "Tỷ lệ thi hành xong (%) – việc"),
        *("Có điều kiện – tiền", "Thi hành xong – tiền"),
    ],
    ["12/09/2025", "TN", "", "160", "100", "75", "5", "80,00", "1000", "500"],
    ["12/09/2025", "TN-KV1", "", "100", "60", "48", "2", "83,33", "600", "300"],
    ["12/09/2025", "TN-KV2", "", "60", "40", "27", "3", "75", "400", "200"],
    ["12/09/2025", "TN-KV1", "C1", "100", "60", "48", "2", "83,33", "600", "300"],
]
GOOD = {"units": UNITS, "staff": STAFF, "targets": TARGETS, "cases": CASES, "statistics": STATISTICS}

Table = Sequence[Sequence[Any]]


def write(path: Path, table: Table, delimiter: str = ",") -> Path:
    """The table as .csv or .xlsx, by the name."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(table)
        return path
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(table):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), days)  # noqa: DTZ001
                elif isinstance(cell, str):
                    sheet.write_string(row, place, cell)
                elif cell is not None:
                    sheet.write(row, place, cell)
    return path


def load_file(database: Database, kind: str, path: Path, **options: Any) -> Report:
    return load(database, kind, path, **({"today": TODAY, "now": NOW, "by": "TN-ADMIN"} | options))


def load_table(database: Database, kind: str, table: Table, folder: Path, **options: Any) -> Report:
    """Write the table as .csv and load it."""
    return load_file(database, kind, write(folder / f"{kind}.csv", table), **options)


def load_good(database: Database, folder: Path, *kinds: str) -> None:
    """Units, staff and whatever else is named, from files in which nothing is wrong."""
    for kind in ("units", "staff", *kinds):
        assert load_table(database, kind, GOOD[kind], folder).applied


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.read() as db:
        return {
            name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def changed(table: Table, row: int, column: str, value: Any) -> list[list[Any]]:
    """The table with one cell different; rows count as in a sheet (the header is row 1)."""
    copied = [list(cells) for cells in table]
    copied[row - 1][list(table[0]).index(column)] = value
    return copied


def without(table: Table, column: str) -> list[list[Any]]:
    place = list(table[0]).index(column)
    return [[cell for at, cell in enumerate(cells) if at != place] for cells in table]
