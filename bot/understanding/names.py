"""Names of people, as they were typed; who is meant is found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.understanding.name_words import MIDDLE, NameWords, folded, is_marked_surname, is_surname, surnames
from bot.understanding.pattern import worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Hit, Reading
from bot.understanding.text import fold, marked

_LONGEST = 5
_OWNER = worded("(?:cua|don doc|giuc|thuc|hoi thuc) (?:cả |ca )?", "cua", "doc", "giuc", "thuc")
_BESIDES = ("hoi", "nhắc", "nhac", "cho", "voi", "va", "và", "ping", "tag", "nhắn", "nhan", "kêu", "keu",
            "bieu", "reo", "bảo")  # fmt: skip
_BESIDE = worded(f"(?:{'|'.join(_BESIDES)}|nhac nho) (?:cả |ca )?", *_BESIDES)
_UNIT_HEADS = frozenset(
    {"cuc", "phong", "vi", "thads", "dv", "huyen", "doi", "xa", "pho", "tinh", "o", "tai"}
)
_AND = frozenset({"va", "voi", "cung", "lan"})
_TITLES = frozenset({"anh", "a", "c", "eng"})
_TITLES_MARKED = frozenset(
    {"chị", "cô", "chú", "bác", "ông", "bà", "cậu", "thầy", "thằng", "dì", "ổng", "bả", "mệ", "dượng"}
)
_SAFE = ("surnames",)
_ANY = ("surnames", "surnames_typed")


class Name(NamedTuple):
    """Words [first, last) that name a person, the title in front of the name included."""

    first: int
    last: int
    name: str


def people(reading: Reading) -> list[Name]:
    """All people named among the words still unread."""
    words = NameWords(reading)
    known = surnames()
    begins = [at for at, token in enumerate(reading.tokens) if fold(token.raw) in known]
    families = {at: end for at in begins if (end := _family_end(words, at)) > at}
    found: list[Name] = []
    for first, at, end in _spans(words, families):
        if all(end <= other.first or first >= other.last for other in found):
            found.append(Name(first, end, reading.sentence.raw(at, end)))
    return found + list(_listed(words, found))


def _spans(words: NameWords, families: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Where the title begins, the name begins, and the name ends; the surest first."""
    taken = {place for at, end in families.items() for place in range(at, end)}
    yield from _titled(words, families, taken)
    for at, end in families.items():
        yield at, at, end
    yield from _owned(words)
    yield from _subjects(words)


def _titled(words: NameWords, families: dict[int, int], taken: set[int]) -> Iterator[tuple[int, int, int]]:
    """Names behind an office or an honorific: "chv Nguyen Van Hung", "chị Lan"."""
    reading, lists = words.reading, phrasebook().lists
    for hit in reading.hits(lists["offices"]):
        if _adjoins(words, hit):
            end = families.get(hit.last) or _office_end(words, hit.last)
            if end > hit.last:
                yield hit.first, hit.last, end
    for hit in reading.hits(lists["honorifics"]):
        if hit.first not in taken and _adjoins(words, hit):
            end = families.get(hit.last) or _honoured_end(words, hit)
            if end > hit.last:
                yield hit.first, hit.last, end


def _adjoins(words: NameWords, hit: Hit) -> bool:
    """Whether the next word follows at once: nothing was taken out, no comma stands between."""
    marks = words.reading.marks
    return all(marks[at] is not None for at in range(hit.first, hit.last)) and words.follows(hit.last)


def _office_end(words: NameWords, at: int) -> int:
    if words.starts_capital(at):
        return _capital_end(words, at)
    if _named_family(words, at):
        return _family_extent(words, at)
    fits = words.owner(at) or (not words.stops(at, "not_name_after_office") and words.strange(at))
    return _given_end(words, at) if fits else at


def _honoured_end(words: NameWords, hit: Hit) -> int:
    at, title = hit.last, words.word(hit.first)
    plain = title in _TITLES or marked(words.reading.tokens[hit.first].raw) in _TITLES_MARKED
    if title == "o" and not _is_aunt(words, hit.first):
        return at
    if words.starts_capital(at):
        named = plain or not words.paired(at) or words.called(at)
        return _capital_end(words, at) if named else at
    if words.word(hit.first - 1) in {"dinh", "dia", "con", "den"} and title in {"chi", "co"}:
        return at
    if _named_family(words, at) and title != "em":
        return _family_extent(words, at)
    fits = _is_called(words, at) if plain else title == "chi" and words.given(at)
    return _given_end(words, at) if fits else at


def _is_called(words: NameWords, at: int) -> bool:
    """Behind a title: what looks like a name, or a word that no phrase holds ("bác Sửu")."""
    return words.likely(at) or (words.strange(at) and words.word(at) not in phrasebook().vocabulary)


def _is_aunt(words: NameWords, at: int) -> bool:
    """The "o" of the Centre, not "ở" typed without marks: the words around it carry theirs."""
    return not words.exact(at) and not words.reading.sentence.line.isascii()


def _named_family(words: NameWords, at: int) -> bool:
    """Whether a family name that may be another word stands there, a given name behind it."""
    raw = words.reading.tokens[at].raw
    spelt = is_marked_surname(raw, *_ANY) if words.exact(at) else is_surname(words.word(at), *_ANY)
    return spelt and not words.paired(at) and words.syllable(at + 1)


def _capital_end(words: NameWords, at: int) -> int:
    end = at + 1
    while end < at + _LONGEST and words.goes_on_capital(end):
        end += 1
    return end


