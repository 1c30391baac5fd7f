"""Reading a long file column by column: each different cell is read once, and rows that fail are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any

from thads_data.imports.job import Job
from thads_data.imports.report import Bad
from thads_data.imports.sheet import Chunk
from thads_data.imports.values import MOST_DIGITS, Convert

# Beyond this many different cells a column is no list of values, and remembering them only costs memory.
MOST_REMEMBERED = 50_000

Whole = Callable[[Sequence[str]], "list[Any] | None"]


class Reading(dict[str, Any]):
    """What each cell of one column says; a refused one is its `Bad`, met again wherever the cell is.

    `whole` may read a column of usual cells at once; where it gives None, each cell is looked at.
    """

    def __init__(self, convert: Convert[Any], whole: Whole | None = None) -> None:
        super().__init__()
        self.convert = convert
        self.whole = whole
        self.failed = False

    def column(self, cells: Sequence[str]) -> list[Any]:
        found = self.whole(cells) if self.whole is not None else None
        return list(map(self.__getitem__, cells)) if found is None else found

    def __missing__(self, raw: str) -> Any:
        try:
            found = self.convert(raw)
        except Bad as bad:
            found, self.failed = bad, True
        if len(self) < MOST_REMEMBERED:
            self[raw] = found
        return found


def whole_numbers(cells: Sequence[str]) -> list[Any] | None:
    """A column of nothing but digits."""
    together = "".join(cells)
    if not (together.isascii() and together.isdecimal()) or max(map(len, cells)) > MOST_DIGITS:
        return None
    return None if "" in cells else list(map(int, cells))


def whole_texts(cells: Sequence[str]) -> list[Any] | None:
    """A column of free text, in which no cell is refused."""
    if any("\0" in cell for cell in cells):
        return None
    return [cell if cell and not cell.isspace() else None for cell in cells]


class Columns:
    """The columns of one chunk: `said` as in the file, `values` as read. Refused rows fall out of both."""

    def __init__(self, job: Job, chunk: Chunk, readings: dict[str, Reading], needed: Iterable[str]) -> None:
        self.job = job
        self.numbers = list(chunk.numbers)
        columns = list(zip(*chunk.rows, strict=True))
        nothing = ("",) * len(chunk.rows)
        places = job.layout.places
        self.said = {key: columns[places[key]] if key in places else nothing for key in readings}
        self.values = {key: reading.column(self.said[key]) for key, reading in readings.items()}
        self.refused = dict[int, dict[str, Any]]()
        """Rows left out, by their number in the sheet, with what could be read of them."""
        bad = set[int]()
        for key, reading in readings.items():
            if reading.failed:
                bad |= self._refuse_bad(key)
        for key in needed:
            if None in self.values[key]:
                bad |= self._refuse_empty(key)
        self._leave_out(bad)

    def refuse_where(self, key: str, reason: str, fails: Sequence[bool], **params: str) -> None:
        """Leave out the rows where `fails` is true; `params` name columns whose cells explain the reason."""
        if not any(fails):
            return
        bad = {place for place, fail in enumerate(fails) if fail}
        for place in sorted(bad):
            said = {name: self.said[column][place] for name, column in params.items()}
            self.job.refuse(self.numbers[place], key, self.said[key][place], reason, **said)
        self._leave_out(bad)

    def pairs(self, one: str, other: str, test: Callable[[Any, Any], bool]) -> list[bool]:
        """Where both cells say something, and the test holds of them."""
        return [
            a is not None and b is not None and test(a, b)
            for a, b in zip(self.values[one], self.values[other], strict=True)
        ]

    def _refuse_bad(self, key: str) -> set[int]:
        found = {place for place, value in enumerate(self.values[key]) if type(value) is Bad}
        for place in sorted(found):
            bad = self.values[key][place]
            self.job.refuse(self.numbers[place], key, self.said[key][place], bad.reason, **bad.params)
        return found

    def _refuse_empty(self, key: str) -> set[int]:
        found = {place for place, value in enumerate(self.values[key]) if value is None}
        for place in sorted(found):
            self.job.refuse(self.numbers[place], key, "", "missing_value")
        return found

    def _leave_out(self, bad: set[int]) -> None:
        if not bad:
            return
        for place in bad:
            self.refused[self.numbers[place]] = {key: column[place] for key, column in self.values.items()}
        keep = [place not in bad for place in range(len(self.numbers))]
        self.numbers = list(compress(self.numbers, keep))
        self.said = {key: tuple(compress(column, keep)) for key, column in self.said.items()}
        self.values = {key: list(compress(column, keep)) for key, column in self.values.items()}
