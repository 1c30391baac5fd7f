"""Any register: as .csv and as .xlsx it is the same, and a second time it changes nothing."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from tests.thads_data.imports.files import load_file, load_good, write
from thads_data.database import Database
from thads_data.imports.report import Counts
from thads_data.models.register import Case

HEADER = [
    *("Số quyết định", "Ngày quyết định", "Mã đơn vị", "Mã chấp hành viên", "Loại", "Người phải thi hành"),
    *("Người được thi hành", "Nhóm án", "Phân loại", "Trạng thái", "Ngày kết thúc", "Phải thi hành (đồng)"),
    *("Đã thi hành (đồng)", "Ngày tác nghiệp gần nhất", "Ngày xác minh gần nhất", "Bước hiện tại"),
    *("Ngày của bước", "Tiền đang giữ (đồng)", "Ngày thu tiền đang giữ"),
]
AS_OF = date(2025, 9, 12)
# Carriage returns cannot be told from line ends in either kind of file.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=30)
CLASSES = st.sampled_from(["Có điều kiện", "Chưa có điều kiện", "Hoãn", "Tạm đình chỉ", "Ủy thác", "Thu hồi"])
GROUPS = st.lists(st.sampled_from(["Tín dụng ngân hàng", "Trọng điểm", "Lạ"]), max_size=3).map(";".join)
_numbers = itertools.count(1)


@st.composite
def case(draw: st.DrawFn) -> list[Any]:
    """One good row; days are dates, money whole numbers."""
    decided = draw(st.dates(date(2000, 1, 1), AS_OF))
    closed = draw(st.booleans())
    due = draw(st.integers(0, 10**15))
    some_day = st.none() | st.dates(decided, AS_OF)
    return [
        f"{draw(st.integers(1, 10**9))}/QĐ-THADS",
        decided,
        draw(st.sampled_from(["TN-KV1", "TN-KV2"])),
        draw(st.sampled_from(["C1", "C2"])),
        draw(st.sampled_from(["", "Chủ động", "Theo yêu cầu"])),
        draw(TEXTS),
        draw(TEXTS),
        draw(GROUPS),
        draw(CLASSES),
        draw(st.sampled_from(["Thi hành xong", "Đình chỉ"])) if closed else "Đang thi hành",
        decided + timedelta(days=draw(st.integers(0, (AS_OF - decided).days))) if closed else None,
        due,
        draw(st.integers(0, due)),
        draw(some_day),
        draw(some_day),
        draw(st.sampled_from(["", "Kê biên", "Họp"])),
        draw(some_day),
        draw(st.none() | st.integers(0, 10**12)),
        draw(some_day),
    ]


REGISTERS = st.lists(case(), min_size=1, max_size=6, unique_by=lambda row: (int(row[0][:-9]), row[1], row[2]))


def typed(row: list[Any]) -> list[Any]:
    return [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row]


def loaded(database: Database) -> list[tuple[Any, ...]]:
    """The register without ids and import, by its key."""
    columns = [column for column in Case.__table__.c if column.name not in ("id", "import_id")]
    with database.read() as db:
        return sorted(tuple(row) for row in db.execute(select(*columns).order_by(Case.number)))


def load_anew(database: Database, path: Path) -> list[tuple[Any, ...]]:
    with database.write() as db:
        db.execute(delete(Case))
    assert load_file(database, "cases", path).refused == ()
    return loaded(database)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(register=REGISTERS, order=st.permutations(range(len(HEADER))), small=st.booleans())
def test_any_register(
    database: Database, tmp_path: Path, register: list[list[Any]], order: list[int], small: bool
) -> None:
    folder = tmp_path / str(next(_numbers))
    folder.mkdir()
    with database.read() as db:
        empty = db.scalar(select(1).select_from(Case).limit(1)) is None
    if empty and not (tmp_path / "ready").exists():
        load_good(database, tmp_path)
        (tmp_path / "ready").touch()
    as_csv = load_anew(database, write(folder / "a.csv", [HEADER, *map(typed, register)]))
    assert len(as_csv) == len(register)

    header = [title.lower() if small else title for title in HEADER]
    turned = [[row[place] for place in order] for row in [header, *register]]
    again = load_file(database, "cases", write(folder / "b.xlsx", turned))
    assert (again.refused, again.counts) == ((), Counts(unchanged=len(register)))
    assert loaded(database) == as_csv
