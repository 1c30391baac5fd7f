from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from tests.thads_data.factories import AS_OF, agency, case, count_register, loaded, ref, tally, unit
from thads_data.database import Database
from thads_data.models.figures import STATISTICS, Tally
from thads_data.models.register import CATEGORIES, Case
from thads_data.tallies import FIELDS, categories_of, category_bit, rebuild, recount

YEAR_START = date(2024, 10, 1)
EXECUTORS = ("TN-KV4-CHV01", "TN-KV4-CHV02", "TN-KV1-CHV01", "TN-KV1-TP")

some_case = st.fixed_dictionaries(
    {
        "executor": st.sampled_from(EXECUTORS),
        "decided": st.sampled_from(
            [date(2020, 2, 29), date(2024, 9, 30), YEAR_START, AS_OF, date(2025, 9, 13)]
        ),
        "case_class": st.sampled_from(
            ["enforceable", "unenforceable", "postponed", "suspended", "entrusted", "withdrawn"]
        ),
        "closing": st.sampled_from(
            [
                ("open", None),
                ("completed", date(2024, 9, 30)),
                ("completed", YEAR_START),
                ("terminated", AS_OF),
            ]
        ),
        "due": st.sampled_from([0, 1, 10**6, 9 * 10**15]),
        "paid": st.sampled_from([0, 1]),
        "categories": st.sets(st.sampled_from(CATEGORIES), max_size=3),
        "gone_on": st.sampled_from([None, None, AS_OF]),
    }
)


def naive(cases: list[dict[str, Any]]) -> dict[tuple[str, str | None, str], tuple[int, ...]]:
    """The definitions of product.md, said once more, case by case."""
    sums: dict[tuple[str, str | None, str], Counter[str]] = {}
    for one in cases:
        status, closed_on = one["closing"]
        is_open = status == "open"
        if one["gone_on"] or one["decided"] > AS_OF or one["case_class"] in ("entrusted", "withdrawn"):
            continue
        if not is_open and closed_on < YEAR_START:
            continue
        due, done = one["due"], one["due"] * one["paid"]
        enforceable = one["case_class"] == "enforceable" or not is_open
        own = Counter(counted_cases=1, counted_money=due)
        if enforceable:
            own.update(enforceable_cases=1, enforceable_money=due, done_money=done)
        own.update({"open_cases": 1, "open_money": due - done} if is_open else {"done_cases": 1})
        for category in ("", *one["categories"]):
            for executor in (None, one["executor"]):
                sums.setdefault((one["executor"][:6], executor, category), Counter()).update(own)
    return {key: tuple(own[field] for field in FIELDS) for key, own in sums.items()}


def stored(db: Connection, as_of: date = AS_OF) -> dict[tuple[str, str | None, str], tuple[int, ...]]:
    codes = {ref(db, code).id: code for code in EXECUTORS}
    offices = {unit(db, code).id: code for code in ("TN-KV1", "TN-KV4")}
    rows = db.execute(
        select(
            Tally.unit_id, Tally.executor_id, Tally.category, *(getattr(Tally, field) for field in FIELDS)
        ).where(Tally.as_of == as_of)
    )
    return {
        (offices[row[0]], codes[row[1]] if row[1] else None, row[2]): tuple(map(int, row[3:])) for row in rows
    }


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(some_case, max_size=12))
def test_tallies_are_what_counting_case_by_case_gives(
    database: Database, cases: list[dict[str, Any]]
) -> None:
    # Never committed, so that the next example starts afresh.
    with database.writer.connect() as db:
        agency(db)
        for number, one in enumerate(cases, start=1):
            status, closed_on = one["closing"]
            case(
                db,
                one["executor"],
                str(number),
                one["decided"],
                case_class=one["case_class"],
                status=status,
                closed_on=closed_on,
                due=one["due"],
                done=one["due"] * one["paid"],
                categories=tuple(one["categories"]),
                gone_on=one["gone_on"],
            )
        count_register(db, "TN-KV4", "TN-KV1")
        empty = {(code, None, ""): (0,) * len(FIELDS) for code in ("TN-KV1", "TN-KV4")}
        assert stored(db) == empty | naive(cases)
        assert recount(db) == []
        db.rollback()


