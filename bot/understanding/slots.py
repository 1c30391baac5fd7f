"""The slots of each intent, and how each is read from the facts of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.understanding.dates import Dated
from bot.understanding.durations import Duration
from bot.understanding.facts import Bound, Facts
from bot.understanding.numbers import COUNT, whole
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.scopes import is_owner, scope_of
from bot.understanding.text import fold

SLOTS: dict[str, tuple[str, ...]] = {
    "standing": ("scope", "metric", "category", "as_of"),
    "ranking": ("of", "order", "limit", "below_target", "scope", "metric"),
    "cases": ("scope", "min_years", "max_years", "min_amount", "max_amount", "idle_days", "category",
              "status", "since", "order", "limit", "count_only"),
    "case": ("case",),
    "countdown": (),
    "forecast": ("scope", "metric"),
    "agenda": ("scope", "limit"),
    "deadlines": ("scope", "days", "step", "overdue"),
    "compare": ("scope", "metric", "as_of"),
    "chart": ("scope", "metric", "of"),
    "history": ("scope", "case", "since"),
    "held_money": ("scope", "min_days"),
    "directives": ("pending", "directive"),
    "receipts": ("directive", "scope"),
    "findings": ("scope",),
    "undo": ("case",),
    "acknowledge": ("directive",),
    "broadcast": ("scope",),
    "nudge": ("scope", "case"),
    "draft_telegram": ("scope", "metric"),
    "report": ("kind", "month", "scope"),
    "choose": ("n",),
}  # fmt: skip
_COUNTED = re.compile(
    rf"(?<= )(?P<n>{COUNT})(?:(?:viec|vu|án|an|ho so|chap hanh vien|phong|don vi|khu vuc|tinh|tỉnh|nguoi"
    r"|can bo|dong chi|chi cuc|dau viec|cai|ban|dua|anh em|don) "
    r"|(?=thap nhat|cao nhat|lớn|lon nhat|kem nhat))"
)
_TOP = re.compile(rf"(?<= )(?:top|tốp) (?P<n>{COUNT})")
_TAKEN = re.compile(
    rf"(?<= )(?:lay|chon|gioi han|xem|cho|hien) (?:dung |đúng )?(?P<n>{COUNT})"
    r"(?=thoi |thôi |\Z|dau tiên |dau tien )"
)
_EXTREME = re.compile(r"(?<= )(?:nhất|nhat|truoc|den|tới|toi|dau) ")
"""Without one of these "mới thụ lý tuần này" is about the week and no order."""
_NOT_LIMIT = re.compile(r"(?:thu|thứ|so|kv|vuc|quy) $")
_BELOW = ("chưa đạt", "dưới chỉ tiêu", "không đạt")


def slots(intent: str, found: Facts) -> dict[str, Any]:
    """The slots that were said, of those that the intent has."""
    values = ((slot, READERS[slot](found, intent)) for slot in SLOTS.get(intent, ()))
    return {slot: value for slot, value in values if value is not None}


def _scope(found: Facts, intent: str) -> Any:
    if intent in {"broadcast", "nudge", "receipts", "draft_telegram"}:
        named = scope_of(found.text)
        return None if named == "me" else named
    loose = intent in {"standing", "ranking", "compare", "cases", "forecast", "chart", "held_money",
                       "deadlines", "findings", "history", "agenda", "report"}  # fmt: skip
    if intent == "standing" and found.text.has(phrasebook().lists["place_asked"]) and is_owner(found.text):
        return _placed(found)
    listed = intent in {"ranking", "chart"} or found.plain.has(phrasebook().lists["several"])
    return scope_of(found.text, loose=loose, of=_chosen("of")(found, intent) if listed else None)


def _placed(found: Facts) -> Any:
    """ "tôi đứng thứ mấy trong phòng": whose place it is, not among whom."""
    said = [one for one in found.text.found.get("scope", []) if isinstance(one, dict)]
    return said[0] if said else "me"


def _metric(found: Facts, intent: str) -> str | None:
    choices = phrasebook().choice("metric")
    text = found.text
    if intent == "draft_telegram" or text.first("category"):
        choices = phrasebook().choice("plain_metric")
    said = [value for value, says in choices.items() if text.has(says)]
    return said[0] if len(said) == 1 else None


def _first(mark: str) -> Callable[[Facts, str], Any]:
    def read(found: Facts, intent: str) -> Any:
        return found.text.first(mark)

    return read


def _status(found: Facts, intent: str) -> Any:
    """The status named; "chưa xong" is none, every list of cases is of those."""
    said = [one for one in found.text.found.get("status", []) if one != "open"]
    if said:
        return str(said[0])
    return "completed" if found.text.has(phrasebook().lists["finished"]) else None


def _date(found: Facts, index: int = 0) -> Dated | None:
    dates: list[Dated] = found.text.found.get("date", [])
    return dates[index] if len(dates) > index else None


def _compared(found: Facts) -> int:
    """Which of several days is the one compared with: that behind "so với", else the last."""
    text = found.text.text
    behind = re.search(r" (?:voi|hon|hơn|kem|so|thua) \{date\} ", text)
    end = behind.end() if behind else len(text)
    return max(0, text[:end].count("{date}") - 1)


def _as_of(found: Facts, intent: str) -> str | None:
    if intent == "compare" and found.text.has(phrasebook().lists["last_year"]):
        return None
    said = _date(found, _compared(found)) if intent == "compare" else _date(found)
    if said is None:
        return None
    when = said.past
    point = when.last if said.name in {"stretch"} else when.point
    return min(point, found.now.date()).isoformat()


def _since(found: Facts, intent: str) -> str | None:
    said = _date(found)
    if intent == "cases" and found.text.found.get("idle"):
        return None
    return said.past.first.isoformat() if said else None


def _month(found: Facts, intent: str) -> str | None:
    dates: list[Dated] = found.text.found.get("date", [])
    said = next((one for one in dates if one.name in {"month", "near_month", "edge"}), None)
    if said is None:
        return None
    return said.past.first.strftime("%Y-%m")


def _durations(found: Facts) -> list[Duration]:
    return [*found.text.found.get("dur", []), *found.text.found.get("age", [])]


def _ages(found: Facts) -> list[Duration]:
    """Bounds on age; a length with "idle" beside it is none."""
    return list(found.text.found.get("age", [])) if not _idle_age(found) else []


def _idle_age(found: Facts) -> bool:
    ages = found.text.found.get("age", [])
    near = re.search(r"\{idle\} (?:\S+ ){0,2}\{age\}|\{age\} (?:\S+ )?\{idle\}", found.text.text)
    return bool(ages and near and not found.text.found.get("dur"))


def _min_years(found: Facts, intent: str) -> int | float | None:
    return next((age.years() for age in _ages(found) if age.bound in {"min", "range"}), None)


def _max_years(found: Facts, intent: str) -> int | float | None:
    for age in _ages(found):
        if age.bound in {"max", "range"}:
            return age.years(upper=age.bound == "range")
    return None


def _bounds(found: Facts) -> Bound:
    bounds: list[Bound] = found.text.found.get("bound", [])
    least = next((bound.least for bound in bounds if bound.least is not None), None)
    most = next((bound.most for bound in bounds if bound.most is not None), None)
    return Bound(least, most)


def _idle_days(found: Facts, intent: str) -> int | None:
    if not found.text.found.get("idle"):
        return None
    said = _idle_lengths(found)
    if said:
        return said[0].days
    if found.order == "idlest":
        return None
    when = _date(found)
    if when and when.name in {"week", "near_month"}:
        return 7 if when.name == "week" else 30
    return 30


def _idle_lengths(found: Facts) -> list[Duration]:
    return [one for one in _durations(found) if not one.is_age or _idle_age(found)]


def _min_days(found: Facts, intent: str) -> int | None:
    said = _durations(found)
    return said[0].days if said else None


def _days(found: Facts, intent: str) -> int | None:
    said = _durations(found)
    if said:
        return said[0].days
    when = _date(found)
    if when is None:
        return None
    named = {"week": 7, "near_month": 30, "month": 30}
    if when.name in named:
        return named[when.name]
    return max(0, (when.future.point - found.now.date()).days)


def _limit(found: Facts, intent: str) -> int | None:
    reading = found.plain
    for expression in (_TOP, _COUNTED, _TAKEN):
        for match in expression.finditer(reading.text):
            before = reading.text[: match.start()]
            if _NOT_LIMIT.search(before):
                continue
            number = whole(match["n"].strip())
            if number and 0 < number <= 1000:
                return number
    return None


def _order(found: Facts, intent: str) -> str | None:
    if intent == "cases":
        counted = found.order == "idlest" and found.text.found.get("idle") and _idle_lengths(found)
        fresh = found.order == "newest" and _date(found) and not found.plain.has(_EXTREME)
        return None if counted or fresh else found.order
    if found.text.has(phrasebook().lists["below"]):
        return None
    for value, name in (("highest", "descending"), ("lowest", "ascending")):
        if found.plain.has(phrasebook().lists[name]):
            return value
    for value, says in phrasebook().choice("rank_order").items():
        if found.plain.has(says):
            return value
    return "highest" if found.plain.has(_TOP) or found.plain.has(_bare_top()) else None


def _bare_top() -> re.Pattern[str]:
    return re.compile(r"(?<= )(?:top|tốp) ")


def _flag(name: str) -> Callable[[Facts, str], bool | None]:
    def read(found: Facts, intent: str) -> bool | None:
        return True if found.text.has(phrasebook().lists[name]) else None

    return read


def _count_only(found: Facts, intent: str) -> bool | None:
    """A number was asked for; "coi mấy vụ tín dụng" wants the list."""
    lists = phrasebook().lists
    if not found.text.has(lists["count_only"]):
        return None
    listed = found.text.has(lists["plural"]) or Reading(found.sentence).has(lists["plural"])
    return None if listed else True


def _pending(found: Facts, intent: str) -> bool | None:
    """ "đang chờ tôi xác nhận": the words of politeness count, unmarked "cho toi" is one."""
    says = phrasebook().lists["pending"]
    return True if found.text.has(says) or Reading(found.sentence).has(says) else None


def _overdue(found: Facts, intent: str) -> bool | None:
    lists = phrasebook().lists
    return True if found.plain.has(lists["overdue"]) and not found.plain.has(lists["nearly"]) else None


def _chosen(slot: str) -> Callable[[Facts, str], str | None]:
    def read(found: Facts, intent: str) -> str | None:
        says = phrasebook().choice(slot)
        return next((value for value, say in says.items() if found.plain.has(say)), None)

    return read


def _step(found: Facts, intent: str) -> str | None:
    """The step named; the "nhà" of "giao nhà", typed without its mark, looks like the "nha" of politeness."""
    said = _chosen("step")(found, intent)
    whole_line = Reading(found.sentence)
    deliver = phrasebook().choice("step")["deliver"]
    return "deliver" if said is None and whole_line.has(deliver) else said


def _kind(found: Facts, intent: str) -> str | None:
    says = phrasebook().choice("kind")
    return next((value for value, say in says.items() if found.text.has(say)), None)


def _of(found: Facts, intent: str) -> str | None:
    value = _chosen("of")(found, intent)
    if intent == "chart" and value == "units" and not found.plain.has(phrasebook().lists["several"]):
        return None
    return value


def _directive(found: Facts, intent: str) -> str | None:
    number = found.text.first("directive")
    if number:
        return str(number)
    return "latest" if found.text.has(phrasebook().lists["latest"]) else None


def _n(found: Facts, intent: str) -> int | None:
    reading = Reading(found.sentence)
    match = re.search(rf"(?<= )(?P<n>{COUNT}|dau tiên |dau tien |nhất |nhat |nhi )\Z", reading.text)
    if not match:
        match = re.search(rf"(?<= )(?P<n>{COUNT}|dau tien |dau tiên |nhat |nhi )", reading.text)
    if not match:
        return None
    word = fold(match["n"]).strip()
    return {"dau tien": 1, "nhat": 1, "nhi": 2}.get(word) or whole(word)


READERS: dict[str, Callable[[Facts, str], Any]] = {
    "scope": _scope, "metric": _metric, "category": _first("category"), "status": _status,
    "case": _first("case"), "as_of": _as_of, "since": _since, "month": _month,
    "min_years": _min_years, "max_years": _max_years, "idle_days": _idle_days,
    "min_days": _min_days, "days": _days, "limit": _limit, "order": _order,
    "min_amount": lambda found, intent: _bounds(found).least,
    "max_amount": lambda found, intent: _bounds(found).most,
    "below_target": _flag("below"), "count_only": _count_only, "pending": _pending,
    "overdue": _overdue, "step": _step, "of": _of, "kind": _kind,
    "directive": _directive, "n": _n,
}  # fmt: skip
