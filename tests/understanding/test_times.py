"""Times of the day in every notation."""

from __future__ import annotations

import pytest

from bot.understanding.times import parse_time
from tests.understanding.samples import bare

TIMES = [
    ("8h", "08:00"), ("8h30", "08:30"), ("8 giờ 30 phút", "08:30"), ("8h30p", "08:30"), ("8g15", "08:15"),
    ("08h00", "08:00"), ("8 giờ rưỡi", "08:30"), ("8 rưỡi sáng", "08:30"), ("lúc 3 rưỡi", "03:30"),
    ("9h kém 15", "08:45"), ("kém 15 phút 9 giờ", "08:45"), ("9 giờ thiếu 10", "08:50"),
    ("sáng 8h", "08:00"), ("chiều 3h30", "15:30"), ("chiều 3 rưỡi", "15:30"), ("8h tối", "20:00"),
    ("trưa 12h", "12:00"), ("12h đêm", "00:00"), ("nửa đêm", "00:00"), ("1h trưa", "13:00"),
    ("8am", "08:00"), ("5 pm", "17:00"), ("5:30 pm", "17:30"), ("mười lăm giờ ba mươi", "15:30"),
    ("bảy giờ mười lăm", "07:15"), ("chín rưỡi sáng", "09:30"), ("tầm 9h", "09:00"), ("đúng 7h", "07:00"),
    ("8 giờ đúng", "08:00"), ("8hsáng", "08:00"), ("5hchiều", "17:00"), ("4h chìu", "16:00"),
    ("8.30 sáng", "08:30"), ("8h sáng sớm", "08:00"), ("24h", "00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_times(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_times_without_marks(text: str, time: str) -> None:
    assert parse_time(bare(text)) == time


@pytest.mark.parametrize("text", ["3 rưỡi", "25h", "8h75", "8 triệu rưỡi", "8 việc", "sáng"])
def test_no_times(text: str) -> None:
    assert parse_time(text) is None
