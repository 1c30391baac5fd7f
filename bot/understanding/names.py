"""Names of people, as they were typed; who is meant is found elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Hit, Reading
from bot.understanding.text import fold, marked

_LONGEST = 5
_MIDDLE = frozenset(
    {"van", "thi", "ngoc", "quoc", "duc", "xuan", "minh", "thanh", "huu", "dinh", "quang", "cong"}
)
_OWNER = re.compile(r"(?<= )(?:cua|don doc|giuc|hoi|thuc|nhắc|nhac|nhac nho|cho|voi|va|và) ")


@dataclass(frozen=True, slots=True)
class Name:
    """Words [first, last) that name a person, the title in front of the name included."""

    first: int
    last: int
    name: str


def people(reading: Reading) -> list[Name]:
    """All people named among the words still unread."""
    found: list[Name] = []
    for name in [*_titled_people(reading), *_family_names(reading), *_owners(reading)]:
        if all(name.last <= other.first or name.first >= other.last for other in found):
            found.append(name)
    return found


def _titled_people(reading: Reading) -> list[Name]:
    """Names behind an office or an honorific: "chv Nguyen Van Hung", "chị Lan"."""
    lists = phrasebook().lists
    found: list[Name] = []
    for hit in reading.hits(lists["offices"]):
        _add(found, reading, hit, office=True)
    for hit in reading.hits(lists["honorifics"]):
        if _calls(reading, hit):
            _add(found, reading, hit, office=False)
    return found


def _calls(reading: Reading, hit: Hit) -> bool:
    """Whether the word is an honorific here: "co", "ba" mean other things too, "đình chỉ" as well, and the
    "Anh" of "Nguyễn Anh Tuấn" is a part of the name."""
    before = fold(reading.tokens[hit.first - 1].raw) if hit.first else ""
    if _capital(reading, hit.first) and hit.first and _family(reading, hit.first - 1):
        return False
    if before in {"dinh", "dia", "con", "den"} and not _capital(reading, hit.last):
        return False
    plain = fold(reading.tokens[hit.first].raw) in {"anh", "chi", "a", "c"}
    if hit.last >= len(reading.tokens):
        return False
    return plain or _capital(reading, hit.last) or _family(reading, hit.last)


def _add(found: list[Name], reading: Reading, hit: Hit, *, office: bool) -> None:
    end = _name_end(reading, hit.last, office=office)
    if end > hit.last:
        found.append(Name(hit.first, end, reading.sentence.raw(hit.last, end)))


def _family_names(reading: Reading) -> list[Name]:
    """Names without a title that begin with a family name."""
    found = []
    for at in range(len(reading.tokens)):
        if _family(reading, at):
            sure = fold(reading.tokens[at + 1].raw) in _MIDDLE
            end = _extent(reading, at) if sure else _name_end(reading, at, office=False)
            if end - at >= 2:
                found.append(Name(at, end, reading.sentence.raw(at, end)))
    return found


def _owners(reading: Reading) -> list[Name]:
    """One word with a capital behind "của", "đôn đốc"…: "việc của Minh"."""
    found = []
    for hit in reading.hits(_OWNER):
        at = hit.last
        if _capital(reading, at) and _may_begin(reading, at, office=False):
            end = _name_end(reading, at, office=False)
            found.append(Name(at, end, reading.sentence.raw(at, end)))
    return found


def _family(reading: Reading, at: int) -> bool:
    token, mark = reading.tokens[at], reading.marks[at]
    if token.kind != "word" or mark is None or mark[0] == "{" or not token.raw:
        return False
    word = fold(token.raw)
    behind = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
    if behind is None or behind.kind != "word" or behind.broken:
        return False
    if not _spelt_so(token.raw):
        return False
    if _capital(reading, at) and _capital(reading, at + 1):
        return word in _surnames("surnames") | _surnames("surnames_typed")
    if word in _surnames("surnames"):
        return fold(behind.raw) in _MIDDLE or fold(behind.raw) not in _stop_words()
    middle = fold(behind.raw) in _MIDDLE - {"minh"} and not _enforces(reading, at + 1)
    return middle and word in _surnames("surnames_typed")


def _enforces(reading: Reading, at: int) -> bool:
    """ "ty le thi hanh xong" names nobody."""
    return [fold(token.raw) for token in reading.tokens[at : at + 2]] == ["thi", "hanh"]


def _spelt_so(raw: str) -> bool:
    """A word typed with marks is a family name only with the marks of one."""
    return marked(raw) == fold(raw) or marked(raw) in _marked_surnames()


@cache
def _marked_surnames() -> frozenset[str]:
    names = phrasebook().grammar.names
    return frozenset(marked(word) for word in [*names["surnames"], *names["surnames_typed"]])


def _capital(reading: Reading, at: int) -> bool:
    if at >= len(reading.tokens):
        return False
    token = reading.tokens[at]
    return token.kind == "word" and token.titled and not reading.sentence.shouted


def _name_end(reading: Reading, at: int, *, office: bool) -> int:
    """Where the name that begins at `at` ends; `at` itself if none begins there."""
    if not _may_begin(reading, at, office=office):
        return at
    return _extent(reading, at)


def _extent(reading: Reading, at: int) -> int:
    """Where the name ends whose first word is at `at`."""
    titled = _capital(reading, at)
    family = fold(reading.tokens[at].raw) in _surnames("surnames") | _surnames("surnames_typed")
    end = at + 1
    while end < min(len(reading.tokens), at + _LONGEST) and _goes_on(reading, end, titled, family):
        end += 1
    return end


def _may_begin(reading: Reading, at: int, *, office: bool) -> bool:
    if at >= len(reading.tokens):
        return False
    token, mark = reading.tokens[at], reading.marks[at]
    if token.kind != "word" or mark is None or mark[0] == "{" or not token.raw:
        return False
    if _capital(reading, at):
        return fold(token.raw) not in {"phong", "khu", "don", "kv", "pkv", "thads", "chv", "toan"}
    word = fold(token.raw)
    if (marked(token.raw),) in phrasebook().short and fold(token.key) in _stop_words():
        return False
    if word == "tuan" and not _is_week(reading, at):
        return True
    if office:
        return word not in _stop_words("not_name_after_office")
    return word not in _stop_words() or (word in _DOUBTFUL and _acts(reading, at + 1))


def _is_week(reading: Reading, at: int) -> bool:
    """ "chv tuan" is Tuấn, "chv tuan nay" is this week."""
    if marked(reading.tokens[at].raw) == "tuần":
        return True
    behind = fold(reading.tokens[at + 1].raw) if at + 1 < len(reading.tokens) else ""
    return behind in {"nay", "truoc", "sau", "qua", "toi", "vua", "roi", "kia"}


_DOUBTFUL = frozenset({"dat", "nam", "thu", "an", "minh", "ha", "hai", "ba", "hanh", "bao", "trong"})
_ACTS = frozenset({"con", "thieu", "the", "ket", "kq", "dang", "dat", "duoc", "viec", "phong"})


def _acts(reading: Reading, at: int) -> bool:
    """Whether what follows is said of a person: "anh dat con thieu" is anh Đạt."""
    if at >= len(reading.tokens):
        return True
    return fold(reading.tokens[at].raw) in _ACTS


def _goes_on(reading: Reading, at: int, titled: bool, family: bool) -> bool:
    token, mark = reading.tokens[at], reading.marks[at]
    if token.kind != "word" or token.broken or mark is None or mark[0] == "{" or not token.raw:
        return False
    if titled:
        return token.titled and fold(token.raw) not in {"phong", "khu", "kv", "don", "thads"}
    middle = fold(reading.tokens[at - 1].raw) in {"van", "thi"}
    return family and (middle or not _stops(reading, at) or _is_thi(reading, at))


def _is_thi(reading: Reading, at: int) -> bool:
    """The "thi" of "le thi hoa", not that of "thi hành án"."""
    words = [fold(token.raw) for token in reading.tokens[at : at + 3]]
    if words[0] != "thi" or len(words) < 2 or reading.marks[at + 1] is None:
        return False
    return words[1] not in _stop_words() - {"hanh"} and words[1:] not in (["hanh", "an"], ["hanh", "xong"])


def _stops(reading: Reading, at: int) -> bool:
    return fold(reading.tokens[at].raw) in _stop_words()


@cache
def _stop_words(name: str = "not_name") -> frozenset[str]:
    return frozenset(fold(word) for word in phrasebook().grammar.names[name])


@cache
def _surnames(name: str) -> frozenset[str]:
    return frozenset(fold(word).split()[0] for word in phrasebook().grammar.names[name])
