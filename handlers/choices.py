"""Meanings to choose from, as buttons; where two ask for the same, a label says what sets them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from bot.core.intent import Intent
from bot.core.reply import Button
from handlers import buttons, heard, terms, wording
from handlers.words import Words

CHOICES = 3


def choices(say: Words, meanings: Iterable[Intent], beside: Iterable[Intent] = ()) -> list[Button]:
    """At most three, each once; `beside` are meanings that are not offered but must not look the same."""
    offered = _distinct(meanings)
    known = [*offered, *beside]
    labelled = ((_label(say, one, known), one) for one in offered)
    return [buttons.button(label, one.name, **one.slots) for label, one in labelled if label][:CHOICES]


def _distinct(meanings: Iterable[Intent]) -> list[Intent]:
    found: list[Intent] = []
    for one in meanings:
        if all((one.name, dict(one.slots)) != (other.name, dict(other.slots)) for other in found):
            found.append(one)
    return found


def _label(say: Words, one: Intent, known: list[Intent]) -> str:
    """What is asked; among several of that kind, only what differs: a label is short."""
    alike = [other for other in known if other.name == one.name]
    names = dict.fromkeys(name for other in alike for name in other.slots)
    differing = [
        name for name in names if any(other.slots.get(name) != one.slots.get(name) for other in alike)
    ]
    said = [value(say, name, one.slots[name]) for name in differing if name in one.slots]
    return ", ".join(said) or what(say, one)


def value(say: Words, slot: str, given: Any) -> str:
    """The value of a slot in words; sums in full, since a zero more or less is what is asked about."""
    worded = _VALUES.get(slot)
    several = given if isinstance(given, list) else [given]
    return ", ".join(worded(say, one) if worded else str(one) for one in several)


def _scope(say: Words, given: Any) -> str:
    if isinstance(given, dict):
        return str(given.get("person") or given.get("unit") or "")
    return {
        "me": say("Của tôi"),
        "my_unit": say("Đơn vị tôi"),
        "province": say("Toàn tỉnh"),
        "country": say("Toàn quốc"),
    }.get(given, str(given))


def _day(say: Words, given: Any) -> str:
    return wording.day(say, date.fromisoformat(given))


_VALUES: dict[str, Callable[[Words, Any], str]] = {
    "amount": wording.money_in_full,
    "min_amount": lambda say, given: say("từ {amount}", amount=wording.money_in_full(say, given)),
    "max_amount": lambda say, given: say("đến {amount}", amount=wording.money_in_full(say, given)),
    "scope": _scope,
    "metric": heard.about,
    "case": lambda say, given: say("việc {number}", number=str(given)),
    "category": terms.category,
    "status": terms.wanted_status,
    "as_of": lambda say, given: say("đến {day}", day=_day(say, given)),
    "since": lambda say, given: say("từ {day}", day=_day(say, given)),
    "on": _day,
    "due": _day,
}


def what(say: Words, intent: Intent) -> str:
    """What was meant, in a few words; nothing for what was not understood."""
    return {
        "standing": say("kết quả so chỉ tiêu"),
        "ranking": say("xếp hạng"),
        "cases": say("danh sách việc"),
        "case": say("xem một việc"),
        "countdown": say("còn bao nhiêu ngày"),
        "compare": say("so với kỳ trước"),
        "forecast": say("khả năng đạt chỉ tiêu"),
        "agenda": say("việc nên làm trước"),
        "deadlines": say("thời hạn sắp đến"),
        "chart": say("vẽ biểu đồ"),
        "history": say("tiến độ đã báo"),
        "held_money": say("tiền đang giữ"),
        "directives": say("chỉ đạo, công điện"),
        "receipts": say("ai chưa nhận chỉ đạo"),
        "findings": say("kết luận kiểm tra"),
        "acknowledge": say("xác nhận đã nhận chỉ đạo"),
        "broadcast": say("gửi chỉ đạo"),
        "nudge": say("đôn đốc"),
        "remind_me": say("nhắc việc"),
        "draft_telegram": say("soạn công điện"),
        "report": say("làm báo cáo"),
        "update": say("báo tiến độ"),
        "updates": say("báo tiến độ nhiều việc"),
        "help": say("Trợ giúp"),
        "whoami": say("tôi là ai"),
    }.get(intent.name, "")
