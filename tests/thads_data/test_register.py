from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.thads_data.factories import AS_OF, LOADED, agency, case, count_register, ref, unit, who
from thads_data import register
from thads_data.access import Scope
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.register import CaseFilter, CaseList

LAN, MINH, HANOI = "TN-KV4-CHV01", "TN-KV4-CHV02", "HN-KV1-CHV01"
MILLION = 1_000_000


def listed(db: Connection, code: str, scope: Scope, order: str = "oldest", **wanted: Any) -> CaseList:
    return register.cases(db, who(db, code), scope, AS_OF, CaseFilter(**wanted), order=order)


def numbers(found: CaseList) -> list[str]:
    return [line.number for line in found.lines]


def refusal(db: Connection, code: str, number: str, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        register.find_case(db, who(db, code), number, AS_OF, **more)
    return refused.value


def test_without_a_condition_all_open_counted_cases_are_listed(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for number, case_class in enumerate(
            ("enforceable", "unenforceable", "postponed", "suspended", "entrusted", "withdrawn"), start=1
        ):
            case(db, LAN, str(number), date(2024, 1, number), case_class=case_class, due=number)
        case(db, LAN, "7", date(2024, 2, 1), status="completed", closed_on=AS_OF)
        case(db, LAN, "8", date(2024, 2, 1), gone_on=AS_OF)
        case(db, MINH, "9", date(2024, 2, 1), due=100)
        case(db, "TN-KV1-CHV01", "1", date(2024, 2, 1), due=1000)
        count_register(db, "TN-KV4", "TN-KV1")
        own = listed(db, LAN, ref(db, LAN))
        assert (own.count, own.money, numbers(own)) == (4, 10, ["1/2024", "2/2024", "3/2024", "4/2024"])
        assert (own.as_of, own.imported_at) == (AS_OF, LOADED)
        assert listed(db, "TN-KV4-TP", unit(db, "TN-KV4")).money == 110
        for code, scope in (("TN-TRUONG", "TN"), ("TW-CUC", "TW")):
            everyone = listed(db, code, unit(db, scope))
            assert (everyone.count, everyone.money) == (6, 1110)
            assert [line.unit.code for line in everyone.lines][-2:] == ["TN-KV1", "TN-KV4"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"min_years": 1}, ["1", "2", "3"]),
        ({"min_years": 5}, ["1"]),
        ({"max_years": 1}, ["4", "5"]),
        ({"min_years": 1, "max_years": 5}, ["2", "3"]),
        ({"min_years": 0.5}, ["1", "2", "3", "4"]),
        ({"min_years": 1, "status": "unenforceable"}, ["6"]),
        ({"idle_days": 30}, ["1", "4"]),
        ({"idle_days": 31}, ["4"]),
        ({"idle_days": 10**9}, []),
        ({"category": "credit"}, ["2", "6"]),
        ({"category": "land"}, ["2"]),
        ({"category": "key"}, []),
        ({"category": "credit", "min_years": 1}, ["2"]),
        ({"min_amount": 3 * MILLION}, ["3", "4", "5", "6"]),
        ({"max_amount": 2 * MILLION}, ["1", "2"]),
        ({"min_amount": 2 * MILLION, "max_amount": 3 * MILLION}, ["2", "3"]),
        ({"status": "enforceable"}, ["1", "2", "3", "4", "5"]),
        ({"status": "unenforceable"}, ["6"]),
        ({"status": "postponed"}, []),
        ({"status": "seized"}, ["1", "3"]),
        ({"status": "seized", "since": date(2025, 9, 1)}, ["3"]),
        ({"status": "in_auction"}, ["4"]),
        ({"status": "sold_undelivered"}, ["5"]),
        ({"status": "unverified"}, ["1", "2", "3", "4", "6"]),
        ({"since": date(2024, 9, 12)}, ["4", "5"]),
        ({"status": "completed"}, ["7"]),
        ({"status": "completed", "since": date(2025, 9, 2)}, []),
        ({"status": "completed", "min_years": 1}, ["7"]),
        ({"status": "terminated"}, ["8"]),
    ],
)
def test_conditions_choose_cases(database: Database, wanted: dict[str, Any], found: list[str]) -> None:
    with database.write() as db:
        agency(db)
        day, earlier = date(2025, 9, 12), date(2025, 8, 1)
        steps = {"last_action": day, "due": 0}
        rows: list[tuple[str, date, dict[str, Any]]] = [
            (
                "1",
                date(2020, 9, 11),
                {"last_action": date(2025, 8, 13), "step": "seize", "step_on": earlier},
            ),
            ("2", date(2020, 9, 12), {"categories": ("credit", "land")}),
            ("3", date(2024, 9, 11), {"step": "seize", "step_on": date(2025, 9, 1)}),
            ("4", date(2024, 9, 12), {"last_action": None, "step": "auction", "step_on": day}),
            ("5", day, {"step": "sold_undelivered", "step_on": day, "last_verified": day}),
            ("6", date(2023, 1, 1), {"case_class": "unenforceable", "categories": ("credit",)}),
            ("7", date(2023, 1, 1), {"status": "completed", "closed_on": date(2025, 9, 1)}),
            ("8", date(2023, 1, 2), {"status": "terminated", "closed_on": date(2024, 10, 1)}),
            ("9", date(2023, 1, 2), {"status": "terminated", "closed_on": date(2024, 9, 30)}),
            ("10", date(2023, 1, 2), {"status": "completed", "closed_on": day, "case_class": "entrusted"}),
        ]
        for number, decided, more in rows:
            case(db, LAN, number, decided, **(steps | {"due": int(number) * MILLION} | more))
        count_register(db, "TN-KV4")
        for scope in (ref(db, LAN), unit(db, "TN-KV4"), unit(db, "TN"), unit(db, "TW")):
            answer = listed(db, "TW-CUC", scope, **wanted)
            assert sorted(line.number.split("/")[0] for line in answer.lines) == found
            assert answer.count == len(found)
            assert answer.money == sum(line.remaining for line in answer.lines)


