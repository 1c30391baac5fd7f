from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, update

from tests.thads_data.factories import AS_OF, LOADED, agency, person, ref, tally, target, unit, units, who
from thads_data import standings
from thads_data.access import Scope
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.models.figures import REGISTER, STATISTICS, Target
from thads_data.models.organisation import EXECUTOR, OFFICE, PROVINCE
from thads_data.models.records import Import

FACTS = Path(__file__).with_name("thai-nguyen-2025-09-12.csv")
D = Decimal
EARLIER = date(2025, 9, 1)


def standing(db: Connection, code: str, scope: Scope, day: date = AS_OF, **more: str) -> standings.Standing:
    return standings.standing(db, who(db, code), scope, day, **more)


def refusal(ask: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        ask()
    return refused.value


def thai_nguyen(db: Connection) -> list[dict[str, str]]:
    """The province as its công điện gives it."""
    with FACTS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    agency(db)
    units(db, *((f"TN-KV{n}", f"Phòng THADS khu vực {n}", OFFICE, "TN") for n in range(5, 9)))
    for row in rows[:-1]:
        cases = int(row["cases_enforceable"]), int(row["cases_done"])
        money = int(row["money_enforceable"]), int(row["money_done"])
        tally(db, row["code"], cases, money, source=STATISTICS)
    target(db, "TN", 8405, 5208, decision="252/QĐ-THADS")
    return rows


def test_the_province_of_the_sample_stands_exactly_as_its_telegram_says(database: Database) -> None:
    with database.write() as db:
        for row in thai_nguyen(db):
            found = standing(db, "TN-TRUONG", unit(db, row["code"]))
            shown = [str(one) for m in (found.cases, found.money) for one in (m.rate, m.points)]
            assert shown == [row[key] for key in ("cases_rate", "cases_points", "money_rate", "money_points")]
        assert (found.cases.enforceable, found.cases.done, found.cases.short) == (10_880, 8_603, 542)
        assert (found.days_left, found.working_days_left) == (18, 12)
        assert found.cases.needed_per_working_day == 46
        assert (found.money.short, found.money.needed_per_working_day) == (0, 0)
        assert (found.cases.target, found.money.target) == (D("84.05"), D("52.08"))
        assert found.sourced == standings.Sourced(AS_OF, STATISTICS, LOADED, AS_OF, ("252/QĐ-THADS",))
        assert (found.reported_cases, found.reported_money) == (0, 0)


def test_ranks_follow_the_exact_rate_among_siblings(database: Database) -> None:
    with database.write() as db:
        thai_nguyen(db)
        kv4 = standing(db, "TN-KV4-CHV01", unit(db, "TN-KV4"))
        assert (kv4.cases.rank, kv4.cases.ranked) == (9, 9)
        assert (kv4.money.rank, kv4.money.ranked) == (2, 9)
        province = standing(db, "TN-TRUONG", unit(db, "TN"))
        assert (province.cases.rank, province.cases.ranked) == (1, 1)
        country = standing(db, "TN-TRUONG", unit(db, "TW"))
        assert (country.cases.rank, country.cases.ranked) == (None, None)
        assert country.cases.rate == D("79.07")
        assert country.cases.target is None


def test_equal_rates_share_a_rank(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV1", (3, 2), (300, 100))
        tally(db, "TN-KV2", (6, 4), (10**16 + 1, 10**16))
        tally(db, "TN-KV3", (3, 1), (10**16, 10**16 - 1))
        tally(db, "TN-KV4", (0, 0))
        ranks = {
            code: (one.cases.rank, one.cases.ranked, one.money.rank)
            for code in ("TN-KV1", "TN-KV2", "TN-KV3", "TN-KV4")
            for one in [standing(db, "TN-TRUONG", unit(db, code))]
        }
        assert ranks == {
            "TN-KV1": (1, 3, 3),
            "TN-KV2": (1, 3, 1),
            "TN-KV3": (3, 3, 2),
            "TN-KV4": (None, 3, None),
        }


def test_nothing_enforceable_is_no_rate_and_nothing_short(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 8405, 5208)
        tally(db, "TN-KV4", (0, 0), (0, 0))
        found = standing(db, "TN-KV4-TP", unit(db, "TN-KV4")).cases
        assert (found.rate, found.points, found.rank, found.short) == (None, None, None, 0)
        assert found.needed_per_working_day == 0
        assert found.target == D("84.05")


def test_on_the_last_day_nothing_is_needed_a_day(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 8405, 5208)
        tally(db, "TN-KV4", (100, 50), (10**9, 10**8))
        last = standing(db, "TN-KV4-TP", unit(db, "TN-KV4"), date(2025, 9, 30))
        assert (last.days_left, last.working_days_left) == (0, 0)
        assert (last.cases.short, last.cases.needed_per_working_day) == (35, None)
        before = standing(db, "TN-KV4-TP", unit(db, "TN-KV4"), date(2025, 9, 29))
        assert (before.cases.needed_per_working_day, before.money.needed_per_working_day) == (35, 420_800_000)
        assert before.money.short == 420_800_000


def test_money_needed_a_day_is_rounded_up_to_the_next_hundred_thousand(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 8405, 10_000)
        tally(db, "TN-KV4", (1, 1), (1_200_001, 0))
        assert standing(db, "TN-KV4-TP", unit(db, "TN-KV4")).money.needed_per_working_day == 200_000


def test_statistics_answer_on_a_tie_and_the_later_day_otherwise(database: Database) -> None:
    with database.write() as db:
        agency(db)
        kv4 = unit(db, "TN-KV4")
        tally(db, "TN-KV4", (100, 10), as_of=EARLIER, source=STATISTICS)
        tally(db, "TN-KV4", (100, 20), as_of=AS_OF, source=REGISTER)
        assert standing(db, "TN-KV4-TP", kv4).cases.done == 20
        tally(db, "TN-KV4", (100, 21), as_of=AS_OF, source=STATISTICS)
        assert standing(db, "TN-KV4-TP", kv4).cases.done == 21
        tally(db, "TN-KV4", (100, 30), as_of=date(2025, 9, 13), source=REGISTER)
        assert standing(db, "TN-KV4-TP", kv4, date(2025, 9, 14)).sourced.source == REGISTER
        assert standing(db, "TN-KV4-TP", kv4).cases.done == 21
        asked = standings.standing(db, who(db, "TN-KV4-TP"), kv4, AS_OF, day=date(2025, 9, 5))
        assert (asked.cases.done, asked.sourced.as_of, asked.days_left) == (10, EARLIER, 18)


def test_a_row_is_held_to_the_target_of_its_own_day(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 8000, 5000)
        target(db, "TN", 9000, 5000, AS_OF)
        tally(db, "TN-KV1", (10, 8), as_of=EARLIER)
        tally(db, "TN-KV4", (10, 8), as_of=AS_OF)
        rows = standings.ranking(db, who(db, "TN-TRUONG"), unit(db, "TN"), AS_OF, of="units").rows
        ranked = {row.scope.code: (row.target, row.short) for row in rows}
        alone = {
            code: (one.target, one.short)
            for code in ranked
            for one in [standing(db, "TN-TRUONG", unit(db, code)).cases]
        }
        assert ranked == alone == {"TN-KV1": (D("80"), 0), "TN-KV4": (D("90"), 1)}


def test_an_older_office_is_told_of(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV1", (10, 1), as_of=EARLIER)
        tally(db, "TN-KV4", (10, 2), as_of=AS_OF)
        found = standing(db, "TN-TRUONG", unit(db, "TN"))
        assert (found.cases.enforceable, found.cases.done) == (20, 3)
        assert (found.sourced.as_of, found.sourced.oldest_as_of) == (AS_OF, EARLIER)


def test_figures_do_not_cross_the_first_of_october(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV4", (10, 2), as_of=date(2025, 9, 30))
        kv4 = unit(db, "TN-KV4")
        refused = refusal(lambda: standing(db, "TN-KV4-TP", kv4, date(2025, 10, 1)))
        assert (refused.reason, refused.details) == ("no_figures", {"newest": date(2025, 9, 30)})
        refused = refusal(lambda: standing(db, "TN-KV4-TP", unit(db, "TN-KV1")))
        assert (refused.reason, refused.details) == ("no_figures", {"newest": None})
        tally(db, "TN-KV4", (11, 0), as_of=date(2025, 10, 1))
        assert standing(db, "TN-KV4-TP", kv4, date(2025, 10, 1)).days_left == 364


def test_a_line_for_a_whole_province_answers_until_an_office_is_newer(database: Database) -> None:
    with database.write() as db:
        agency(db)
        province = unit(db, "TN")
        tally(db, "TN-KV1", (10, 1), as_of=EARLIER)
        tally(db, "TN", (1, 1), as_of=EARLIER)
        tally(db, "TN", (1000, 900), as_of=AS_OF, source=STATISTICS, whole=True)
        assert standing(db, "TN-TRUONG", province).cases.done == 900
        assert standing(db, "TN-TRUONG", unit(db, "TN-KV1")).cases.done == 1
        tally(db, "TN-KV4", (10, 2), as_of=AS_OF)
        assert standing(db, "TN-TRUONG", province).cases.done == 900
        tally(db, "HN-KV1", (10, 7), as_of=AS_OF)
        assert standing(db, "TN-TRUONG", unit(db, "TW")).cases.done == 907
        tally(db, "TN-KV4", (10, 3), as_of=date(2025, 9, 13))
        assert standing(db, "TN-TRUONG", province, date(2025, 9, 13)).cases.done == 1 + 1 + 3


def test_a_category_is_read_from_the_register_of_the_newest_day(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 8405, 5208)
        kv4, lan = unit(db, "TN-KV4"), ref(db, "TN-KV4-CHV01")
        for day, cases in ((EARLIER, (8, 3)), (AS_OF, (9, 4))):
            for executor in (None, "TN-KV4-CHV01"):
                tally(db, "TN-KV4", (100, 50), executor=executor, as_of=day)
                tally(db, "TN-KV4", cases, executor=executor, as_of=day, category="credit")
        tally(db, "TN-KV4", (2, 2), as_of=EARLIER, category="land")
        tally(db, "TN-KV4", (100, 60), as_of=AS_OF, source=STATISTICS)
        for scope in (kv4, lan):
            found = standing(db, "TN-KV4-TP", scope, category="credit")
            assert (found.cases.enforceable, found.cases.done, found.sourced.source) == (9, 4, REGISTER)
            assert found.cases.target == D("84.05")
        gone = standing(db, "TN-KV4-TP", kv4, category="land").cases
        assert (gone.enforceable, gone.done, gone.rate) == (0, 0, None)
        assert standing(db, "TN-KV4-TP", unit(db, "TN"), category="credit").cases.done == 4


def test_an_executor_stands_among_the_active_ones_of_the_unit(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN-KV4", 8000, 5000)
        tally(db, "TN-KV4", (10, 9), executor="TN-KV4-CHV01")
        tally(db, "TN-KV4", (10, 5), executor="TN-KV4-CHV02")
        tally(db, "TN-KV4", (10, 10), executor="TN-KV4-CHV03")
        tally(db, "TN-KV1", (10, 10), executor="TN-KV1-CHV01")
        found = standing(db, "TN-KV4-CHV02", ref(db, "TN-KV4-CHV02")).cases
        assert (found.rate, found.target, found.points) == (D("50.00"), D("80.00"), D("-30.00"))
        assert (found.short, found.rank, found.ranked) == (3, 2, 2)
        left = standing(db, "TN-KV4-TP", ref(db, "TN-KV4-CHV03")).cases
        assert (left.rate, left.rank) == (D("100.00"), None)


def test_an_executor_is_summed_over_units_on_the_newest_day(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV4", (10, 9), executor="TN-KV4-CHV01", as_of=EARLIER)
        tally(db, "TN-KV4", (5, 4), executor="TN-KV4-CHV01")
        tally(db, "TN-KV1", (3, 1), executor="TN-KV4-CHV01")
        found = standing(db, "TN-KV4-CHV01", ref(db, "TN-KV4-CHV01")).cases
        assert (found.enforceable, found.done) == (8, 5)


def test_the_target_in_force_is_the_newest_own_one_or_the_nearest_above(database: Database) -> None:
    with database.write() as db:
        agency(db)
        for code in ("TN-KV1", "TN-KV2", "TN-KV4"):
            tally(db, code, (100, 50))
        target(db, "TW", 8000, 5000, decision="TW")
        target(db, "TN", 8100, 5100, decision="TN cũ")
        target(db, "TN", 8200, 5200, date(2025, 9, 12), decision="TN mới")
        target(db, "TN", 8300, 5300, date(2025, 9, 13), decision="TN mai")
        target(db, "TN-KV4", 8400, 5400, date(2025, 9, 13))
        target(db, "TN-KV1", 8500, 5500, decision="KV1")
        target(db, "TN-KV2", 8600, 5600, date(2023, 10, 1))
        expected = {"TN": "82.00", "TN-KV4": "82.00", "TN-KV1": "85.00", "TN-KV2": "82.00", "TW": "80.00"}
        found = {code: standing(db, "TN-TRUONG", unit(db, code)) for code in expected}
        assert {code: str(one.cases.target) for code, one in found.items()} == expected
        assert found["TN-KV2"].sourced.targets == ("TN mới",)
        db.execute(delete(Target))
        without = standing(db, "TN-TRUONG", unit(db, "TN")).cases
        assert (without.target, without.points, without.short) == (None, None, 0)
        assert without.needed_per_working_day == 0


def test_units_in_order(database: Database) -> None:
    with database.write() as db:
        thai_nguyen(db)
        lowest = standings.ranking(
            db, who(db, "TN-KV4-CHV01"), unit(db, "TN"), AS_OF, of="units", order="lowest"
        )
        assert [row.scope.code for row in lowest.rows][:3] == ["TN-KV4", "TN-KV1", "TN-KV6"]
        assert [row.rank for row in lowest.rows] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
        assert (lowest.below, lowest.unranked) == (7, 0)
        below = standings.ranking(
            db,
            who(db, "TN-TRUONG"),
            unit(db, "TN"),
            AS_OF,
            of="units",
            metric="money",
            order="lowest",
            below_target=True,
            limit=3,
        )
        assert [(row.scope.code, str(row.rate), str(row.points), row.rank) for row in below.rows] == [
            ("TN-KV1", "28.26", "-23.82", 9),
            ("TN-KV7", "39.28", "-12.80", 8),
            ("TN-KV3", "39.65", "-12.43", 7),
        ]
        assert below.below == 5
        assert below.sourced.targets == ("252/QĐ-THADS",)


def test_equal_rates_are_in_order_of_code_whichever_way(database: Database) -> None:
    with database.write() as db:
        agency(db)
        target(db, "TN", 5000, 5000)
        for code, cases in (("TN-KV3", (2, 1)), ("TN-KV1", (4, 2)), ("TN-KV2", (3, 1)), ("TN-KV4", (0, 0))):
            tally(db, code, cases)
        for order, codes in (
            ("highest", ["TN-KV1", "TN-KV3", "TN-KV2"]),
            ("lowest", ["TN-KV2", "TN-KV1", "TN-KV3"]),
        ):
            found = standings.ranking(db, who(db, "TN-ADMIN"), unit(db, "TN"), AS_OF, of="units", order=order)
            assert [row.scope.code for row in found.rows] == codes
            assert (found.unranked, found.below) == (2, 1)


def test_provinces_and_executors_in_order(database: Database) -> None:
    with database.write() as db:
        agency(db)
        units(db, ("BN", "THADS tỉnh Bắc Ninh", PROVINCE, "TW"))
        target(db, "TW", 8000, 5000)
        tally(db, "TN-KV4", (10, 5))
        tally(db, "HN-KV1", (10, 6))
        tally(db, "TN-KV4", (10, 9), executor="TN-KV4-CHV01")
        tally(db, "TN-KV1", (10, 5), executor="TN-KV1-CHV01")
        tally(db, "TN-KV4", (0, 0), executor="TN-KV4-CHV02")
        tally(db, "HN-KV1", (10, 10), executor="HN-KV1-CHV01")
        leader, country = who(db, "TN-TRUONG"), unit(db, "TW")
        for of, within in (("provinces", country), ("units", country), ("provinces", unit(db, "TN"))):
            found = standings.ranking(db, leader, within, AS_OF, of=of)
            assert [row.scope.code for row in found.rows] == ["HN", "TN"]
            assert found.unranked == 1
        people = standings.ranking(db, leader, unit(db, "TN"), AS_OF, of="executors")
        assert [(row.scope.code, row.short) for row in people.rows] == [
            ("TN-KV4-CHV01", 0),
            ("TN-KV1-CHV01", 3),
        ]
        assert people.unranked == 2  # one with nothing enforceable, one without a figure
        one = standings.ranking(db, who(db, "TN-KV4-TP"), unit(db, "TN-KV4"), AS_OF, of="executors")
        assert [row.scope.code for row in one.rows] == ["TN-KV4-CHV01"]


def test_what_may_not_be_seen_is_refused_before_anything_is_looked_up(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "HN-KV1", (10, 6))
        scopes = [unit(db, "HN"), unit(db, "HN-KV1"), unit(db, "HN-KV2"), ref(db, "HN-KV1-CHV01")]
        for code in ("TN-KV4-CHV01", "TN-KV4-TP", "TN-TRUONG", "TN-ADMIN"):
            for scope in scopes:
                asking = who(db, code)
                for ask in (standings.standing, standings.compare):
                    refused = refusal(partial(ask, db, asking, scope, AS_OF))
                    assert (refused.reason, refused.details) == ("not_allowed", {})
        for of, within in (("units", "HN"), ("executors", "HN-KV1"), ("executors", "TW")):
            refused = refusal(
                lambda of=of, within=within: standings.ranking(
                    db, who(db, "TN-TRUONG"), unit(db, within), AS_OF, of=of
                )
            )
            assert (refused.reason, refused.details) == ("not_allowed", {})


def test_compared_with_the_same_day_of_the_year_before(database: Database) -> None:
    with database.write() as db:
        agency(db)
        kv4 = unit(db, "TN-KV4")
        tally(db, "TN-KV4", (1303, 957), (1000, 500))
        tally(db, "TN-KV4", (1000, 720), (0, 0), as_of=date(2024, 9, 11))
        tally(db, "TN-KV4", (1000, 999), (0, 0), as_of=date(2024, 9, 13))
        found = standings.compare(db, who(db, "TN-KV4-TP"), kv4, date(2025, 9, 14))
        assert (found.asked_day, found.with_day) == (date(2024, 9, 12), date(2024, 9, 11))
        assert found.cases == standings.Change(D("73.45"), D("72.00"), D("1.45"), 957, 720, D("32.92"))
        assert found.money == standings.Change(D("50.00"), None, None, 500, 0, None)
        earlier = standings.compare(db, who(db, "TN-KV4-TP"), kv4, AS_OF, with_day=date(2024, 9, 13))
        assert earlier.cases.done_then == 999
        refused = refusal(
            lambda: standings.compare(db, who(db, "TN-KV4-TP"), kv4, AS_OF, with_day=date(2023, 10, 2))
        )
        assert (refused.reason, refused.details) == ("no_snapshot", {"day": date(2023, 10, 2)})


def test_the_time_of_the_newest_import_is_told(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV1", (10, 1), as_of=EARLIER)
        later = datetime(2025, 9, 13, 1, 0, tzinfo=UTC)
        tally(db, "TN-KV4", (10, 2))
        db.execute(update(Import).where(Import.as_of == AS_OF).values(at=later))
        assert standing(db, "TN-TRUONG", unit(db, "TN")).sourced.imported_at == later


def test_names_are_data(database: Database) -> None:
    odd = "<b>%s {} '; DROP TABLE units; -- \" " + "x" * 150
    with database.write() as db:
        agency(db)
        units(db, ("TN-ODD", odd, OFFICE, "TN"))
        person(db, "TN-ODD-1", odd, "TN-ODD", EXECUTOR)
        tally(db, "TN-ODD", (2, 1))
        tally(db, "TN-ODD", (2, 1), executor="TN-ODD-1")
        assert standing(db, "TN-TRUONG", unit(db, "TN-ODD")).scope.name == odd
        assert standing(db, "TN-TRUONG", ref(db, "TN-ODD-1")).scope.name == odd
