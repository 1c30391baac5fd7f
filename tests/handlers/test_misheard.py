""" "Không phải": under every answer to a sentence, and what is said when it is pressed or typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.intent import MISHEARD, Intent
from bot.core.reply import Reply
from tests.handlers.test_shape import fits
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, Chat, flat, labels

Talk = Callable[..., Chat]
NO = "Không phải"
SENTENCE = "đơn vị tôi còn thiếu bao nhiêu việc nữa"


def understood(talk: Chat, meant: Intent) -> Reply:
    talk.understand = lambda _text, _now, _after: meant
    return talk.say(SENTENCE)


@pytest.mark.parametrize("text", [SENTENCE, "án trên 1 năm của tôi", "còn mấy ngày nữa hết năm công tác"])
def test_it_stands_alone_under_every_answer_to_a_sentence(chat: Talk, text: str) -> None:
    reply = chat(CHIEF).say(text)
    fits(reply)
    assert [button.label for button in reply.buttons[-1]] == [NO]
    assert labels(reply).count(NO) == 1


@pytest.mark.parametrize(
    "text", ["giúp", "chào em", "cảm ơn", "tôi là ai", "việc 99999/2031", "thời tiết mai thế nào", "45"]
)
def test_it_does_not_stand_where_nothing_was_repeated(chat: Talk, text: str) -> None:
    assert NO not in labels(chat(CHIEF).say(text))


def test_it_does_not_stand_under_what_a_button_asked(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.say(SENTENCE)
    assert NO not in labels(talk.press("Án trên 1 năm"))


@pytest.mark.parametrize("typed", ["", "không phải", "Khong phai.", " KHÔNG  PHẢI!"])
def test_pressed_or_typed_it_says_sorry_and_offers_something_else(chat: Talk, typed: str) -> None:
    talk = chat(CHIEF)
    talk.say("kv6 còn thiếu bao nhiêu việc nữa")
    reply = talk.say(typed) if typed else talk.press(NO)
    fits(reply)
    assert talk.outcome == "answered"
    assert reply.text.split("\n") == [
        "Xin lỗi, tôi hiểu sai câu đó",
        "Anh/chị chọn một nút dưới đây, hoặc hỏi lại cho rõ: hỏi gì, của ai. Ví dụ:",
        "• phòng nào thấp nhất về tiền",
        "Câu đó đã được ghi lại, che tên và số, để quản trị dạy tôi.",
    ]
    assert labels(reply) == ["Án trên 1 năm", "Xếp hạng các đơn vị", "Còn bao nhiêu ngày"]


def test_what_else_it_might_have_been_is_offered_first(chat: Talk) -> None:
    others = (
        Intent("ranking", {"of": "executors"}),
        Intent("forecast"),
        Intent("standing", {"scope": "my_unit", "metric": "money"}),
    )
    talk = chat(CHIEF)
    understood(talk, Intent("standing", {"scope": "my_unit", "metric": "cases"}, others=others))
    reply = talk.press(NO)
    assert labels(reply) == ["xếp hạng", "về tiền", "Án trên 1 năm"]
    assert talk.press("về tiền").figures["scope"] == "TN-KV4"


@pytest.mark.parametrize("person", [EXECUTOR, CHIEF, LEADER, ADMIN])
def test_every_button_that_is_offered_is_answered(chat: Talk, person: str) -> None:
    talk = chat(person)
    talk.say("còn mấy ngày nữa hết năm công tác")
    for button in flat(talk.press(NO)):
        other = chat(person)
        other.mean(button.intent.name, **button.intent.slots)
        assert other.outcome == "answered", button.label


def test_nothing_leans_on_what_was_misread(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.say("kv1 đạt bao nhiêu")
    talk.say("kv6 thì sao")
    talk.press(NO)
    assert talk.say("còn tiền?").figures["scope"] == "TN-KV1"
    assert "kv6" not in str(talk.talk)


def test_the_first_sentence_taken_back_leaves_an_empty_talk(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.say("kv1 đạt bao nhiêu")
    talk.press(NO)
    assert (talk.talk.last, talk.talk.trail) == (None, ())


def test_the_label_of_any_button_can_be_typed(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.say("kv1 đạt bao nhiêu")
    talk.say("kv6 đạt bao nhiêu")
    assert talk.say("quay lai").figures["scope"] == "TN-KV1"


def test_a_long_sentence_is_carried_cut(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.understand = lambda _text, _now, _after: Intent("countdown")
    talk.say("còn mấy ngày " * 500)
    (said,) = [button.intent.slots["said"] for button in flat(talk.reply) if button.intent.name == MISHEARD]
    assert len(said) == 500


def test_in_english_too(chat: Talk) -> None:
    talk = chat(CHIEF, language="en")
    talk.say(SENTENCE)
    assert talk.say("not that").headline == "Sorry, I misunderstood that sentence"
