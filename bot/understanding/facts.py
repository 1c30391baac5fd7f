"""What a question names: everything but its intent, found once and shared by all rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.understanding.amounts import Sum, money_units, sums
from bot.understanding.cases import take_cases
from bot.understanding.dates import Dated, dated
from bot.understanding.durations import take_durations
from bot.understanding.numbers import COUNT, written
from bot.understanding.pattern import DIGITS, Expression, worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.scopes import take_scopes
from bot.understanding.sentence import Sentence
from bot.understanding.text import fold, marked
from bot.understanding.times import first_time

_YEAR_FIRST = worded(
    r"(?:(?:viec|vu|vu viec|an|án|ho so|quyet dinh|qd) )+(?:cua |tu )?(?:nam|năm) (?P<y>(?:19|20)\d\d) "
    r"(?:so |ma so |ma )(?P<n>\d{1,6}) ",
    "so", "ma", also={DIGITS},
)  # fmt: skip
_MORE = re.compile(r"(?:trên|tren|hơn|hon|từ|tu|>|lon hon|it nhat|toi thieu|quá|qua|ngoai) \Z")
_LESS = re.compile(
    r"(?:duoi|<|khong qua|it hon|chua den|chua tới|chưa den|chưa tới|chua toi|chưa toi|toi da|tối da"
    r"|nho hon|nhỏ hon|be hon|chang qua|chưa qua|chua qua|khong hon|khong vuot|khong vuot qua|chua vuot"
    r"|toi da la|thap hon|kem hon) \Z"
)
_RANGE = re.compile(rf"(?:từ |tu |trên |tren )?(?P<low>\d[\d.,]*|{COUNT[3:-1]}) ?(?:den |tới |toi |- )\Z")
_SELF_RANGE = worded(
    r"(?:tu |từ )?(?P<low>\d+)-(?P<high>\d+) (?P<unit>tr|triệu|trieu|ty|tỷ|tỉ) ",
    "tr", "triệu", "trieu", "ty", "tỷ", "tỉ", also={DIGITS},
)  # fmt: skip
_UPPER = worded(r"\{bound\} (?:den|tới|toi|-) (?:duoi )?\{amount\} ", "{bound}")
_UPPER_END = re.compile(r"(?<= \{bound\} )(?:den|tới|toi|-) (?:duoi )?\{amount\} ")
_DIRECTIVE = (
    r"(?:{names})(?:so )?(?P<n>\d{{1,5}}(?:/[\w\-&.]+)?|\d{{1,5}}/\d{{4}}) "
    r"(?!%|trieu|tr |nam |ngay )"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """Limits on an amount, in đồng."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One question, read: `plain` before its categories and statuses were taken out, `text` after."""

    sentence: Sentence
    now: datetime
    plain: Reading
    text: Reading
    order: str | None


def facts(said: Sentence, now: datetime) -> Facts:
    """Read a sentence as a question or a command."""
    book = phrasebook()
    reading = Reading(said)
    reading.drop(book.lists["polite"])
    _take_directive(reading)
    take_scopes(reading)
    _take_year_first(reading)
    take_cases(reading)
    take_amounts(reading)
    take_time(reading)
    take_dates(reading, now)
    order = next((value for value, says in book.choice("order").items() if reading.has(says)), None)
    take_durations(reading)
    for hit in reversed(reading.hits(book.lists["no_action"])):
        reading.take(hit.first, hit.last, "idle", True)
    plain = reading.copy()
    for slot in ("category", "status"):
        reading.take_choices(slot, book.choice(slot))
    return Facts(said, now, plain, reading, order)


def take_amounts(reading: Reading) -> None:
    """Take sums out: `{bound}` where they limit, `{amount}` where they stand for themselves."""
    for hit in reversed(reading.hits(_SELF_RANGE)):
        unit = money_units()[hit.match["unit"]]
        low, high = int(hit.match["low"]) * unit, int(hit.match["high"]) * unit
        reading.take(hit.first, hit.last, "bound", Bound(low, high))
    for found in reversed(list(sums(reading))):
        if not _is_to(reading, found.last - 1) and not _from_old(reading, found):
            _take_sum(reading, found)
    _join_range(reading)


