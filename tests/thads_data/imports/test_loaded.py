"""Files in which nothing is wrong: what they put into the tables, and what a later file changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from handlers.imports import report_lines
from handlers.words import words
from tests.thads_data.imports.files import (
    CASES,
    GOOD,
    NOW,
    STAFF,
    TARGETS,
    UNITS,
    changed,
    dump,
    load_file,
    load_good,
    load_table,
    write,
)
from thads_data.database import Database
from thads_data.imports.report import Counts
from thads_data.models.figures import REGISTER, Statistic, Tally, Target
from thads_data.models.organisation import Account, Person, PersonRole, Unit
from thads_data.models.records import Import
from thads_data.models.register import Case

SAY = words("vi")
TOMORROW = date(2025, 9, 13)
NASTY = [
    "<b>Nguyễn & Trần</b>",
    "\"ngoặc\" 'đơn' %s %(x)s {} {0}",
    "'; DROP TABLE cases; --",
    "hai\ndòng\nvà\ttab",
    "\u202ephải sang trái\u202c \u200f",
    "ký tự " * 833 + "xx",
    "  khoảng trắng hai đầu  ",
    "=HYPERLINK(1)",
]


def test_units_form_a_tree_in_any_order_of_rows(database: Database, tmp_path: Path) -> None:
    rows = [UNITS[3], *[["TN-KV10", "Phòng 10", "", "phong", "tn"]], UNITS[2], UNITS[1]]
    assert load_table(database, "units", [UNITS[0], *rows], tmp_path).counts == Counts(new=4)
    with database.read() as db:
        found = db.execute(
            select(Unit.code, Unit.left, Unit.right, Unit.level, Unit.aliases).order_by(Unit.left)
        )
        assert [tuple(row) for row in found] == [
            ("TN", 1, 8, "province", []),
            ("TN-KV1", 2, 3, "office", ["kv1", "khu vực 1"]),
            ("TN-KV2", 4, 5, "office", []),
            ("TN-KV10", 6, 7, "office", []),
        ]


def test_a_later_file_of_units_adds_and_moves_and_never_removes(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    country = [UNITS[0], ["TW", "Cục Quản lý THADS", "", "Trung ương", ""], [*UNITS[1][:4], "TW"]]
    report = load_table(database, "units", country, tmp_path)
    assert report.counts == Counts(new=1, changed=1, missing=2)
    with database.read() as db:
        found = db.execute(select(Unit.code, Unit.left, Unit.right).order_by(Unit.left))
        assert [tuple(row) for row in found] == [
            ("TW", 1, 8),
            ("TN", 2, 7),
            ("TN-KV1", 3, 4),
            ("TN-KV2", 5, 6),
        ]


def test_people_with_their_roles(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    later = changed(changed(STAFF, 2, "Vai trò", "CHV; Quản trị"), 3, "Họ và tên", "Trần Thị Hà Đông")
    assert load_table(database, "staff", later, tmp_path).counts == Counts(changed=2)
    with database.read() as db:
        people = db.execute(
            select(Person.code, Person.name, Person.name_key, Person.active).order_by(Person.id)
        )
        assert [tuple(row) for row in people] == [
            ("C1", "Nguyễn Văn Minh", "nguyen van minh", True),
            ("C2", "Trần Thị Hà Đông", "tran thi ha dong", True),
        ]
        roles = select(PersonRole.role).order_by(PersonRole.person_id, PersonRole.role)
        assert list(db.scalars(roles)) == ["admin", "executor", "chief", "executor"]


def test_whoever_has_left_loses_every_account_at_once(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    with database.write() as db:
        person = db.scalar(select(Person.id).where(Person.code == "C1"))
        for chat in ("1", "2"):
            db.execute(insert(Account).values(channel="web", chat=chat, person_id=person, linked_at=NOW))
    report = load_table(database, "staff", changed(STAFF, 2, "Trạng thái", "Đã nghỉ"), tmp_path)
    assert "Lưu ý: đã ngắt 2 tài khoản của người đã nghỉ." in report_lines(report, SAY)
    with database.read() as db:
        assert list(db.execute(select(Account.ended_at, Account.ended_because))) == [(NOW, "left")] * 2
        assert db.scalar(select(Person.active).where(Person.code == "C1")) is False


def test_targets_are_hundredths_of_a_per_cent_from_a_day_on(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "targets")
    more = [*TARGETS, [*TARGETS[1][:2], "85", "60,5%", "", "01/04/2025"]]
    assert load_table(database, "targets", more, tmp_path).counts == Counts(new=1, unchanged=1)
    with database.read() as db:
        found = select(
            Target.work_year, Target.effective_from, Target.cases_rate, Target.money_rate, Target.decision
        )
        assert [tuple(row) for row in db.execute(found.order_by(Target.effective_from))] == [
            (2025, date(2024, 10, 1), 8405, 5208, "105/QĐ-CTHADS"),
            (2025, date(2025, 4, 1), 8500, 6050, None),
        ]


def test_a_case_as_the_file_has_it(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    with database.read() as db:
        case = db.execute(select(Case.__table__).where(Case.debtor == "Lê Văn A")).mappings().one()
    assert {
        name: case[name] for name in ("number", "number_value", "decided", "year", "categories", "class")
    } == {
        "number": "45",
        "number_value": 45,
        "decided": date(2025, 2, 1),
        "year": 2025,
        "categories": 0b1100,
        "class": "enforceable",
    }
    assert (case["due"], case["done"], case["remaining"]) == (39_936_678_000, 1_234_567, 39_935_443_433)
    assert (case["last_action"], case["idle_from"]) == (date(2025, 8, 5), date(2025, 8, 5))
    assert (case["status"], case["closed_on"], case["gone_on"], case["held"]) == ("open", None, None, 0)


@pytest.mark.parametrize("kind", GOOD)
def test_the_same_file_twice_changes_nothing(database: Database, tmp_path: Path, kind: str) -> None:
    load_good(database, tmp_path, *(name for name in ("targets", "cases", "statistics") if name == kind))
    before = dump(database)
    report = load_file(database, kind, tmp_path / f"{kind}.csv")
    assert (report.same, report.applied) == (True, False)
    assert dump(database) == before
    assert report_lines(report, SAY) == [
        "File này đã được nhập trước đó với đúng nội dung này: không có gì thay đổi."
    ]


@pytest.mark.parametrize("kind", GOOD)
def test_the_same_rows_in_another_file_change_no_row(database: Database, tmp_path: Path, kind: str) -> None:
    load_good(database, tmp_path, *(name for name in ("targets", "cases", "statistics") if name == kind))
    before = dump(database)
    rows = len(GOOD[kind]) - 1
    assert load_file(database, kind, write(tmp_path / "again.xlsx", GOOD[kind])).counts == Counts(
        unchanged=rows
    )
    after = dump(database)
    assert len(after["imports"]) == len(before["imports"]) + 1
    for name in after.keys() - {"imports", "tallies"}:
        assert after[name] == before[name], name
    assert {row[1:-1] for row in after["tallies"]} == {row[1:-1] for row in before["tallies"]}


@pytest.mark.parametrize("kind", GOOD)
def test_a_dry_run_tells_and_changes_nothing(database: Database, tmp_path: Path, kind: str) -> None:
    if kind != "units":
        load_good(database, tmp_path)
    before = dump(database)
    known = 2 if kind == "staff" else 0
    table = [*STAFF, ["C3", "Vũ Văn C", "", "CHV", "TN-KV1", ""]] if known else GOOD[kind]
    report = load_file(database, kind, write(tmp_path / "dry.csv", table), dry_run=True)
    assert dump(database) == before
    assert (report.applied, report.dry_run, report.refused) == (False, True, ())
    assert report.counts == Counts(new=len(table) - 1 - known, unchanged=known)
    assert report_lines(report, SAY)[0].startswith("Chạy thử file")


def test_the_history_of_imports(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    with database.read() as db:
        found = db.execute(select(Import.__table__).order_by(Import.id.desc()).limit(1)).mappings().one()
    assert (found["kind"], found["file_name"], found["by"], found["at"]) == (
        "cases",
        "cases.csv",
        "TN-ADMIN",
        NOW,
    )
    assert (len(found["sha256"]), found["as_of"]) == (64, date(2025, 9, 12))
    assert found["counts"] == {
        "new": 3, "changed": 0, "unchanged": 0, "missing": 0, "rows": 3, "refused": 0
    }  # fmt: skip


def units_own(database: Database, day: date) -> dict[str, tuple[int, int, int]]:
    """Counted, enforceable and done cases of every unit, as its register tally of that day has them."""
    t = Tally
    with database.read() as db:
        rows = db.execute(
            select(Unit.code, t.counted_cases, t.enforceable_cases, t.done_cases)
            .join(Unit, Unit.id == t.unit_id)
            .where(t.as_of == day, t.source == REGISTER, t.executor_id.is_(None), t.category == "")
        )
        return {code: tuple(map(int, figures)) for code, *figures in rows}  # type: ignore[misc]


def test_a_later_register(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    assert units_own(database, date(2025, 9, 12)) == {"TN-KV1": (2, 2, 1), "TN-KV2": (1, 0, 0)}
    later = [
        CASES[0],
        changed(CASES, 2, "Đã thi hành (đồng)", "2.000.000")[1],
        ["47/QĐ-THADS", *CASES[1][1:]],
    ]
    report = load_table(database, "cases", later, tmp_path, today=TOMORROW)
    assert report.counts == Counts(new=1, changed=1, missing=1)
    with database.read() as db:
        gone = select(Case.number, Case.gone_on).where(Case.gone_on.is_not(None))
        assert [tuple(row) for row in db.execute(gone)] == [("46", TOMORROW)]
    # KV2 is not in the file: nothing is said of it.
    assert units_own(database, TOMORROW) == {"TN-KV1": (2, 2, 0)}
    assert units_own(database, date(2025, 9, 12)) == {"TN-KV1": (2, 2, 1), "TN-KV2": (1, 0, 0)}


def test_a_case_that_comes_back_is_counted_again(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    load_table(database, "cases", CASES[:2], tmp_path, today=TOMORROW)
    report = load_table(database, "cases", CASES, tmp_path, today=date(2025, 9, 14))
    assert report.counts == Counts(changed=1, unchanged=2)
    with database.read() as db:
        assert db.scalar(select(func.count()).where(Case.gone_on.is_not(None))) == 0


def test_an_older_register_is_history_only(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    before = dump(database)["cases"]
    earlier = [CASES[0], *([*row[:8], "", *row[9:10], "", ""] for row in CASES[1:2])]
    report = load_table(database, "cases", earlier, tmp_path, as_of=date(2025, 8, 31))
    assert report.history
    assert "lịch sử" in report_lines(report, SAY)[0]
    assert dump(database)["cases"] == before
    assert units_own(database, date(2025, 8, 31)) == {"TN-KV1": (1, 1, 0)}


def test_good_rows_can_be_loaded_without_the_refused_ones(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    later = changed(changed(CASES, 2, "Phải thi hành (đồng)", "-1"), 4, "Phải thi hành (đồng)", "8000000")
    report = load_table(database, "cases", later, tmp_path, today=TOMORROW, skip_refused=True)
    assert (report.applied, report.refused_rows, report.counts) == (True, 1, Counts(changed=1, unchanged=1))
    with database.read() as db:
        # The refused row's case stays as it was, and is not missing.
        assert list(db.execute(select(Case.due, Case.gone_on).order_by(Case.id))) == [
            (39_936_678_000, None),
            (5_000_000, None),
            (8_000_000, None),
        ]
    # What was left out can be loaded later from the very same file.
    again = load_file(database, "cases", tmp_path / "cases.csv", today=TOMORROW, skip_refused=True)
    assert not again.same


def test_nothing_is_missing_while_a_refused_row_may_be_it(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "cases")
    later = changed(CASES, 2, "Ngày quyết định", "31/02/2025")
    report = load_table(database, "cases", later, tmp_path, today=TOMORROW, skip_refused=True)
    assert report.counts == Counts(unchanged=2)
    assert [warned.reason for warned in report.warnings] == ["missing_not_judged"]


def test_unknown_groups_and_steps_are_kept_and_warned_of(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path)
    table = [
        [*row, step]
        for row, step in zip(CASES, ["Bước hiện tại", "Họp bàn", "Kê biên tài sản", ""], strict=True)
    ]
    table = changed(table, 2, "Nhóm án", "Tín dụng; Án lạ")
    report = load_table(database, "cases", table, tmp_path)
    with database.read() as db:
        found = db.execute(select(Case.categories, Case.other_categories, Case.step).order_by(Case.id))
        assert [tuple(row) for row in found] == [(1, "Án lạ", "Họp bàn"), (0, None, "seize"), (0, None, None)]
    assert report_lines(report, SAY)[2:] == [
        "Lưu ý: nhóm án “Án lạ” không có trong danh mục, giữ nguyên (1 dòng). (dòng 2)",
        "Lưu ý: bước “Họp bàn” không có trong danh mục, giữ nguyên (1 dòng). (dòng 2)",
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_cells_survive_to_the_byte(database: Database, tmp_path: Path, suffix: str) -> None:
    load_good(database, tmp_path)
    rows = [[f"{n}/QĐ", *CASES[1][1:4], cell, *CASES[1][5:]] for n, cell in enumerate(NASTY, 1)]
    assert load_file(database, "cases", write(tmp_path / f"a.{suffix}", [CASES[0], *rows])).applied
    with database.read() as db:
        assert list(db.scalars(select(Case.debtor).order_by(Case.number_value))) == NASTY


def test_a_unit_s_line_and_its_executors_tallies(database: Database, tmp_path: Path) -> None:
    load_good(database, tmp_path, "statistics")
    t = Tally
    with database.read() as db:
        rows = db.execute(
            select(
                Unit.code,
                Person.code,
                t.whole,
                t.counted_cases,
                t.enforceable_cases,
                t.done_cases,
                t.done_money,
            )
            .select_from(Tally)
            .join(Unit, Unit.id == t.unit_id)
            .outerjoin(Person, Person.id == t.executor_id)
            .order_by(Unit.code, Person.code.is_not(None))
        )
        assert [tuple(row) for row in rows] == [
            ("TN-KV1", None, False, 100, 60, 50, 300),
            ("TN-KV1", "C1", False, 100, 60, 50, 300),
            ("TN-KV2", None, False, 60, 40, 30, 200),
        ]
        assert db.scalar(select(func.count()).select_from(Statistic)) == 4
