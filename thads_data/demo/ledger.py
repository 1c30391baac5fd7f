"""The statistics forms of every day of the plan, counted from the very cases that are made.

Form and register agree to the case and the đồng because the one is a count of the other; what is cumulative
cannot fall because every case enters its columns on the day of its decision and of its closing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter

from thads_data.demo.last_year import last_year
from thads_data.demo.plan import Plan
from thads_data.demo.rows import CaseRow, StatisticRow
from thads_data.imports.identities import hundredths
from thads_data.models.register import (
    ENFORCEABLE,
    ENTRUSTED,
    OPEN,
    POSTPONED,
    SUSPENDED,
    TERMINATED,
    WITHDRAWN,
)
from thads_data.workdays import work_year, year_start

_COLUMN_OF_CLASS = {
    POSTPONED: "hoan_khac",
    SUSPENDED: "tam_dinh_chi",
    ENTRUSTED: "uy_thac",
    WITHDRAWN: "thu_hoi_huy",
}
Columns = Counter[str]
_FORM = (
    *("tong_giai_quyet", "cu_chuyen_sang", "thu_ly_moi", "uy_thac", "thu_hoi_huy", "phai_thi_hanh"),
    *("co_dieu_kien", "thi_hanh_xong", "dinh_chi", "dang_thi_hanh", "chua_co_dieu_kien", "hoan_khac"),
    *("tam_dinh_chi", "chuyen_ky_sau"),
)
COLUMNS = {"cases": (*_FORM, "ty_le"), "money": (*_FORM, "giam", "ty_le")}
"""The columns of the two forms that are filled in, for cases and for money."""


class Ledger:
    """Takes cases one by one and keeps only sums: per executor, column and day of the plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._start = year_start(work_year(plan.as_of))
        self._days = [day for day in plan.days if day >= self._start]
        self._cases: defaultdict[tuple[str, str], list[Columns]] = defaultdict(self._empty)
        self._money: defaultdict[tuple[str, str], list[Columns]] = defaultdict(self._empty)

    def passing(self, cases: Iterable[CaseRow]) -> Iterator[CaseRow]:
        """The same cases, each noted as it goes by."""
        for case in cases:
            self.add(case)
            yield case

    def add(self, case: CaseRow) -> None:
        """Note the case on the days it was decided, closed and paid, unless it was closed before the year."""
        if case.closed_on is not None and case.closed_on < self._start:
            return
        whose = (case.unit, case.executor)
        cases, money = self._cases[whose], self._money[whose]
        taken = bisect_left(self._days, case.decided)
        for column in ("cu_chuyen_sang" if case.decided < self._start else "thu_ly_moi", _standing(case)):
            cases[taken][column] += 1
            money[taken][column] += case.due
        if case.closed_on is not None:
            ended = "dinh_chi" if case.status == TERMINATED else "thi_hanh_xong"
            closed = bisect_left(self._days, case.closed_on)
            cases[closed][ended] += 1
            money[closed][ended] += case.done
        elif case.case_class == ENFORCEABLE and case.done:
            money[bisect_left(self._days, self._paid_on(case))]["thi_hanh_xong"] += case.done

    def statistics(self) -> Iterator[StatisticRow]:
        """Every line of every day: the executors in the order of the plan, then all units."""
        parents = {unit.code: unit.parent for unit in self._plan.units}
        yield from _with_units(parents, last_year(self._plan, self._closing()))
        yield from _with_units(parents, self._this_year())

    def _this_year(self) -> Iterator[StatisticRow]:
        """The executors' lines, day by day."""
        sums = {whose: (Counter[str](), Counter[str]()) for whose in self._order()}
        for place, day in enumerate(self._days):
            for whose, (cases, money) in sums.items():
                cases.update(self._cases[whose][place])
                money.update(self._money[whose][place])
                yield StatisticRow(day, *whose, dict(cases), dict(money))

    def _empty(self) -> list[Columns]:
        return [Counter() for _ in self._days]

    def _order(self) -> list[tuple[str, str]]:
        planned = ((office.unit, each.code) for office in self._plan.offices for each in office.executors)
        return [whose for whose in planned if whose in self._cases]

    def _closing(self) -> list[StatisticRow]:
        """The executors' lines of the last day."""
        every = (
            (whose, sum(self._cases[whose], Columns()), sum(self._money[whose], Columns()))
            for whose in self._order()
        )
        return [
            StatisticRow(self._plan.as_of, *whose, dict(cases), dict(money)) for whose, cases, money in every
        ]

    def _paid_on(self, case: CaseRow) -> date:
        """Part payments came half-way between the start and the last action."""
        since, until = max(case.decided, self._start), case.last_action or case.decided
        return since if until <= since else since + (until - since) // 2


def _standing(case: CaseRow) -> str:
    """The column that a case stands in for as long as it is counted."""
    if case.status != OPEN or case.case_class == ENFORCEABLE:
        return "co_dieu_kien"
    return _COLUMN_OF_CLASS.get(case.case_class, "chua_co_dieu_kien")


def _with_units(
    parents: Mapping[str, str | None], executors: Iterable[StatisticRow]
) -> Iterator[StatisticRow]:
    """The executors' lines, each day's followed by those of all units, with every column filled in."""
    for day, lines in groupby(executors, key=attrgetter("as_of")):
        units: dict[str, tuple[Columns, Columns]] = {}
        for line in lines:
            _add_upwards(line, parents, units)
            yield _filled(line)
        for unit, (cases, money) in units.items():
            yield _filled(StatisticRow(day, unit, None, cases, money))


def _add_upwards(
    line: StatisticRow, parents: Mapping[str, str | None], units: dict[str, tuple[Columns, Columns]]
) -> None:
    unit: str | None = line.unit
    while unit is not None:
        cases, money = units.setdefault(unit, (Counter(), Counter()))
        cases.update(line.cases)
        money.update(line.money)
        unit = parents[unit]


def _filled(line: StatisticRow) -> StatisticRow:
    """The line with every column of the form; some follow from the others (handbook §1.4)."""
    return line._replace(cases=_columns(line.cases, "cases"), money=_columns(line.money, "money"))


def _columns(entered: Mapping[str, int], metric: str) -> dict[str, int]:
    values = Counter(entered)
    values["tong_giai_quyet"] = values["cu_chuyen_sang"] + values["thu_ly_moi"]
    values["phai_thi_hanh"] = values["tong_giai_quyet"] - values["uy_thac"] - values["thu_hoi_huy"]
    done = values["thi_hanh_xong"] + values["dinh_chi"]
    values["dang_thi_hanh"] = values["co_dieu_kien"] - done
    values["chuyen_ky_sau"] = values["phai_thi_hanh"] - done
    if values["co_dieu_kien"]:
        values["ty_le"] = hundredths(done, values["co_dieu_kien"])
    return {column: values[column] for column in COLUMNS[metric] if column != "ty_le" or column in values}
