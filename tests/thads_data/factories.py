"""A small agency and its figures, said in a line each: two provinces with offices and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from thads_data.access import PersonRef, UnitRef, Viewer, unit_columns, unit_of, viewer
from thads_data.folding import fold
from thads_data.models.figures import REGISTER, Tally, Target
from thads_data.models.organisation import (
    ADMIN,
    CHIEF,
    COUNTRY,
    COUNTRY_LEADER,
    EXECUTOR,
    LEADER,
    OFFICE,
    PROVINCE,
    Person,
    PersonRole,
    Unit,
)
from thads_data.models.records import Import
from thads_data.models.register import CATEGORIES, ENFORCEABLE, OPEN, Case
from thads_data.tallies import FIELDS, rebuild
from thads_data.workdays import work_year

LOADED = datetime(2025, 9, 12, 0, 5, tzinfo=UTC)
AS_OF = date(2025, 9, 12)


def agency(db: Connection) -> None:
    """TW over TN (NV, KV1 to KV4) and HN (KV1 to KV5), with people in most places."""
    units(
        db,
        ("TW", "Cục Quản lý THADS", COUNTRY, None),
        ("TN", "THADS tỉnh Thái Nguyên", PROVINCE, "TW"),
        ("TN-NV", "Phòng Nghiệp vụ và Tổ chức thi hành án", OFFICE, "TN"),
        *((f"TN-KV{n}", f"Phòng THADS khu vực {n}", OFFICE, "TN") for n in range(1, 5)),
        ("HN", "THADS thành phố Hà Nội", PROVINCE, "TW"),
        *((f"HN-KV{n}", f"Phòng THADS khu vực {n}", OFFICE, "HN") for n in range(1, 6)),
    )
    person(db, "TW-CUC", "Đặng Quốc Huy", "TW", COUNTRY_LEADER)
    person(db, "TN-TRUONG", "Nguyễn Văn Trường", "TN", LEADER)
    person(db, "TN-PHO", "Lý Thị Phó", "TN-NV", LEADER)
    person(db, "TN-ADMIN", "Phạm Quản Trị", "TN", ADMIN)
    person(db, "TN-KV4-TP", "Hoàng Văn Tuấn", "TN-KV4", CHIEF)
    person(db, "TN-KV4-CHV01", "Nguyễn Thị Lan", "TN-KV4", EXECUTOR)
    person(db, "TN-KV4-CHV02", "Trần Văn Minh", "TN-KV4", EXECUTOR)
    person(db, "TN-KV4-CHV03", "Lê Đã Nghỉ", "TN-KV4", EXECUTOR, active=False)
    person(db, "TN-KV1-TP", "Vũ Thị Hoa", "TN-KV1", CHIEF, EXECUTOR)
    person(db, "TN-KV1-CHV01", "Đỗ Văn Minh", "TN-KV1", EXECUTOR)
    person(db, "HN-TRUONG", "Bùi Thủ Đô", "HN", LEADER)
    person(db, "HN-KV1-CHV01", "Ngô Thị Tuân", "HN-KV1", EXECUTOR)


def units(db: Connection, *rows: tuple[str, str, str, str | None]) -> None:
    """Units as (code, name, level, code of the parent), each parent before its children."""
    for code, name, level, parent in rows:
        parent_id = unit(db, parent).id if parent else None
        db.execute(
            insert(Unit).values(
                code=code, name=name, aliases=[], level=level, parent_id=parent_id, left=0, right=0
            )
        )
    _number(db)


def _number(db: Connection) -> None:
    below: dict[int | None, list[int]] = {}
    for row in db.execute(select(Unit.id, Unit.parent_id).order_by(Unit.id)):
        below.setdefault(row.parent_id, []).append(row.id)
    place = 0

    def visit(unit_id: int) -> None:
        nonlocal place
        place += 1
        left = place
        for child in below.get(unit_id, []):
            visit(child)
        place += 1
        db.execute(update(Unit).where(Unit.id == unit_id).values(left=left, right=place))

    for root in below[None]:
        visit(root)


def person(
    db: Connection, code: str, name: str, unit_code: str, *roles: str, active: bool = True, title: str = ""
) -> None:
    values = {
        "code": code,
        "name": name,
        "name_key": fold(name)[:200],
        "title": title or None,
        "unit_id": unit(db, unit_code).id,
        "active": active,
    }
    person_id = db.scalar(insert(Person).values(values).returning(Person.id))
    for role in roles:
        db.execute(insert(PersonRole).values(person_id=person_id, role=role))


def unit(db: Connection, code: str) -> UnitRef:
    return unit_of(db.execute(select(*unit_columns(Unit.__table__)).where(Unit.code == code)).one())


def ref(db: Connection, code: str) -> PersonRef:
    row = db.execute(
        select(Person.id, Person.code, Person.name, Unit.code).join(Unit).where(Person.code == code)
    ).one()
    return PersonRef(row[0], row[1], row[2], unit(db, row[3]))


def who(db: Connection, code: str) -> Viewer:
    found = viewer(db, code)
    assert found is not None
    return found


def loaded(db: Connection, kind: str = "cases", as_of: date | None = AS_OF, at: datetime = LOADED) -> int:
    """The id of a new row of the history of imports."""
    values = {"kind": kind, "file_name": "f", "sha256": "0" * 64, "as_of": as_of, "by": "TN-ADMIN"}
    added = db.scalar(insert(Import).values(**values, at=at, counts={}).returning(Import.id))
    assert added is not None
    return added


def case(db: Connection, executor: str, number: str, decided: date, **more: Any) -> int:
    """A case of this executor's unit: open and enforceable, ten million due, unless said otherwise."""
    person = ref(db, executor)
    due, done = more.pop("due", 10_000_000), more.pop("done", 0)
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    values: dict[str, Any] = {
        "unit_id": person.unit.id,
        "executor_id": person.id,
        "number": number,
        "number_value": int(digits or 0),
        "decided": decided,
        "year": decided.year,
        "case_class": ENFORCEABLE,
        "status": OPEN,
        "due": due,
        "done": done,
        "remaining": due - done,
        "idle_from": more.get("last_action") or decided,
        "digest": 0,
    }
    values |= {"categories": bits(more.pop("categories", ()))} | more
    values.setdefault("import_id", db.scalar(select(Import.id).limit(1)) or loaded(db))
    added = db.scalar(insert(Case).values(values).returning(Case.id))
    assert added is not None
    return added


