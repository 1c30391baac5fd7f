"""Reports of progress: what was done, what was only planned, which sum, which words are left over.

The reader of reports is asked directly: whether a sentence is a report at all is decided elsewhere.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ("hs 45 chi trả 20tr cho bà Lan", {"action": "pay_out", "amount": 20 * TR, "note": "cho bà Lan"}),
    ("hs 45 thu 20tr để chi trả cho bà Lan",
     {"action": "collect", "amount": 20 * TR, "note": "để chi trả cho bà Lan"}),
    ("hs 45 thu 6tr, 2 người con nộp", {"action": "collect", "amount": 6 * TR, "note": "2 người con nộp"}),
    ("hs 45 thu 6tr của ông Hai", {"action": "collect", "amount": 6 * TR, "note": "của ông Hai"}),
    ("tui thu 6tr hs 45 sáng ni", {"action": "collect", "amount": 6 * TR, "on": "2025-09-12"}),
    ("hs 45 thu xong 6tr", {"action": "collect", "amount": 6 * TR}),
    ("hs 45 nộp nốt 6tr, xong", {"action": "complete", "amount": 6 * TR}),
    ("hs 45 thu 6tr, tháng trước thu 4tr",
     {"action": "collect", "amount": 6 * TR, "note": "tháng trước thu 4tr"}),
    ("hs 45 hôm nay nộp 6tr, 30/9 nộp tiếp 6tr",
     {"action": "collect", "amount": 6 * TR, "on": "2025-09-12", "note": "30/9 nộp tiếp 6tr"}),
    ("hs 45 lũy kế 60tr, hôm nay thu 6tr",
     {"action": "collect", "amount": 6 * TR, "on": "2025-09-12", "note": "lũy kế 60tr"}),
    ("hs 45 bán thành 2 tỷ 1, nộp trước 200tr tiền cọc",
     {"action": "sell", "amount": 2100 * TR, "note": "nộp trước 200tr tiền cọc"}),
    ("hs 45 hoãn tiếp đến 1/12", {"action": "postpone", "until": "2025-12-01"}),
    ("hs 45 tạm đình chỉ theo qđ 33 của tòa", {"action": "suspend", "note": "theo qđ 33 của tòa"}),
    ("hs 45 hết hạn hoãn, đã tiếp tục từ 9/9",
     {"action": "resume", "on": "2025-09-09", "note": "hết hạn hoãn"}),
    ("hs 45 ĐC vì người được thi hành án rút đơn",
     {"action": "terminate", "note": "vì người được thi hành án rút đơn"}),
    ("bác Năm báo nè, hs 45 thu 6tr", {"action": "collect", "amount": 6 * TR}),
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
        "còn 20tr nữa mới xong",
        "xong phần dân sự",
        "25/9 cưỡng chế",
        "tuần sau giao nhà",
        "làm thủ tục kê biên",
        "công ty thẩm định báo phí 5tr",
        "giải tỏa kê biên",
        "khiếu nại quyết định kê biên",
        "vợ đương sự đòi chia tài sản",
        "đương sự chống đối",
        "bị trả ủy thác",
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
        ("hs 45 thu 50tr 218", [50 * TR, 50218000]),
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


Said = tuple[str, str | None, int | None, str | None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hs 45 thu 20tr và chi trả luôn 15tr", [("collect", None, 20, None), ("pay_out", None, 15, None)]),
        ("hs 45 thu 20tr rồi, chi trả 15tr", [("collect", None, 20, None), ("pay_out", None, 15, None)]),
        ("hs 45 thu 20tr hôm 1/9 chi trả 20tr hôm 3/9",
         [("collect", "2025-09-01", 20, None), ("pay_out", "2025-09-03", 20, None)]),
        ("hs 45 hôm qua xác minh và kê biên xe tải",
         [("verify", "2025-09-11", None, None), ("seize", "2025-09-11", None, "xe tải")]),
        ("hs 45 cưỡng chế và giao nhà ngày 4/9",
         [("coerce", "2025-09-04", None, None), ("deliver", "2025-09-04", None, None)]),
        ("hs 45 thẩm định giá 900tr rồi đưa ra đấu giá",
         [("appraise", None, 900, None), ("auction", None, None, None)]),
    ],
)  # fmt: skip
def test_two_actions_on_one_case(text: str, said: list[Said]) -> None:
    found = [dict(one.slots) for one in read(text)]
    assert {one["case"] for one in found} == {"45"}
    sums = [one["amount"] // TR if "amount" in one else None for one in found]
    assert [
        (one["action"], one.get("on"), amount, one.get("note"))
        for one, amount in zip(found, sums, strict=True)
    ] == said


def test_a_sum_alone_is_of_the_action_before() -> None:
    meant = read("chi trả hs 45 10tr, hs 46 5tr")
    assert [(one.slots["case"], one.slots["action"], one.slots["amount"]) for one in meant] == [
        ("45", "pay_out", 10 * TR),
        ("46", "pay_out", 5 * TR),
    ]
    meant = read("tạm đình chỉ 45/2025, hoãn 46/2025 đến 16/10, đình chỉ 47/2025")
    assert [(one.slots["action"], one.slots.get("until")) for one in meant] == [
        ("suspend", None),
        ("postpone", "2025-10-16"),
        ("terminate", None),
    ]


OTHER = [
    "{n} người", "{n} hộ dân", "{n} thửa đất", "{n} cán bộ", "{n} kỳ", "{n} m2", "{n} tầng", "kỳ {n}/36",
    "đợt {n}",    "tầng {n}", "thửa {n} tờ bản đồ số {n}", "biên lai số {n}", "theo QĐ {n}/QĐ-CTHADS",
    "theo quyết định số {n}",
    "công văn {n}", "biển số {n}A", "căn hộ {n}", "sđt 09123{n:05d}", "cccd 0791{n:08d}",
    "0912.3{n:02d}.456",    "hợp đồng số {n}",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 99), st.sampled_from(OTHER), st.integers(1, 99), st.sampled_from([", ", " - ", " ("]))
def test_a_number_of_something_else_is_no_sum_and_no_case(n: int, other: str, tr: int, sign: str) -> None:
    for text in (
        f"hs 345/2025 thu {tr}tr{sign}{other.format(n=n)}",
        f"{other.format(n=n)}, hs 345/2025 thu {tr}tr",
    ):
        (meant,) = read(text)
        assert (meant.slots["case"], meant.slots["action"]) == ("345/2025", "collect"), text
        assert meant.slots["amount"] == tr * TR, text


@pytest.mark.parametrize("said", ["họp hội đồng cưỡng chế", "bàn về việc kê biên", "xem lại quyết định hoãn"])
def test_an_action_that_is_only_spoken_of_is_never_booked(said: str) -> None:
    """A note, or a question; no action without asking."""
    for meant in read(f"hs 45 {said}"):
        assert meant.slots.get("action", "note") == "note"


@pytest.mark.parametrize(
    "said", ["zzqx Tèo 45/2025 abcd", "hs 45 lượm trái mận", "việc 45/2025 hoa rơi cửa phật"]
)
def test_words_that_nobody_knows_book_nothing(said: str) -> None:
    for meant in read(said):
        assert meant.slots.get("action", "note") == "note"
