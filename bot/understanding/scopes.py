"""Whose figures, whose cases: units, people, and the groups "tôi", "phòng mình", "toàn tỉnh"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bot.understanding.names import is_family_name, people
from bot.understanding.numbers import SPELT, whole
from bot.understanding.pattern import Expression, worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.text import fold, marked

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
          "xi": 11, "xii": 12}  # fmt: skip
_PERSON_CODE = re.compile(r"(?:CHV|TTV|TK|CB|NS|LD|TP|PTP|QT|NV)\d+$", re.IGNORECASE)
_BEFORE = r"(?:phong |don vi |chi cuc |thads |thi hanh an dan su |thi hanh an |tha |ds )*"
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_ROMAN, key=len, reverse=True))})(?= )"
_REGION = worded(rf"{_BEFORE}khu vuc (?:so )?(?P<n>{_NUMBER} |\d{{1,2}}(?:,\d{{1,2}})+ |{SPELT})", "khu")
_JOINT = r"(?:va|và|voi|cung|cùng|lan|,) (?:cua |ca )?"
_BOTH = re.compile(rf"(?<= )\{{scope\}} {_JOINT}\{{scope\}} ")
_SELF = "(?:tôi|toi|em|mình|minh|cháu|chau) "
_WITH_ME = re.compile(rf"(?<= )(?:{_SELF}{_JOINT}\{{scope\}} |\{{scope\}} {_JOINT}{_SELF})")
_SPEAKER = re.compile(r"(?<= )\{scope\} day (?!(?:la|dat|con|thi) )")
_NAMED = worded(r"(?:phong|chi cuc|thads|don vi|dv|doi|huyen|thanh pho|thi xa|o|tai) (?=\S)",
                "phong", "cuc", "thads", "vi", "dv", "doi", "huyen", "pho", "xa", "o", "tai")  # fmt: skip
_NO_UNITS = frozenset({"toa", "vien", "ubnd", "ngan", "cuc", "bo", "so", "cong", "uy", "nha", "viet"})
"""What else "ở" may stand before: a court, a bank, a ministry."""


def take_scopes(reading: Reading) -> None:
    """Take units, people and groups out; each leaves `{scope}`."""
    _take_codes(reading)
    _take_regions(reading)
    _take_departments(reading)
    _take_places(reading)
    for name in people(reading):
        reading.take(name.first, name.last, "scope", {"person": name.name})
    _take_named_units(reading)
    reading.take_choices("scope", phrasebook().choice("group"))


def _take_codes(reading: Reading) -> None:
    for at, token in enumerate(reading.tokens):
        if token.kind == "code" and reading.marks[at]:
            kind = "person" if _PERSON_CODE.search(token.raw) else "unit"
            reading.take(at, at + 1, "scope", {kind: token.raw})


def _take_regions(reading: Reading) -> None:
    """ "khu vực 4", and the bare numbers joined to it: "kv1, 3 và 5"."""
    for hit in reversed(reading.hits(_REGION)):
        first, last = hit.first, hit.last
        numbers = _numbers(hit.match["n"])
        for extra in reversed(numbers[1:]):
            reading.take(last - 1, last, "scope", {"unit": f"khu vực {extra}"})
        end = last if len(numbers) == 1 else last - 1
        if numbers:
            reading.take(first, end, "scope", {"unit": f"khu vực {numbers[0]}"})
    _take_joined_numbers(reading)


def _numbers(text: str) -> list[int]:
    word = text.strip()
    if "," in word:
        return [int(part) for part in word.split(",")]
    number = _ROMAN.get(word) or whole(word)
    return [number] if number else []


def _take_joined_numbers(reading: Reading) -> None:
    """Bare numbers behind a unit, joined to it by a comma or "và"."""
    if not any(mark == "scope" for mark, _, _ in reading.places):
        return
    for at in range(1, len(reading.tokens)):
        token, mark = reading.tokens[at], reading.marks[at]
        if token.kind != "number" or not mark or not re.fullmatch(r"\d{1,2}", mark):
            continue
        linked = not token.broken and fold(reading.tokens[at - 1].raw) in {"va", "voi", "cung", "lan"}
        place = at - 2 if linked else at - 1
        joined = token.broken or linked or _numbers_unit(reading, place)
        if joined and _ends_unit(reading, place) and not _counts(reading, at + 1):
            reading.take(at, at + 1, "scope", {"unit": f"khu vực {int(mark)}"})


def _numbers_unit(reading: Reading, at: int) -> bool:
    """Whether the unit that ends there was called by a bare number: "kv 1 2 3"."""
    return reading.tokens[at].kind == "number"


def _ends_unit(reading: Reading, at: int) -> bool:
    return any(first <= at < last for mark, first, last in reading.places if mark == "scope")


def _counts(reading: Reading, at: int) -> bool:
    behind = reading.marks[at] if at < len(reading.marks) else None
    return behind in {
        "viec",
        "vu",
        "ngay",
        "thang",
        "nam",
        "năm",
        "tuần",
        "tuan",
        "chap",
        "án", "an", "%", "phan", "ty", "tỷ", "tỉ", "trieu", "triệu", "tr", "h", "gio", "nguoi",
        "ho", "hs", "tuổi", "lần", "lan", "phut", "p", "giờ", "cu", "củ", "hom", "bua",
    }  # fmt: skip


def _take_departments(reading: Reading) -> None:
    """Departments that every province has, by their usual name: "phòng nghiệp vụ"."""
    for name, expression in _departments():
        for hit in reversed(reading.hits(expression)):
            reading.take(hit.first, hit.last, "scope", {"unit": name})


@cache
def _departments() -> list[tuple[str, Expression]]:
    grammar = phrasebook().grammar
    lines = [(said, grammar.line(said)) for said in grammar.names["departments"]]
    return [
        (re.sub(r" và .*", "", said),
         worded(f"(?:phong |(?<= cua )|(?<= ben )){line.source}", *(line.needed or ())))
        for said, line in lines
    ]  # fmt: skip


def _take_places(reading: Reading) -> None:
    for hit in reversed(reading.hits(_places())):
        first, last = reading.range(hit, "name")
        if _is_name_of_person(reading, first, last) or not _spelt_as_place(reading, first, last):
            continue
        if _is_other_phrase(reading, first, last):
            continue
        reading.take(hit.first, last, "scope", {"unit": reading.sentence.raw(first, last)})


def _is_name_of_person(reading: Reading, first: int, last: int) -> bool:
    """ "anh Thái Nguyên" and "Nguyễn Thái Bình" are people."""
    if first == 0:
        return False
    before = fold(reading.tokens[first - 1].raw)
    return before in {"anh", "chi", "chv", "ong", "ba", "vien", "bac", "chu", "thay", "sep", "cau"} or (
        reading.tokens[first - 1].titled and not reading.sentence.shouted and is_family_name(before)
    )


def _is_other_phrase(reading: Reading, first: int, last: int) -> bool:
    """Without marks, "thu hai phong minh" names a day, "dien bien vu 45" what happened."""
    said = [fold(token.raw) for token in reading.tokens[first:last]]
    if said == ["hai", "phong"]:
        return first > 0 and fold(reading.tokens[first - 1].raw) == "thu"
    return said == ["dien", "bien"] and not reading.tokens[last - 1].titled


def _spelt_as_place(reading: Reading, first: int, last: int) -> bool:
    """Whether the marks that were typed are those of the place: "diễn biến" is no "Điện Biên"."""
    said = [token.raw for token in reading.tokens[first:last]]
    typed = [(fold(raw), marked(raw)) for raw in said if raw.isalpha() and marked(raw) != fold(raw)]
    if typed and any(raw.islower() and raw.isascii() and raw not in _place_words() for raw in said):
        return False  # "hai phòng" counts rooms: whoever types some marks types all
    return all(shown in _place_words() for bare, shown in typed if bare in _place_words_bare())


@cache
def _place_words() -> frozenset[str]:
    names = phrasebook().grammar.names["provinces"]
    return frozenset(marked(word) for name in names for word in name.split())


@cache
def _place_words_bare() -> frozenset[str]:
    return frozenset(map(fold, _place_words()))


@cache
def _places() -> Expression:
    book = phrasebook()
    names = "|".join(book.grammar.expression(one) for one in book.grammar.names["provinces"])
    before = "|".join(book.grammar.expression(one) for one in book.grammar.names["place_before"])
    return worded(f"(?:{before})?(?P<name>{names})", *(book.lists["provinces"].needed or ()))


def _take_named_units(reading: Reading) -> None:
    """Other units by their capitals: "Phòng Đại Từ", "chi cục Phú Lương"."""
    if reading.sentence.shouted:
        return
    for hit in reversed(reading.hits(_NAMED)):
        if _is_no_place(reading, hit.last):
            continue
        end = hit.last
        while end < len(reading.tokens) and _part_of_name(reading, end, hit.last):
            end += 1
        if end > hit.last:
            name = reading.sentence.raw(hit.last, end)
            reading.take(hit.first, end, "scope", {"unit": name})


def _is_no_place(reading: Reading, at: int) -> bool:
    """What looks like the word before a unit: "theo dõi", "tài khoản", "ở Tòa án"."""
    before = marked(reading.tokens[at - 1].raw)
    if before in {"ở", "o", "tại"}:
        return fold(reading.tokens[at].raw) in _NO_UNITS
    return before == "dõi" or fold(before) == "tai"


def _part_of_name(reading: Reading, at: int, first: int) -> bool:
    token, mark = reading.tokens[at], reading.marks[at]
    if mark is None or mark[0] == "{" or token.kind != "word" or not token.titled:
        return False
    return at == first or not token.broken


def scope_of(reading: Reading, *, loose: bool = False, of: str | None = None) -> Any:
    """The scope that the sentence names: one, a list of several, or None."""
    found = _distinct(_meant(reading))
    if loose and len(found) < 3 and (together := _together(reading, found)):
        return together
    named = [one for one in found if isinstance(one, dict)]
    if named:
        people_named = [one for one in named if "person" in one]
        chosen = people_named or named
        return chosen[0] if len(chosen) == 1 else chosen
    if found:
        return found[0]
    if is_owner(reading):
        return "me"
    return _loose(reading, of) if loose else None


def _together(reading: Reading, found: list[Any]) -> list[Any] | None:
    """ "của tôi và anh Hùng", "phòng mình với kv2": a group beside one that is named."""
    groups = [one for one in found if isinstance(one, str)]
    if len(found) == 2 and groups and reading.hit(_BOTH):
        return found
    hit = reading.hit(_WITH_ME) if len(found) == 1 and not groups else None
    if not hit or not is_owner(reading):
        return None
    return ["me", *found] if hit.words[0] != "{scope}" else [*found, "me"]


def _meant(reading: Reading) -> list[Any]:
    """The scopes named, without the one that says who is speaking: "trưởng phòng kv3 đây"."""
    found = list(reading.found.get("scope", []))
    speaker = reading.hit(_SPEAKER)
    if speaker and _is_here(reading, speaker.last - 1):
        del found[reading.text[: speaker.match.start()].count("{scope} ")]
    return found


def _is_here(reading: Reading, at: int) -> bool:
    """ "đây", not the "dậy" and "đẩy" that look like it without marks."""
    raw = marked(reading.tokens[at].raw)
    behind = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
    return raw == "đây" or (raw == "day" and behind is not None and behind.broken)


def _distinct(values: list[Any]) -> list[Any]:
    return [value for at, value in enumerate(values) if value not in values[:at]]


def is_owner(reading: Reading) -> bool:
    """Whether the speaker owns what is asked about: "tôi còn thiếu", "của em"."""
    book = phrasebook()
    if reading.has(book.lists["owned"]):
        return True
    if book.lists["self"].absent(reading.words):
        return False
    rest = reading.copy()
    rest.drop(book.lists["not_self"])
    rest.drop(book.lists["calling"])
    return rest.has(book.lists["self"])


def _loose(reading: Reading, of: str | None) -> Any:
    """ "phòng còn thiếu", "cao nhất tỉnh"; not where units or provinces are what is listed."""
    for value, expression in phrasebook().choice("loose_group").items():
        listed = {"province": "provinces", "my_unit": "units"}.get(value, "")
        if of != listed and reading.has(expression):
            return value
    return None