def bits(categories: Sequence[str]) -> int:
    return sum(1 << CATEGORIES.index(category) for category in categories)


def count_register(db: Connection, *unit_codes: str, as_of: date = AS_OF) -> None:
    """What an import of the register of these units does to their tallies."""
    rebuild(db, [unit(db, code).id for code in unit_codes], as_of, loaded(db, as_of=as_of))


def tally(
    db: Connection,
    unit_code: str,
    cases: tuple[int, int],
    money: tuple[int, int] = (0, 0),
    *,
    executor: str | None = None,
    as_of: date = AS_OF,
    source: str = REGISTER,
    **more: Any,
) -> None:
    """A stored tally from (enforceable, done) of cases and of money."""
    values = dict.fromkeys(FIELDS, 0) | {
        "unit_id": unit(db, unit_code).id,
        "executor_id": ref(db, executor).id if executor else None,
        "as_of": as_of,
        "work_year": work_year(as_of),
        "source": source,
        "enforceable_cases": cases[0],
        "done_cases": cases[1],
        "enforceable_money": money[0],
        "done_money": money[1],
        "import_id": loaded(db, source, as_of),
    }
    db.execute(insert(Tally).values(values | more))


def target(
    db: Connection,
    unit_code: str,
    cases: int,
    money: int,
    effective_from: date = date(2024, 10, 1),
    decision: str | None = None,
) -> None:
    """A target in hundredths of a per cent."""
    db.execute(
        insert(Target).values(
            unit_id=unit(db, unit_code).id,
            work_year=work_year(effective_from),
            effective_from=effective_from,
            cases_rate=cases,
            money_rate=money,
            decision=decision,
            import_id=loaded(db, "targets", None),
        )
    )
