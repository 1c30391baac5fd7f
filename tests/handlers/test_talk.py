"""Help, who am I, greetings, thanks: it says that it is a machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, Chat, flat

Talk = Callable[..., Chat]
PEOPLE = [EXECUTOR, CHIEF, LEADER, ADMIN]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("intent", ["help", "whoami", "greeting", "thanks"])
def test_it_says_that_it_is_a_machine(chat: Talk, person: str, intent: str) -> None:
    assert "máy" in chat(person).mean(intent).text


@pytest.mark.parametrize("person", PEOPLE)
def test_every_example_of_the_help_is_answered_to_whom_it_is_shown(chat: Talk, person: str) -> None:
    examples = [line.removeprefix("• ") for line in chat(person).mean("help").lines]
    assert len(examples) >= 3
    for example in examples:
        talk = chat(person)
        talk.say(example)
        assert (example, talk.outcome) in [(example, "answered"), ("việc 45/2025 đến đâu rồi", "refused")]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("intent", ["help", "greeting", "unknown", "forecast", "update", "report", "choose"])
def test_every_button_that_is_offered_is_answered(chat: Talk, person: str, intent: str) -> None:
    for button in flat(chat(person).mean(intent, **({"n": 45} if intent == "choose" else {}))):
        talk = chat(person)
        reply = talk.mean(button.intent.name, **button.intent.slots)
        # A number that several offices have is answered by asking which.
        assert talk.outcome == "answered" or "đơn vị nào?" in reply.headline, button.label


def test_whoami_says_name_roles_unit_and_what_one_sees(chat: Talk) -> None:
    assert chat(CHIEF).say("tôi là ai").text.split("\n")[1:] == [
        "Đơn vị: Phòng THADS khu vực 4",
        "Mã cán bộ: TN-KV4-TP",
        "Vai trò: lãnh đạo phòng, chấp hành viên",
        "Được xem: việc và người của Phòng THADS khu vực 4",
        "Được xem: kết quả chung và thứ hạng các đơn vị của THADS tỉnh Thái Nguyên",
        "Còn tôi là máy trợ lý. Nếu trên đây chưa đúng, anh/chị báo quản trị của đơn vị sửa.",
    ]


@pytest.mark.parametrize("intent", ["help", "whoami", "greeting", "thanks", "countdown"])
def test_small_talk_is_no_step_of_the_talk(chat: Talk, intent: str) -> None:
    talk = chat(CHIEF)
    talk.mean("standing", scope={"unit": "khu vực 6"})
    talk.mean(intent)
    assert talk.say("còn tiền?").figures["scope"] == "TN-KV6"
