"""Where a figure comes from, how old it is, and by which decision it is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers import sources
from handlers.words import words
from thads_data.standings import Sourced

say = words("vi")
DAY = date(2025, 9, 12)
STATISTICS = Sourced(DAY, "statistics", datetime(2025, 9, 12, 0, 5, tzinfo=UTC), DAY, ("252/QĐ-CTHADS",))


def test_statistics_name_their_day_and_the_decision() -> None:
    assert sources.of_figures(say, STATISTICS, DAY) == (
        "Nguồn: thống kê đến 12/9/2025; chỉ tiêu theo 252/QĐ-CTHADS",
    )


def test_a_register_names_when_it_was_imported_too() -> None:
    register = replace(STATISTICS, source="register", targets=())
    assert sources.of_figures(say, register, DAY) == ("Nguồn: sổ thụ lý đến 12/9/2025, nhập 07:05 12/9",)


def test_many_decisions_are_cut() -> None:
    many = replace(STATISTICS, targets=("1/QĐ", "2/QĐ", "3/QĐ"))
    assert sources.of_figures(say, many, DAY)[0].endswith("chỉ tiêu theo 1/QĐ, 2/QĐ…")


def test_offices_that_lag_behind_are_told() -> None:
    lagging = replace(STATISTICS, oldest_as_of=date(2025, 9, 5))
    assert sources.of_figures(say, lagging, DAY)[1:] == ("Có đơn vị mới có số liệu đến 5/9/2025",)


def test_old_figures_are_warned_of() -> None:
    assert sources.of_figures(say, STATISTICS, date(2025, 9, 15))[1:] == ()
    assert sources.of_figures(say, STATISTICS, date(2025, 9, 16))[1:] == (
        "⚠ Số liệu đã cũ 4 ngày, anh/chị kiểm tra lại trước khi dùng",
    )
