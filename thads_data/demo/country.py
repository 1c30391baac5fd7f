"""A made-up country, or a part of it, of any size: codes P01, P01-NV, P01-KV1, P01-KV1-CHV01, TW."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from thads_data.demo import names
from thads_data.demo.plan import Executor, Figures, Office, Plan
from thads_data.demo.rows import PersonRow, TargetRow, UnitRow
from thads_data.demo.shares import share
from thads_data.models.organisation import (
    ADMIN,
    CHIEF,
    COUNTRY,
    COUNTRY_LEADER,
    EXECUTOR,
    LEADER,
    OFFICE,
    PROVINCE,
)

AS_OF = date(2025, 9, 12)
ROOT = "TW"
_DAYS = (date(2024, 9, 12), date(2025, 8, 31), AS_OF)
# The country has 34 provinces and 355 offices (handbook §2.1); fewer provinces have as many offices each.
_PROVINCES, _OFFICES = 34, 355
_NAMES = (
    *(
        "Hà Nội",
        "Cao Bằng",
        "Tuyên Quang",
        "Điện Biên",
        "Lai Châu",
        "Sơn La",
        "Lào Cai",
        "Thái Nguyên",
        "Lạng Sơn",
    ),
    *(
        "Quảng Ninh",
        "Bắc Ninh",
        "Phú Thọ",
        "Hải Phòng",
        "Hưng Yên",
        "Ninh Bình",
        "Thanh Hóa",
        "Nghệ An",
        "Hà Tĩnh",
    ),
    *("Quảng Trị", "Huế", "Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Khánh Hòa", "Đắk Lắk", "Lâm Đồng", "Đồng Nai"),
    *("Hồ Chí Minh", "Tây Ninh", "Đồng Tháp", "Vĩnh Long", "An Giang", "Cần Thơ", "Cà Mau"),
)
# Who works in an office: code, title, roles, and their share of the cases.
_STAFF: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("TP", "Trưởng phòng", (CHIEF,), 0),
    ("PTP1", "Phó Trưởng phòng", (CHIEF, EXECUTOR), 40),
    ("PTP2", "Phó Trưởng phòng", (CHIEF, EXECUTOR), 40),
    *((f"CHV{place:02}", "Chấp hành viên", (EXECUTOR,), 100 - 3 * (place % 5)) for place in range(1, 16)),
    ("QT", "Thư ký, quản trị", (ADMIN,), 0),
)
# Of a hundred cases of a register, so many are not enforceable, gone elsewhere, or closed before.
_OTHERS_PER_CENT = 30


def generate(cases: int, provinces: int = 1, seed: int = 1) -> Plan:
    """A plan with exactly `cases` rows in the register, spread over the offices of `provinces` provinces.

    Several provinces stand under the country, TW, with a leader of its own; one stands alone.
    """
    if cases < 0 or provinces < 1:
        raise ValueError("a plan needs at least one province, and no fewer than 0 cases")
    chance = random.Random(seed)  # noqa: S311
    units = tuple(_units(provinces))
    offices = [unit.code for unit in units if unit.level == OFFICE]
    counts = share(cases, [60 + int(chance.random() * 80) for _ in offices])
    return Plan(
        seed=seed,
        as_of=AS_OF,
        days=_DAYS,
        units=units,
        people=tuple(_people(units, chance)),
        targets=tuple(_targets(units, chance)),
        offices=tuple(_office(code, count, chance) for code, count in zip(offices, counts, strict=True)),
    )


def _units(provinces: int) -> Iterator[UnitRow]:
    root = ROOT if provinces > 1 else None
    if root is not None:
        yield UnitRow(
            root, "Cục Quản lý Thi hành án dân sự (mẫu)", ("toàn quốc", "Cục Quản lý"), COUNTRY, None
        )
    offices = share(max(provinces, round(_OFFICES * provinces / _PROVINCES)), [1] * provinces)
    for place, count in enumerate(offices):
        code = f"P{place + 1:02}"
        name = _NAMES[place] if place < len(_NAMES) else f"mẫu số {place + 1}"
        yield UnitRow(code, f"THADS {name} (mẫu)", (name, f"tỉnh {name}"), PROVINCE, root)
        aliases = ("nghiệp vụ", "phòng nghiệp vụ", "NV&TCTHA", "PNV")
        yield UnitRow(f"{code}-NV", "Phòng Nghiệp vụ và Tổ chức thi hành án", aliases, OFFICE, code)
        for number in range(1, count):
            aliases = (f"KV{number}", f"PKV{number}", f"khu vực {number}", f"phòng khu vực {number}")
            yield UnitRow(f"{code}-KV{number}", f"Phòng THADS khu vực {number}", aliases, OFFICE, code)


def _people(units: tuple[UnitRow, ...], chance: random.Random) -> Iterator[PersonRow]:
    for unit in units:
        if unit.level == COUNTRY:
            yield _person(f"{unit.code}-LD", "Lãnh đạo Cục", (COUNTRY_LEADER,), unit, chance)
            yield _person(f"{unit.code}-ADMIN", "Quản trị", (ADMIN,), unit, chance)
        elif unit.level == PROVINCE:
            yield _person(f"{unit.code}-TRUONG", "Trưởng THADS tỉnh", (LEADER,), unit, chance)
            yield _person(f"{unit.code}-ADMIN", "Quản trị", (ADMIN,), unit, chance)
        else:
            for code, title, roles, _ in _STAFF:
                yield _person(f"{unit.code}-{code}", title, roles, unit, chance)


def _person(code: str, title: str, roles: tuple[str, ...], unit: UnitRow, chance: random.Random) -> PersonRow:
    return PersonRow(code, names.person(chance), title, roles, unit.code, active=True)


def _targets(units: tuple[UnitRow, ...], chance: random.Random) -> Iterator[TargetRow]:
    for place, unit in enumerate(unit for unit in units if unit.level != OFFICE):
        decisions = (f"{place + 1}/QĐ-2024 (mẫu)", f"{place + 1}/QĐ-2025 (mẫu)")
        yield TargetRow(2024, unit.code, 8325, 4645, decisions[0], date(2023, 12, 28))
        cases_rate, money_rate = 8350 + int(chance.random() * 90), 5150 + int(chance.random() * 90)
        yield TargetRow(2025, unit.code, cases_rate, money_rate, decisions[1], date(2024, 12, 23))


def _office(code: str, count: int, chance: random.Random) -> Office:
    others = count * _OTHERS_PER_CENT // 100
    executors = tuple(Executor(f"{code}-{each}", load) for each, _, _, load in _STAFF if load)
    return Office(code, executors, _figures(count - others, chance), others)


def _figures(enforceable: int, chance: random.Random) -> Figures:
    """Sums of a likely size, in whole thousands of đồng; where nothing is open nothing remains."""
    done = enforceable * (74 + int(chance.random() * 14)) // 100
    still = enforceable - done
    over_1, over_5 = still * 15 // 100, still * 4 // 100
    wealth = 400 + int(chance.random() * 1200)
    over_5_money, over_1_money = (
        over_5 * 120_000 * wealth // 1000,
        (over_1 - over_5) * 115_000 * wealth // 1000,
    )
    remains = over_1_money + over_5_money + (still - over_1) * 170_000 * wealth // 1000
    paid = (done * 38_000 + still * 4_000) * wealth // 1000
    return Figures(
        enforceable,
        done,
        (paid + remains) * 1000,
        paid * 1000,
        over_1,
        (over_1_money + over_5_money) * 1000,
        over_5,
        over_5_money * 1000,
    )
