"""Which cases are meant: from slots to a filter, and back into words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.intent import Slots
from handlers import scopes, terms, wording
from handlers.words import Words
from thads_data.register import CaseFilter

_SAME = ("status", "category", "min_years", "max_years", "min_amount", "max_amount", "idle_days")


def of(slots: Slots) -> CaseFilter:
    return CaseFilter(
        **{name: slots[name] for name in _SAME if name in slots}, since=scopes.day(slots, "since")
    )


def is_about_idleness(slots: Slots) -> bool:
    return "idle_days" in slots or slots.get("order") == "idlest"


def heard(say: Words, slots: Slots) -> Iterator[str]:
    """Each condition in words, in the order in which people say them."""
    if "status" in slots:
        yield terms.wanted_status(say, slots["status"])
    if "category" in slots:
        yield terms.category(say, slots["category"])
    yield from _years(say, slots)
    yield from _amounts(say, slots)
    if "idle_days" in slots:
        yield say("{days} ngày chưa tác nghiệp", days=slots["idle_days"])
    if since := scopes.day(slots, "since"):
        yield say("từ {day}", day=wording.day(say, since))
    if "order" in slots:
        yield _order(say, slots["order"])


def _years(say: Words, slots: Slots) -> Iterator[str]:
    if "min_years" in slots:
        yield say("trên {years}", years=wording.years(say, slots["min_years"]))
    if "max_years" in slots:
        yield say("không quá {years}", years=wording.years(say, slots["max_years"]))


def _amounts(say: Words, slots: Slots) -> Iterator[str]:
    if "min_amount" in slots:
        yield say("từ {amount}", amount=wording.money(say, slots["min_amount"]))
    if "max_amount" in slots:
        yield say("không quá {amount}", amount=wording.money(say, slots["max_amount"]))


def _order(say: Words, order: str) -> str:
    return {
        "oldest": say("cũ nhất trước"),
        "newest": say("mới nhất trước"),
        "largest": say("lớn nhất trước"),
        "smallest": say("nhỏ nhất trước"),
        "idlest": say("lâu chưa tác nghiệp nhất trước"),
    }.get(order, "")
