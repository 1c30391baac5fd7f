"""The identities of the statistics forms (handbook §1.4), and what a line is kept as."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from handlers.imports import report_lines
from handlers.words import words
from tests.thads_data.imports.files import STATISTICS, changed, dump, load_good, load_table
from thads_data.database import Database
from thads_data.imports.identities import broken, broken_sum, done
from thads_data.imports.report import Counts
from thads_data.models.figures import Statistic, Tally
from thads_data.models.organisation import Unit

# Đồng Tháp, nine months of 2025, and the country in 2023 (handbook §1.4).
GOOD = {
    "tong_giai_quyet": 53_640,
    "cu_chuyen_sang": 23_640,
    "thu_ly_moi": 30_000,
    "uy_thac": 368,
    "thu_hoi_huy": 6,
    "phai_thi_hanh": 53_266,
    "co_dieu_kien": 34_110,
    "thi_hanh_xong": 20_000,
    "dinh_chi": 1_000,
    "dang_thi_hanh": 13_110,
    "chua_co_dieu_kien": 17_034,
    "hoan_khac": 100,
    "tam_dinh_chi": 2_000,
    "ly_do_khac": 22,
    "chuyen_ky_sau": 32_266,
    "co_dieu_kien_chuyen_ky_sau": 13_110,
    "ty_le": 6157,
}


def found(metric: str = "cases", **figures: int) -> list[str]:
    return [one.id for one in broken(metric, GOOD | figures)]


def test_a_line_in_which_everything_agrees() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("figures", "ids"),
    [
        ({"thu_ly_moi": 30_001}, ["I1"]),
        ({"uy_thac": 367}, ["I2"]),
        ({"hoan_khac": 99}, ["I3a"]),
        ({"chuyen_ky_sau": 1}, ["I4"]),
        ({"co_dieu_kien_chuyen_ky_sau": 1}, ["I5"]),
        ({"dang_thi_hanh": 1}, ["I7"]),
        ({"ty_le": 6155}, ["I8"]),
        ({"ty_le": 6156}, []),
        ({"ty_le": 62}, []),
        ({"ty_le": 60}, ["I8"]),
    ],
)
def test_each_identity_can_fail(figures: dict[str, int], ids: list[str]) -> None:
    assert found(**figures) == ids


def test_parts_are_never_more_than_the_whole() -> None:
    assert [one.id for one in broken("cases", {"co_dieu_kien": 5, "thi_hanh_xong": 4, "dinh_chi": 2})] == [
        "I6"
    ]
    assert [one.id for one in broken("cases", {"co_dieu_kien": 5, "phai_thi_hanh": 4})] == ["I6b"]
    over = {"co_dieu_kien": 5, "chua_co_dieu_kien": 4, "phai_thi_hanh": 8}
    assert [one.id for one in broken("cases", over)] == ["I3"]


def test_what_is_done() -> None:
    line = {"thi_hanh_xong": 7, "dinh_chi": 2, "giam": 1}
    assert (done("cases", line), done("money", line)) == (9, 10)
    assert done("cases", {"thi_hanh_xong": 9}) == 9


def test_rounded_money_may_be_off_by_half_of_each_term() -> None:
    line = {"tong_giai_quyet": 5_000, "cu_chuyen_sang": 2_000, "thu_ly_moi": 2_000}
    assert [one.id for one in broken("money", line)] == ["I1"]
    assert [one.id for one in broken("money", line, rounded=True)] == []
    assert list(broken_sum({"co_dieu_kien": 3}, [{"co_dieu_kien": 1}, {"co_dieu_kien": 2}])) == []


@pytest.mark.parametrize(
    ("table", "row", "id_"),
    [
        (changed(STATISTICS, 2, "Có điều kiện – tiền", "1001"), 2, "I9"),
        (changed(STATISTICS, 5, "Có điều kiện – tiền", "601"), 3, "I9"),
        (changed(STATISTICS, 4, "Tỷ lệ thi hành xong (%) – việc", "75,02"), 4, "I8"),
    ],
)
def test_a_hard_identity_refuses_the_file(
    database: Database, tmp_path: Path, table: Any, row: int, id_: str
) -> None:
    load_good(database, tmp_path)
    before = dump(database)
    report = load_table(database, "statistics", table, tmp_path)
    first = report.refused[0]
    assert (first.row, first.reason, first.params["id"]) == (row, "identity", id_)
    assert dump(database) == before


def test_what_fell_since_last_month_is_only_warned_of(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "statistics")
    later = [STATISTICS[0], ["13/09/2025", "TN-KV2", "", "60", "40", "26", "3", "72,5", "400", "200"]]
    report = load_table(database, "statistics", later, tmp_path, today=date(2025, 9, 13))
    assert report.applied
    assert report_lines(report, words("vi"))[2] == (
        "Lưu ý: cột “Thi hành xong – việc”: số lũy kế giảm so với lần thống kê trước trong năm: "
        "trong file là 26, tính ra là 27. (dòng 2)"
    )


def tallies(database: Database) -> dict[str, tuple[bool, int, int, int, int]]:
    t = Tally
    with database.read() as db:
        rows = db.execute(
            select(Unit.code, t.whole, t.enforceable_cases, t.done_cases, t.enforceable_money, t.done_money)
            .join(Unit, Unit.id == t.unit_id)
            .where(t.executor_id.is_(None))
        )
        return {code: (whole, *map(int, figures)) for code, whole, *figures in rows}  # type: ignore[misc]


def test_a_province_without_its_offices_stands_for_them(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    load_table(database, "statistics", STATISTICS[:2], tmp_path)
    assert tallies(database) == {"TN": (True, 100, 80, 1000, 500)}


def test_executors_without_a_line_of_their_unit_are_summed(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    load_table(database, "statistics", [STATISTICS[0], STATISTICS[4]], tmp_path)
    assert tallies(database) == {"TN-KV1": (False, 60, 50, 600, 300)}


def test_two_files_of_one_form_each_make_one_line(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    cases = [[*row[:3], *row[4:7]] for row in STATISTICS[:1] + STATISTICS[2:4]]
    money = [[*row[:3], *row[8:]] for row in STATISTICS[:1] + STATISTICS[2:4]]
    assert load_table(database, "statistics", cases, tmp_path).counts == Counts(new=2)
    assert load_table(database, "statistics", money, tmp_path).counts == Counts(changed=2)
    assert tallies(database) == {"TN-KV1": (False, 60, 50, 600, 300), "TN-KV2": (False, 40, 30, 400, 200)}


def test_a_line_that_a_corrected_file_leaves_out_is_gone(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "statistics")
    report = load_table(database, "statistics", STATISTICS[:4], tmp_path)
    assert report.counts == Counts(unchanged=3, missing=1)
    with database.read() as db:
        assert db.scalars(select(Tally.id).where(Tally.executor_id.is_not(None))).all() == []


def test_thousands_of_dong(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    header = [title.replace("tiền", "tiền (1.000 đồng)") for title in STATISTICS[0]]
    load_table(database, "statistics", [header, STATISTICS[2]], tmp_path)
    with database.read() as db:
        columns = db.scalars(select(Statistic.columns)).one()
    assert columns["money"] == {"co_dieu_kien": 600_000, "thi_hanh_xong": 300_000}