def test_the_sentence_of_the_province_is_answered(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for number in range(1, 341):
            old = number <= 81
            due = 10_146_367_000 - 80 if old else 29_790_311_000 - 258
            first = number in (1, 82)
            case(db, LAN, str(number), date(2019 if old else 2023, 1, 1), due=due if first else 1)
        count_register(db, "TN-KV4")
        over_one = listed(db, "TN-TRUONG", unit(db, "TN"), min_years=1)
        assert (over_one.count, over_one.money) == (340, 39_936_678_000)
        over_five = listed(db, "TN-TRUONG", unit(db, "TN"), min_years=5)
        assert (over_five.count, over_five.money) == (81, 10_146_367_000)
        between = listed(db, LAN, ref(db, LAN), min_years=1, max_years=5)
        assert (between.count, between.money) == (259, 29_790_311_000)


def test_a_leap_day_counts_as_the_28th_where_the_year_has_none(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "1", date(2023, 2, 27))
        case(db, LAN, "2", date(2023, 2, 28))
        count_register(db, "TN-KV4", as_of=date(2024, 2, 29))
        assert numbers(listed(db, LAN, ref(db, LAN), min_years=1)) == ["1/2023"]
        assert numbers(listed(db, LAN, ref(db, LAN), max_years=1)) == ["2/2023"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("oldest", ["2", "10", "9", "1", "5"]),
        ("newest", ["5", "2", "10", "9", "1"]),
        ("largest", ["9", "1", "5", "2", "10"]),
        ("smallest", ["2", "10", "1", "5", "9"]),
        ("idlest", ["5", "2", "10", "9", "1"]),
    ],
)
def test_lists_are_ordered_and_ties_broken_alike(database: Database, order: str, found: list[str]) -> None:
    with database.write() as db:
        agency(db)
        old, new = date(2024, 5, 1), date(2024, 6, 1)
        case(db, MINH, "10", old, due=1, last_action=new)
        case(db, LAN, "9", old, due=3, last_action=new)
        case(db, LAN, "5", new, due=2, last_action=old)
        case(db, MINH, "2", old, due=1, last_action=new)
        case(db, "TN-KV1-CHV01", "1", old, due=2, last_action=new)
        count_register(db, "TN-KV4", "TN-KV1")
        # Of equal decision dates, KV1 comes before KV4 and 2 before 10.
        ties = {"oldest": ["1", "2", "9", "10", "5"], "newest": ["5", "1", "2", "9", "10"]}
        ties |= {"idlest": ["5", "1", "2", "9", "10"]}
        answer = listed(db, "TN-TRUONG", unit(db, "TN"), order)
        assert [line.number.split("/")[0] for line in answer.lines] == ties.get(order, found)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=14),
    st.sampled_from(["oldest", "newest", "largest", "smallest", "idlest"]),
    st.integers(1, 4),
)
def test_pages_put_together_are_the_whole_list(
    sqlite_database: Database, rows: list[tuple[int, int]], order: str, limit: int
) -> None:
    with sqlite_database.reader.connect() as db:
        agency(db)
        for number, (day, due) in enumerate(rows, start=1):
            case(db, LAN, str(number), date(2024, 1, 1 + day), due=due)
        count_register(db, "TN-KV4")
        chief, office = who(db, "TN-KV4-TP"), unit(db, "TN-KV4")
        pages = [
            register.cases(
                db, chief, office, AS_OF, CaseFilter(), order=order, limit=limit, offset=start
            ).lines
            for start in range(0, len(rows) + limit, limit)
        ]
        keys = {
            "oldest": lambda line: line.decided.toordinal(),
            "newest": lambda line: -line.decided.toordinal(),
            "largest": lambda line: -line.remaining,
            "smallest": lambda line: line.remaining,
            "idlest": lambda line: -line.idle_days,
        }
        whole = [line for page in pages for line in page]
        assert whole == sorted(
            whole, key=lambda line: (keys[order](line), line.decided, int(line.number.split("/")[0]))
        )
        assert len({line.id for line in whole}) == len(rows)
        db.rollback()


