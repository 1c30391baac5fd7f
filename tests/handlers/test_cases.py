"""Lists of cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.core.reply import Reply
from handlers import wording
from handlers.words import words
from tests.sample import CHIEF, EXECUTOR, LEADER, NOW, Chat, flat, labels

Ask = Callable[[str, str], Reply]
Talk = Callable[..., Chat]


def test_the_official_sentence_on_old_cases(ask: Ask) -> None:
    reply = ask(LEADER, "án trên 1 năm toàn tỉnh")
    assert reply.headline == "340 việc, còn phải thi hành 39.936.678.000 đồng"
    assert reply.lines == ("Trong đó trên 5 năm: 81 việc, 10.146.367.000 đồng",)
    assert (reply.figures["count"], reply.figures["money"]) == (340, 39_936_678_000)


def test_the_bands_partition(chat: Talk) -> None:
    def count(**slots: float) -> tuple[int, int]:
        figures = chat(LEADER).mean("cases", scope="province", **slots).figures
        return figures["count"], figures["money"]

    assert count(min_years=5) == (81, 10_146_367_000)
    assert count(min_years=1, max_years=5) == (259, 29_790_311_000)


def test_a_page_has_eight_rows_and_figures_hold_ten(ask: Ask) -> None:
    reply = ask(EXECUTOR, "danh sách việc của tôi")
    assert reply.table is not None
    assert (len(reply.table.rows), len(reply.figures["first"])) == (8, 10)
    assert set(reply.figures["first"][0]) == {"case", "unit", "executor", "remaining", "decided", "idle_days"}


def test_pages_follow_each_other_without_gap(chat: Talk) -> None:
    talk, seen = chat(CHIEF), []
    first = reply = talk.mean("cases", min_years=1)
    while True:
        assert reply.table is not None
        seen += [row[0] for row in reply.table.rows]
        if not any(label.endswith("▸") for label in labels(reply)):
            break
        reply = talk.press(next(label for label in labels(reply) if label.endswith("▸")))
    assert len(seen) == first.figures["count"]
    assert seen[:10] == [row["case"] for row in first.figures["first"]]


def test_a_limit_cuts_the_rows_and_not_the_count(chat: Talk) -> None:
    reply = chat(EXECUTOR).mean("cases", order="largest", limit=5)
    remaining = [row["remaining"] for row in reply.figures["first"]]
    assert remaining == sorted(remaining, reverse=True)
    assert len(remaining) == 5
    count, money = reply.figures["count"], wording.money_in_full(words("vi"), reply.figures["money"])
    assert count > 5
    assert reply.headline == f"5 việc đầu trong {count} việc, còn phải thi hành {money}"
    assert not any("Trang" in label for label in labels(reply))


@pytest.mark.parametrize(("limit", "pages"), [(8, [8]), (9, [8, 1]), (20, [8, 8, 4])])
def test_a_limit_above_a_page_is_paged(chat: Talk, limit: int, pages: list[int]) -> None:
    rows = []
    for page in range(1, len(pages) + 1):
        reply = chat(EXECUTOR).mean("cases", limit=limit, page=page)
        assert reply.table is not None
        rows.append(len(reply.table.rows))
        assert any(label.endswith("▸") for label in labels(reply)) is (page < len(pages))
    assert rows == pages


def test_only_the_count_where_only_the_count_was_asked(ask: Ask) -> None:
    reply = ask(EXECUTOR, "tôi có bao nhiêu việc đã thi hành xong")
    assert reply.headline == f"{reply.figures['count']} việc đã thi hành xong"
    assert reply.table is None


def test_none_is_said_plainly(chat: Talk) -> None:
    reply = chat(EXECUTOR).mean("cases", min_years=50)
    assert reply.headline == "Không có việc nào như vậy"
    assert reply.figures == {"count": 0, "money": 0, "first": []}


def test_idle_cases_say_for_how_long(chat: Talk) -> None:
    reply = chat(CHIEF).mean("cases", idle_days=30, order="idlest")
    assert reply.table is not None
    assert reply.table.rows[0][3] == f"{reply.figures['first'][0]['idle_days']} ngày"
    assert min(row["idle_days"] for row in reply.figures["first"]) >= 30


@pytest.mark.parametrize(
    ("person", "scope", "title"),
    [
        (EXECUTOR, "me", "Người phải thi hành"),
        (CHIEF, "my_unit", "Chấp hành viên"),
        (LEADER, "province", "Đơn vị"),
    ],
)
def test_the_second_column_is_what_the_asker_does_not_know(
    chat: Talk, person: str, scope: str, title: str
) -> None:
    table = chat(person).mean("cases", scope=scope).table
    assert table is not None
    assert table.columns[1] == title


def test_every_condition_is_heard(chat: Talk) -> None:
    reply = chat(CHIEF).mean(
        "cases",
        status="enforceable",
        category="credit",
        min_years=1.5,
        max_years=5,
        min_amount=100_000_000,
        max_amount=2_000_000_000,
        idle_days=30,
        since="2020-01-02",
        order="largest",
    )
    assert reply.heard == (
        "Hiểu là: danh sách việc, có điều kiện, tín dụng, ngân hàng, trên 18 tháng, không quá 5 năm, "
        "từ 100 triệu, không quá 2 tỷ, 30 ngày chưa tác nghiệp, từ 2/1/2020, lớn nhất trước, Phòng KV 4"
    )


def test_several_scopes_are_counted_side_by_side(chat: Talk) -> None:
    talk = chat(LEADER)
    reply = talk.mean("cases", scope=[{"unit": "TN-KV1"}, {"unit": "TN-KV4"}], min_years=1)
    assert reply.table is not None
    assert [row[0] for row in reply.table.rows] == ["Phòng KV 1", "Phòng KV 4"]
    assert talk.press("Phòng KV 4").figures == reply.figures["lists"][1]


def test_only_lists_that_one_may_see_are_a_tap_away(chat: Talk) -> None:
    own = {"Của tôi", "Đơn vị tôi", "Toàn tỉnh"}
    found = {person: own & set(labels(chat(person).mean("cases"))) for person in (EXECUTOR, CHIEF, LEADER)}
    assert found == {EXECUTOR: set(), CHIEF: {"Của tôi"}, LEADER: set()}


def test_rows_lead_to_their_case(chat: Talk) -> None:
    talk = chat(LEADER)
    first = talk.mean("cases", min_years=1).figures["first"][0]
    found = talk.press(first["case"]).figures
    assert {name: found[name] for name in ("case", "unit", "executor", "remaining", "decided")} == {
        name: first[name] for name in ("case", "unit", "executor", "remaining", "decided")
    }


def test_an_old_register_carries_a_warning_in_its_line(chat: Talk) -> None:
    reply = chat(LEADER, now=NOW + timedelta(10)).mean("cases", min_years=1)
    assert reply.notes == ("Nguồn: sổ thụ lý đến 12/9/2025, nhập 07:05 12/9 ⚠ đã cũ 10 ngày",)
    assert len(reply.text.split("\n")) <= 12


def test_buttons_of_cases_carry_the_unit_too(chat: Talk) -> None:
    reply = chat(LEADER).mean("cases", min_years=1)
    pressed = [button.intent.slots for button in flat(reply) if button.intent.name == "case"]
    assert len(pressed) == 8
    assert all(set(slots) == {"case", "unit"} for slots in pressed)


def test_cases_of_the_same_number_have_buttons_that_can_be_told_apart(ask: Ask) -> None:
    shown = labels(ask(LEADER, "án trên 1 năm toàn tỉnh"))
    assert len(set(shown)) == len(shown)
    assert any(label.startswith("8/2015 KV ") for label in shown) or "8/2015" in shown
