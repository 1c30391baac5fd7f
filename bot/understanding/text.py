"""Characters: what a person typed, cleaned, and its folded form without marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 4096
"""Characters that are read: as many as a message of Telegram may have."""

MOST_WORDS = 80
"""Words, numbers and signs in one line; a question has less than thirty."""
MOST_WORDS_IN_ALL = 200
"""The same in a message of many lines: some thirty reports."""
_MOST_FOLDS = 1024
_NO_WORD = re.compile(r"[^\W_]{65}")
_PIECES = re.compile(r"[^\W_]+|[^\w\s]|_")
_CLAUSE_END = re.compile(r"[\n;]")
_LATE_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
               "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
               "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_LATE_TONE = re.compile("(" + "|".join(_LATE_TONES) + ")$")
_SPELT = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-",
          "\u2014": "-", "\u2212": "-", "\u00a0": " ", "\u2264": "<", "\u2265": ">",
          "\u2026": " ", "\u20ab": "đ", "\u00d0": "Đ", "\u00f0": "đ"}  # fmt: skip
_TABLE = str.maketrans(_SPELT)
_SMILE = re.compile(
    r"(?<![\d(])[:;=]['\-^]?[()]+(?!\w)|(?<!\S)(?:[:;=][\-']?[DPpVvOo3]+|[<]3+|\^[_.\-]*\^|[Tt]_+[Tt]|@@+)(?!\S)"
)
"""Faces made of signs: ":))", "=)", ":v", "^^", "<3"."""
_IN_SMILES = re.compile("[:;=<^_@]")
_PLAIN = re.compile("[ !-\\]_a-z{-~À-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]*")
"""What is readable as it is; most texts are nothing else."""


def clean(text: str) -> str:
    """The readable part: composed characters, no controls, no pictures, lines kept apart."""
    composed = text[: LONGEST * 2]
    if not composed.isascii():
        composed = unicodedata.normalize("NFC", composed.translate(_TABLE))
    kept = composed[:LONGEST]
    if not _PLAIN.fullmatch(kept):
        kept = "".join(map(_readable, kept))
    if _IN_SMILES.search(kept):
        kept = _SMILE.sub(" ", kept)
    lines = (" ".join(line.split()) for line in kept.split("\n"))
    cleaned = "\n".join(line for line in lines if line)
    return "" if too_long(cleaned) else cleaned


def too_long(text: str) -> bool:
    """Whether a text says more than can be looked at in time: then none of it is read, rather than half."""
    if len(text) <= MOST_WORDS:
        return False
    if _NO_WORD.search(text):
        return True
    sizes = [sum(1 for _ in _PIECES.finditer(line)) for line in _CLAUSE_END.split(text)]
    return sum(sizes) > MOST_WORDS_IN_ALL or max(sizes) > MOST_WORDS


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
    return text.lower() if text.isascii() else text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """Each character as it is folded, found when it is first met."""

    def __missing__(self, code: int) -> str:
        lowered = chr(code).lower()
        base = "d" if lowered == "đ" else unicodedata.normalize("NFD", lowered)[:1]
        folded = base if base.isascii() else lowered[:1]
        if len(self) < _MOST_FOLDS:
            self[code] = folded
        return folded


_FOLDS = _Folds()


@lru_cache(maxsize=4096)
def marked(word: str) -> str:
    """Lower case with its marks, the tone where it is taught at school: "hoà" becomes "hòa"."""
    return _LATE_TONE.sub(lambda found: _LATE_TONES[found[0]], word.lower())


def squeeze(word: str) -> str:
    """Letters held down come out once: "thiếuuuu" is "thiếu"."""
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", word)
