from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, update

from tests.thads_data.factories import agency, person, ref, unit, who
from thads_data.access import Scope, may_list_cases, may_rank, may_see_totals, viewer, viewer_of_account
from thads_data.database import Database
from thads_data.models.organisation import ADMIN, CHIEF, COUNTRY, EXECUTOR, Account, Person

UNITS = ("TW", "TN", "TN-NV", "TN-KV1", "TN-KV4", "HN", "HN-KV1")
PEOPLE_OF_KV4 = {"TN-KV4-TP", "TN-KV4-CHV01", "TN-KV4-CHV02"}
PEOPLE_OF_KV1 = {"TN-KV1-TP", "TN-KV1-CHV01"}
PEOPLE_OF_TN = PEOPLE_OF_KV4 | PEOPLE_OF_KV1 | {"TN-TRUONG"}
PEOPLE = PEOPLE_OF_TN | {"HN-KV1-CHV01"}
OWN_PROVINCE = {"TN", "TN-NV", "TN-KV1", "TN-KV4"}
ALL = set(UNITS) | set(PEOPLE)

# Who: what totals and figures they may see, and whose cases one by one.
MAY = {
    "TN-KV4-CHV01": (OWN_PROVINCE | {"TN-KV4-CHV01"}, {"TN-KV4-CHV01"}),
    "TN-KV4-TP": (OWN_PROVINCE | PEOPLE_OF_KV4, {"TN-KV4"} | PEOPLE_OF_KV4),
    "TN-KV1-TP": (OWN_PROVINCE | PEOPLE_OF_KV1, {"TN-KV1"} | PEOPLE_OF_KV1),
    "TN-TRUONG": (OWN_PROVINCE | PEOPLE_OF_TN | {"TW"}, OWN_PROVINCE | PEOPLE_OF_TN),
    "TN-PHO": (OWN_PROVINCE | PEOPLE_OF_TN | {"TW"}, OWN_PROVINCE | PEOPLE_OF_TN),
    "TN-ADMIN": (OWN_PROVINCE, set()),
    "HN-TRUONG": ({"HN", "HN-KV1", "HN-KV1-CHV01", "TW"}, {"HN", "HN-KV1", "HN-KV1-CHV01"}),
    "TW-CUC": (ALL, ALL),
    "TW-ADMIN": ({"TW"}, set()),
    "TN-VP": (OWN_PROVINCE, set()),
}


@pytest.mark.parametrize("code", MAY)
def test_who_may_see_what(database: Database, code: str) -> None:
    with database.write() as db:
        agency(db)
        person(db, "TW-ADMIN", "Quản trị Cục", "TW", ADMIN)
        person(db, "TN-VP", "Chánh Văn phòng", "TN", CHIEF)  # heads no office: not the whole province
        scopes: list[Scope] = [*(unit(db, one) for one in UNITS), *(ref(db, one) for one in PEOPLE)]
        asking = who(db, code)
        totals, cases = MAY[code]
        assert {scope.code for scope in scopes if may_see_totals(asking, scope)} == totals
        assert {scope.code for scope in scopes if may_list_cases(asking, scope)} == cases


def test_who_may_put_what_in_order(database: Database) -> None:
    with database.write() as db:
        agency(db)
        country, province, other, office = (unit(db, code) for code in ("TW", "TN", "HN", "TN-KV4"))
        leader, chief, executor = who(db, "TN-TRUONG"), who(db, "TN-KV4-TP"), who(db, "TN-KV4-CHV01")
        admin, top = who(db, "TN-ADMIN"), who(db, "TW-CUC")
        everyone = (leader, chief, executor, admin, top)
        assert all(may_rank(one, province, "units") for one in everyone)
        assert [may_rank(one, country, "units") for one in everyone] == [True, False, False, False, True]
        assert [may_rank(one, province, "provinces") for one in everyone] == [True, False, False, False, True]
        assert [may_rank(one, office, "executors") for one in everyone] == [True, True, False, False, True]
        assert [may_rank(one, province, "executors") for one in everyone] == [True, False, False, False, True]
        assert [may_rank(one, other, "units") for one in everyone] == [False, False, False, False, True]
        assert [may_rank(one, country, "executors") for one in everyone] == [False, False, False, False, True]


def test_roles_add_up(database: Database) -> None:
    with database.write() as db:
        agency(db)
        person(db, "TN-KV4-X", "Vừa Quản Trị", "TN-KV4", ADMIN, EXECUTOR)
        both = who(db, "TN-KV4-X")
        assert may_list_cases(both, ref(db, "TN-KV4-X"))
        assert not may_list_cases(both, ref(db, "TN-KV4-CHV01"))
        assert not may_list_cases(both, unit(db, "TN-KV4"))


def test_a_person_is_known_by_code_in_any_case_and_only_while_active(database: Database) -> None:
    with database.write() as db:
        agency(db)
        person(db, "TN-Kv4-Mixed", "Mã Lẫn Lộn", "TN-KV4", EXECUTOR, title="Chấp hành viên")
        found = viewer(db, "tn-kv4-mixed")
        assert found is not None
        assert (found.code, found.title, found.roles) == ("TN-Kv4-Mixed", "Chấp hành viên", {EXECUTOR})
        assert found.province == unit(db, "TN")
        assert who(db, "tn-truong") == who(db, "TN-TRUONG")
        assert viewer(db, "TN-KV4-CHV03") is None
        for odd in ("", "'; --", "%", "x" * 5000, "TN_TRUONG"):
            assert viewer(db, odd) is None


def test_the_country_has_no_province(database: Database) -> None:
    with database.write() as db:
        agency(db)
        top = who(db, "TW-CUC")
        assert top.province is None
        assert top.unit.level == COUNTRY


def test_an_account_speaks_for_an_active_person_until_it_ends(database: Database) -> None:
    at = datetime(2025, 9, 1, tzinfo=UTC)
    with database.write() as db:
        agency(db)
        chief = ref(db, "TN-KV4-TP")
        db.execute(insert(Account).values(channel="zalo", chat="1", person_id=chief.id, linked_at=at))
        assert viewer_of_account(db, "zalo", "1") == who(db, "TN-KV4-TP")
        assert viewer_of_account(db, "telegram", "1") is None
        assert viewer_of_account(db, "zalo", "2") is None
        db.execute(update(Person).where(Person.id == chief.id).values(active=False))
        assert viewer_of_account(db, "zalo", "1") is None
        db.execute(update(Person).where(Person.id == chief.id).values(active=True))
        db.execute(update(Account).values(ended_at=at))
        assert viewer_of_account(db, "zalo", "1") is None