def test_a_later_register_leaves_no_executor_with_an_old_figure(database: Database) -> None:
    with database.write() as db:
        agency(db)
        moved = case(db, "TN-KV4-CHV01", "1", date(2025, 1, 2))
        count_register(db, "TN-KV4", as_of=date(2025, 9, 1))
        minh = ref(db, "TN-KV4-CHV02")
        db.execute(update(Case).where(Case.id == moved).values(executor_id=minh.id))
        count_register(db, "TN-KV4")
        counts = {key: sums[0] for key, sums in stored(db).items()}
        assert counts == {
            ("TN-KV4", None, ""): 1,
            ("TN-KV4", "TN-KV4-CHV01", ""): 0,
            ("TN-KV4", "TN-KV4-CHV02", ""): 1,
        }
        assert stored(db, date(2025, 9, 1))["TN-KV4", "TN-KV4-CHV01", ""][0] == 1


def test_only_the_register_of_that_day_and_of_these_units_is_replaced(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, "TN-KV4-CHV01", "1", date(2025, 1, 2))
        tally(db, "TN-KV4", (7, 7), source=STATISTICS)
        tally(db, "TN-KV1", (8, 8))
        tally(db, "TN-KV4", (9, 9), category="land")
        tally(db, "TN-KV4", (6, 6), executor="TN-KV4-CHV02")
        tally(db, "TN-KV4", (5, 5), as_of=date(2025, 9, 1))
        for _ in range(2):
            count_register(db, "TN-KV4")
        rows = db.execute(select(Tally.enforceable_cases, Tally.executor_id.is_(None)).order_by(Tally.id))
        assert sorted(tuple(row) for row in rows) == [(1, False), (1, True), (5, True), (7, True), (8, True)]


def test_a_register_still_on_its_way_is_counted_like_the_stored_one(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, "TN-KV4-CHV01", "1", date(2025, 1, 2), categories=("land",))
        case(db, "TN-KV4-CHV01", "2", date(2025, 1, 2))
        some = select(Case.__table__).where(Case.__table__.c.number == "1").subquery()
        rebuild(db, [unit(db, "TN-KV4").id], AS_OF, loaded(db), some)
        assert {key: sums[0] for key, sums in stored(db).items()} == {
            ("TN-KV4", who, category): 1 for who in (None, "TN-KV4-CHV01") for category in ("", "land")
        }


def test_a_recount_names_what_differs(database: Database) -> None:
    with database.write() as db:
        agency(db)
        case(db, "TN-KV4-CHV01", "1", date(2025, 1, 2), due=5)
        count_register(db, "TN-KV4", as_of=date(2025, 9, 1))
        count_register(db, "TN-KV4")
        assert recount(db) == []
        kv4, lan = unit(db, "TN-KV4").id, ref(db, "TN-KV4-CHV01").id
        db.execute(update(Tally).where(Tally.as_of < AS_OF).values(done_cases=99))  # history is not recounted
        newest = Tally.as_of == AS_OF
        db.execute(update(Tally).where(newest, Tally.executor_id.is_(None)).values(done_cases=1))
        found = {(one.executor_id, one.check, one.field, one.stored, one.expected) for one in recount(db)}
        assert found == {(None, "cases", "done_cases", 1, 0), (None, "executors", "done_cases", 1, 0)}
        db.execute(update(Tally).where(newest).values(done_cases=0))
        db.execute(delete(Case))
        found = {(one.executor_id, one.unit_id, one.field, one.stored, one.expected) for one in recount(db)}
        assert (lan, kv4, "enforceable_money", 5, 0) in found


def test_statistics_are_held_against_their_executors_where_these_are_given(database: Database) -> None:
    with database.write() as db:
        agency(db)
        tally(db, "TN-KV1", (9, 9), source=STATISTICS)
        tally(db, "TN-KV4", (9, 5), source=STATISTICS)
        tally(db, "TN-KV4", (4, 3), executor="TN-KV4-CHV01", source=STATISTICS)
        tally(db, "TN-KV4", (5, 1), executor="TN-KV4-CHV02", source=STATISTICS)
        (found,) = recount(db)
        assert (found.unit_id, found.source, found.check) == (unit(db, "TN-KV4").id, STATISTICS, "executors")
        assert (found.field, found.stored, found.expected) == ("done_cases", 5, 4)


def test_categories_are_bits_in_their_order() -> None:
    assert [category_bit(category) for category in CATEGORIES] == [1, 2, 4, 8, 16, 32, 64]
    assert category_bit("'; --") == 0
    assert categories_of(0b1000001) == ("credit", "administrative")
    assert categories_of(0) == ()
