"""Short messages that lean on the one before: "còn tiền?", "kv6 thì sao", "vẽ biểu đồ đi", "9h đi"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core.intent import Intent
from bot.understanding.facts import Facts
from bot.understanding.match import Guess
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reminders import reminder
from bot.understanding.scopes import scope_of
from bot.understanding.slots import SLOTS, slots
from bot.understanding.updates import updates

ASKING = frozenset({"standing", "ranking", "cases", "forecast", "compare", "chart", "agenda",
                    "deadlines", "history", "held_money", "receipts", "findings", "case", "update",
                    "directives", "report", "draft_telegram", "acknowledge", "remind_me"})  # fmt: skip
_SURE = 0.8
_ON_A_CASE = frozenset({"case", "update"})
_KEPT = frozenset({"scope", "metric", "category", "of"})
_BY_NUMBER = {"history": "case", "nudge": "case", "remind_me": "case", "undo": "case",
              "receipts": "directive", "acknowledge": "directive", "directives": "directive"}  # fmt: skip
"""Intents that ask about, or do something with, the one case or directive before."""
_CHANGES = frozenset({"chart", "compare", "forecast", "draft_telegram"})
_IF_LEANING = frozenset({"agenda", "standing", "ranking", "cases", "deadlines", "held_money", "findings"})
"""Complete by themselves, unless a word joins them to what was said ("vậy nên làm gì")."""
_LONGEST = 7
"""Words of a sentence that can lean on another without saying so."""
_FRAGMENT = 5
_LONGEST_TURN = 9
_NEVER = re.compile(r"(?!)")
_FIGURES = frozenset({"standing", "ranking", "compare", "chart", "forecast", "cases", "held_money", "agenda"})
_OF_CASE = frozenset({"case", "update", "history", "nudge"})
_OF_DIRECTIVE = frozenset({"directives", "receipts", "acknowledge"})
_TURNS = {
    "receipts": _OF_DIRECTIVE, "directives": _OF_DIRECTIVE, "history": _OF_CASE,
    "report": _FIGURES | {"receipts"}, "chart": _FIGURES, "compare": _FIGURES, "forecast": _FIGURES,
    "draft_telegram": _FIGURES, "agenda": _FIGURES, "countdown": _FIGURES, "nudge": _FIGURES | _OF_CASE,
}  # fmt: skip
"""Behind which intents a fragment may turn to which other."""


def joined(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """The meaning together with the one before; None where the sentence stands by itself."""
    if after.name not in ASKING or (_is_foreign(best) and not _asks_content(found, after)):
        return None
    if after.name == "remind_me":
        return _reminded(found, best, after)
    best = _turned(found, best, after) or best
    return (
        _of_case(found, best, after)
        or _of_number(found, after)
        or _changed(found, best, after)
        or _continued(found, best, after)
    )


def _is_foreign(best: Guess | None) -> bool:
    return best is not None and best.intent == "unknown" and best.score >= _SURE


def _asks_content(found: Facts, after: Intent) -> bool:
    """ "nội dung là gì vậy" asks of the directive before, and is no question about the world."""
    return after.name in _OF_DIRECTIVE and found.plain.has(phrasebook().choice("turn")["directives"])


def _turned(found: Facts, best: Guess | None, after: Intent) -> Guess | None:
    """What a fragment asks that no rule is sure of: "cho cái hình đi", "nội dung?"."""
    if (best and best.score >= _SURE and not _is_foreign(best)) or len(
        found.text.text.split()
    ) > _LONGEST_TURN:
        return None
    for intent, says in phrasebook().choice("turn").items():
        if intent != after.name and after.name in _TURNS[intent] and found.plain.has(says):
            return Guess(intent, _SURE)
    return None


def _says(found: Facts, name: str) -> bool:
    says = phrasebook().lists[name]
    return found.plain.has(says) or found.text.has(says)


def _leans(found: Facts) -> bool:
    """ "còn kv6?", "kv6 thì sao", "chỉ án tín dụng thôi": a fragment."""
    return _says(found, "leaning") or _says(found, "continuing")


def _hangs_on(found: Facts) -> bool:
    """Whether it begins with "vậy", "thế", "rứa"."""
    first = found.sentence.tokens[0].key if found.sentence.tokens else ""
    return first in {"vay", "the", "thế", "rua", "rứa", "vậy", "thi"} or _says(found, "that_one")


def _own(name: str, found: Facts) -> dict[str, Any]:
    """The slots of a fragment: a group is named, never guessed from a lone "phòng" or "tỉnh"."""
    own = reminder(found.sentence, found.now) if name == "remind_me" else slots(name, found)
    named = scope_of(found.text)
    if "scope" in own and own["scope"] != named:
        own = {**own, "scope": named} if named else _without(own, "scope")
    if name == "ranking" and not any(map(found.plain.has, phrasebook().choice("rank_order").values())):
        own = _without(own, "order")
    return own


def _without(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {slot: value for slot, value in values.items() if slot not in names}


def _of_case(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """ "thế 46/2025", and questions about the case before: "vụ đó tới đâu rồi"."""
    if after.name not in _ON_A_CASE and not _asks_of_it(found, after):
        return None
    other = found.text.first("case")
    if other:
        return Intent("case", {"case": other}, 0.9) if _says(found, "only_case") else None
    case = after.slots.get("case")
    if case and best and best.intent == "cases" and _says(found, "that_one"):
        return _reported(found, str(case))
    free = best is None or best.score < _SURE or best.intent == "case" or _asks_of_it(found, after)
    asks = _says(found, "asks") and not _says(found, "denied")
    if not case or not free or not asks or scope_of(found.text):
        return None
    return Intent("case", {"case": case}, 0.9) if len(found.text.text.split()) <= _LONGEST else None


def _reported(found: Facts, case: str) -> Intent | None:
    """ "vụ này hoãn tới 5/10": a report on the case before, no list of cases."""
    reports = updates(found.sentence, found.now, case)
    done = len(reports) == 1 and reports[0].slots.get("action") != "note"
    return reports[0] if done else None


def _asks_of_it(found: Facts, after: Intent) -> bool:
    """ "thế giờ nó ra sao rồi" behind the history of a case asks about the case."""
    there = after.name in {"history", "nudge"} and "case" in after.slots
    return there and not found.text.found.get("date") and _says(found, "it")


def _of_number(found: Facts, after: Intent) -> Intent | None:
    """ "còn cái 13?" behind a question about directive 12."""
    if after.name not in {"directives", "receipts", "acknowledge"}:
        return None
    hit = found.text.hit(phrasebook().lists["only_number"])
    numbers = [word for word in hit.words if word.isdigit()] if hit else []
    if hit and not numbers and not found.plain.sentence.tokens[0].raw.isdigit():
        numbers = [str(found.text.first("case"))]
    name = "directives" if after.name == "acknowledge" else after.name
    return (
        Intent(name, {**_without(after.slots, "pending"), "directive": numbers[0]}, 0.9) if numbers else None
    )


def _changed(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """Another intent that keeps what it has in common with the one before."""
    if best is None or best.intent == after.name or len(found.text.text.split()) > _LONGEST_TURN:
        return None
    own = _own(best.intent, found)
    if best.intent == "report":
        return _report(own, after)
    if best.intent in _BY_NUMBER:
        return _same_number(best.intent, found, own, after)
    hangs = (
        after.name not in _ON_A_CASE
        and best.intent in _IF_LEANING
        and best.score >= _SURE
        and _hangs_on(found)
        and not _leans(found)
    )
    turns = best.score == _SURE and found.plain.has(phrasebook().choice("turn").get(best.intent, _NEVER))
    if "scope" in own or found.text.first("case") or not (hangs or turns or best.intent in _CHANGES):
        return None
    kept = {slot: value for slot, value in after.slots.items()
            if slot in _KEPT and slot in SLOTS[best.intent]}  # fmt: skip
    return Intent(best.intent, {**kept, **own}, 0.9)


def _report(own: dict[str, Any], after: Intent) -> Intent | None:
    """ "xuất ra excel đi": the list before as a file."""
    if own.keys() - {"scope"}:
        return None
    kind = {"cases": "old_cases" if "min_years" in after.slots else "cases",
            "ranking": "ranking", "receipts": "receipts"}.get(after.name)  # fmt: skip
    kept = {"scope": after.slots["scope"]} if "scope" in after.slots else {}
    return Intent("report", {**({"kind": kind} if kind else {}), **kept, **own}, 0.9)


def _same_number(name: str, found: Facts, own: dict[str, Any], after: Intent) -> Intent | None:
    """The case or the directive before, where the sentence names none: "xem lịch sử", "ai chưa nhận"."""
    slot = _BY_NUMBER[name]
    complete = slot in own or "pending" in own or (name == "remind_me" and "note" in own)
    if (complete or name == "undo") and not (slot not in own and _says(found, "that_one")):
        return None
    kept = {slot: after.slots[slot]} if slot in after.slots else {}
    if name == "history" and "scope" in own:
        kept = {}
    if name == "nudge" and "scope" not in own and isinstance(after.slots.get("scope"), dict):
        kept["scope"] = after.slots["scope"]
    return Intent(name, {**kept, **own}, 0.9) if kept else None


def _continued(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """The same question with another slot."""
    if after.name in _ON_A_CASE or after.name == "acknowledge":
        return None
    own, leans = _own(after.name, found), _leans(found)
    same = best is not None and best.intent == after.name
    if same and after.name == "receipts" and "directive" not in own and not _says(found, "telegram"):
        leans = True
    if same and _hangs_on(found) and "scope" not in own:
        leans = True
    if same and not leans:
        return None
    if after.slots.get("count_only") and not own and _says(found, "listing"):
        return Intent(after.name, _without(after.slots, "count_only"), 0.9)
    if best is None and after.name == "receipts" and found.plain.has(phrasebook().choice("turn")["receipts"]):
        leans, own = True, own or dict(after.slots)
    if not own or ("case" in after.slots and not leans):
        return None
    return _merged(found, own, after) if leans or _hardly_asks(found, best) else None


def _hardly_asks(found: Facts, best: Guess | None) -> bool:
    """Whether no rule is sure of it, and little is said besides the slots."""
    words = [word for word in found.text.text.split() if word[0] != "{"]
    return (best is None or best.score < _SURE) and len(words) <= _FRAGMENT


def _merged(found: Facts, own: dict[str, Any], after: Intent) -> Intent:
    if _says(found, "some_only"):
        own = _without(own, "count_only")
    if _says(found, "leaving_out"):
        return Intent(after.name, _without(after.slots, *own), 0.9)
    rivals = dict(_RIVALS)
    if _says(found, "instead"):
        rivals.update(_BOUNDS)
    kept = {slot: value for slot, value in after.slots.items()
            if slot in SLOTS.get(after.name, ())
            and not any(slot in rivals.get(said, ()) for said in own)}  # fmt: skip
    return Intent(after.name, {**kept, **own}, 0.9)


def _reminded(found: Facts, best: Guess | None, after: Intent) -> Intent | None:
    """ "9h đi", "đổi sang thứ sáu", "thôi tắt đi": the reminder before, changed."""
    if best and best.intent not in {"remind_me", "cancel"} and best.score >= _SURE:
        return None
    if _says(found, "switched_off"):
        return Intent("remind_me", {"off": True}, 0.9)
    own = reminder(found.sentence, found.now)
    if not own or "off" in own or "note" in own or _says(found, "remind_verb"):
        return None
    if "on" in own and "weekday" in after.slots and "every" not in own:
        own = _other_weekday(found, own)
    kept = {slot: value for slot, value in after.slots.items()
            if slot != "off" and not any(slot in _TIMES.get(said, ()) for said in own)}  # fmt: skip
    return Intent("remind_me", {**kept, **own}, 0.9)


def _other_weekday(found: Facts, own: dict[str, Any]) -> dict[str, Any]:
    """ "thứ hai đi", where every Friday was said, is every Monday."""
    date = found.text.first("date")
    if date is None or date.name != "weekday":
        return own
    weekday = date.future.point.isoweekday()
    return {**_without(own, "on"), "weekday": weekday}


_RIVALS: dict[str, frozenset[str]] = {
    "order": frozenset({"order", "below_target"}),
    "below_target": frozenset({"order", "below_target"}),
    "idle_days": frozenset({"order"}),
    "overdue": frozenset({"days"}),
    "days": frozenset({"overdue"}),
    "directive": frozenset({"pending"}),
    "pending": frozenset({"directive"}),
}
"""What a slot that is said puts out of force."""
_BOUNDS: dict[str, frozenset[str]] = {
    "max_years": frozenset({"min_years"}),
    "min_years": frozenset({"max_years"}),
    "max_amount": frozenset({"min_amount"}),
    "min_amount": frozenset({"max_amount"}),
}
"""With "thì sao" another range is asked about; without, the one before is narrowed."""
_TIMES: dict[str, frozenset[str]] = {
    "on": frozenset({"every", "weekday", "until"}),
    "every": frozenset({"on", "weekday"}),
    "weekday": frozenset({"on"}),
}
