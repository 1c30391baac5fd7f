"""One case, seen only by those whose it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.reply import Reply
from tests.sample import CHIEF, EXECUTOR, LEADER, Chat, labels

Ask = Callable[[str, str], Reply]
Talk = Callable[..., Chat]


def test_a_case_is_told_whole(ask: Ask) -> None:
    reply = ask(EXECUTOR, "việc 45/2025 đến đâu rồi")
    assert reply.heard == "Hiểu là: việc 45/2025, Phòng KV 4"
    assert reply.headline.startswith("Việc 45/2025 còn phải thi hành ")
    for part in (
        "chấp hành viên Nguyễn Văn Minh",
        "Quyết định ngày ",
        "Người phải thi hành: ",
        "Năm nay phải thi hành ",
    ):
        assert part in reply.text
    assert len(reply.text.split("\n")) <= 12
    assert reply.personal


def test_the_raw_values(ask: Ask) -> None:
    figures = ask(EXECUTOR, "việc 45/2025").figures
    assert set(figures) == {
        "case", "unit", "executor", "class", "status", "decided", "due", "done", "remaining"
    }  # fmt: skip
    assert (figures["case"], figures["unit"], figures["executor"]) == ("45/2025", "TN-KV4", "TN-KV4-CHV01")
    assert figures["remaining"] == figures["due"] - figures["done"]


@pytest.mark.parametrize(
    "said", ["45/2025", "việc 45", "HS 45/25", "QĐ số 45/2025/QĐ-CTHADS", "quyết định 45"]
)
def test_a_number_is_found_however_it_is_written(ask: Ask, said: str) -> None:
    number = ask(EXECUTOR, f"{said} sao rồi").figures["case"]
    assert number.startswith("45/")


def test_a_number_of_several_units_asks_which(chat: Talk) -> None:
    talk = chat(LEADER)
    asked = talk.mean("case", case="45/2025")
    assert asked.figures == {}
    assert "đơn vị nào?" in asked.headline
    assert talk.press("Phòng KV 4").figures["executor"] == "TN-KV4-CHV01"


def test_a_typed_number_answers_which(chat: Talk) -> None:
    talk = chat(LEADER)
    asked = talk.mean("case", case="45/2025")
    fourth = labels(asked)[3]
    assert talk.say("4").heard.endswith(fourth.split(",")[0])


def test_a_case_of_others_reads_like_one_that_nobody_has(chat: Talk) -> None:
    others, nobodys = chat("TN-KV1-CHV01"), chat("TN-KV1-CHV01")
    assert others.mean("case", case="45/2025").text == nobodys.mean("case", case="99999/2031").text
    assert others.outcome == nobodys.outcome == "refused"
    assert others.reply.figures == nobodys.reply.figures == {}


def test_near_numbers_are_ones_own(chat: Talk) -> None:
    talk = chat("TN-KV1-CHV01")
    for number in labels(talk.mean("case", case="45/2025")):
        assert chat("TN-KV1-CHV01").mean("case", case=number).figures["executor"] == "TN-KV1-CHV01"


def test_a_case_leads_to_the_cases_and_results_of_its_executor(chat: Talk) -> None:
    talk = chat(CHIEF)
    talk.mean("case", case="45/2025")
    assert talk.press("Kết quả người này").figures["scope"] == EXECUTOR


def test_a_case_without_its_number_is_asked_for(chat: Talk) -> None:
    assert "số của việc" in chat(EXECUTOR).mean("case").headline