def test_no_lines_are_read_where_only_the_count_is_wanted(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "1", date(2024, 5, 1))
        count_register(db, "TN-KV4")
        found = register.cases(db, who(db, LAN), ref(db, LAN), AS_OF, CaseFilter(), limit=0)
        assert (found.count, found.lines) == (1, ())


def test_lists_of_others_are_refused_and_say_nothing(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for executor in (LAN, HANOI):
            case(db, executor, "1", date(2024, 5, 1))
        count_register(db, "TN-KV4", "HN-KV1")
        outside = {
            LAN: [ref(db, MINH), unit(db, "TN-KV4"), unit(db, "TN"), unit(db, "TN-KV2")],
            "TN-KV4-TP": [unit(db, "TN-KV1"), unit(db, "TN"), ref(db, "TN-KV1-CHV01")],
            "TN-TRUONG": [unit(db, "HN"), unit(db, "HN-KV1"), unit(db, "TW"), ref(db, HANOI)],
            "TN-ADMIN": [unit(db, "TN"), unit(db, "TN-KV4"), ref(db, LAN), ref(db, "TN-ADMIN")],
        }
        for code, scopes in outside.items():
            for scope in scopes:
                with pytest.raises(Refusal) as refused:
                    listed(db, code, scope)
                assert (refused.value.reason, refused.value.details) == ("not_allowed", {})


def test_without_a_register_there_is_nothing_to_list(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for scope in (ref(db, LAN), unit(db, "TN-KV4")):
            with pytest.raises(Refusal, match="no_register"):
                listed(db, "TN-KV4-TP", scope)


def test_ages_count_to_the_day_of_the_register(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "1", date(2024, 5, 1), last_action=date(2025, 9, 2))
        count_register(db, "TN-KV4")
        found = register.cases(db, who(db, LAN), ref(db, LAN), date(2026, 1, 1), CaseFilter())
        assert [line.idle_days for line in found.lines] == [10]


def test_one_case_is_shown_whole(database: Database) -> None:
    odd = "<b>O'Brien</b> & \"%s\" {} '; DROP TABLE cases; --\n" + "dài " * 1250
    with database.write() as db:
        agency(db)
        more: dict[str, Any] = {
            "kind": "requested",
            "debtor": odd,
            "creditor": "Ngân hàng",
            "categories": ("credit", "administrative"),
            "other_categories": "Khác",
            "last_action": date(2025, 9, 1),
            "last_verified": date(2025, 8, 1),
            "step": "verify",
            "step_on": date(2025, 8, 2),
            "held": 5,
            "held_since": date(2025, 8, 3),
        }
        case(db, LAN, "45", date(2025, 3, 1), due=30, done=12, **more)
        count_register(db, "TN-KV4")
        found = register.find_case(db, who(db, LAN), "45/2025", AS_OF)
        line = found.line
        assert (line.number, line.unit, line.executor) == ("45/2025", unit(db, "TN-KV4"), ref(db, LAN))
        assert (line.debtor, line.remaining, line.idle_days) == (odd, 18, 11)
        assert (line.case_class, line.status, line.decided) == ("enforceable", "open", date(2025, 3, 1))
        assert found == register.CaseDetail(
            line=line,
            as_of=AS_OF,
            imported_at=LOADED,
            kind="requested",
            creditor="Ngân hàng",
            categories=("credit", "administrative"),
            other_categories="Khác",
            due=30,
            done=12,
            closed_on=None,
            last_action=date(2025, 9, 1),
            last_verified=date(2025, 8, 1),
            step="verify",
            step_on=date(2025, 8, 2),
            held=5,
            held_since=date(2025, 8, 3),
        )


def test_a_number_without_a_year_is_of_the_newest_year_in_scope(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "45", date(2023, 3, 1))
        case(db, LAN, "45", date(2024, 3, 1))
        case(db, MINH, "45", date(2025, 3, 1))
        count_register(db, "TN-KV4")
        for code, found in ((LAN, "45/2024"), ("TN-KV4-TP", "45/2025"), ("TW-CUC", "45/2025")):
            assert register.find_case(db, who(db, code), "45", AS_OF).line.number == found
        assert register.find_case(db, who(db, LAN), " 045/2023 ", AS_OF).line.number == "45/2023"


def test_a_number_of_several_units_is_asked_back(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for executor in (LAN, "TN-KV1-CHV01", HANOI):
            case(db, executor, "45", date(2025, 3, 1))
        count_register(db, "TN-KV4", "TN-KV1", "HN-KV1")
        refused = refusal(db, "TN-TRUONG", "45/2025")
        assert refused.reason == "ambiguous_case"
        assert [line.unit.code for line in refused.details["choices"]] == ["TN-KV1", "TN-KV4"]
        chosen = register.find_case(db, who(db, "TN-TRUONG"), "45/2025", AS_OF, unit=unit(db, "TN-KV1"))
        assert chosen.line.unit.code == "TN-KV1"
        assert register.find_case(db, who(db, "TN-KV4-TP"), "45/2025", AS_OF).line.unit.code == "TN-KV4"


def test_the_case_of_another_is_answered_exactly_like_one_that_nobody_has(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "40", date(2025, 3, 1))
        case(db, LAN, "60", date(2025, 3, 1))
        case(db, MINH, "45", date(2025, 3, 1))
        case(db, "TN-KV1-CHV01", "46", date(2025, 3, 1))
        case(db, HANOI, "47", date(2025, 3, 1))
        count_register(db, "TN-KV4", "TN-KV1", "HN-KV1")
        for code, theirs, near in (
            (LAN, ("45/2025", "46/2025", "47/2025"), ("40/2025",)),
            ("TN-KV4-TP", ("46/2025", "47/2025"), ("45/2025", "40/2025")),
            ("TN-TRUONG", ("47/2025",), ("46/2025", "45/2025", "40/2025")),
            ("TN-ADMIN", ("40/2025", "47/2025"), ()),
        ):
            for number in theirs:
                found = refusal(db, code, number)
                assert (found.reason, set(found.details)) == ("no_such_case", {"number", "near"})
                assert found.details == {"number": number, "near": near}
            other = refusal(db, code, "47/2025", unit=unit(db, "HN-KV1"))
            assert (other.reason, other.details["near"]) == ("no_such_case", near)
            nobody = refusal(db, code, "48/2025")
            assert nobody.details["near"] == near


def test_the_nearest_numbers_are_the_viewers_own(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for number, year in (("44", 2025), ("45", 2023), ("50", 2025), ("900", 2025)):
            case(db, LAN, number, date(year, 3, 1))
        case(db, LAN, "46", date(2025, 3, 1), gone_on=AS_OF)
        count_register(db, "TN-KV4")
        assert refusal(db, LAN, "45/2025").details["near"] == ("45/2023", "44/2025", "50/2025")
        assert refusal(db, LAN, "850/2025").details["near"] == ("900/2025", "50/2025", "45/2023")
        assert refusal(db, "TN-TRUONG", "850/2025").details["near"] == ()


@pytest.mark.parametrize(
    "number", ["", "abc", "<b>45</b>", "45/20255", "%", "'; --", "4" * 5000, "45/2025/1", "٤٥"]
)
def test_what_is_no_number_is_no_case(database: Database, number: str) -> None:
    with database.write() as db:
        agency(db)
        case(db, LAN, "45", date(2025, 3, 1))
        count_register(db, "TN-KV4")
        found = refusal(db, LAN, number)
        assert (found.reason, found.details["number"]) == ("no_such_case", number)


def test_a_case_that_moved_stays_with_its_executor(database: Database) -> None:
    with database.write() as db:
        agency(db)
        moved = case(db, LAN, "45", date(2025, 3, 1), unit_id=unit(db, "TN-KV1").id)
        count_register(db, "TN-KV4", "TN-KV1")
        for code in (LAN, "TN-KV4-TP", "TN-KV1-TP"):
            assert register.find_case(db, who(db, code), "45/2025", AS_OF).line.id == moved
        assert listed(db, "TN-KV4-TP", ref(db, LAN)).count == 1
        assert listed(db, "TN-KV4-TP", unit(db, "TN-KV4")).count == 0
