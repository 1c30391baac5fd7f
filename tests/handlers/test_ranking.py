"""Units and people in order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.reply import Reply
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, Chat, labels

Ask = Callable[[str, str], Reply]
Talk = Callable[..., Chat]


def codes(reply: Reply) -> list[str]:
    return [row["code"] for row in reply.figures["rows"]]


def test_the_lowest_in_money_comes_first_and_all_are_shown(ask: Ask) -> None:
    reply = ask(LEADER, "phòng nào thấp nhất về tiền")
    assert reply.headline == "Thấp nhất về tiền: Phòng THADS khu vực 1, 28,26%, thiếu 23,82 điểm %"
    assert codes(reply) == [
        "TN-KV1",
        "TN-KV7",
        "TN-KV3",
        "TN-KV5",
        "TN-KV6",
        "TN-KV8",
        "TN-KV2",
        "TN-KV4",
        "TN-NV",
    ]
    assert reply.figures["rows"][0] == {
        "code": "TN-KV1",
        "rate": "28.26",
        "target": "52.08",
        "points": "-23.82",
        "short": 98221798455,
    }


def test_a_row_reads_without_its_titles(ask: Ask) -> None:
    reply = ask(LEADER, "phòng nào thấp nhất về việc")
    assert reply.table is not None
    assert reply.table.rows[0] == ("9", "Phòng KV 4", "73,45%", "thiếu 10,60", "139 việc")


def test_all_nine_offices_fit_one_page_of_twelve_lines(ask: Ask) -> None:
    reply = ask(LEADER, "xếp hạng các phòng")
    assert len(reply.text.split("\n")) == 12
    assert not any("Trang" in label for label in labels(reply))


def test_highest_first_and_in_cases_where_nothing_is_said(ask: Ask) -> None:
    figures = ask(LEADER, "xếp hạng các phòng").figures
    assert (figures["metric"], figures["of"], figures["order"]) == ("cases", "units", "highest")
    assert figures["rows"][0]["code"] == "TN-KV2"


def test_those_below_target_come_lowest_first(chat: Talk) -> None:
    reply = chat(LEADER).mean("ranking", of="units", below_target=True)
    assert reply.headline == "7 đơn vị dưới chỉ tiêu về việc"
    assert reply.figures["order"] == "lowest"
    assert codes(reply) == ["TN-KV4", "TN-KV1", "TN-KV6", "TN-KV3", "TN-KV7", "TN-NV", "TN-KV8"]


def test_a_limit_cuts_the_rows(ask: Ask) -> None:
    assert len(ask(CHIEF, "top 3 chấp hành viên kv4").figures["rows"]) == 3


@pytest.mark.parametrize(
    ("person", "of", "scope"),
    [
        (EXECUTOR, "units", "province"),
        (CHIEF, "executors", "my_unit"),
        (LEADER, "units", "province"),
        (ADMIN, "units", "province"),
    ],
)
def test_what_is_ranked_follows_the_role(chat: Talk, person: str, of: str, scope: str) -> None:
    reply = chat(person).mean("ranking")
    assert reply.meaning is not None
    assert (reply.figures["of"], reply.meaning.slots["scope"]) == (of, scope)


def test_executors_of_a_chief_are_those_of_the_unit(chat: Talk) -> None:
    rows = codes(chat(CHIEF).mean("ranking", of="executors"))
    assert len(rows) == 7
    assert all(code.startswith("TN-KV4-") for code in rows)


def test_people_of_a_province_stand_with_their_unit_page_by_page(chat: Talk) -> None:
    talk = chat(LEADER)
    first = talk.mean("ranking", of="executors", order="lowest")
    assert first.table is not None
    assert first.table.columns == (">Hạng", "Chấp hành viên", ">Tỷ lệ", ">So chỉ tiêu", "Đơn vị")
    assert all(row[4] == "Nghiệp vụ" or row[4].startswith("KV ") for row in first.table.rows)
    second = talk.press("Trang 2")
    assert second.table is not None
    assert second.heard.endswith("trang 2")
    assert set(second.table.rows).isdisjoint(first.table.rows)
    assert codes(second) == codes(first)
    assert talk.press("◂ Trang 1") == first


def test_an_office_named_for_units_means_its_siblings(chat: Talk) -> None:
    assert len(codes(chat(CHIEF).mean("ranking", of="units", scope="my_unit"))) == 9


def test_one_unit_is_ranked_at_a_time(chat: Talk) -> None:
    talk = chat(LEADER)
    asked = talk.mean("ranking", of="executors", scope=[{"unit": "khu vực 1"}, {"unit": "khu vực 4"}])
    assert (asked.figures, labels(asked)) == ({}, ["Phòng KV 1", "Phòng KV 4"])
    assert all(code.startswith("TN-KV4") for code in codes(talk.press("Phòng KV 4")))


def test_rows_lead_to_their_standing(chat: Talk) -> None:
    talk = chat(LEADER)
    talk.mean("ranking", of="units")
    assert talk.press("Phòng KV 4").figures["scope"] == "TN-KV4"


def test_provinces_cannot_be_ranked_where_there_is_no_country(chat: Talk) -> None:
    assert chat(LEADER).mean("ranking", of="provinces").headline == "Ở đây chưa có số liệu toàn quốc"
