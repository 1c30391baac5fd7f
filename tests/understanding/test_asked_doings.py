"""Directives, reminders, reports and what else is to be done: what each sentence names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understanding.asking import Asked, slots_of

ASKED: list[Asked] = [
    ("acknowledge", "đã nhận công điện 12", {"directive": "12"}),
    ("acknowledge", "em đã đọc cđ mới nhất", {"directive": "latest"}),
    ("acknowledge", "đã rõ chỉ đạo số 9", {"directive": "9"}),
    ("broadcast", "gửi công điện cho kv1 và kv2", {"scope": [{"unit": "khu vực 1"}, {"unit": "khu vực 2"}]}),
    ("broadcast", "phát công điện toàn tỉnh", {"scope": "province"}),
    ("broadcast", "gửi cđ cho các phòng", {}),
    ("broadcast", "ban hành chỉ đạo tới phòng nghiệp vụ", {"scope": {"unit": "nghiệp vụ"}}),
    ("directives", "công điện mới nhất", {"directive": "latest"}),
    ("directives", "chỉ đạo nào tôi chưa đọc", {"pending": True}),
    ("directives", "cđ 12 nói gì", {"directive": "12"}),
    ("directives", "nội dung công điện số 5/CĐ-CTHADS", {"directive": "5/CĐ-CTHADS"}),
    ("directives", "công điện đang đợi phòng mình phản hồi", {"pending": True}),
    ("directives", "có cđ nào chờ em ký nhận không", {"pending": True}),
    ("directives", "cd chua xn cua toi", {"pending": True}),
    ("directives", "văn bản chỉ đạo vừa gửi", {"directive": "latest"}),
    (
        "draft_telegram",
        "soạn công điện đôn đốc kv2 về tiền",
        {"scope": {"unit": "khu vực 2"}, "metric": "money"},
    ),
    ("draft_telegram", "dự thảo công điện về án tín dụng", {}),
    ("draft_telegram", "viết công điện cho các phòng thấp về việc", {"metric": "cases"}),
    ("draft_telegram", "thảo cđ phòng mình về số tiền", {"scope": "my_unit", "metric": "money"}),
    (
        "nudge",
        "đôn đốc Nguyễn Văn Minh việc 45/2025",
        {"scope": {"person": "Nguyễn Văn Minh"}, "case": "45/2025"},
    ),
    ("nudge", "nhắc anh Hùng làm việc 77/2025", {"scope": {"person": "Hùng"}, "case": "77/2025"}),
    ("nudge", "giục kv4", {"scope": {"unit": "khu vực 4"}}),
    (
        "nudge",
        "hối chị Lan với anh Bảo hồ sơ 12/2025",
        {"scope": [{"person": "Lan"}, {"person": "Bảo"}], "case": "12/2025"},
    ),
    ("nudge", "thúc phòng mình vụ 9/2025", {"scope": "my_unit", "case": "9/2025"}),
    ("nudge", "nhắn Khoa xử lý hs 31/2025", {"scope": {"person": "Khoa"}, "case": "31/2025"}),
    ("nudge", "đôn đốc kv2, kv3", {"scope": [{"unit": "khu vực 2"}, {"unit": "khu vực 3"}]}),
    ("receipts", "ai chưa nhận công điện", {}),
    ("receipts", "phòng nào chưa xác nhận cđ 12", {"directive": "12"}),
    (
        "receipts",
        "kv4 đã đọc công điện mới nhất chưa",
        {"directive": "latest", "scope": {"unit": "khu vực 4"}},
    ),
    ("receipts", "công điện 7 còn ai chưa xem", {"directive": "7"}),
    ("receipts", "danh sách chưa nhận chỉ đạo mới", {"directive": "latest"}),
    (
        "remind_me",
        "hàng tuần cứ thứ 2 lúc 8h sáng nhắc anh kiểm quỹ",
        {"at": "08:00", "weekday": 1, "every": "week", "note": "kiểm quỹ"},
    ),
    ("remind_me", "mỗi chiều 4h nhắc chị ký hồ sơ", {"at": "16:00", "every": "day", "note": "ký hồ sơ"}),
    (
        "remind_me",
        "8h mai nhắc anh Hùng nộp báo cáo",
        {"at": "08:00", "on": "2025-09-13", "note": "anh Hùng nộp báo cáo"},
    ),
    ("remind_me", "nhắc chị mỗi sáng 8h trừ t7 cn", {"at": "08:00", "every": "weekday"}),
    ("remind_me", "8h sáng nhắc tôi mỗi ngày trừ cuối tuần", {"at": "08:00", "every": "weekday"}),
    ("remind_me", "ngày nào cũng nhắc em 7h30 trừ thứ bảy và chủ nhật", {"at": "07:30", "every": "weekday"}),
    ("remind_me", "tới 5/11 thì nhắc em vụ 9/2024", {"on": "2025-11-05", "case": "9/2024"}),
    (
        "remind_me",
        "đến 25 tháng 9 nhớ nhắc tui kê biên vụ 68/2025 nghen",
        {"on": "2025-09-25", "case": "68/2025", "note": "kê biên"},
    ),
    (
        "remind_me",
        "den mung 3 thang 10 nhac toi nop bao cao quy",
        {"on": "2025-10-03", "note": "nop bao cao quy"},
    ),
    ("remind_me", "nhắc tôi đến hết 30/9", {"until": "2025-09-30"}),
    ("remind_me", "hằng ngày 8h nhắc đến 30/9", {"until": "2025-09-30", "at": "08:00", "every": "day"}),
    ("remind_me", "nhớ nhắc tớ lúc 9h tối nhé 😴", {"at": "21:00"}),
    ("remind_me", "8h tối nay nhắc mình gửi mail", {"at": "20:00", "on": "2025-09-12", "note": "gửi mail"}),
    (
        "remind_me",
        "mai 9h nhắc em họp zoom với phòng kv2",
        {"at": "09:00", "on": "2025-09-13", "note": "họp zoom với phòng kv2"},
    ),
    (
        "remind_me",
        "chủ nhật nào cũng vậy, 8 giờ tối nhắc tui nghen",
        {"at": "20:00", "weekday": 7, "every": "week"},
    ),
    (
        "remind_me",
        "thứ sáu nào cũng thế, 15h nhắc tôi nộp báo cáo tuần",
        {"at": "15:00", "weekday": 5, "every": "week", "note": "nộp báo cáo tuần"},
    ),
    (
        "remind_me",
        "8h sáng mai nhắc tui hs 133/2025 cái nghen",
        {"at": "08:00", "on": "2025-09-13", "case": "133/2025"},
    ),
    (
        "remind_me",
        "hs 315/25 nhắc mình 16h30 hôm nay thu 2tr",
        {"at": "16:30", "on": "2025-09-12", "case": "315/2025", "note": "thu 2tr"},
    ),
    (
        "remind_me",
        "mỗi thứ sáu 15h nhắc em hs 624/24 thu 4tr",
        {"at": "15:00", "weekday": 5, "every": "week", "case": "624/2024", "note": "thu 4tr"},
    ),
    (
        "remind_me",
        "15 phút nữa nhắc tôi gọi chị Hoa",
        {"at": "07:40", "on": "2025-09-12", "note": "gọi chị Hoa"},
    ),
    (
        "remind_me",
        "chiều mai 2h30 nhắc e đi xác minh",
        {"at": "14:30", "on": "2025-09-13", "note": "đi xác minh"},
    ),
    ("remind_me", "sáng t2 tuần sau nhac t hop giao ban", {"on": "2025-09-15", "note": "hop giao ban"}),
    (
        "remind_me",
        "nhắc tui 15/3 năm sau vụ 73/2025 hết hạn hoãn",
        {"on": "2026-03-15", "case": "73/2025", "note": "hết hạn hoãn"},
    ),
    (
        "remind_me",
        "nhắc mình trưa thứ năm gọi ông Bình nộp tiền vụ 45/2025",
        {"on": "2025-09-18", "case": "45/2025", "note": "gọi ông Bình nộp tiền"},
    ),
    ("remind_me", "tắt nhắc đi", {"off": True}),
    ("remind_me", "ngưng nhắc tới thứ hai", {"off": True, "until": "2025-09-15"}),
    ("remind_me", "đừng nhắc tôi nữa trong 3 ngày", {"off": True, "until": "2025-09-15"}),
    ("remind_me", "khỏi nhắc tuần này", {"off": True, "until": "2025-09-14"}),
    ("remind_me", "bật nhắc lại cho tôi", {}),
    ("remind_me", "7 rưỡi tối nhắc em nhé", {"at": "19:30"}),
    (
        "remind_me",
        "hôm 20 nhắc tôi đi kê biên việc 81/2025",
        {"on": "2025-09-20", "case": "81/2025", "note": "đi kê biên"},
    ),
    ("report", "báo cáo tháng 8", {"kind": "monthly", "month": "2025-08"}),
    ("report", "bc t7 kv4", {"kind": "monthly", "month": "2025-07", "scope": {"unit": "khu vực 4"}}),
    ("report", "bc thg 6 phòng mình", {"kind": "monthly", "month": "2025-06", "scope": "my_unit"}),
    (
        "report",
        "báo cáo tháng trước của kv1",
        {"kind": "monthly", "month": "2025-08", "scope": {"unit": "khu vực 1"}},
    ),
    ("report", "bao cao thang nay", {"kind": "monthly", "month": "2025-09"}),
    ("report", "xuất danh sách án trên 1 năm ra excel", {"kind": "old_cases"}),
    ("report", "tải bảng xếp hạng", {"kind": "ranking"}),
    ("report", "in danh sách chưa nhận công điện 12", {"kind": "receipts"}),
    ("report", "xuất file án tín dụng của tôi", {"kind": "cases", "scope": "me"}),
    ("report", "excel ds việc hoãn kv3", {"kind": "cases", "scope": {"unit": "khu vực 3"}}),
    ("report", "cho xin file xếp hạng chv", {"kind": "ranking"}),
    ("report", "báo cáo tháng 12 năm ngoái", {"kind": "monthly", "month": "2024-12"}),
    ("report", "bc t10", {"kind": "monthly", "month": "2024-10"}),
    (
        "report",
        "xuất pdf báo cáo tháng tám toàn tỉnh",
        {"kind": "monthly", "month": "2025-08", "scope": "province"},
    ),
    ("undo", "hoàn tác việc 45/2025", {"case": "45/2025"}),
    ("undo", "ghi nhầm vụ 12 rồi, bỏ đi", {"case": "12"}),
    ("nudge", "ping Bảo Thy hs 18/2025 giúp anh", {"scope": {"person": "Bảo Thy"}, "case": "18/2025"}),
    ("nudge", "hối thằng Tín làm hs 52/2025 lẹ lên", {"scope": {"person": "Tín"}, "case": "52/2025"}),
    (
        "nudge",
        "thúc giục cả Lan và Hưng vụ 61/2025",
        {"scope": [{"person": "Lan"}, {"person": "Hưng"}], "case": "61/2025"},
    ),
    ("nudge", "đôn đốc em Nhung vụ 28/2025", {"scope": {"person": "Nhung"}, "case": "28/2025"}),
    (
        "nudge",
        "nhắc chấp hành viên Mạc Thị Huệ việc 31/2024",
        {"scope": {"person": "Mạc Thị Huệ"}, "case": "31/2024"},
    ),
    ("report", "xuất bảng xếp hạng các đơn vị vs", {"kind": "ranking"}),
    ("directives", "có chỉ đạo nào đang chờ tôi xác nhận", {"pending": True}),
    ("directives", "co chi dao nao dang cho toi xac nhan", {"pending": True}),
    ("draft_telegram", "soạn dùm cái công điện đôn đốc điii", {}),
]


@pytest.mark.parametrize(("intent", "text", "expected"), ASKED)
def test_what_is_named(intent: str, text: str, expected: dict[str, Any]) -> None:
    assert slots_of(intent, text) == expected
