"""Slash commands lead to the same meanings as sentences."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.phrasebook import phrasebook
from bot.understanding.slots import SLOTS
from bot.understanding.understand import understand
from tests.understanding.samples import NOW, plain


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("/thieu", "standing", {}),
        ("/thieu TN-KV4 tiền", "standing", {"scope": {"unit": "TN-KV4"}, "metric": "money"}),
        ("/XepHang chv kv2", "ranking", {"of": "executors", "scope": {"unit": "khu vực 2"}}),
        ("/xep_hang", "ranking", {}),
        ("/an trên 1 năm của tôi", "cases", {"scope": "me", "min_years": 1}),
        ("/viec 45/25", "case", {"case": "45/2025"}),
        ("/viec@thads_bot 45", "case", {"case": "45"}),
        ("/capnhat 45/2025 thu 50tr", "update", {"case": "45/2025", "action": "collect", "amount": 50000000}),
        ("/nhac 7h sáng mỗi ngày", "remind_me", {"at": "07:00", "every": "day"}),
        ("/nhac anh Hùng việc 45", "nudge", {"scope": {"person": "Hùng"}, "case": "45"}),
        ("/congdien 12", "directives", {"directive": "12"}),
        ("/lichsu 45", "history", {"case": "45"}),
        ("/baocao tháng 8", "report", {"kind": "monthly", "month": "2025-08"}),
        ("/trogiup", "help", {}),
        ("/start", "greeting", {}),
        ("/khong_co", "unknown", {}),
    ],
)
def test_commands(text: str, intent: str, slots: dict[str, Any]) -> None:
    assert plain(understand(text, NOW)) == {"intent": intent, "slots": slots}


def test_every_command_leads_to_an_intent_of_the_catalogue() -> None:
    known = set(SLOTS) | {"help", "whoami", "greeting", "thanks", "update", "remind_me", "confirm", "cancel"}
    assert set(phrasebook().commands.values()) <= known
