"""Numbers of cases: "việc 45/25", "45/QĐ-CTHADS", "số 78 năm 2024", "hs 21 22 23"."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.pattern import DIGITS, Expression, worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Hit, Reading
from bot.understanding.sentence import sentence
from bot.understanding.text import clean

_PREFIX = (
    r"(?:(?<! phuong )(?:(?:ho so|hs|quyet dinh|qd|viec|viet|việt|vu viec|vu|an|án|ma) )+"
    r"(?:thi hanh (?:an|án) |tha |thu ly )?"
    r"(?:so |ma )?|(?<!chon )(?<!lay )(?<!cai )(?<!an )(?<!muc )(?<! y )so (?!\d{1,2} \Z))"
)
_NUMBER = r"\d{1,6}(?:[/\-](?:19|20)?\d\d)?(?:/[a-zđ][\w\-&.]*)?"
_LIST = r"\d{1,6}(?:,\d{1,6})+"
_YEAR = r"(?: (?:nam|năm|trên|tren|gach|xuyet) (?:19|20)\d\d)?"
_JOINT = r"(?:(?:va|và|voi|cung|lẫn|viec|hs|vu|so|ca) )*"
_NOT_COUNTED = (
    r"(?!(?:{units}|nam|năm|%|gio|h|phut|viec|vu|án|an|chv|nua"
    r"|ruoi|nguoi (?!phai|duoc|ta )|phan|diem|ho so|hs"
    r"|(?:lần|lan)(?! nay| truoc| dau| thu| thứ| nhat| cuoi| \d)) "
    r"|(?:tuần|tuan|thang|ngay) (?!(?:sau|truoc|nay|qua|mai|kia|hom|mung|mong|rằm|ram|\d\S*) )"
    r"|(?:den|tới|toi) (?:\d\S*|hai|ba|bon|nam|năm|sau|bay|tam|chin|muoi) (?:{units}|nam|năm|thang) )"
)
_SUFFIXED = r"\d{1,6}(?:/(?:19|20)?\d\d)?/(?:qd|qđ|cthads|thads|cc)[\w\-&.]* "
_FULL_YEAR = r"\d{1,6}/(?:19|20)\d\d "
_SHORT_YEAR = r"\d{1,6}/\d\d "
_JOINED = re.compile(r"(?<= )(?P<numbers>\d{1,6} )(?=(?:va|và|voi|lẫn|cung) \{case\} )")
"""A loose number that is named together with a case: "85 với 86/2025"."""
_SHAPE = re.compile(r"(\d{1,6})(?:[/\-](\d{4}|\d\d)(?!\d))?")
_DECISION = (
    r"(?:qd|quyet dinh) (?:tha |thi hanh an )?(?:so )?(?P<numbers>\d{1,6} )"
    r"ngay \d{1,2}[/.\-]\d{1,2}[/.\-](?P<dated>\d{4}) "
)
_YEAR_FIRST = (
    r"(?:(?:viec|vu|vu viec|an|án|ho so|quyet dinh|qd) )+(?:cua |tu )?(?:nam|năm) (?P<dated>(?:19|20)\d\d) "
    r"(?:so |ma so |ma )(?P<numbers>\d{1,6} )"
)
_NEEDED = ("qd quyet", "so ma", "so hs dinh qd viec viet việt vu an án ma", "nam năm", DIGITS)
"""The words of which one must be there for each way of naming a case."""
_ENDS = frozenset({"xong", "roi", "ruoi", "rưỡi", "trieu", "ty", "nghin", "ngan"})
"""Behind one of these a report may end."""
_YEAR_SAID = re.compile(r" (?:nam|năm|trên|tren|gach|xuyet) (\d{4}) ")


def parse_case(text: str) -> str | None:
    """ "45/2025" or "45" from a text that is nothing but a case number, prefixed or not."""
    reading = Reading(sentence(clean(text).replace("\n", " ")))
    take_cases(reading, bare=True)
    alone = len(reading.text.split()) == 1 and len(reading.found.get("case", [])) == 1
    return str(reading.first("case")) if alone else None


def take_cases(reading: Reading, *, bare: bool = False) -> None:
    """Take all case numbers out; with `bare`, also loose numbers at the head of the sentence."""
    if DIGITS not in reading.words:
        return
    for expression in _expressions():
        while (hit := reading.hit(expression)) is not None:
            _take(reading, hit)
    if bare and not reading.found.get("case"):
        _take_loose(reading)
    if bare and reading.found.get("case"):
        while hit := reading.hit(_JOINED):
            _take(reading, hit)
        _take_following(reading)


def _take_loose(reading: Reading) -> None:
    """A number at the head of the sentence, else all those behind what was done."""
    if hit := reading.hit(_heading()):
        _take(reading, hit)
    while not hit and (other := _next_behind_verb(reading)):
        _take(reading, other)


def _next_behind_verb(reading: Reading) -> Hit | None:
    """ "xong 505", "kê biên 126, xong 129": what follows the number, or a comma, ends it."""
    found = reading.hit(_behind_verb())
    loose = [hit for hit in reading.hits(_verb_only()) if _ends_at_comma(reading, hit)]
    return min([*([found] if found else []), *loose], key=lambda hit: hit.first, default=None)


def _ends_at_comma(reading: Reading, hit: Hit) -> bool:
    return hit.last < len(reading.tokens) and reading.tokens[hit.last].broken


def _take_following(reading: Reading) -> None:
    """ "hs 45 thu 10tr 46 thu 20tr": a number behind one report and before the verb of the next."""
    for hit in reversed(reading.hits(_before_verb())):
        if reading.tokens[hit.first].glued or reading.tokens[hit.first + 1].broken:
            continue  # the 2 of "1ty2 nộp trước 240tr", the 1 of "2 tỷ 1, giao tài sản"
        if _is_tail(reading, hit):
            continue
        before = reading.marks[hit.first - 1] if hit.first else None
        if reading.tokens[hit.first].broken or before in phrasebook().money or before in _ENDS:
            _take(reading, hit)


def _is_tail(reading: Reading, hit: Hit) -> bool:
    """The 500 of "thu 3tr 500 xong" belongs to the sum; behind a comma it would be a case."""
    said = reading.marks[hit.last : hit.last + 1]
    return len(hit.words[0]) == 3 and said == ["xong"] and not reading.tokens[hit.first].broken


def _take(reading: Reading, hit: Hit) -> None:
    """One mark for each number of the match, so that a list of them stays a list."""
    first, _ = reading.range(hit, "numbers")
    said = _YEAR_SAID.sub(" ", hit.match["numbers"])
    year = _year_of(hit)
    numbers = [number for word in said.split() for number in _split(word)]
    cases = [tidied(number, year) for number in numbers]
    if "verb" not in hit.match.re.groupindex:
        for index in range(hit.first, first):
            reading.marks[index] = None
    reading.take(first, hit.last, "case", cases[0])
    at = reading.found["case"].index(cases[0])
    reading.found["case"][at + 1 : at + 1] = cases[1:]


def _year_of(hit: Hit) -> str | None:
    """The year said apart from the number: "số 78 năm 2024", "QĐ 15 ngày 3/4/2025"."""
    dated = hit.match.groupdict().get("dated")
    found = _YEAR_SAID.search(hit.match["numbers"])
    return dated or (found[1] if found else None)


def _split(word: str) -> list[str]:
    return word.split(",") if "," in word else [word] if word[0].isdigit() else []


def tidied(number: str, year: str | None = None) -> str:
    """ "045/25/QĐ-THADS" is "45/2025": no zeros ahead, a year of four digits, no suffix."""
    found = _SHAPE.match(number)
    if not found:
        return number
    digits, said = found[1].lstrip("0") or "0", year or found[2]
    if said and len(said) == 2:
        said = "20" + said if int(said) < 80 else "19" + said
    return f"{digits}/{said}" if said else digits


@cache
def _expressions() -> list[Expression]:
    units = _units()
    stop = _NOT_COUNTED.format(units=units)
    listed = rf"(?:{_NUMBER}{_YEAR} |{_LIST} )"
    more = rf"(?:{_JOINT}(?:{_NUMBER}{_YEAR} |{_LIST} )(?<!\d\.\d ){stop})*"
    short_year = rf"(?!\d+/(?:0?[1-9]|1[0-2]) ){_SHORT_YEAR}(?!(?:{units}) )"
    plain = rf"(?:{_FULL_YEAR}|{_SUFFIXED}|{short_year})"
    sources = [
        _DECISION,
        _YEAR_FIRST,
        rf"(?:{_PREFIX})(?P<numbers>{listed}{stop}{more})",
        r"(?<! thang )(?P<numbers>\d{1,6}(?:/(?:qd|qđ)[\w\-&.]*)? (?:nam|năm) (?:19|20)\d\d )(?!\d)",
        rf"(?<! thang )(?P<numbers>{plain}(?:{_JOINT}{plain})*)",
    ]
    return [worded(source, *(words.split())) for source, words in zip(sources, _NEEDED, strict=True)]


@cache
def _verbs() -> str:
    """What is done to cases, never to money."""
    grammar = phrasebook().grammar
    return "|".join(grammar.expression(one) for one in grammar.names["case_verbs"])


def _units() -> str:
    """What is counted in money, also as it is typed without marks."""
    return "|".join([*map(re.escape, phrasebook().money), "ty", "ti", "nghin", "ngan"])


@cache
def _heading() -> re.Pattern[str]:
    units = _units()
    stop = _NOT_COUNTED.format(units=units)
    number = rf"(?:{_NUMBER} |{_LIST} )"
    return re.compile(rf"(?<=\A )(?:(?:ca|cả) )?(?P<numbers>{number}{stop}(?:{_JOINT}{number}{stop})*)")


@cache
def _behind_verb() -> re.Pattern[str]:
    """ "xong 505", "hoãn 45 đến 15/10": a loose number behind what is done to cases, never to money."""
    book, verbs = phrasebook(), _verbs()
    behind = "|".join(book.grammar.expression(one) for one in book.grammar.names["behind_case"])
    number = rf"(?:{_NUMBER} |{_LIST} )"
    more = rf"(?:(?:va|và|voi|cung|ca) {number}|{number})*"
    return re.compile(rf"(?<= )(?P<verb>{verbs})(?:so )?(?P<numbers>{number}{more})(?=\Z|\?|(?:{behind}))")


@cache
def _verb_only() -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?P<verb>{_verbs()})(?:so )?(?P<numbers>{_NUMBER} )")


@cache
def _before_verb() -> re.Pattern[str]:
    verbs = _verbs()
    ahead = r"(?:(?:da|đã|moi|vua|chua|chưa|van) )*"
    lacks = r"(?<=chua )co |(?<=chưa )co "
    return re.compile(rf"(?<= )(?P<numbers>\d{{1,6}} )(?={ahead}(?:{verbs}|thu |nop |{lacks}))")
