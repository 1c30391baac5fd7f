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
CASE = Intent("case", {"case": "45/2025"})
DUE = Intent("deadlines", {"scope": "me", "days": 7})
TELEGRAM = Intent("directives", {"directive": "12"})
DAILY = Intent("remind_me", {"at": "07:00", "every": "day"})
FRIDAYS = Intent("remind_me", {"at": "07:00", "every": "week", "weekday": 5, "note": "chốt số"})
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
    ("after", "text", "intent", "slots"),
    [
        (STANDING, "vậy nên làm việc nào trước", "agenda", {"scope": KV4}),
        (STANDING, "soạn công điện luôn đi", "draft_telegram", {"scope": KV4, "metric": "money"}),
        (STANDING, "đôn đốc luôn đi", "nudge", {"scope": KV4}),
        (CASES, "xuất ra excel giúp em", "report", {"kind": "old_cases", "scope": "me"}),
        (RANKING, "tải file pdf về", "report", {"kind": "ranking"}),
        (TELEGRAM, "phòng nào chưa nhận", "receipts", {"directive": "12"}),
        (TELEGRAM, "đã rõ", "acknowledge", {"directive": "12"}),
        (TELEGRAM, "đã nhận công điện 14", "acknowledge", {"directive": "14"}),
        (CASE, "xem lịch sử", "history", {"case": "45/2025"}),
        (CASE, "đôn đốc chị Hoa đi", "nudge", {"scope": {"person": "Hoa"}, "case": "45/2025"}),
        (CASE, "nhắc tôi việc này 8h sáng mai", "remind_me",
         {"case": "45/2025", "at": "08:00", "on": "2025-09-13"}),
        (CASE, "nhắc tôi 8h sáng mai họp chi bộ", "remind_me",
         {"at": "08:00", "on": "2025-09-13", "note": "họp chi bộ"}),
    ],
)  # fmt: skip
def test_another_intent_keeps_what_it_shares(
    after: Intent, text: str, intent: str, slots: dict[str, Any]
) -> None:
    assert plain(understand(text, NOW, after)) == {"intent": intent, "slots": slots}


@pytest.mark.parametrize(
    ("after", "text", "slots"),
    [
        (DUE, "quá hạn thôi", {"scope": "me", "overdue": True}),
        (DUE, "cái nào quá hạn rồi", {"scope": "me", "overdue": True}),
        (DUE, "còn thẩm định giá?", {"scope": "me", "days": 7, "step": "appraise"}),
        (CASES, "dưới 3 năm thì sao", {"scope": "me", "max_years": 3}),
        (CASES, "mấy vụ đang hoãn thôi", {"scope": "me", "min_years": 1, "status": "postponed"}),
        (Intent("cases", {"scope": "me", "category": "land", "status": "postponed"}), "bỏ đất đai đi",
         {"scope": "me", "status": "postponed"}),
        (Intent("cases", {"scope": "me", "min_years": 1, "count_only": True}), "liệt kê ra xem",
         {"scope": "me", "min_years": 1}),
        (RANKING, "top 3 thôi", {"of": "units", "order": "lowest", "metric": "money", "limit": 3}),
        (Intent("receipts", {"directive": "12"}), "kv2 nhận chưa",
         {"directive": "12", "scope": {"unit": "khu vực 2"}}),
        (DAILY, "9h đi", {"at": "09:00", "every": "day"}),
        (DAILY, "đổi sang 8 rưỡi", {"at": "08:30", "every": "day"}),
        (DAILY, "chỉ ngày làm việc thôi", {"at": "07:00", "every": "weekday"}),
        (DAILY, "thôi tắt đi", {"off": True}),
        (FRIDAYS, "chuyển sang thứ hai", {"at": "07:00", "every": "week", "weekday": 1, "note": "chốt số"}),
        (CASE, "thế 46/2025 thì sao", {"case": "46/2025"}),
        (CASE, "việc này tới đâu rồi", {"case": "45/2025"}),
    ],
)  # fmt: skip
def test_the_same_question_with_another_slot(after: Intent, text: str, slots: dict[str, Any]) -> None:
    assert plain(understand(text, NOW, after)) == {"intent": after.name, "slots": slots}


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
