"""The small print: where a figure comes from, how old it is, and which decision set the target."""

from __future__ import annotations

from datetime import date, datetime

from handlers import wording
from handlers.words import Words
from thads_data.standings import Sourced

OLD_AFTER_DAYS = 3
# More decisions than this would push the answer off a phone.
DECISIONS = 2


def of_figures(say: Words, sourced: Sourced, day: date) -> tuple[str, ...]:
    """Source line, offices that lag behind, and a warning where the figures are old on `day`."""
    lines = [_source(say, sourced) + _targets(say, sourced.targets)]
    if sourced.oldest_as_of < sourced.as_of:
        oldest = wording.day(say, sourced.oldest_as_of)
        lines.append(say("Có đơn vị mới có số liệu đến {day}", day=oldest))
    return (*lines, *_age(say, sourced.as_of, day))


def of_register(say: Words, as_of: date, imported_at: datetime, day: date) -> tuple[str, ...]:
    """One line, the warning in it: a list needs the others."""
    warning = say(" ⚠ đã cũ {days} ngày", days=(day - as_of).days) if _is_old(as_of, day) else ""
    return (_register(say, as_of, imported_at) + warning,)


def _source(say: Words, sourced: Sourced) -> str:
    if sourced.source == "register":
        return _register(say, sourced.as_of, sourced.imported_at)
    return say("Nguồn: thống kê đến {day}", day=wording.day(say, sourced.as_of))


def _register(say: Words, as_of: date, imported_at: datetime) -> str:
    until, at = wording.day(say, as_of), wording.moment(say, imported_at)
    return say("Nguồn: sổ thụ lý đến {day}, nhập {at}", day=until, at=at)


def _targets(say: Words, decisions: tuple[str, ...]) -> str:
    if not decisions:
        return ""
    shown = ", ".join(decisions[:DECISIONS]) + ("…" if len(decisions) > DECISIONS else "")
    return say("; chỉ tiêu theo {decisions}", decisions=shown)


def _age(say: Words, as_of: date, day: date) -> tuple[str, ...]:
    if not _is_old(as_of, day):
        return ()
    days = (day - as_of).days
    return (say("⚠ Số liệu đã cũ {days} ngày, anh/chị kiểm tra lại trước khi dùng", days=days),)


def _is_old(as_of: date, day: date) -> bool:
    return (day - as_of).days > OLD_AFTER_DAYS