def _given_end(words: NameWords, at: int) -> int:
    """Where a given name ends that may have two syllables: "chị minh nguyệt", "a tuấn anh"."""
    behind = at + 1
    if not words.follows(behind) or not words.listed(at, "given"):
        return behind
    if words.word(behind) == "anh":
        alone = not words.free(behind + 1) or words.stops(behind + 1)
        return behind + 1 if alone and not words.paired(behind) else behind
    return behind + 1 if words.sure(behind) else behind


def _family_end(words: NameWords, at: int) -> int:
    """Where a name ends that begins with a family name; `at` itself if none begins there."""
    if not words.free(at) or not words.follows(at + 1):
        return at
    if words.capital(at) and words.capital(at + 1) and _spelt_so(words, at):
        return _capital_end(words, at)
    if words.paired(at) and not words.exact(at):
        return at
    return _family_extent(words, at) if _begins_family(words, at) else at


def _spelt_so(words: NameWords, at: int) -> bool:
    """Whether a word in capitals carries the marks of a family name, or none: no "Án TĐC"."""
    return not words.exact(at) or is_marked_surname(words.reading.tokens[at].raw, *_ANY)


def _begins_family(words: NameWords, at: int) -> bool:
    """Whether a family name in small letters is one: by itself, by its marks, or by what is behind."""
    raw, behind = words.reading.tokens[at].raw, words.word(at + 1)
    if words.exact(at) and not is_marked_surname(raw, *_ANY):
        return False
    if is_marked_surname(raw, "surnames_marked"):
        return words.syllable(at + 1) or words.strange(at + 1)
    if is_surname(words.word(at), *_SAFE) and (words.exact(at) or not words.stops(at)):
        return words.syllable(at + 1) or (words.strange(at + 1) and words.strange(at))
    if words.paired(at + 1) or (behind == "thi" and words.word(at + 2) == "hanh"):
        return False
    if behind in {"van", "thi"}:
        return words.syllable(at + 2)
    if behind in MIDDLE - {"minh"} and words.given(at + 1):
        return True
    return behind != "anh" and words.follows(at + 2) and _two_given(words, at)


def _two_given(words: NameWords, at: int) -> bool:
    """Whether two given names stand behind the word, surely or by the marks of one: "hà minh đức"."""
    if words.sure(at + 1) and words.sure(at + 2):
        return True
    return words.given(at + 1) and words.given(at + 2) and words.exact(at + 2)


def _family_extent(words: NameWords, at: int) -> int:
    end = at + 2
    while end < at + _LONGEST and words.syllable(end):
        end += 1
    return end


def _owned(words: NameWords) -> Iterator[tuple[int, int, int]]:
    """Names behind "của", "đôn đốc"…: "việc của Minh", "án của hạnh"."""
    reading = words.reading
    for expression, fits in ((_OWNER, words.owner), (_BESIDE, words.sure)):
        for hit in reading.hits(expression):
            at = hit.last
            if not words.follows(at) or not _adjoins(words, hit) or _begins_name(words, hit):
                continue
            end = _owned_end(words, at, fits(at))
            if end > at:
                yield at, at, end


def _begins_name(words: NameWords, hit: Hit) -> bool:
    """ "Bảo Long" is a name; "bảo Long" bids him."""
    return hit.words[0] == "bảo" and words.capital(hit.first)


def _owned_end(words: NameWords, at: int, fits: bool) -> int:
    if words.starts_capital(at):
        return _capital_end(words, at)
    if fits and _named_family(words, at) and words.word(at + 1) != "anh":
        return _family_extent(words, at)
    return _given_end(words, at) if fits else at


def _subjects(words: NameWords) -> Iterator[tuple[int, int, int]]:
    """A given name of whom something is said: "Tú báo những gì", "hùng còn thiếu mấy việc"."""
    known = folded("given")
    named = {at for at, word in enumerate(words.words) if word in known and _may_act(words, at)}
    for hit in words.reading.hits(phrasebook().lists["acts"]) if named else ():
        at = hit.first - 1
        if at in named:
            more = words.follows(at) and (words.sure(at - 1) or _two_capitals(words, at))
            if words.word(at - more - 1) in _UNIT_HEADS:
                continue
            yield at - more, at - more, hit.first


def _may_act(words: NameWords, at: int) -> bool:
    fits = words.given(at) if at and words.capital(at) else words.sure(at)
    return fits and words.follows(at + 1)


def _two_capitals(words: NameWords, at: int) -> bool:
    """ "Bảo Long còn thiếu": two given names, both in capitals."""
    return words.capital(at) and words.capital(at - 1) and words.listed(at - 1, "given")


def _listed(words: NameWords, found: list[Name]) -> Iterator[Name]:
    """Names that follow one that was found: "chv Nam, Dũng, Hà", "anh Tuấn và Hùng"."""
    taken = {place for name in found for place in range(name.first, name.last)}
    ends = [name.last for name in found]
    while ends:
        at = ends.pop()
        joined = words.free(at) and words.reading.tokens[at].broken
        if words.word(at) in _AND:
            at, joined = at + 1, True
        if joined and at not in taken and (words.starts_capital(at) or words.sure(at)):
            end = _capital_end(words, at) if words.capital(at) else _given_end(words, at)
            taken |= set(range(at, end))
            ends.append(end)
            yield Name(at, end, words.reading.sentence.raw(at, end))


def is_family_name(word: str) -> bool:
    """Whether a word, however it is typed, is a family name."""
    return fold(word) in surnames()
