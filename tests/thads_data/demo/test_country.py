"""Made-up data of any size: as many as asked for, and right in themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.thads_data.demo.conftest import NOW
from thads_data import tallies
from thads_data.database import Database
from thads_data.demo.cases import office_register, register
from thads_data.demo.country import AS_OF, generate
from thads_data.demo.ledger import Ledger
from thads_data.demo.load import load_database
from thads_data.demo.plan import Figures
from thads_data.demo.rows import CaseRow
from thads_data.models.figures import Tally
from thads_data.models.organisation import Person, Unit
from thads_data.models.register import Case


def figures_of(cases: list[CaseRow]) -> Figures:
    in_year = [case for case in cases if case.closed_on is None or case.closed_on >= date(2024, 10, 1)]
    found = [case for case in in_year if case.case_class == "enforceable"]
    still = [case for case in found if case.status == "open"]
    old, oldest = ([case for case in still if case.decided < date(year, 9, 12)] for year in (2024, 2020))
    return Figures(
        len(found),
        len(found) - len(still),
        sum(case.due for case in found),
        sum(case.done for case in found),
        len(old),
        sum(case.due - case.done for case in old),
        len(oldest),
        sum(case.due - case.done for case in oldest),
    )


def test_the_country_has_its_provinces_offices_and_people() -> None:
    plan = generate(1_000, 34)
    levels = Counter(unit.level for unit in plan.units)
    assert levels == {"country": 1, "province": 34, "office": 355}
    assert len(plan.offices) == 355
    assert 6_700 <= len(plan.people) <= 6_900
    assert all(12 <= len(office.executors) <= 17 for office in plan.offices)
    assert all(person.active for person in plan.people)
    codes = [*(unit.code for unit in plan.units), *(person.code for person in plan.people)]
    assert len(set(codes)) == len(codes)
    assert {"TW", "P01", "P01-NV", "P01-KV1", "P34", "TW-LD", "P01-TRUONG", "P01-KV1-CHV01"} <= set(codes)
    roles = {person.code: person.roles for person in plan.people}
    assert (roles["TW-LD"], roles["P01-TRUONG"]) == (("country_leader",), ("leader",))


def test_one_province_stands_alone() -> None:
    units = generate(10, 1).units
    assert [unit.code for unit in units if unit.parent is None] == ["P01"]


@given(cases=st.integers(0, 400), provinces=st.integers(1, 3), seed=st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_there_are_exactly_as_many_cases_as_asked_for_and_every_office_has_its_sums(
    cases: int, provinces: int, seed: int
) -> None:
    plan = generate(cases, provinces, seed)
    found = [office_register(plan, office) for office in plan.offices]
    assert sum(map(len, found)) == cases
    for office, rows in zip(plan.offices, found, strict=True):
        assert figures_of(rows) == office.figures
        for case in rows:
            assert 0 <= case.done <= case.due
            assert case.decided <= AS_OF
            assert case.closed_on is None or case.decided <= case.closed_on <= AS_OF


def test_the_same_seed_gives_the_same_cases_and_another_others() -> None:
    first, same, other = (list(register(generate(2_000, 2, seed))) for seed in (1, 1, 2))
    assert first == same != other


def test_cases_are_made_one_office_at_a_time() -> None:
    plan = generate(1_000_000, 34)
    first = next(iter(register(plan)))
    assert first.unit == plan.offices[0].unit == "P01-NV"


def test_a_plan_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="province"):
        generate(10, 0)
    with pytest.raises(ValueError, match="cases"):
        generate(-1, 1)


def test_statistics_of_the_last_day_are_the_registers_and_add_up_to_the_top() -> None:
    plan = generate(3_000, 2)
    ledger = Ledger(plan)
    of_unit: defaultdict[str, list[CaseRow]] = defaultdict(list)
    for case in ledger.passing(register(plan)):
        of_unit[case.unit].append(case)
    last = {line.unit: line for line in ledger.statistics() if line.as_of == AS_OF and line.executor is None}
    for unit, cases in of_unit.items():
        found = figures_of(cases)
        form = last[unit].cases
        assert (form["co_dieu_kien"], form["thi_hanh_xong"] + form["dinh_chi"]) == (
            found.enforceable,
            found.done,
        )
        assert last[unit].money["co_dieu_kien"] == found.money_enforceable
    for column in ("phai_thi_hanh", "co_dieu_kien", "thi_hanh_xong"):
        assert last["TW"].cases[column] == sum(last[unit].cases[column] for unit in ("P01", "P02"))
        assert last["TW"].money[column] == sum(last[unit].money[column] for unit in of_unit)


def test_loading_straight_works_on_both_databases(database: Database) -> None:
    plan = generate(2_000, 2)
    load_database(database, plan, NOW)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Case)) == 2_000
        assert db.scalar(select(func.count()).select_from(Unit)) == len(plan.units)
        assert db.scalar(select(func.count()).select_from(Person)) == len(plan.people)
        assert tallies.recount(db) == []
        root = db.execute(select(Unit.left, Unit.right).where(Unit.code == "TW")).one()
        assert tuple(root) == (1, 2 * len(plan.units))
        done = select(func.sum(Tally.done_cases)).where(
            Tally.executor_id.is_(None), Tally.category == "", Tally.as_of == AS_OF
        )
        expected = sum(office.figures.done for office in plan.offices)
        for source in ("register", "statistics"):
            assert int(db.scalar(done.where(Tally.source == source)) or 0) == expected
