"""Every answer fits a phone: few lines, short labels, and it survives being stored."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.core.intent import MISHEARD
from bot.core.reply import Reply
from handlers import buttons
from handlers.words import LONGEST
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, Chat, flat

Talk = Callable[..., Chat]
KV = [{"unit": f"khu vực {number}"} for number in range(1, 9)]
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("standing", {}),
    ("standing", {"metric": "cases"}),
    ("standing", {"scope": "province", "metric": "money"}),
    ("standing", {"scope": KV}),
    ("standing", {"category": "complaint"}),
    ("ranking", {}),
    ("ranking", {"of": "executors", "page": 2}),
    ("ranking", {"of": "units", "below_target": True, "metric": "money"}),
    ("cases", {}),
    ("cases", {"min_years": 1}),
    ("cases", {"min_years": 1, "page": 2}),
    ("cases", {"scope": KV, "idle_days": 30}),
    ("cases", {"status": "completed", "order": "largest"}),
    ("case", {"case": "45/2025"}),
    ("countdown", {}),
    ("compare", {}),
    ("compare", {"scope": KV}),
    ("help", {}),
    ("whoami", {}),
    ("greeting", {}),
    ("thanks", {}),
    ("choose", {"n": 3}),
    (MISHEARD, {"meaning": {"intent": "standing"}, "others": [], "said": "còn bao nhiêu"}),
    ("unknown", {}),
    ("report", {}),
]


@pytest.mark.parametrize("person", [EXECUTOR, CHIEF, LEADER, ADMIN])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("intent", "slots"), QUESTIONS)
def test_an_answer_fits_a_phone(
    chat: Talk, person: str, language: str, intent: str, slots: dict[str, Any]
) -> None:
    talk = chat(person, language=language)
    talk.mean("standing")
    reply = talk.mean(intent, **slots)
    fits(reply)


def fits(reply: Reply) -> None:
    lines = reply.text.split("\n")
    assert len(lines) <= 12
    assert max(map(len, lines)) <= LONGEST
    assert len(reply.text.encode("utf-16-le")) // 2 <= 1_500
    assert reply.headline
    assert all(len(row) <= buttons.PER_ROW for row in reply.buttons)
    assert len([button for button in flat(reply) if button.intent.name != MISHEARD]) <= buttons.MOST
    assert all(0 < len(button.label) <= buttons.LONGEST_LABEL for button in flat(reply))
    stored = json.loads(json.dumps(reply.to_json(), ensure_ascii=False).encode())
    assert Reply.from_json(stored) == reply


@pytest.mark.parametrize("person", [EXECUTOR, CHIEF, LEADER])
@pytest.mark.parametrize("intent", ["standing", "ranking", "cases", "compare", "countdown"])
def test_an_answer_begins_with_what_was_understood(chat: Talk, person: str, intent: str) -> None:
    assert chat(person).mean(intent).text.startswith("Hiểu là: ")


def test_english_answers_hold_no_vietnamese_but_names(chat: Talk) -> None:
    """Words that stand in nearly every Vietnamese answer."""
    for intent, slots in itertools.chain(QUESTIONS[:3], QUESTIONS[8:10], QUESTIONS[13:16]):
        text = chat(CHIEF, language="en").mean(intent, **slots).text
        assert not any(word in text for word in ("việc", "tiền", "ngày", "Nguồn", "Hiểu", "thiếu", "đồng")), (
            text
        )
