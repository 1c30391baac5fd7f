"""The sample province says what was published, whichever way one counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from tests.thads_data.demo.conftest import NOW, Loaded
from thads_data import tallies
from thads_data.database import Database
from thads_data.demo.cases import register
from thads_data.demo.load import load_sample
from thads_data.demo.sample import AS_OF
from thads_data.demo.sample import sample as plan_of_sample
from thads_data.errors import Refusal
from thads_data.folding import fold
from thads_data.models.organisation import Account, Person, PersonRole, Unit
from thads_data.models.records import Import
from thads_data.models.register import CATEGORIES, Case
from thads_data.workdays import TIME_ZONE

START = date(2024, 10, 1)
UNITS = ["TN-NV", *(f"TN-KV{number}" for number in range(1, 9))]
Figures = tuple[int, int, int, int]
"""Cases enforceable and done, money enforceable and done."""


def counted(case: Any) -> bool:
    in_year = case.status == "open" or case.closed_on >= START
    return case.decided <= AS_OF and in_year and getattr(case, "class") not in ("entrusted", "withdrawn")


def enforceable(case: Any) -> bool:
    return counted(case) and (getattr(case, "class") == "enforceable" or case.status != "open")


def figures_of(cases: Iterable[Any]) -> Figures:
    found = [case for case in cases if enforceable(case)]
    done = sum(case.status != "open" for case in found)
    return len(found), done, sum(case.due for case in found), sum(case.done for case in found)


def published(row: dict[str, str]) -> Figures:
    return (
        int(row["cases_enforceable"]),
        int(row["cases_done"]),
        int(row["money_enforceable"]),
        int(row["money_done"]),
    )


def of_tally(row: Any) -> Figures:
    return row.enforceable_cases, row.done_cases, row.enforceable_money, row.done_money


def of_statistic(row: Any) -> Figures:
    cases, money = row.columns["cases"], row.columns["money"]
    cases_done = cases["thi_hanh_xong"] + cases["dinh_chi"]
    money_done = money["thi_hanh_xong"] + money["dinh_chi"] + money["giam"]
    return cases["co_dieu_kien"], cases_done, money["co_dieu_kien"], money_done


def newest(sample: Loaded, source: str) -> dict[tuple[str, str | None], Figures]:
    return {
        (sample.units[row.unit_id], sample.people.get(row.executor_id)): of_tally(row)
        for row in sample.tallies
        if row.as_of == AS_OF and row.source == source and row.category == ""
    }


@pytest.mark.parametrize("unit", UNITS)
def test_the_register_of_a_unit_adds_up_to_what_was_published(
    unit: str, sample: Loaded, facts: dict[str, dict[str, str]]
) -> None:
    assert figures_of(case for case in sample.cases if sample.units[case.unit_id] == unit) == published(
        facts[unit]
    )


def test_the_register_of_the_province_adds_up_to_what_was_published(
    sample: Loaded, facts: dict[str, dict[str, str]]
) -> None:
    assert (
        figures_of(sample.cases)
        == published(facts["TN"])
        == (10_880, 8_603, 1_682_889_338_000, 883_516_902_000)
    )


def test_the_statistics_of_the_last_day_are_what_was_published(
    sample: Loaded, facts: dict[str, dict[str, str]]
) -> None:
    rows = (row for row in sample.statistics if row.as_of == AS_OF and row.executor_id is None)
    assert {sample.units[row.unit_id]: of_statistic(row) for row in rows} == {
        code: published(row) for code, row in facts.items()
    }


@pytest.mark.parametrize("source", ["register", "statistics"])
def test_the_tallies_of_both_sources_are_what_was_published(
    source: str, sample: Loaded, facts: dict[str, dict[str, str]]
) -> None:
    offices = {
        unit: figures for (unit, executor), figures in newest(sample, source).items() if executor is None
    }
    assert offices == {unit: published(facts[unit]) for unit in UNITS}


def test_register_and_statistics_agree_on_every_executor(sample: Loaded) -> None:
    of_executor: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for case in sample.cases:
        of_executor[sample.units[case.unit_id], sample.people[case.executor_id]].append(case)
    recounted = {whose: figures_of(cases) for whose, cases in of_executor.items()}
    for source in ("register", "statistics"):
        found = {whose: figures for whose, figures in newest(sample, source).items() if whose[1] is not None}
        assert found == recounted


def test_a_recount_of_the_register_finds_nothing_amiss(sample: Loaded) -> None:
    with sample.database.read() as db:
        assert tallies.recount(db) == []


def test_the_published_rates_come_out(sample: Loaded, facts: dict[str, dict[str, str]]) -> None:
    def rate(done: int, of: int) -> str:
        return str((Decimal(100 * done) / of).quantize(Decimal("0.01"), ROUND_HALF_UP))

    for unit, row in facts.items():
        cases = [case for case in sample.cases if unit in ("TN", sample.units[case.unit_id])]
        n, done, due, paid = figures_of(cases)
        assert (rate(done, n), rate(paid, due)) == (row["cases_rate"], row["money_rate"])


@pytest.mark.parametrize(
    ("before", "number", "money"),
    [(date(2024, 9, 12), 340, 39_936_678_000), (date(2020, 9, 12), 81, 10_146_367_000)],
)
def test_old_cases_are_those_of_the_official_sentence(
    before: date, number: int, money: int, sample: Loaded
) -> None:
    old = [
        case
        for case in sample.cases
        if case.status == "open" and getattr(case, "class") == "enforceable" and case.decided < before
    ]
    assert (len(old), sum(case.due - case.done for case in old)) == (number, money)


def test_old_cases_are_found_in_every_office_and_with_most_executors(sample: Loaded) -> None:
    old = [
        case
        for case in sample.cases
        if case.status == "open"
        and getattr(case, "class") == "enforceable"
        and case.decided < date(2024, 9, 12)
    ]
    assert {sample.units[case.unit_id] for case in old} == set(UNITS)
    assert len({case.executor_id for case in old}) > 40
    assert 81 < sum(case.decided < date(2022, 9, 12) for case in old) < 340


def test_every_case_could_be_real(sample: Loaded) -> None:
    for case in sample.cases:
        assert 0 <= case.done <= case.due
        assert case.remaining == case.due - case.done
        assert 200_000 <= case.due <= 50_000_000_000
        assert case.due % 1000 == case.done % 1000 == 0
        assert case.decided <= AS_OF
        assert (case.closed_on is None) == (case.status == "open")
        assert case.closed_on is None or case.decided < case.closed_on <= AS_OF
        assert case.status != "completed" or case.done == case.due
        assert case.last_action is None or case.decided <= case.last_action <= AS_OF
        assert case.idle_from == (case.last_action or case.decided)
        assert case.last_verified is None or case.decided <= case.last_verified <= AS_OF
        assert 0 <= case.held <= case.done
        assert (case.held_since is None) == (case.held == 0)
        assert (case.step is None) == (case.step_on is None)


def test_decisions_are_signed_and_cases_closed_on_working_days(sample: Loaded) -> None:
    days = {case.decided for case in sample.cases} | {
        case.closed_on for case in sample.cases if case.closed_on
    }
    assert all(day.weekday() < 5 for day in days)
    assert days.isdisjoint({date(2025, 9, 2), date(2025, 1, 29), date(2025, 4, 30), date(2025, 1, 1)})


def test_numbers_run_from_1_in_each_unit_and_year_in_the_order_of_decisions(sample: Loaded) -> None:
    numbers: defaultdict[tuple[int, int], list[tuple[int, date]]] = defaultdict(list)
    for case in sample.cases:
        assert case.number == str(case.number_value)
        assert case.year == case.decided.year
        numbers[case.unit_id, case.year].append((case.number_value, case.decided))
    for found in numbers.values():
        assert sorted(number for number, _ in found) == list(range(1, len(found) + 1))
        assert [day for _, day in sorted(found)] == sorted(day for _, day in found)


def test_every_class_status_category_and_most_kinds_of_work_occur(sample: Loaded) -> None:
    classes = {getattr(case, "class") for case in sample.cases}
    assert classes == {"enforceable", "unenforceable", "postponed", "suspended", "entrusted", "withdrawn"}
    assert {case.status for case in sample.cases} == {"open", "completed", "terminated"}
    assert all(any(case.categories >> bit & 1 for case in sample.cases) for bit in range(len(CATEGORIES)))
    assert len({case.step for case in sample.cases}) >= 8
    assert any(case.closed_on and case.closed_on < START for case in sample.cases)
    assert any(case.status == "open" and case.last_verified is None for case in sample.cases)
    assert any(case.held for case in sample.cases)


def test_45_of_2025_is_an_open_case_of_the_first_executor_of_khu_vuc_4_and_of_others_elsewhere(
    sample: Loaded,
) -> None:
    found = {
        sample.units[case.unit_id]: case for case in sample.cases if (case.number, case.year) == ("45", 2025)
    }
    mine = found["TN-KV4"]
    assert sample.people[mine.executor_id] == "TN-KV4-CHV01"
    assert (getattr(mine, "class"), mine.status) == ("enforceable", "open")
    assert len(found) > 1


def test_units_enclose_what_is_below_them(sample: Loaded) -> None:
    with sample.database.read() as db:
        units = {unit.code: unit for unit in db.execute(select(Unit.__table__))}
    top = units["TN"]
    assert (top.level, top.parent_id, top.left, top.right) == ("province", None, 1, 20)
    bounds = [bound for unit in units.values() for bound in (unit.left, unit.right)]
    assert sorted(bounds) == list(range(1, 21))
    assert all(units[code].parent_id == top.id and units[code].level == "office" for code in UNITS)
    assert {"KV4", "PKV4", "khu vực 4"} <= set(units["TN-KV4"].aliases)
    assert {"nghiệp vụ", "NV&TCTHA"} <= set(units["TN-NV"].aliases)


def test_people_hold_the_roles_that_the_demo_promises(sample: Loaded) -> None:
    with sample.database.read() as db:
        people = {person.code: person for person in db.execute(select(Person.__table__))}
        roles: defaultdict[str, set[str]] = defaultdict(set)
        for person, role in db.execute(select(PersonRole.person_id, PersonRole.role)):
            roles[sample.people[person]].add(role)
    assert 58 <= len(people) <= 66
    assert all(person.name_key == fold(person.name) for person in people.values())
    assert roles["TN-TRUONG"] == {"leader"}
    assert sample.units[people["TN-TRUONG"].unit_id] == "TN"
    assert roles["TN-ADMIN"] == {"admin"}
    assert roles["TN-NV-LD"] == {"leader"}
    assert sample.units[people["TN-NV-LD"].unit_id] == "TN-NV"
    assert roles["TN-KV4-TP"] == {"chief", "executor"}
    assert all("chief" in roles[f"{unit}-TP"] and roles[f"{unit}-CHV01"] == {"executor"} for unit in UNITS)
    assert [code for code, person in people.items() if not person.active] == ["TN-KV2-CHV07"]
    given = [person.name_key.split()[-1] for person in people.values()]
    assert given.count("hung") >= 3
    assert given.count("lan") >= 3
    assert given.count("tuan") >= 3
    assert len({person.name_key for person in people.values()}) == len(people)


def test_everyone_active_has_an_account_in_the_demo_and_nobody_else(sample: Loaded) -> None:
    with sample.database.read() as db:
        accounts = set(db.execute(select(Account.channel, Account.chat, Account.person_id)))
        active = db.execute(select(Person.code, Person.id).where(Person.active)).all()
    assert accounts == {(channel, *person) for channel in ("web", "terminal") for person in active}


def test_the_figures_came_in_the_morning_of_their_day(sample: Loaded) -> None:
    with sample.database.read() as db:
        imports = db.execute(select(Import.kind, Import.as_of, Import.at, Import.file_name)).all()
    assert {row.kind for row in imports} == {"units", "staff", "targets", "cases", "statistics"}
    assert {row.at for row in imports} == {datetime(2025, 9, 12, 7, 5, tzinfo=TIME_ZONE)}
    assert all("mẫu" in row.file_name for row in imports)


def test_the_same_sample_comes_out_every_time() -> None:
    assert plan_of_sample() == plan_of_sample()
    assert list(register(plan_of_sample())) == list(register(plan_of_sample()))


def test_loading_it_again_changes_nothing(sample: Loaded) -> None:
    before = rows(sample.database)
    load_sample(sample.database, NOW)
    assert rows(sample.database) == before


def test_a_database_with_other_data_is_refused_and_left_as_it_was(sqlite_database: Database) -> None:
    other = {"code": "X", "name": "X", "aliases": [], "level": "province", "left": 1, "right": 2}
    with sqlite_database.write() as db:
        db.execute(insert(Unit).values(other))
    with pytest.raises(Refusal) as refused:
        load_sample(sqlite_database, NOW)
    assert refused.value.reason == "other_data"
    assert rows(sqlite_database) == {"units": 1, "people": 0, "cases": 0, "imports": 0}


def test_a_database_that_does_not_exist_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    load_sample(database, NOW)
    assert rows(database)["cases"] > 14_000
    database.close()


def rows(database: Database) -> dict[str, int | None]:
    with database.read() as db:
        return {
            table.__tablename__: db.scalar(select(func.count()).select_from(table))
            for table in (Unit, Person, Case, Import)
        }