def _is_to(reading: Reading, at: int) -> bool:
    """The "toi" of "tu thu hai toi nay": only "tỏi" with its marks is a thousand million."""
    raw = reading.tokens[at].raw
    return fold(raw) == "toi" and marked(raw) != "tỏi"


def _from_old(reading: Reading, found: Sum) -> bool:
    """The "tu cu" of "xep tu cu den moi", typed without marks, are no four million."""
    said = [marked(token.raw) for token in reading.tokens[found.first : found.last]]
    return said == ["tu", "cu"] and _words_behind(reading, found.last)[:1] in (
        ["den"],
        ["toi"],
        ["sang"],
        ["xuong"],
    )


def _join_range(reading: Reading) -> None:
    """ "từ 1 tỷ đến 5 tỷ": the second sum is the upper limit of the first."""
    hit = reading.hit(_UPPER)
    if not hit:
        return
    at = reading.text[: hit.match.start()].count("{bound}")
    other = reading.text[: hit.match.start()].count("{amount}")
    least, most = reading.found["bound"][at].least, reading.found["amount"][other]
    reading.found["bound"][at] = Bound(least, most)
    reading.drop(_UPPER_END)


def _take_sum(reading: Reading, found: Sum) -> None:
    before = _text_before(reading, found.first)
    behind = _words_behind(reading, found.last)
    low = _RANGE.search(before)
    if low and (least := _low_end(low["low"], found)):
        first = found.first - len(low[0].split())
        reading.take(first, found.last, "bound", Bound(least, found.amount))
    elif behind[:2] in (["tro", "len"], ["do", "len"]):
        reading.take(found.first, found.last + 2, "bound", Bound(least=found.amount))
    elif behind[:2] in (["tro", "xuong"], ["do", "lai"]):
        reading.take(found.first, found.last + 2, "bound", Bound(most=found.amount))
    elif hit := _LESS.search(before):
        first = found.first - len(hit[0].split())
        reading.take(first, found.last, "bound", Bound(most=found.amount))
    elif hit := _MORE.search(before):
        first = found.first - len(hit[0].split())
        reading.take(first, found.last, "bound", Bound(least=found.amount))
    else:
        reading.take(found.first, found.last, "amount", found.amount)


def _low_end(said: str, found: Sum) -> int | None:
    """The lower limit of "từ 100 đến 500 triệu" shares the unit of the upper one."""
    value = written(said.strip(), decimal=True) if said[:1].isdigit() else None
    if value is None:
        return None
    for unit in (10**9, 10**6, 10**3, 1):
        if found.amount % unit == 0 and value * unit < found.amount:
            return int(value * unit)
    return None


def _text_before(reading: Reading, at: int) -> str:
    return " " + "".join(f"{mark} " for mark in reading.marks[max(0, at - 6) : at] if mark)


def _words_behind(reading: Reading, at: int) -> list[str]:
    return [mark for mark in reading.marks[at : at + 3] if mark]


def take_time(reading: Reading) -> None:
    """Take the time of day out; it leaves `{time}`."""
    found = first_time(reading)
    if found and not (found.first and reading.marks[found.first - 1] in {"thu", "thứ"}):
        reading.take(found.first, found.last, "time", found)


def take_dates(reading: Reading, now: datetime) -> None:
    """Take the days out; each leaves `{date}`."""
    for found in sorted(dated(reading, now.date()), key=_place, reverse=True):
        reading.take(found.first, found.last, "date", found)


def _place(found: Dated) -> int:
    return found.first


def _take_directive(reading: Reading) -> None:
    """ "công điện số 12": the number belongs to the directive, not to a case."""
    for hit in reversed(reading.hits(_directive())):
        first, _ = reading.range(hit, "n")
        said = reading.sentence.raw(first, first + 1)
        reading.take(hit.first, hit.last, "directive", said.upper())


def _take_year_first(reading: Reading) -> None:
    """ "việc năm 2024 số 15": the year stands before the number."""
    for hit in reversed(reading.hits(_YEAR_FIRST)):
        reading.take(hit.first, hit.last, "case", f"{int(hit.match['n'])}/{hit.match['y']}")


@cache
def _directive() -> Expression:
    book = phrasebook()
    names = "|".join(book.grammar.expression(one) for one in book.grammar.names["telegram"])
    return worded(_DIRECTIVE.format(names=names), *(book.lists["telegram"].needed or ()), also={DIGITS})
