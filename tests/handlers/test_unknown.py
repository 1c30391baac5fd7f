"""What is not understood, or understood and not built yet: said plainly, never an invented answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.core.intent import Intent
from bot.core.reply import Reply
from tests.sample import CHIEF, EXECUTOR, Chat, flat, labels

Talk = Callable[..., Chat]
LATER = [
    "forecast", "agenda", "deadlines", "chart", "history", "held_money", "directives", "receipts", "findings",
    "update", "updates", "undo", "acknowledge", "broadcast", "nudge", "remind_me", "draft_telegram", "report",
    "confirm", "cancel",
]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["thời tiết mai thế nào", "asdfgh qwe", "'; DROP TABLE cases; --", "???", "", "   "]
)
def test_what_is_not_understood_gets_the_three_nearest_things(chat: Talk, text: str) -> None:
    talk = chat(EXECUTOR)
    reply = talk.say(text)
    assert talk.outcome == "unknown"
    assert (len(labels(reply)), reply.figures) == (3, {})


@pytest.mark.parametrize("intent", LATER)
def test_what_is_not_built_yet_is_said_so(chat: Talk, intent: str) -> None:
    talk = chat(CHIEF)
    reply = talk.mean(intent, case="45/2025")
    assert talk.outcome == "unknown"
    assert "chưa hiểu" not in reply.headline
    assert any(word in reply.headline for word in ("chưa làm được", "chưa ghi được", "không có gì đang chờ"))
    assert reply.figures == {}
    assert 1 <= len(labels(reply)) <= 3


def test_a_report_is_never_taken_for_recorded(chat: Talk) -> None:
    reply = chat(EXECUTOR).say("HS 45/2025 thu 50tr")
    assert "chưa có gì được lưu" in reply.headline
    assert labels(reply)[0] == "Xem việc 45/2025"


def test_what_an_admin_does_names_the_admin(chat: Talk) -> None:
    assert "quản trị" in chat(CHIEF).say("chuyển việc 77/2025 sang cho chị Lan làm").headline


def test_a_message_too_long_is_not_read_in_half(chat: Talk) -> None:
    talk = chat(EXECUTOR)
    reply = talk.say("\n".join(f"hs {number}/2025 thu 5tr" for number in range(100, 180)))
    assert talk.outcome == "unknown"
    assert "dài quá" in reply.headline
    assert "mỗi việc một dòng" in reply.lines[0]


def test_two_likely_meanings_are_both_offered(chat: Talk) -> None:
    talk = chat(EXECUTOR)
    both = (Intent("standing", {"scope": "me"}), Intent("cases", {"scope": "me"}))
    reply = _told(talk, Intent("standing", {"scope": "me"}, 0.7, alternatives=both))
    assert reply.headline == "Anh/chị muốn hỏi điều nào?"
    assert labels(reply) == ["kết quả so chỉ tiêu", "danh sách việc"]


def test_a_guess_offers_nothing_that_cannot_be_done(chat: Talk) -> None:
    guesses = (Intent("chart"), Intent("compare"))
    reply = _told(chat(EXECUTOR), Intent("unknown", alternatives=guesses))
    assert labels(reply) == ["so với kỳ trước", "Còn thiếu bao nhiêu", "Án trên 1 năm"]


def test_a_number_that_answers_nothing(chat: Talk) -> None:
    talk = chat(EXECUTOR)
    assert talk.say("45").headline == "Không có lựa chọn số 45 nào đang chờ anh/chị"
    assert talk.press("Xem việc 45").figures["case"] == "45/2025"


def test_two_readings_of_one_sum_are_told_apart_in_full(chat: Talk) -> None:
    """A thousand times more or less is what is asked about; the case is the same and is not repeated."""
    sums = [
        {"case": "45/2025", "action": "collect", "amount": amount} for amount in (1_500_000, 1_500_000_000)
    ]
    both = tuple(Intent("update", slots) for slots in sums)
    reply = _told(chat(EXECUTOR), Intent("update", {"case": "45/2025"}, alternatives=both))
    assert labels(reply) == ["1.500.000 đồng", "1.500.000.000 đồng"]
    assert [button.intent.slots for button in flat(reply)] == sums


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"scope": "me"}, {"scope": {"unit": "khu vực 4"}}, ["Của tôi", "khu vực 4"]),
        ({"metric": "cases"}, {"metric": "money"}, ["về việc", "về tiền"]),
        ({"metric": "cases"}, {}, ["về việc", "kết quả so chỉ tiêu"]),
        ({"as_of": "2025-09-12"}, {"as_of": "2025-12-09"}, ["đến 12/9/2025", "đến 9/12/2025"]),
        (
            {"scope": ["me", {"unit": "khu vực 4"}]},
            {"scope": "province"},
            ["Của tôi, khu vực 4", "Toàn tỉnh"],
        ),
        ({"scope": "me"}, {"scope": "me"}, ["kết quả so chỉ tiêu"]),
    ],
)
def test_two_readings_of_one_question_are_told_apart(
    chat: Talk, one: dict[str, Any], other: dict[str, Any], expected: list[str]
) -> None:
    both = (Intent("standing", one), Intent("standing", other))
    assert labels(_told(chat(CHIEF), Intent("standing", one, alternatives=both))) == expected


def _told(talk: Chat, intent: Intent) -> Reply:
    talk.understand = lambda _text, _now, _after: intent
    return talk.say("một câu có thể hiểu theo vài cách, và dài hơn mọi nút")
