from __future__ import annotations

import pytest
from sqlalchemy import Connection, update

from tests.thads_data.factories import agency, person, ref, unit, units, who
from thads_data import staff
from thads_data.access import PersonRef
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.models.organisation import EXECUTOR, OFFICE, Unit

FAR = "z" * 60
"""Before a name: too far from it to be a slip of the finger."""


def refused(db: Connection, code: str, said: object) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        staff.find_scope(db, who(db, code), said)
    return refusal.value


@pytest.mark.parametrize(
    "said",
    [
        "khu vực 4",
        "khu vuc 4",
        "kv4",
        "KV 4",
        "pkv4",
        "Phòng KV4",
        "Phòng THADS khu vực 4",
        "phòng thads  KHU VỰC IV",
        "khu vực 04",
        "TN-KV4",
        "tn-kv4",
        "khu vực 4 Thái Nguyên",
        "kv4 tỉnh Thái Nguyên",
        "khu vưc4",
        "khu vụcc 4",
        "4",
    ],
)
def test_an_office_is_found_however_it_is_called(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        assert staff.find_scope(db, who(db, "TN-TRUONG"), {"unit": said}) == unit(db, "TN-KV4")


@pytest.mark.parametrize(
    "said", ["nghiệp vụ", "phòng NV", "PNV", "NV&TCTHA", "nghiep vu", "TN-NV", "nghiêp vụu"]
)
def test_the_professional_division_is_found(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        assert staff.find_scope(db, who(db, "TN-KV4-CHV01"), {"unit": said}) == unit(db, "TN-NV")


@pytest.mark.parametrize(
    "said", ["Thái Nguyên", "thai nguyen", "tỉnh Thái Nguyên", "THADS tỉnh Thái Nguyên", "TN"]
)
def test_a_province_is_found_by_its_name(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        assert staff.find_scope(db, who(db, "TN-KV4-CHV01"), {"unit": said}) == unit(db, "TN")


def test_an_alias_is_a_name(database: Database) -> None:
    with database.write() as db:
        agency(db)
        db.execute(update(Unit).where(Unit.code == "TN-KV2").values(aliases=["Chi cục THADS huyện Phổ Yên"]))
        assert staff.find_scope(db, who(db, "TN-TRUONG"), {"unit": "huyện Phổ Yên"}) == unit(db, "TN-KV2")
        assert staff.find_scope(db, who(db, "TN-TRUONG"), {"unit": "pho yen"}) == unit(db, "TN-KV2")


def test_a_name_of_several_offices_is_asked_back(database: Database) -> None:
    with database.write() as db:
        agency(db)
        refusal = refused(db, "TW-CUC", {"unit": "kv4"})
        assert refusal.reason == "ambiguous"
        assert [choice.code for choice in refusal.details["choices"]] == ["TN-KV4", "HN-KV4"]
        assert staff.find_scope(db, who(db, "TW-CUC"), {"unit": "kv4 Hà Nội"}) == unit(db, "HN-KV4")


def test_a_digit_is_never_a_typo(database: Database) -> None:
    with database.write() as db:
        agency(db)
        assert refused(db, "TN-TRUONG", {"unit": "khu vực 6"}).reason == "no_such_unit"


@pytest.mark.parametrize("said", ["Hà Nội", "khu vực 5", "HN-KV1", "kv4 Hà Nội"])
def test_units_of_another_province_are_refused_alike_and_name_nothing(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        for code in ("TN-TRUONG", "TN-KV4-TP", "TN-KV4-CHV01", "TN-ADMIN"):
            refusal = refused(db, code, {"unit": said})
            assert (refusal.reason, refusal.details) == ("not_allowed", {})


def test_the_named_levels_are_the_viewers_own(database: Database) -> None:
    with database.write() as db:
        agency(db)
        chief, lead = who(db, "TN-KV4-TP"), who(db, "TN-PHO")
        assert staff.find_scope(db, chief, "my_unit") == unit(db, "TN-KV4")
        assert staff.find_scope(db, chief, "province") == unit(db, "TN")
        assert staff.find_scope(db, lead, "country") == unit(db, "TW")
        assert refused(db, "TN-KV4-TP", "country").reason == "not_allowed"
        assert refused(db, "TW-CUC", "province").reason == "no_such_unit"
        assert refused(db, "TN-KV4-TP", ["kv4", "kv6"]).reason == "no_such_unit"


@pytest.mark.parametrize(
    ("code", "without_subject", "me"),
    [
        ("TN-KV4-CHV01", "TN-KV4-CHV01", "TN-KV4-CHV01"),
        ("TN-KV4-TP", "TN-KV4", "TN-KV4"),
        ("TN-KV1-TP", "TN-KV1", "TN-KV1-TP"),
        ("TN-TRUONG", "TN", "TN"),
        ("TN-PHO", "TN", "TN"),
        ("TN-ADMIN", "TN", "TN"),
        ("TW-CUC", "TW", "TW"),
    ],
)
def test_a_question_without_a_subject_is_about_ones_own(
    database: Database, code: str, without_subject: str, me: str
) -> None:
    with database.write() as db:
        agency(db)
        assert staff.own_scope(who(db, code)).code == without_subject
        assert staff.find_scope(db, who(db, code), "me").code == me


@pytest.mark.parametrize(
    "said",
    [
        "Nguyễn Thị Lan",
        "nguyen thi lan",
        "Lan",
        "chị Lan",
        "thị lan",
        "TN-KV4-CHV01",
        "tn-kv4-chv01",
        "Nguyễn Thi Lann",
    ],
)
def test_a_person_is_found_by_name_or_code(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        for viewer in ("TN-KV4-TP", "TN-TRUONG", "TW-CUC", "TN-KV4-CHV01"):
            if viewer == "TN-KV4-CHV01" and said == "Nguyễn Thi Lann":
                continue
            assert staff.find_scope(db, who(db, viewer), {"person": said}) == ref(db, "TN-KV4-CHV01")


def test_people_are_found_only_within_reach(database: Database) -> None:
    with database.write() as db:
        agency(db)
        assert staff.find_scope(db, who(db, "TN-KV4-TP"), {"person": "Minh"}) == ref(db, "TN-KV4-CHV02")
        choices = refused(db, "TN-TRUONG", {"person": "Minh"}).details["choices"]
        assert [choice.code for choice in choices] == ["TN-KV1-CHV01", "TN-KV4-CHV02"]
        for code, said in (("TN-KV4-TP", "Hoa"), ("TN-TRUONG", "Bùi Thủ Đô"), ("TN-TRUONG", "HN-KV1-CHV01")):
            refusal = refused(db, code, {"person": said})
            assert (refusal.reason, refusal.details) == ("not_allowed", {})
        assert refused(db, "TN-TRUONG", {"person": "Không Có Ai"}).reason == "no_such_person"


def test_a_name_that_is_another_units_is_no_slip_of_ones_own(database: Database) -> None:
    with database.write() as db:
        agency(db)
        person(db, "TN-KV1-CHV08", "Nguyễn Thị Lam", "TN-KV1", EXECUTOR)
        assert refused(db, "TN-KV1-TP", {"person": "Nguyễn Thị Lan"}).reason == "not_allowed"
        assert staff.find_scope(db, who(db, "TN-KV1-TP"), {"person": "Nguyễn Thi Lamm"}) == ref(
            db, "TN-KV1-CHV08"
        )


def test_an_executor_or_admin_learns_nothing_of_who_else_there_is(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for code in ("TN-KV4-CHV01", "TN-ADMIN"):
            for said in ("Minh", "TN-KV4-CHV02", "Không Có Ai", "x" * 5000, ""):
                refusal = refused(db, code, {"person": said})
                assert (refusal.reason, refusal.details) == ("not_allowed", {})


def test_marks_that_were_typed_decide_between_names(database: Database) -> None:
    with database.write() as db:
        agency(db)
        assert staff.find_scope(db, who(db, "TW-CUC"), {"person": "Tuân"}) == ref(db, "HN-KV1-CHV01")
        assert staff.find_scope(db, who(db, "TW-CUC"), {"person": "Tuấn"}) == ref(db, "TN-KV4-TP")
        assert staff.find_scope(db, who(db, "TW-CUC"), {"person": "tuan"}) == ref(db, "HN-KV1-CHV01")


def test_those_who_left_are_not_found(database: Database) -> None:
    with database.write() as db:
        agency(db)
        assert refused(db, "TN-KV4-TP", {"person": "Lê Đã Nghỉ"}).reason == "no_such_person"


@pytest.mark.parametrize(
    "said", ["<b>", "%", "_", "%s", "{}", "'; DROP TABLE people; --", "\\", "‮", "y" * 5000, "", " "]
)
def test_odd_names_are_data(database: Database, said: str) -> None:
    with database.write() as db:
        agency(db)
        person(db, "TN-ODD", f"Lê {said[:100]}", "TN-KV2", EXECUTOR)
        units(db, ("TN-ODD", f"Phòng {said[:100]}", OFFICE, "TN"))
        assert refused(db, "TN-TRUONG", {"unit": FAR + said}).reason == "no_such_unit"
        assert refused(db, "TN-TRUONG", {"person": FAR + said}).details == {"said": FAR + said}
        if said.strip() and len(said) < 100 and said != "‮":
            assert staff.find_scope(db, who(db, "TN-TRUONG"), {"person": said}) == ref(db, "TN-ODD")


def test_executors_and_children_come_in_natural_order(database: Database) -> None:
    with database.write() as db:
        agency(db)
        units(db, ("TN-KV10", "Phòng THADS khu vực 10", OFFICE, "TN"))
        codes = [child.code for child in staff.children(db, unit(db, "TN"))]
        assert codes == ["TN-KV1", "TN-KV2", "TN-KV3", "TN-KV4", "TN-KV10", "TN-NV"]
        people = staff.executors(db, who(db, "TN-KV4-TP"), unit(db, "TN-KV4"))
        assert people == (ref(db, "TN-KV4-CHV01"), ref(db, "TN-KV4-CHV02"))
        assert staff.parent(db, unit(db, "TN-KV4")) == unit(db, "TN")
        assert staff.parent(db, unit(db, "TW")) is None
        with pytest.raises(Refusal, match="not_allowed"):
            staff.executors(db, who(db, "TN-KV4-TP"), unit(db, "TN-KV1"))


def test_everyone_active_can_be_chosen_in_the_demo(database: Database) -> None:
    with database.write() as db:
        agency(db)
        found = staff.people(db)
        assert all(isinstance(one, PersonRef) for one in found)
        assert [one.code for one in found][:2] == ["TW-CUC", "TN-ADMIN"]
        assert "TN-KV4-CHV03" not in {one.code for one in found}
