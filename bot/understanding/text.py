"""Characters: what a person typed, cleaned, and its folded form without marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 1000
"""Characters that are read; nobody asks in more, and a longer text must not cost time."""

_LATE_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
               "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
               "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_LATE_TONE = re.compile("(" + "|".join(_LATE_TONES) + ")$")
_SPELT = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-",
          "\u2014": "-", "\u2212": "-", "\u00a0": " ", "\u2264": "<", "\u2265": ">",
          "\u2026": " ", "\u20ab": "đ", "\u00d0": "Đ", "\u00f0": "đ"}  # fmt: skip
_TABLE = str.maketrans(_SPELT)


def clean(text: str) -> str:
    """The readable part: composed characters, no controls, no pictures, lines kept apart."""
    composed = unicodedata.normalize("NFC", text[: LONGEST * 2].translate(_TABLE))
    kept = "".join(_readable(char) for char in composed[:LONGEST])
    lines = (" ".join(line.split()) for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=2048)
def _readable(char: str) -> str:
    if char in "\n\r\u2028\u2029":
        return "\n"
    kind = unicodedata.category(char)
    if kind in {"Cf", "Mn", "Me", "Mc"}:
        return ""
    if kind[0] in "CZ" or kind in {"So", "Sk"}:
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(char))
    return char


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without marks: "Đơn vị" and "don vi" are the same; one letter stays one letter."""
    return "".join(_bare(char) for char in text)


@lru_cache(maxsize=1024)
def _bare(char: str) -> str:
    lowered = char.lower()
    if lowered == "đ":
        return "d"
    base = unicodedata.normalize("NFD", lowered)[:1]
    return base if base.isascii() else lowered[:1]


@lru_cache(maxsize=4096)
def marked(word: str) -> str:
    """Lower case with its marks, the tone where it is taught at school: "hoà" becomes "hòa"."""
    return _LATE_TONE.sub(lambda found: _LATE_TONES[found[0]], word.lower())


def squeeze(word: str) -> str:
    """Letters held down come out once: "thiếuuuu" is "thiếu"."""
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", word)
