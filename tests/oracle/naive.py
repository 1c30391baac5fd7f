"""Every figure of product.md counted a second time, plainly, from the rows of the very files.

An oracle for the answers: it shares no line with what it checks, and each question reads all rows again, as
the definitions are written. Slow on purpose, and therefore easy to believe. The figures have the form of the
raw values of an answer: rates and points are strings with two decimals, days are ISO.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from tests.oracle.days import countdown, same_day, year_start
from tests.oracle.files import Case, Files, Row, on

Figures = dict[str, Any]
METRICS = {"cases": "việc", "money": "tiền"}
CATEGORIES = {
    "credit": "Tín dụng ngân hàng",
    "corruption": "Tham nhũng, kinh tế",
    "key": "Trọng điểm",
    "land": "Đất đai",
    "insurance": "Bảo hiểm xã hội",
    "complaint": "Khiếu nại, tố cáo kéo dài",
    "administrative": "Hành chính",
}


class Amounts(NamedTuple):
    """Of two of one day, the one whose source comes later in the alphabet answers: statistics."""

    as_of: date
    source: str
    enforceable: int
    done: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(100 * self.done, self.enforceable) if self.enforceable else None


# Figures 2 to 5 and 13: what is enforceable, what is done, and from where.


def amounts(files: Files, scope: str, metric: str, day: date, category: str = "") -> Amounts | None:
    """Of a unit, the sum of the newest of each unit below; of a person, of their newest of whatever units."""
    if files.home(scope):
        units = [row["Mã đơn vị"] for row in files.units]
        return added(newest(said(files, units, scope, metric, day, category)))
    parts = (newest(said(files, [unit], "", metric, day, category)) for unit in files.subtree(scope))
    return added(part for part_of_unit in parts for part in part_of_unit)


def said(
    files: Files, units: list[str], executor: str, metric: str, day: date, category: str
) -> Iterable[Amounts]:
    """All that statistics and registers of the work year say of these units, or of an executor there."""
    for row in files.statistics if not category else ():
        if row["Mã chấp hành viên"] == executor and row["Mã đơn vị"] in units:
            as_of = on(row["Tính đến ngày"])
            if year_start(day) <= as_of <= day and not files.children(row["Mã đơn vị"]):
                yield Amounts(as_of, "statistics", *given(row, METRICS[metric]))
    for unit in units:
        as_of, cases = files.newest_register(unit, day) or (date.min, [])
        mine = [case for case in cases if executor in ("", case.executor)]
        if as_of >= year_start(day) and (mine or unit == files.home(executor) or not executor):
            yield Amounts(as_of, "register", *count(mine, as_of, metric, category))


def newest(found: Iterable[Amounts]) -> list[Amounts]:
    known = sorted(found)
    return [each for each in known if each[:2] == known[-1][:2]]


def added(parts: Iterable[Amounts]) -> Amounts | None:
    known = sorted(parts)
    if not known:
        return None
    return Amounts(*known[-1][:2], sum(each.enforceable for each in known), sum(each.done for each in known))


def count(cases: Iterable[Case], day: date, metric: str, category: str) -> tuple[int, int]:
    found = [case for case in cases if is_counted(case, day) and is_of(case, category)]
    enforceable = [case for case in found if case.closed or case.case_class == "enforceable"]
    if metric == "money":
        return sum(case.due for case in enforceable), sum(case.done for case in enforceable)
    return len(enforceable), sum(case.closed is not None for case in enforceable)


def given(line: Row, metric: str) -> tuple[int, int]:
    """Thi hành xong, đình chỉ and (of money) giảm are done (handbook 1.4)."""
    done = [line.get(f"{title} – {metric}") or 0 for title in ("Thi hành xong", "Đình chỉ", "Giảm")]
    return int(line[f"Có điều kiện – {metric}"]), sum(map(int, done))


def is_counted(case: Case, day: date) -> bool:
    kept = case.closed is None or case.closed >= year_start(day)
    return kept and case.decided <= day and case.case_class not in ("entrusted", "withdrawn")


def is_of(case: Case, category: str) -> bool:
    return not category or CATEGORIES[category] in case.categories


# Figures 6 to 10.


def standing(
    files: Files, scope: str, today: date, day: date | None = None, category: str = ""
) -> Figures | None:
    """None where the work year has no figures."""
    found = amounts(files, scope, "cases", day or today, category)
    if found is None:
        return None
    left = countdown(today, day or today)
    answer: Figures = {"scope": scope, "as_of": f"{found.as_of}", "source": found.source}
    answer |= {name: left[name] for name in ("days_left", "working_days_left")}
    for metric in METRICS:
        answer[metric] = measure(files, scope, metric, day or today, category, left["working_days_left"])
    return answer | {"reported": {"cases": 0, "money": 0}}


def measure(files: Files, scope: str, metric: str, day: date, category: str, working_days: int) -> Figures:
    rates = {each: rate(files, each, metric, day, category) for each in files.siblings(scope)}
    ranked = [each for each in rates.values() if each is not None]
    found, own = amounts(files, scope, metric, day, category), rates.get(scope)
    assert found is not None
    aimed = against_target(files, scope, metric, found)
    return {
        "enforceable": found.enforceable,
        "done": found.done,
        **aimed,
        "needed_per_working_day": needed(aimed["short"], metric, working_days),
        "rank": None if own is None else 1 + sum(each > own for each in ranked),
        "ranked": len(ranked) or None,
    }


def rate(files: Files, scope: str, metric: str, day: date, category: str = "") -> Fraction | None:
    found = amounts(files, scope, metric, day, category)
    return found.rate if found else None


def against_target(files: Files, scope: str, metric: str, found: Amounts) -> Figures:
    aim = target(files, files.home(scope) or scope, metric, found.as_of)
    seen = shown(found.rate)
    wanted = ceil(Fraction(aim) * found.enforceable / 100) if aim is not None else 0
    return {
        "rate": seen,
        "target": shown(aim),
        "points": f"{Decimal(seen) - aim:.2f}" if seen is not None and aim is not None else None,
        "short": max(0, wanted - found.done),
    }


def target(files: Files, unit: str, metric: str, day: date) -> Decimal | None:
    """The row in force, of the unit or the nearest above that has one."""
    year, said_on = year_start(day).year + 1, {}
    for row in files.targets:
        since = on(row["Hiệu lực từ"] or f"01/10/{year - 1}")
        if (row["Mã đơn vị"], row["Năm công tác"]) == (unit, f"{year}") and since <= day:
            said_on[since] = row
    if said_on:
        percent = said_on[max(said_on)][f"Chỉ tiêu về {METRICS[metric]} (%)"]
        return Decimal(percent.replace(",", "."))
    above = files.parent(unit)
    return target(files, above, metric, day) if above else None


def needed(short: int, metric: str, working_days: int) -> int | None:
    step = 100_000 if metric == "money" else 1
    return ceil(Fraction(short, working_days * step)) * step if working_days else None


# Figures 13 and 14.


def ranking(
    files: Files, within: str, of: str, today: date, metric: str, order: str = "", *, below: bool = False
) -> Figures | None:
    members = files.executors(within) if of == "executors" else files.children(within)
    known = {code: found for code in members if (found := amounts(files, code, metric, today))}
    if not known:
        return None
    rated = {code: found.rate for code, found in known.items() if found.rate is not None}
    lowest = order == "lowest" or (below and not order)
    line = sorted(rated, key=lambda code: (rated[code] if lowest else -rated[code], code))
    rows: list[Figures] = [
        {"code": code, **against_target(files, code, metric, known[code])} for code in line
    ]
    return {
        "metric": metric,
        "of": of,
        "order": "lowest" if lowest else "highest",
        "as_of": f"{max(found.as_of for found in known.values())}",
        "rows": [row for row in rows if row["short"] > 0 or not below],
    }


def compare(files: Files, scope: str, today: date, day: date | None = None) -> Figures | None:
    """None where either day has no figures."""
    answer: Figures = {}
    for metric in METRICS:
        now = amounts(files, scope, metric, today)
        then = amounts(files, scope, metric, day or same_day(now.as_of, -12)) if now else None
        if now is None or then is None:
            return None
        answer |= {"as_of": f"{now.as_of}", "with": f"{then.as_of}", metric: changed(now, then)}
    return answer


def changed(now: Amounts, then: Amounts) -> Figures:
    rates = shown(now.rate), shown(then.rate)
    return {
        "rate": rates[0],
        "then": rates[1],
        "points": f"{Decimal(rates[0]) - Decimal(rates[1]):.2f}" if rates[0] and rates[1] else None,
        "done": now.done,
        "done_then": then.done,
        "growth": shown(Fraction(100 * (now.done - then.done), then.done)) if then.done else None,
    }


# Figures 11 and 12, and one case.


def in_scope(files: Files, scope: str) -> tuple[date, list[Case]]:
    """The cases of the newest registers, and the day of the newest of these."""
    units = [row["Mã đơn vị"] for row in files.units] if files.home(scope) else files.subtree(scope)
    found: list[tuple[date, Case]] = []
    for unit in units:
        as_of, cases = files.newest_register(unit) or (date.min, [])
        found += [(as_of, case) for case in cases if not files.home(scope) or case.executor == scope]
    return max((as_of for as_of, _ in found), default=date.min), [case for _, case in found]


def listed(files: Files, scope: str, limit: int = 10, order: str = "oldest", **asked: Any) -> Figures:
    day, cases = in_scope(files, scope)
    found = [case for case in cases if is_counted(case, day) and is_asked(case, asked, day)]
    keys: dict[str, Callable[[Case], int]] = {
        "oldest": lambda case: case.decided.toordinal(),
        "newest": lambda case: -case.decided.toordinal(),
        "largest": lambda case: -case.remaining,
        "smallest": lambda case: case.remaining,
        "idlest": lambda case: -case.idle(day),
    }
    found.sort(key=lambda case: (keys[order](case), case.decided, case.unit, case.number))
    first = [{**named(case), "idle_days": case.idle(day)} for case in found[: min(limit, 10)]]
    return {"count": len(found), "money": sum(case.remaining for case in found), "first": first}


def is_asked(case: Case, asked: Figures, day: date) -> bool:
    """Whether the list holds this case, which is counted."""
    aged = asked.keys() & {"min_years", "max_years", "idle_days"}
    status = asked.get("status", "enforceable" if aged else "")
    open_so = case.status == "open" and status in ("", case.case_class)
    return (
        (case.status == status if status in ("completed", "terminated") else open_so)
        and is_of(case, asked.get("category", ""))
        and is_aged(case, asked, day)
        and case.idle(day) >= asked.get("idle_days", case.idle(day))
        and asked.get("min_amount", case.remaining) <= case.remaining
        and asked.get("max_amount", case.remaining) >= case.remaining
    )


def is_aged(case: Case, asked: Figures, day: date) -> bool:
    """Strictly older than `min_years`, not older than `max_years`: bands partition."""
    older, younger = (asked.get(name) for name in ("min_years", "max_years"))
    return (older is None or case.decided < same_day(day, -int(12 * older))) and (
        younger is None or case.decided >= same_day(day, -int(12 * younger))
    )


def named(case: Case) -> Figures:
    who = {"case": case.name, "unit": case.unit, "executor": case.executor}
    return who | {"remaining": case.remaining, "decided": f"{case.decided}"}


def case(files: Files, name: str, scope: str) -> Figures:
    """The case of this number ("45/2025") in the scope; {} where there is none, or more than one."""
    found = [each for each in in_scope(files, scope)[1] if each.name == name]
    if len(found) != 1:
        return {}
    (one,) = found
    return named(one) | {"class": one.case_class, "status": one.status, "due": one.due, "done": one.done}


def shown(exact: Fraction | Decimal | None) -> str | None:
    """Two decimals, half up (away from zero)."""
    if exact is None:
        return None
    hundredths = floor(abs(Fraction(exact)) * 100 + Fraction(1, 2))
    return f"{Decimal(hundredths if exact >= 0 else -hundredths) / 100:.2f}"
