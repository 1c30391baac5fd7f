"""What one cell says: dates, money, counts, per cents, decision numbers. Everything else is `Bad`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from thads_data.folding import fold
from thads_data.imports.report import Bad

Value = TypeVar("Value")
Convert = Callable[[str], Value]

# A thousand times more than the whole country has to enforce (683.817 tỷ in 2025), and sums stay in 64 bits.
MOST_MONEY = 10**15
MOST_CASES = 10**9
MOST_DIGITS = 15
MINUS = "-−–"

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_GROUPED = re.compile("(?:[0-9]+|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+)(?:,0+)?")
_CURRENCY = re.compile(r"\s*(?:đồng|dong|đ|vnđ|vnd)\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"[0-9][0-9.]*[.,][0-9]+")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,20}))?\s*%?")
_PREFIX = re.compile(r"(?:(?:quyet dinh|thi hanh an|qd|so|viec|vu|ho so|hs|tha)(?:\b|(?=\d))[\s.:-]*)+")
# What nearly all of a register looks like, without folding.
_USUAL_NUMBER = re.compile(r"([1-9][0-9]{0,14})(?:\s*/[^0-9].*)?", re.DOTALL)
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)([a-z]?)(?![a-z0-9])(?=$|[\s/(,;-])")


def text(raw: str) -> str | None:
    """Free text as it stands, to the byte; None where there is nothing but space."""
    if "\0" in raw:
        raise Bad("not_text")
    return raw if raw and not raw.isspace() else None


def up_to(longest: int) -> Convert[str | None]:
    """Text of a column that holds no more than `longest` characters; outer space falls away."""

    def convert(raw: str) -> str | None:
        found = (text(raw) or "").strip()
        if len(found) > longest:
            raise Bad("too_long", longest=longest, length=len(found))
        return found or None

    return convert


def day(raw: str) -> date | None:
    """dd/mm/yyyy (also with - or .), or yyyy-mm-dd; a time of day after it is left out."""
    said = raw.strip()
    if not said:
        return None
    if found := _DAY.fullmatch(said):
        d, m, y = map(int, found.groups())
    elif found := _ISO_DAY.fullmatch(said):
        y, m, d = map(int, found.groups())
    else:
        raise Bad("not_a_date")
    try:
        found_day = date(y, m, d)
    except ValueError:
        raise Bad("no_such_day") from None
    if not 1900 <= y <= 2100:
        raise Bad("no_such_day")
    return found_day


def money(raw: str) -> int | None:
    """Whole đồng: 39936678000, "39.936.678.000", "1.234.567 đồng"."""
    if raw.isdecimal() and raw.isascii() and len(raw) < MOST_DIGITS:
        return int(raw)
    return _whole(_CURRENCY.sub("", raw.strip()), MOST_MONEY)


def count(raw: str) -> int | None:
    """A number of cases."""
    return _whole(raw.strip(), MOST_CASES)


def _whole(said: str, most: int) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdigit()):
        said = _plain_digits(said)
    if len(said) > MOST_DIGITS + 10 or (found := int(said)) > most:
        raise Bad("too_large", most=most)
    return found


def _plain_digits(said: str) -> str:
    if said[0] in MINUS or (said[0] == "(" and said[-1] == ")"):
        raise Bad("negative" if _digits(said) else "not_a_number")
    if not _GROUPED.fullmatch(said):
        raise Bad("fraction" if _FRACTION.fullmatch(said) else "not_a_number")
    return _digits(said.split(",")[0])


def _digits(said: str) -> str:
    return "".join(letter for letter in said if letter in "0123456789")


def percent(raw: str) -> int | None:
    """Hundredths of a per cent: 8405 for "84,05", "84.05%" or 84,05."""
    said = raw.strip()
    if not said:
        return None
    whole, fraction = _percent_parts(said)
    if len(fraction) > 2:
        raise Bad("too_many_decimals")
    return _up_to_100(int(whole) * 100 + int(fraction.ljust(2, "0")))


def rate(raw: str) -> int | None:
    """A per cent that a sheet worked out, to the nearest hundredth: 7907 for 79,0717."""
    said = raw.strip()
    if not said:
        return None
    whole, fraction = _percent_parts(said)
    digits = fraction.ljust(3, "0")
    return _up_to_100(int(whole) * 100 + int(digits[:2]) + (digits[2] >= "5"))


def _percent_parts(said: str) -> tuple[str, str]:
    found = _PERCENT.fullmatch(said)
    if found is None or not said.isascii():
        raise Bad("negative" if said[0] in MINUS and _digits(said) else "not_a_percent")
    return found[1], (found[2] or "").rstrip("0")


def _up_to_100(hundredths: int) -> int:
    if hundredths > 100_00:
        raise Bad("over_100")
    return hundredths


def target(raw: str) -> int | None:
    """A per cent that somebody set. Excel keeps 84,05% as 0,8405: no target is that low, so it is refused."""
    found = rate(raw)
    if found is not None and 0 < found <= 100:
        raise Bad("percent_as_fraction")
    return percent(raw)


def year(raw: str) -> int | None:
    said = raw.strip()
    if not said:
        return None
    if not re.fullmatch(r"[0-9]{4}", said) or not 1990 <= int(said) <= 2100:
        raise Bad("not_a_year")
    return int(said)


def decision_number(raw: str) -> str | None:
    """ "45" of "45/QĐ-CTHADS", "QĐ số 45", "045/2025/QĐ-THADS" or " 45 / QĐ "; the letter of "45a" stays."""
    said = raw.strip()
    if not said:
        return None
    if found := _USUAL_NUMBER.fullmatch(said):
        return found[1]
    folded = fold(said)
    prefix = _PREFIX.match(folded)
    found = _NUMBER.match(folded, prefix.end() if prefix else 0)
    digits = _digits(found[1]) if found else ""
    if found is None or len(digits) > MOST_DIGITS:
        raise Bad("not_a_decision_number")
    return str(int(digits)) + found[2]


def number_value(number: str) -> int:
    """The leading digits of a decision number, for sorting as a number."""
    return int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))


def one_of(words: Mapping[str, Value], reason: str) -> Convert[Value | None]:
    """A value of a closed list; `words` are folded and stripped of punctuation (`plain`)."""

    def convert(raw: str) -> Value | None:
        if not raw or raw.isspace():
            return None
        try:
            return words[plain(raw)]
        except KeyError:
            raise Bad(reason) from None

    return convert


_NOT_WORD = re.compile(r"[\W_]+")


def plain(said: str) -> str:
    """Words alone, folded: how headers and values of lists are compared."""
    return _NOT_WORD.sub(" ", fold(said)).strip()
