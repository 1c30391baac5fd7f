"""The files of product.md read with the csv module alone, as plain rows and cases."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

Row = dict[str, str]
CLASSES = {
    "Có điều kiện": "enforceable",
    "Chưa có điều kiện": "unenforceable",
    "Hoãn": "postponed",
    "Tạm đình chỉ": "suspended",
    "Ủy thác": "entrusted",
    "Thu hồi": "withdrawn",
}
STATUSES = {"Đang thi hành": "open", "Thi hành xong": "completed", "Đình chỉ": "terminated"}


@dataclass(frozen=True)
class Case:
    """One row of a register; money in đồng."""

    number: int
    decided: date
    unit: str
    executor: str
    case_class: str
    status: str
    closed: date | None
    due: int
    done: int
    acted: date | None
    categories: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.number}/{self.decided.year}"

    @property
    def remaining(self) -> int:
        return self.due - self.done

    def idle(self, day: date) -> int:
        return (day - (self.acted or self.decided)).days


class Files:
    """What was imported: the sample's files, with a register of 12/9/2025, and any that came later."""

    def __init__(self, folder: Path) -> None:
        self.units = rows(folder / "mau-units.csv")
        self.staff = rows(folder / "mau-staff.csv")
        self.targets = rows(folder / "mau-targets.csv")
        self.statistics = rows(folder / "mau-statistics.csv")
        self.registers: dict[str, dict[date, list[Case]]] = {}
        """By unit and as-of day."""
        self.add_register(folder / "mau-cases.csv", date(2025, 9, 12))

    def add_register(self, path: Path, as_of: date) -> None:
        """A register takes the place of the earlier ones of the units that occur in it."""
        for case in map(case_of, rows(path)):
            self.registers.setdefault(case.unit, {}).setdefault(as_of, []).append(case)

    def children(self, unit: str) -> list[str]:
        return [row["Mã đơn vị"] for row in self.units if row["Mã đơn vị cấp trên"] == unit]

    def parent(self, unit: str) -> str:
        """ "" at the top."""
        return next(row["Mã đơn vị cấp trên"] for row in self.units if row["Mã đơn vị"] == unit)

    def subtree(self, unit: str) -> list[str]:
        return [unit, *(below for child in self.children(unit) for below in self.subtree(child))]

    def home(self, scope: str) -> str:
        """The unit of a person; "" for what is a unit itself."""
        return next((row["Mã đơn vị"] for row in self.staff if row["Mã cán bộ"] == scope), "")

    def executors(self, unit: str) -> list[str]:
        """The active ones, of the unit and all below it."""
        found = [row for row in self.staff if "Chấp hành viên" in row["Vai trò"].split(";")]
        active = [row for row in found if row["Trạng thái"] == "Đang công tác"]
        return [row["Mã cán bộ"] for row in active if row["Mã đơn vị"] in self.subtree(unit)]

    def siblings(self, scope: str) -> list[str]:
        """Among whom a unit or person is ranked, itself included."""
        if home := self.home(scope):
            return self.executors(home)
        return self.children(self.parent(scope)) if self.parent(scope) else []

    def newest_register(self, unit: str, day: date = date.max) -> tuple[date, list[Case]] | None:
        """The newest until this day, with its as-of day."""
        registers = self.registers.get(unit, {})
        as_of = max((each for each in registers if each <= day), default=None)
        return (as_of, registers[as_of]) if as_of else None


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def on(text: str) -> date:
    """ "12/09/2025"."""
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007


def case_of(row: Row) -> Case:
    return Case(
        int(row["Số quyết định"].partition("/")[0]),
        on(row["Ngày quyết định"]),
        row["Mã đơn vị"],
        row["Mã chấp hành viên"],
        CLASSES[row["Phân loại"]],
        STATUSES[row["Trạng thái"]],
        on(row["Ngày kết thúc"]) if row["Ngày kết thúc"] else None,
        int(row["Phải thi hành (đồng)"]),
        int(row["Đã thi hành (đồng)"] or 0),
        on(row["Ngày tác nghiệp gần nhất"]) if row["Ngày tác nghiệp gần nhất"] else None,
        tuple(row["Nhóm án"].split(";")),
    )
