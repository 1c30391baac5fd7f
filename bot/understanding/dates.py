"""Days as people say them: "hôm qua", "thứ sáu tuần trước", "12/9", "cuối tháng"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.understanding import date_readers as read
from bot.understanding.date_readers import LAST, NEXT, THIS, Reader
from bot.understanding.days import When
from bot.understanding.numbers import COUNT, DIGITS, SPELT
from bot.understanding.pattern import Expression, worded
from bot.understanding.reading import Hit, Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold, marked

_ON = r"(?:(?:ngay|hom|mung|mong|vao|hoi) )"
_PART = r"(?P<part>sang|trua|chieu|tối|tới|toi|dem) "
_LATE = r"(?P<part>sang|trua|chieu|tối|dem) "
_WEEK = r"(?:tuan|tuần)"
_YEAR = r"(?:nam|năm)"
_DAY = rf"(?P<d>\d{{1,2}} |{SPELT})"
_MONTH = rf"(?P<m>\d{{1,2}} |gieng |chap |tư |tu |{SPELT})"
_WHICH = rf"(?P<which>{THIS}|{LAST}|{NEXT}) "
_EDGE = r"(?P<edge>dau|giua|cuoi|het) "
_NO_UNIT = r"(?!(?:ngay|thang|nam|năm|tuần|tuan|viec|vu|%|tr|ty|h|gio|chv|lần|lan) )"
_NEAR_YEAR = rf"{_YEAR} (?P<year>nay|ni|sau|toi|tới|truoc|ngoai|qua|roi|vua roi|vua qua) "
_MONEY = "tr|trieu|triệu|ty|tỷ|tỉ|nghin|ngan|trd|trđ|cu|củ|k|dong|chai"
_CUE = "|".join(
    f"(?<= {word} )"
    for word in [
        "ngay",
        "hom",
        "den",
        "từ",
        "tu",
        "tới",
        "toi",
        "truoc",
        "het",
        "mung",
        "mong",
        "vao",
        "voi",
        "sau",
        "qua",
        "tinh",
        "tính",
    ]
)
_NO_ORDER = "".join(f"(?<!{word} )" for word in ["cai", "xep", "theo", "sap", "bang"])
_SINCE_MORNING = (
    r"(?:tu |từ )?sang (?:den |tới |toi )?(?:bay )?(?:gio|chừ|chu) |(?:tu |từ )?nay gio "
    r"|ca ngay (?:hom )?nay "
)
_UNITS = r"(?P<unit>ngay|hom|bua|tuần|tuan|thang|năm|nam) "
_SOURCES: list[tuple[str, str, str, Reader]] = [
    ("day", "#", rf"{_ON}*(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}})[/.\-](?P<y>\d{{4}}|\d\d) ", read.full),
    ("day", "thang",
     rf"{_ON}*(?P<d>\d{{1,2}}) thang (?P<m>\d{{1,2}})[/.\- ](?:{_YEAR} )?(?P<y>\d{{4}}) ",
     read.full),
    ("day", "nam năm", rf"{_ON}*(?:(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}}) |"
     rf"{_DAY.replace('<d>', '<d2>')}thang "
     rf"{_MONTH.replace('<m>', '<m2>')}){_NEAR_YEAR}", read.day_of_near_year),
    ("stretch", "thang", rf"(?P<n>{COUNT})thang (?P<edge>dau|cuoi) {_YEAR} ", read.months_of_year),
    ("day", "thang", rf"{_ON}+{_DAY}thang {_WHICH}", read.day_of_near_month),
    ("day", "thang", rf"{_ON}+{_DAY}thang {_MONTH}", read.day_month),
    ("day", "thang", rf"{_ON}*(?P<d>\d{{1,2}} )thang (?P<m>\d{{1,2}} |gieng |chap )", read.day_month),
    ("day", "#", rf"{_ON}*(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}) {_NO_UNIT}", read.day_month),
    ("day", "#", rf"{_ON}+(?P<d>\d{{1,2}})[.\-](?P<m>\d{{1,2}}) {_NO_UNIT}", read.day_month),
    ("day", "#", rf"(?:{_CUE})(?P<d>\d{{1,2}})[.\-](?P<m>\d{{1,2}}) {_NO_UNIT}", read.day_month),
    ("today", "nay", rf"(?:hom |bua )?{_PART}(?:hom )?(?P<word>nay) ", read.named),
    ("tomorrow", "mai mốt mot", rf"{_PART}(?P<word>(?:ngay )?mai|(?:ngay )?(?:mốt|mot)) ", read.named),
    ("named", "qua kia truoc",
     rf"(?:{_PART})?(?:(?P<word>(?:ngay )?(?:hom|bua) (?:qua|kia|truoc))) ", read.named),
    ("named", "qua", rf"{_PART}(?P<word>qua) (?!ngay|han)", read.named),
    ("today", "nay ni", rf"(?P<word>(?:ngay )?(?:hom|bua) (?:nay|ni)|ngay ni) (?:{_LATE})?", read.named),
    ("today", "nay gio chừ chu", _SINCE_MORNING, read.today),
    ("today", "nay", r"(?<=\A )(?P<word>nay) (?!(?:la|da|thi hanh|con) )", read.named),
    ("tomorrow", "mai", rf"(?P<word>ngay mai|mai) (?:{_LATE})?", read.named),
    ("named", "kia mốt mot", r"(?P<word>ngay (?:kia|mốt|mot)|mốt|bua (?:mốt|mot)) ", read.named),
    ("month", "t th", r"(?:(?<= báo cao )t|t(?= (?:[89]|1[0-2]) )|th) (?P<m>[1-9]|1[0-2])(?P<edge>)(?P<y2>)"
     rf"(?:[/\-](?P<y>\d{{4}}))? {_NO_UNIT}", read.whole_month),
    ("weekday", "thứ thu t chu cn", rf"(?:hom |ngay |{_PART})?(?:{_NO_ORDER}(?:thứ|thu) "
     rf"(?P<day>hai|ba|tư|tu|năm|nam|sáu|sau|bay|[2-7])(?! (?:{_MONEY}) )|t (?P<t>[2-7])|chu nhat|cn) "
     rf"(?:{_WEEK} (?P<week>{THIS}|{LAST}|{NEXT}) |{_WHICH})?", read.weekday),
    ("edge", "tuan tuần", rf"{_EDGE}{_WEEK} (?:{_WHICH})?", read.week_edge),
    ("week", "tuan tuần", rf"(?:trong )?{_WEEK} {_WHICH}", read.near_week),
    ("month", "thang", rf"(?:{_EDGE})?(?:trong )?thang (?P<m>\d{{1,2}})(?:[/\-](?P<y>\d{{4}}|\d\d)"
     rf"| {_YEAR} (?P<y2>\d{{4}}))? ", read.whole_month),
    ("month", "thang", rf"(?:{_EDGE})?(?:trong )?thang (?!sau )(?P<m>gieng |chap |tư |tu |{SPELT})"
     rf"(?:{_YEAR} (?P<y>\d{{4}}) )?(?P<y2>)", read.whole_month),
    ("edge", "thang", rf"{_EDGE}thang (?:{_WHICH})?", read.month_edge),
    ("near_month", "thang", rf"(?:trong )?thang {_WHICH}", read.near_month),
    ("year", "nam năm", rf"(?P<edge>dau|cuoi) {_YEAR} (?:(?:cong tac|nghiep vu|thi hanh an|nay) "
     rf"|(?P<y>20\d\d) )?", read.year_edge),
    ("year", "nam năm",
     rf"(?:(?<= den )|(?<= toi )|(?<= tới ))(?P<edge>het) {_YEAR} (?:cong tac |nay |(?P<y>20\d\d) )?",
     read.year_edge),
    ("edge", "quy", rf"{_EDGE}quy (?:(?P<q>i{{1,3}}|iv|[1-4])(?:[/\-](?P<y>\d{{4}}))? |{_WHICH})?",
     read.quarter_edge),
    ("stretch", "quy", rf"(?:trong )?quy {_WHICH}", read.near_quarter),
    ("stretch", "quy", r"quy (?P<q>i{1,3}|iv|[1-4])(?:[/\-](?P<y>\d{4}))? ", read.quarter),
    ("away", "truoc qua roi gan", rf"(?:cach (?:day|nay) )?(?P<n>{COUNT}|nửa |nua ){_UNITS}"
     rf"(?P<back>truoc|vua qua|vua roi|qua|gan day) ", read.some_away),
    ("away", "cach", rf"cach (?:day|nay) (?P<n>{COUNT}|nửa |nua ){_UNITS}(?P<back>)", read.some_away),
    ("day", "#", rf"(?:ngay |mung |mong |hom )(?P<d>\d{{1,2}} ){_NO_UNIT}(?:{THIS} )?", read.day_only),
    ("day", "#", rf"(?P<d>\d{{1,2}} ){THIS} ", read.day_only),
    ("day", "#", r"(?:(?<= den )|(?<= tới ))(?P<d>\d{1,2} )\Z", read.day_only),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """Words [first, last) that name a day: what they mean looking back, and looking ahead."""

    first: int
    last: int
    past: When
    future: When
    name: str
    part: str | None = None


def parse_date(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day a text names when it names nothing else."""
    reading = Reading(sentence(clean(text).replace("\n", " ")))
    for found in dated(reading, today):
        if found.first == 0 and found.last == len(reading.marks):
            return (found.future if ahead else found.past).point
    return None


