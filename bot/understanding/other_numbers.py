"""Numbers that are neither money nor a case: people, plots, floors, instalments, decisions, telephones.

They are taken out first and leave `{number}`: whatever is read later cannot make a sum or a case of them.
"""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.cases import take_cases
from bot.understanding.pattern import DIGITS, Expression, Words, worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Hit, Reading

_AREAS: Words = frozenset({"m", "met", "m²", "ha", "km", "sao", "mẫu"})
_DECIDED: Words = frozenset({"qd", "quyet"})
_NO_UNIT = r"(?!(?:{units}|dong|đồng|d|đ|vnd|phan|%) )"
_SHORT = r"\d{1,5}(?:[/\-]\S*)? "
_LONG = r"\d[\d.\-]{5,} (?:\d{3,} )*"
_TELEPHONE = r"0\d{2,4}(?:[. ]?\d{2,4}){2,3} "
_AREA = r"\d[\d.,]* (?:(?:m|met) (?:2 |vuong )|(?:m²|ha|km|sao|mẫu) )"


def take_other_numbers(reading: Reading) -> None:
    """Take them out of a sentence whose cases and sums are still unread."""
    if DIGITS not in reading.words:
        return
    for expression in _expressions():
        for hit in reversed(reading.hits(expression)):
            if _joined(reading, hit.first) or _ends_there(reading, hit):
                continue  # the 9 of "9tr9 hs", the 4 of "6 triệu 4, con phải thu"
            first = reading.range(hit, "n")[0] if "n" in hit.match.re.groupindex else hit.first
            reading.take(first, _glued_to(reading, hit.last), "number", hit.words)
    _take_decisions(reading)


def _glued_to(reading: Reading, at: int) -> int:
    """ "30A-123.45" is one number."""
    while at < len(reading.marks) and _joined(reading, at):
        at += 1
    return at


def _joined(reading: Reading, at: int) -> bool:
    """Whether a word stands right behind another, no sign between; of "(kỳ 3" none does."""
    token = reading.tokens[at]
    return token.glued and reading.sentence.line[token.start - 1] not in "([,;:"


def _ends_there(reading: Reading, hit: Hit) -> bool:
    """Whether a sign of punctuation parts the number from what would be counted."""
    counts = hit.match.end() == hit.match.end(0) and hit.words[-1].isdigit() and len(hit.words) == 1
    following = next((at for at in range(hit.last, len(reading.marks)) if reading.marks[at]), None)
    return counts and following is not None and reading.tokens[following].broken


def _take_decisions(reading: Reading) -> None:
    """ "hs 45 hoãn theo QĐ 812": where a case is named, the decision beside it is another number."""
    hits = reading.hits(_decision())
    if not hits:
        return
    rest = reading.copy()
    for hit in reversed(hits):
        rest.take(hit.first, hit.last, "number", hit.words)
    take_cases(rest, bare=True)
    if rest.found.get("case"):
        for hit in reversed(hits):
            reading.take(hit.first, hit.last, "number", hit.words)


@cache
def _expressions() -> tuple[Expression, ...]:
    book = phrasebook()
    stop = _NO_UNIT.format(units="|".join(map(re.escape, book.money)))
    cases = r"(?<! hs )(?<! so )(?<! viec )(?<! vu )(?<! an )(?<! qd )(?<! \{case\} )"
    return (
        worded(_TELEPHONE, DIGITS),
        worded(_AREA, *_AREAS),
        worded(rf"(?:{_one_of('holders')})(?:so )?(?:la )?{_LONG}", *_needed("holders")),
        worded(rf"(?:{_one_of('numbered')})(?:so )?{_SHORT}{stop}", *_needed("numbered")),
        worded(rf"(?:{_one_of('deciding')})(?P<n>so {_SHORT})", *_needed("deciding")),
        worded(rf"(?<=\S ){cases}\d{{1,4}} (?={_one_of('counted')})", *_needed("counted")),
    )


@cache
def _decision() -> Expression:
    return worded(rf"(?:{_one_of('decisions')})(?:so )?{_SHORT}", *_DECIDED)


def _needed(name: str) -> Words:
    return phrasebook().lists[name].needed or frozenset()


def _one_of(name: str) -> str:
    grammar = phrasebook().grammar
    return "(?:" + "|".join(grammar.expression(one) for one in grammar.names[name]) + ")"
