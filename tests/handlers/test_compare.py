"""Against the same day of last year, or an earlier day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.reply import Reply
from tests.sample import CHIEF, EXECUTOR, LEADER, Chat, labels

Ask = Callable[[str, str], Reply]
Talk = Callable[..., Chat]


def test_the_same_day_of_last_year(ask: Ask) -> None:
    reply = ask(LEADER, "so với cùng kỳ năm trước thế nào")
    assert (reply.figures["as_of"], reply.figures["with"]) == ("2025-09-12", "2024-09-12")
    assert set(reply.figures["cases"]) == {"rate", "then", "points", "done", "done_then", "growth"}
    assert (reply.figures["cases"]["rate"], reply.figures["money"]["rate"]) == ("79.07", "52.50")
    assert "so với 12/9/2024" in reply.headline


def test_points_are_the_difference_of_the_shown_rates(ask: Ask) -> None:
    for metric in ("cases", "money"):
        change = ask(LEADER, "so với cùng kỳ năm trước").figures[metric]
        assert float(change["points"]) == pytest.approx(float(change["rate"]) - float(change["then"]))


def test_an_earlier_day_of_this_year(ask: Ask) -> None:
    reply = ask(CHIEF, "so với hôm qua phòng mình tăng bao nhiêu")
    assert reply.figures["with"] == "2025-09-11"
    assert "so với 11/9/2025" in reply.heard


def test_the_nearest_day_before_is_named(chat: Talk) -> None:
    reply = chat(CHIEF).mean("compare", as_of="2025-03-10")
    assert reply.figures["with"] == "2025-02-28"
    assert "Ngày 10/3/2025 không có số liệu, so với ngày gần nhất trước đó: 28/2/2025" in reply.notes


def test_a_day_before_all_figures_is_said_plainly(chat: Talk) -> None:
    reply = chat(CHIEF).mean("compare", as_of="2020-03-10")
    assert (reply.figures, "10/3/2020" in reply.headline) == ({}, True)


def test_a_day_before_the_calendar_is_no_bug(chat: Talk) -> None:
    for person in (CHIEF, EXECUTOR):
        assert chat(person).mean("compare", as_of="0001-01-01").headline.startswith("Chưa có số liệu")


def test_only_the_metric_that_was_named(ask: Ask) -> None:
    reply = ask(CHIEF, "kv4 so với cùng kỳ về tiền")
    assert "Việc:" not in reply.text
    assert set(reply.figures) == {"as_of", "with", "cases", "money"}


def test_several_side_by_side(chat: Talk) -> None:
    talk = chat(LEADER)
    reply = talk.mean("compare", scope=[{"unit": "TN-KV1"}, {"unit": "TN-KV4"}], metric="cases")
    assert len(reply.figures["comparisons"]) == 2
    assert labels(reply)[:2] == ["Phòng KV 1", "Phòng KV 4"]
    assert talk.press("Phòng KV 4").figures == reply.figures["comparisons"][1]


def test_ones_own_without_a_subject(ask: Ask) -> None:
    assert ask(EXECUTOR, "so với cùng kỳ năm trước").headline.startswith("Anh/chị: ")
