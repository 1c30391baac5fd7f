"""Reports of progress: what was done, what was only planned, which sum, which words are left over.

The reader of reports is asked directly: whether a sentence is a report at all is decided elsewhere.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.intent import Intent
from bot.understanding.sentence import sentence
from bot.understanding.updates import updates
from tests.understanding.samples import NOW

TR = 1_000_000


def read(text: str, case: str | None = None) -> list[Intent]:
    return updates(sentence(text), NOW, case)


def only(text: str) -> dict[str, Any]:
    (meant,) = read(text)
    slots = dict(meant.slots)
    assert slots.pop("case") == "45"
    assert not meant.alternatives
    return slots


DONE: list[tuple[str, dict[str, Any]]] = [
    ("hs 45 thu 20tr còn nợ 30tr", {"action": "collect", "amount": 20 * TR, "note": "còn nợ 30tr"}),
    ("hs 45 còn thiếu 30tr, thu 20tr", {"action": "collect", "amount": 20 * TR, "note": "còn thiếu 30tr"}),
    ("viec 45 thu 20tr, con no 12tr", {"action": "collect", "amount": 20 * TR, "note": "con no 12tr"}),
    ("hs 45 thu 8tr, mai thu tiếp 9tr", {"action": "collect", "amount": 8 * TR, "note": "mai thu tiếp 9tr"}),
    ("hs 45 không phải 50 mà 60tr", {"action": "collect", "amount": 60 * TR}),
    ("hs 45 thu 60tr chứ không phải 50tr", {"action": "collect", "amount": 60 * TR}),
    ("hs 45 thu 20tr 12/9", {"action": "collect", "amount": 20 * TR, "on": "2025-09-12"}),
    ("hs 45 thu 20 tr 11.9", {"action": "collect", "amount": 20 * TR, "on": "2025-09-11"}),
    ("hs 45 thu hơn 50 triệu", {"action": "collect", "amount": 50 * TR}),
    ("hs 45 người phải thi hành án đã nộp 5tr", {"action": "collect", "amount": 5 * TR}),
    ("hs 45 chưa xong, mới thu 5tr", {"action": "collect", "amount": 5 * TR, "note": "chưa xong"}),
    ("hs 45 thu 20tr rồi, chi trả 15tr", {"action": "collect", "amount": 20 * TR, "note": "chi trả 15tr"}),
    ("hs 45 chi trả 20tr cho bà Lan", {"action": "pay_out", "amount": 20 * TR, "note": "cho bà Lan"}),
    ("hs 45 thu 5tr chi trả 3tr", {"action": "collect", "amount": 5 * TR, "note": "chi trả 3tr"}),
    ("hs 45 thu 35.000.000đ (ba mươi lăm triệu đồng)", {"action": "collect", "amount": 35 * TR}),
    ("hs 45 kê biên xe 30A-123.45", {"action": "seize", "note": "xe 30A-123.45"}),
    ("thưa sếp, hs 45 xong rồi ạ", {"action": "complete"}),
    ("hs 45 xong rồi, mai chi trả", {"action": "complete", "note": "mai chi trả"}),
    ("hs 45 kê biên nhà", {"action": "seize", "note": "nhà"}),
    ("hs 45 kê biên nhà và đất bữa qua", {"action": "seize", "on": "2025-09-11", "note": "nhà và đất"}),
    ("kê biên 2 thửa đất hs 45", {"action": "seize", "note": "2 thửa đất"}),
    ("hs 45 xác minh hôm qua không có tài sản",
     {"action": "verify", "on": "2025-09-11", "note": "không có tài sản"}),
    ("hs 45 đương sự không hợp tác, đã cưỡng chế", {"action": "coerce", "note": "đương sự không hợp tác"}),
    ("đưa hs 45 ra đấu giá rồi nha", {"action": "auction"}),
    ("hs 45 bán đấu giá lần 2 thành, giá 1 tỷ 850", {"action": "sell", "amount": 1850 * TR}),
    ("chuyển hs 45 từ chưa có điều kiện sang có điều kiện", {"action": "mark_enforceable"}),
    ("chuyển hs 45 từ có điều kiện sang chưa có điều kiện", {"action": "mark_unenforceable"}),
    ("hs 45 cho thi hành tiếp", {"action": "resume"}),
    ("hs 45 ra qđ tạm đình chỉ hôm thứ ba", {"action": "suspend", "on": "2025-09-09"}),
    ("hoãn 45 đến 15/10", {"action": "postpone", "until": "2025-10-15"}),
    ("hs 45 hoãn theo yêu cầu của đương sự tới 15/10",
     {"action": "postpone", "until": "2025-10-15", "note": "theo yêu cầu của đương sự"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slots"), DONE)
def test_what_was_done(text: str, slots: dict[str, Any]) -> None:
    assert only(text) == slots


@pytest.mark.parametrize(
    "note",
    [
        "gần xong",
        "sắp thu xong",
        "mai kê biên",
        "xin hoãn đến 15/10",
        "nghe nói đương sự đã nộp 20tr",
        "đương sự bảo cuối tháng nộp 20tr",
        "thu không được đồng nào",
        "đấu giá lần 3 không thành, giảm 5%",
        "không cưỡng chế được vì đương sự chống đối",
        "thu 5 triệu mỗi tháng",
        "đề nghị chuyển ccđk",
        "hẹn 20/9 nộp 10tr",
        "nộp 20tr nữa là xong",
        "nộp 5tr/tháng",
        "còn 20tr là xong",
    ],
)
def test_plans_lacks_and_hearsay_are_notes(note: str) -> None:
    assert only(f"việc 45 {note}") == {"action": "note", "note": note}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("hs 45 thu 1.500 tr", [1500 * TR, 1500000]),
        ("hs 45 thu 1,500 tr", [1500000, 1500 * TR]),
        ("hs 45 thu 50", [50000, 50 * TR]),
        ("hs 45 thu 5t", [5 * TR, 5000 * TR]),
        ("hs 45 nộp 1.5", [1500000, 1500 * TR]),
        ("hs 45 thu 50.000", [50000, 50 * TR]),
        ("hs 45 thu 50-60tr", [50 * TR, 60 * TR]),
        ("hs 45 thu 20tr và 30tr", [20 * TR, 50 * TR]),
        ("hs 45 thu 2tr hay 3tr", [2 * TR, 3 * TR]),
    ],
)
def test_a_doubtful_sum_is_asked_about(text: str, sums: list[int]) -> None:
    (meant,) = read(text)
    assert dict(meant.slots) == {"case": "45", "action": "collect"}
    assert [dict(other.slots) for other in meant.alternatives] == [
        {"case": "45", "action": "collect", "amount": amount} for amount in sums
    ]


@pytest.mark.parametrize(
    "text",
    ["hs 45 đã chi trả chưa vậy ta", "hs 45 giao tài sản được chưa hè", "hs 45 kê biên chưa em",
     "45 đình chỉ hay tạm đình chỉ vậy", "sao hs 45 tới giờ chưa xong vậy", "vụ 45 tới mô rồi"],
)  # fmt: skip
def test_questions_are_no_reports(text: str) -> None:
    assert read(text) == []


def test_each_case_has_what_is_said_of_it() -> None:
    meant = read("hs 9/2025 thu 2tr hs 10/2025 chua nop dong nao")
    assert [dict(one.slots) for one in meant] == [
        {"case": "9/2025", "action": "collect", "amount": 2 * TR},
        {"case": "10/2025", "action": "note", "note": "chua nop dong nao"},
    ]
    meant = read("hs 45/2025, 46/2025 thu lần lượt 5tr và 10tr")
    assert [(one.slots["case"], one.slots["amount"]) for one in meant] == [
        ("45/2025", 5 * TR),
        ("46/2025", 10 * TR),
    ]
    meant = read("hs 45 thu 10tr 46 thu 20tr")
    assert [(one.slots["case"], one.slots["amount"]) for one in meant] == [("45", 10 * TR), ("46", 20 * TR)]
    meant = read("thu 3tr hs 220 thu 15tr hs 221")
    assert [(one.slots["case"], one.slots["amount"]) for one in meant] == [("220", 3 * TR), ("221", 15 * TR)]


def test_a_case_talked_about_before() -> None:
    (meant,) = read("thu thêm 7 triệu ạ", "118/2025")
    assert dict(meant.slots) == {"case": "118/2025", "action": "collect", "amount": 7 * TR}
