"""Short messages lean on the one before; whole sentences do not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.intent import Intent
from bot.understanding.understand import understand
from tests.understanding.samples import NOW, plain

KV4 = {"unit": "khu vực 4"}
STANDING = Intent("standing", {"scope": KV4, "metric": "money"})
CASES = Intent("cases", {"scope": "me", "min_years": 1})
RANKING = Intent("ranking", {"of": "units", "order": "lowest", "metric": "money"})


@pytest.mark.parametrize(
    ("after", "text", "intent", "slots"),
    [
        (STANDING, "còn việc?", "standing", {"scope": KV4, "metric": "cases"}),
        (STANDING, "kv6 thì sao", "standing", {"scope": {"unit": "khu vực 6"}, "metric": "money"}),
        (STANDING, "the con toan tinh", "standing", {"scope": "province", "metric": "money"}),
        (STANDING, "vẽ biểu đồ đi", "chart", {"scope": KV4, "metric": "money"}),
        (STANDING, "so với năm ngoái?", "compare", {"scope": KV4, "metric": "money"}),
        (STANDING, "có kịp không", "forecast", {"scope": KV4, "metric": "money"}),
        (CASES, "chỉ án tín dụng thôi", "cases",
         {"scope": "me", "min_years": 1, "category": "credit"}),
        (CASES, "trên 5 năm thì sao", "cases", {"scope": "me", "min_years": 5}),
        (CASES, "của anh Tuấn", "cases", {"scope": {"person": "Tuấn"}, "min_years": 1}),
        (RANKING, "cao nhất thì sao", "ranking",
         {"of": "units", "order": "highest", "metric": "money"}),
        (Intent("case", {"case": "45/2025"}), "thu thêm 20tr", "update",
         {"case": "45/2025", "action": "collect", "amount": 20000000}),
    ],
)  # fmt: skip
def test_a_fragment_joins(after: Intent, text: str, intent: str, slots: dict[str, Any]) -> None:
    assert plain(understand(text, NOW, after)) == {"intent": intent, "slots": slots}


@pytest.mark.parametrize(
    "text",
    [
        "tôi còn thiếu bao nhiêu", "phòng nào thấp nhất về tiền", "án trên 3 năm của tôi",
        "còn mấy ngày nữa hết năm công tác", "việc 45/2025 đến đâu rồi", "giúp với", "cảm ơn em",
        "hs 12 thu 5tr", "2", "đúng rồi", "thôi hủy", "thời tiết hôm nay thế nào",
    ],
)  # fmt: skip
@pytest.mark.parametrize("after", [STANDING, CASES, RANKING])
def test_a_whole_sentence_inherits_nothing(after: Intent, text: str) -> None:
    assert plain(understand(text, NOW, after)) == plain(understand(text, NOW))
