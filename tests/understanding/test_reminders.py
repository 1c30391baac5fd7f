"""A person's own reminders, said on a Friday: 12 September 2025, 07:25."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.understand import understand
from tests.understanding.samples import NOW, bare, plain

REMINDERS: list[tuple[str, dict[str, Any]]] = [
    ("nhắc tôi 7h30 sáng mai họp giao ban", {"at": "07:30", "on": "2025-09-13", "note": "họp giao ban"}),
    ("hai giờ rưỡi chiều nay nhắc em gọi kho bạc",
     {"at": "14:30", "on": "2025-09-12", "note": "gọi kho bạc"}),
    ("chiều thứ ba 2h nhắc tôi đi thẩm định giá vụ 88/2025",
     {"at": "14:00", "on": "2025-09-16", "case": "88/2025", "note": "đi thẩm định giá"}),
    ("nhắc tôi thứ tư này lúc 8:15", {"at": "08:15", "on": "2025-09-17"}),
    ("chiều nào cũng 4h nhắc em", {"at": "16:00", "every": "day"}),
    ("mỗi chiều 4 rưỡi nhắc tôi ghi tiến độ", {"at": "16:30", "every": "day", "note": "ghi tiến độ"}),
    ("ngày làm việc nào cũng nhắc tôi lúc 7h kém 10", {"at": "06:50", "every": "weekday"}),
    ("t2-t6 8h nhắc em nhé", {"at": "08:00", "every": "weekday"}),
    ("từ thứ hai đến thứ sáu 17h nhắc tôi", {"at": "17:00", "every": "weekday"}),
    ("cứ thứ sáu 4h chiều nhắc em", {"at": "16:00", "every": "week", "weekday": 5}),
    ("sáng thứ hai nào cũng 8h nhắc tôi", {"at": "08:00", "every": "week", "weekday": 1}),
    ("chủ nhật hằng tuần lúc 3 rưỡi chiều nhắc em", {"at": "15:30", "every": "week", "weekday": 7}),
    ("mỗi tuần nhắc tôi một bữa", {"every": "week"}),
    ("1 tiếng rưỡi nữa nhắc em gọi lại cho đương sự",
     {"at": "08:55", "on": "2025-09-12", "note": "gọi lại cho đương sự"}),
    ("3 ngày nữa nhắc tôi việc 45/2025", {"on": "2025-09-15", "case": "45/2025"}),
    ("nhắc việc 45 ngày mai", {"on": "2025-09-13", "case": "45"}),
    ("nhắc tôi 5/10 việc 58/2025 hết hạn hoãn",
     {"on": "2025-10-05", "case": "58/2025", "note": "hết hạn hoãn"}),
    ("nhắc em nhớ gọi chị Lan lúc 9h", {"at": "09:00", "note": "gọi chị Lan"}),
    ("nhắc em mai 9h họp với viện kiểm sát",
     {"at": "09:00", "on": "2025-09-13", "note": "họp với viện kiểm sát"}),
    ("ngày kia nhắc tôi việc 12/2025 đi xác minh",
     {"on": "2025-09-14", "case": "12/2025", "note": "đi xác minh"}),
    ("nhắc tôi chiều mai 2h đến tòa án nhé em", {"at": "14:00", "on": "2025-09-13", "note": "đến tòa án"}),
    ("nhắc anh 8h sáng mai họp", {"at": "08:00", "on": "2025-09-13", "note": "họp"}),
    ("hằng ngày 17h nhắc tôi đến cuối tháng", {"at": "17:00", "every": "day", "until": "2025-09-30"}),
    ("bật nhắc hằng ngày lúc 7h", {"at": "07:00", "every": "day"}),
    ("khỏi nhắc tôi nữa", {"off": True}),
    ("không cần nhắc nữa", {"off": True}),
    ("tắt nhắc việc 45", {"off": True, "case": "45"}),
    ("tắt nhắc tuần này", {"off": True, "until": "2025-09-14"}),
    ("tạm dừng nhắc nhở đến thứ tư", {"off": True, "until": "2025-09-17"}),
    ("tới 2/10 đừng nhắc tôi", {"off": True, "until": "2025-10-02"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slots"), REMINDERS)
def test_reminders(text: str, slots: dict[str, Any]) -> None:
    assert plain(understand(text, NOW)) == {"intent": "remind_me", "slots": slots}


@pytest.mark.parametrize(("text", "slots"), REMINDERS)
def test_reminders_without_marks(text: str, slots: dict[str, Any]) -> None:
    assert bare(plain(understand(bare(text), NOW))) == {"intent": "remind_me", "slots": bare(slots)}
