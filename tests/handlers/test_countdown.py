"""How long until the work year closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.sample import EXECUTOR, NOW, Chat

Talk = Callable[..., Chat]


def test_days_and_working_days(chat: Talk) -> None:
    reply = chat(EXECUTOR).say("còn mấy ngày nữa hết năm công tác")
    assert reply.headline == "Còn 18 ngày (12 ngày làm việc) nữa là hết năm công tác"
    assert reply.figures == {"ends": "2025-09-30", "days_left": 18, "working_days_left": 12}


def test_fifteen_days_on_the_fifteenth(chat: Talk) -> None:
    assert chat(EXECUTOR, now=NOW + timedelta(3)).mean("countdown").figures["days_left"] == 15


def test_the_last_day_and_the_first(chat: Talk) -> None:
    last, first = (chat(EXECUTOR, now=NOW + timedelta(days)).mean("countdown") for days in (18, 19))
    assert last.headline == "Hôm nay là ngày cuối của năm công tác (30/9/2025)"
    assert first.figures == {
        "ends": "2026-09-30",
        "days_left": 364,
        "working_days_left": first.figures["working_days_left"],
    }
