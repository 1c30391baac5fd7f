"""The main question: how far short. The figures are those of the công điện of September 2025."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.core.reply import Reply
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, NOW, Chat, labels

Ask = Callable[[str, str], Reply]
Talk = Callable[..., Chat]


def test_a_chief_reads_the_whole_answer_at_a_glance(chat: Talk) -> None:
    assert chat(CHIEF).mean("standing", scope="my_unit").text.split("\n") == [
        "Hiểu là: việc và tiền, Phòng KV 4, đến 12/9",
        "Phòng THADS khu vực 4 còn thiếu 139 việc (73,45%, thiếu 10,60 điểm %)",
        "Việc: 957/1.303 = 73,45%, thiếu 10,60 điểm % (chỉ tiêu 84,05%)",
        "→ cần 12 việc mỗi ngày làm việc, hạng 9/9",
        "Tiền: 54,99/83,29 tỷ = 66,02%, vượt 13,94 điểm % (chỉ tiêu 52,08%), hạng 2/9",
        "Còn 18 ngày (12 ngày làm việc) đến 30/9/2025",
        "Nguồn: thống kê đến 12/9/2025; chỉ tiêu theo 34/QĐ-CTHADS (mẫu)",
    ]


def test_the_raw_values_are_exact(ask: Ask) -> None:
    assert ask(CHIEF, "đơn vị tôi còn thiếu bao nhiêu").figures == {
        "scope": "TN-KV4",
        "as_of": "2025-09-12",
        "source": "statistics",
        "days_left": 18,
        "working_days_left": 12,
        "cases": {
            "enforceable": 1303,
            "done": 957,
            "rate": "73.45",
            "target": "84.05",
            "points": "-10.60",
            "short": 139,
            "needed_per_working_day": 12,
            "rank": 9,
            "ranked": 9,
        },
        "money": {
            "enforceable": 83290415000,
            "done": 54988331000,
            "rate": "66.02",
            "target": "52.08",
            "points": "13.94",
            "short": 0,
            "needed_per_working_day": 0,
            "rank": 2,
            "ranked": 9,
        },
        "reported": {"cases": 0, "money": 0},
    }


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("kv1 đạt bao nhiêu về việc", ("74,32%", "thiếu 9,73 điểm %")),
        ("kv1 đạt bao nhiêu về tiền", ("28,26%", "thiếu 23,82 điểm %")),
        ("kv3 dat bao nhieu ve viec", ("80,15%", "thiếu 3,90 điểm %")),
        ("khu vực 3 đạt bao nhiêu về tiền", ("39,65%", "thiếu 12,43 điểm %")),
        ("kv5 đạt bao nhiêu về tiền", ("40,23%", "thiếu 11,85 điểm %")),
        ("kv6 đạt bao nhiêu về việc", ("78,91%", "thiếu 5,14 điểm %")),
        ("kv6 đạt bao nhiêu về tiền", ("40,80%", "thiếu 11,28 điểm %")),
        ("kv7 đạt bao nhiêu về tiền", ("39,28%", "thiếu 12,80 điểm %")),
        ("toàn tỉnh đạt bao nhiêu về việc", ("79,07%", "thiếu 542 việc", "thiếu 4,98 điểm %")),
        ("toàn tỉnh đạt bao nhiêu về tiền", ("52,50%", "vượt 0,42 điểm %")),
    ],
)
def test_official_figures_are_said_as_they_were_given(
    ask: Ask, question: str, figures: tuple[str, ...]
) -> None:
    text = ask(CHIEF, question).text
    assert [figure for figure in figures if figure not in text] == []


@pytest.mark.parametrize(("days", "left", "working"), [(0, 18, 12), (3, 15, 11), (17, 1, 1), (18, 0, 0)])
def test_days_count_from_the_clock_and_figures_from_their_own_day(
    chat: Talk, days: int, left: int, working: int
) -> None:
    figures = chat(CHIEF, now=NOW + timedelta(days)).mean("standing").figures
    assert (figures["days_left"], figures["working_days_left"]) == (left, working)
    assert figures["as_of"] == "2025-09-12"


def test_what_is_needed_a_day_follows_the_clock(chat: Talk) -> None:
    on_the_last_day = chat(LEADER, now=NOW + timedelta(18)).mean("standing", scope="province")
    assert on_the_last_day.figures["cases"]["needed_per_working_day"] is None
    assert "Hôm nay là ngày cuối của năm công tác (30/9/2025)" in on_the_last_day.text


@pytest.mark.parametrize(
    ("person", "scope", "said"),
    [
        (EXECUTOR, EXECUTOR, "me"),
        (CHIEF, "TN-KV4", "my_unit"),
        (LEADER, "TN", "province"),
        (ADMIN, "TN", "province"),
    ],
)
def test_without_a_subject_it_is_about_ones_own(ask: Ask, person: str, scope: str, said: str) -> None:
    reply = ask(person, "còn thiếu bao nhiêu")
    assert reply.figures["scope"] == scope
    assert reply.meaning is not None
    assert reply.meaning.slots["scope"] == said


def test_an_executor_is_told_as_you(ask: Ask) -> None:
    reply = ask(EXECUTOR, "tôi còn thiếu bao nhiêu")
    assert reply.headline.startswith(f"Anh/chị còn thiếu {reply.figures['cases']['short']} việc")
    assert reply.personal


def test_both_missing_are_both_in_the_headline(chat: Talk) -> None:
    reply = chat(LEADER).mean("standing", scope={"unit": "TN-KV1"})
    assert reply.headline == "Phòng THADS khu vực 1 còn thiếu 254 việc và 98,22 tỷ"


def test_several_units_are_one_answer_with_a_row_each(ask: Ask) -> None:
    reply = ask(LEADER, "kv1 và kv3 đạt bao nhiêu về tiền")
    assert reply.table is not None
    assert reply.table.rows == (
        ("Phòng KV 1", "28,26%, thiếu 23,82 điểm %"),
        ("Phòng KV 3", "39,65%, thiếu 12,43 điểm %"),
    )
    assert [one["scope"] for one in reply.figures["standings"]] == ["TN-KV1", "TN-KV3"]


def test_of_several_one_that_may_not_be_seen_refuses_all(chat: Talk) -> None:
    reply = chat(CHIEF).mean("standing", scope=[{"unit": "TN-KV4"}, {"person": "TN-KV1-CHV01"}])
    assert (reply.figures, "không được xem" in reply.headline) == ({}, True)


def test_too_many_at_once_are_not_cut_silently(ask: Ask) -> None:
    reply = ask(LEADER, "kv1, kv2, kv3, kv4, kv5, kv6, kv7, kv8 và phòng nghiệp vụ đạt bao nhiêu")
    assert reply.headline.startswith("Mỗi lần anh/chị hỏi nhiều nhất 8 nơi")


def test_an_earlier_day_is_answered_from_its_snapshot(ask: Ask) -> None:
    reply = ask(CHIEF, "tính đến hết ngày 31/8 kv4 đạt bao nhiêu về việc")
    assert reply.figures["as_of"] == "2025-08-31"
    assert 0 < reply.figures["cases"]["done"] < 957
    assert (reply.figures["days_left"], reply.figures["working_days_left"]) == (18, 12)


def test_no_day_is_left_of_a_year_that_is_over(chat: Talk) -> None:
    reply = chat(CHIEF).mean("standing", as_of="2024-09-12")
    assert (reply.figures["days_left"], reply.figures["cases"]["needed_per_working_day"]) == (0, None)
    assert "Năm công tác đã kết thúc ngày 30/9/2024" in reply.text


def test_a_day_to_come_is_today(chat: Talk) -> None:
    assert chat(CHIEF).mean("standing", as_of="2025-09-29").figures["as_of"] == "2025-09-12"


def test_one_category_comes_from_the_register(ask: Ask) -> None:
    reply = ask(CHIEF, "kết quả án tín dụng kv4")
    assert reply.figures["source"] == "register"
    assert "tín dụng, ngân hàng" in reply.heard
    assert "Nguồn: sổ thụ lý đến 12/9/2025, nhập 07:05 12/9" in reply.text


@pytest.mark.parametrize(("days", "warned"), [(3, False), (4, True)])
def test_figures_older_than_three_days_carry_a_warning(chat: Talk, days: int, warned: bool) -> None:
    text = chat(CHIEF, now=NOW + timedelta(days)).mean("standing").text
    assert (f"⚠ Số liệu đã cũ {days} ngày" in text) is warned


@pytest.mark.parametrize(
    ("person", "scope", "steps"),
    [
        (LEADER, "province", ["Từng đơn vị", "Án trên 1 năm", "So với cùng kỳ"]),
        (
            CHIEF,
            "my_unit",
            ["Từng chấp hành viên", "Án trên 1 năm", "So với cùng kỳ", "Của tôi", "Toàn tỉnh"],
        ),
        (CHIEF, {"unit": "TN-KV1"}, ["So với cùng kỳ", "Của tôi", "Đơn vị tôi", "Toàn tỉnh"]),
        (EXECUTOR, "me", ["Danh sách việc", "Án trên 1 năm", "So với cùng kỳ", "Đơn vị tôi", "Toàn tỉnh"]),
        (EXECUTOR, "my_unit", ["So với cùng kỳ", "Của tôi", "Toàn tỉnh"]),
        (ADMIN, "province", ["Từng đơn vị", "So với cùng kỳ"]),
    ],
)
def test_only_steps_that_will_be_answered_are_offered(
    chat: Talk, person: str, scope: Any, steps: list[str]
) -> None:
    assert labels(chat(person).mean("standing", scope=scope)) == steps


def test_a_misreading_is_one_tap_away(chat: Talk) -> None:
    talk = chat(EXECUTOR)
    talk.say("đơn vị tôi còn thiếu bao nhiêu tiền")
    mine = talk.press("Của tôi")
    assert (mine.figures["scope"], mine.heard) == (EXECUTOR, "Hiểu là: tiền, của anh/chị, đến 12/9")
    assert talk.press("Về việc").heard == "Hiểu là: việc, của anh/chị, đến 12/9"


def test_one_metric_leads_to_the_other(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.mean("standing", metric="money")
    assert talk.press("Về việc").meaning == talk.reply.meaning
    assert "139 việc" in talk.reply.headline