def dated(reading: Reading, today: date) -> Iterator[Dated]:
    """All days named among the words still unread; the more exact wording of a place wins."""
    taken: set[int] = set()
    by_word, readers = _readers()
    numbers = {number for word in reading.words if word in by_word for number in by_word[word]}
    for name, expression, reader in (readers[number] for number in sorted(numbers)):
        for hit in reading.hits(expression):
            if taken & set(range(hit.first, hit.last)) or _is_counted(reading, name, hit):
                continue
            both = reader(hit.match, today)
            if both:
                taken |= set(range(hit.first, hit.last))
                yield Dated(hit.first, hit.last, *both, name, _part(hit))


def _is_counted(reading: Reading, name: str, hit: Hit) -> bool:
    """ "nửa tháng tới" and "hai tuần tới" are lengths of time, not a month and a week; "tu thu hai toi nay"
    says up to now, not tonight."""
    if name == "today" and hit.words[0] == "toi":
        return any(mark in {"tu", "từ"} for mark in reading.marks[max(0, hit.first - 5) : hit.first])
    if name not in {"week", "near_month"} or not hit.first or _is_from(reading.tokens[hit.first - 1].raw):
        return False
    before = fold(reading.marks[hit.first - 1] or "")
    return before == "nua" or before.isdigit() or before in {*DIGITS, "muoi", "chuc", "vai"}


def _is_from(raw: str) -> bool:
    """ "từ tuần trước", "tu tuan truoc": from then, not four weeks; "tư tuần" are four."""
    return marked(raw) in {"từ", "tu"}


def _part(hit: Hit) -> str | None:
    part = hit.match.groupdict().get("part")
    return fold(part) if part else None


@cache
def _readers() -> tuple[dict[str, list[int]], list[tuple[str, Expression, Reader]]]:
    """All readers, and which of them a word calls for: most sentences need few of them."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, (_, needed, _, _) in enumerate(_SOURCES):
        for word in needed.split():
            by_word[word].append(number)
    return dict(by_word), [(name, worded(source, *needed.split()), reader)
                           for name, needed, source, reader in _SOURCES]  # fmt: skip
