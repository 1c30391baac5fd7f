"""Ways in which a phone, a keyboard and good manners change a sentence without changing its meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Any

from tests.understanding.samples import bare

Change = Callable[[str, Random], str]
_KEYS = {"\u0302": {"a": "a", "e": "e", "o": "o"}, "\u0306": {"a": "w"}, "\u031b": {"o": "w", "u": "w"}}
_DIGITS = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_WORD = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(r"(?<!\S)[^\W\d_]{2,} [^\W\d_]{2,}(?!\S)")
_BEFORE = ["dạ ", "dạ em chào sếp, ", "anh ơi ", "dạ thưa sếp, ", "Dạ chị ơi, ", "alo, ", "trợ lý ơi, "]
_ASKING = ["dạ em chào sếp, cho em hỏi ", "em ơi cho anh hỏi ", "cho mình hỏi với, ",
           "dạ cho em hỏi chút ạ, "]  # fmt: skip
_BEHIND = [" ạ", " ạ, em cảm ơn sếp nhiều ạ", " nhé em", " nha", " với ạ", " giúp em với ạ", ", cảm ơn em",
           " ạ. Em cảm ơn!", " nhé, cảm ơn nhiều"]  # fmt: skip
_TAIL = ["!", "...", " 😀", "🙏🙏", " 😅 ", " :)", ".", " ❤️", "…", " :))", " !!!", "👍"]


def _telex(word: str, *, late: bool) -> str:
    if word.isupper():
        return _telex(word.lower(), late=late).upper()
    keys, tone = "", ""
    for char in word:
        if char in "đĐ":
            keys += char.replace("đ", "dd").replace("Đ", "Dd")
            continue
        base, *signs = list(unicodedata.normalize("NFD", char))
        keys += base
        for sign in signs:
            key = _TELEX_TONES.get(sign) or _KEYS[sign][base.lower()]
            if sign in _TELEX_TONES and late:
                tone = key
            else:
                keys += key
    return keys + tone


def _vni(word: str, *, late: bool) -> str:
    if word.isupper():
        return _vni(word.lower(), late=late).upper()
    keys, tone = "", ""
    for char in word:
        if char in "đĐ":
            keys += char.replace("đ", "d9").replace("Đ", "D9")
            continue
        base, *signs = list(unicodedata.normalize("NFD", char))
        keys += base
        for sign in sorted(signs, key=lambda sign: sign in _VNI_TONES):
            key = _VNI_TONES.get(sign) or _DIGITS[sign]
            if sign in _VNI_TONES and late:
                tone = key
            else:
                keys += key
    return keys + tone


def _words(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda found: change(str(found[0])), unicodedata.normalize("NFC", text))


def _doubled(text: str, random: Random) -> str:
    """One word that ends in a vowel, small and unnumbered, with its last letter twice."""
    text = unicodedata.normalize("NFC", text)
    ends = [found.end() for found in _WORD.finditer(text)
            if found[0].islower() and len(found[0]) > 1 and bare(found[0][-1]) in "aeiouy"
            and not text[found.end() : found.end() + 1].isdigit()]  # fmt: skip
    if not ends:
        return text
    end = random.choice(ends)
    return text[:end] + str(bare(text[end - 1])) + text[end:]


def _glued(text: str, random: Random) -> str:
    """One space between two small words lost."""
    text = unicodedata.normalize("NFC", text)
    pairs = [found for found in re.finditer(r"(?=(" + _PAIR.pattern + "))", text) if found[1].islower()]
    if not pairs:
        return text
    found = random.choice(pairs)
    return text[: found.start(1)] + found[1].replace(" ", "") + text[found.end(1) :]


def _spaced(text: str, random: Random) -> str:
    return re.sub(" ", lambda _: random.choice(["  ", "\u00a0", " \u200b", "\t", "   ", "\u3000"]), text)


CHANGES: dict[str, Change] = {
    "bare": lambda text, _: bare(text),
    "nfd": lambda text, _: unicodedata.normalize("NFD", text),
    "caps": lambda text, _: text.upper(),
    "spaces": _spaced,
    "tail": lambda text, random: text.rstrip(" .?!") + random.choice(_TAIL),
    "before": lambda text, random: random.choice(_BEFORE) + text,
    "asking": lambda text, random: random.choice(_ASKING) + text,
    "tail ?": lambda text, random: text.rstrip(" .?!") + random.choice(["?", "??", " ?", "?!", " ạ?"]),
    "behind": lambda text, random: text.rstrip(" .?!") + random.choice(_BEHIND),
    "doubled": _doubled,
    "doubled bare": lambda text, random: _doubled(bare(text), random),
    "telex": lambda text, random: _words(text, lambda word: _telex(word, late=random.random() < 0.7)),
    "telex one": lambda text, random: _one(text, random, _telex),
    "vni": lambda text, random: _words(text, lambda word: _vni(word, late=random.random() < 0.7)),
    "vni one": lambda text, random: _one(text, random, _vni),
    "glued": _glued,
    "glued bare": lambda text, random: _glued(bare(text), random),
}


ONLY_QUESTIONS = frozenset({"asking", "tail ?"})
"""These turn a report into a question, and so are no noise there."""
_QUESTIONS = frozenset({"standing", "ranking", "cases", "case", "countdown", "forecast", "deadlines",
                        "compare", "history", "held_money", "directives", "receipts", "findings",
                        "agenda"})  # fmt: skip
_BEHIND_COMMANDS = frozenset({"bare", "nfd", "caps", "spaces", "tail"})


def suits(name: str, row: dict[str, Any]) -> bool:
    """Whether a change is nothing but noise for a row: commands are typed from a menu, "2?" is no choice."""
    intent = row["meaning"]["intent"]
    if intent in {"greeting", "thanks", "unknown"}:
        return False
    if row["text"].startswith("/"):
        return name in _BEHIND_COMMANDS
    return name not in ONLY_QUESTIONS or intent in _QUESTIONS


def _one(text: str, random: Random, typed: Callable[..., str]) -> str:
    """One word alone shows the keys of the keyboard."""
    text = unicodedata.normalize("NFC", text)
    marked = [found for found in _WORD.finditer(text) if found[0].islower() and bare(found[0]) != found[0]
              and len(found[0]) > 1]  # fmt: skip
    if not marked:
        return text
    found = random.choice(marked)
    return text[: found.start()] + typed(found[0], late=random.random() < 0.7) + text[found.end() :]


def essence(value: Any) -> Any:
    """A meaning without names and notes, and without marks and case: what noise must leave alone."""
    if isinstance(value, dict):
        named = {key: "…" if key == "person" else essence(entry) for key, entry in value.items()}
        return {key: entry for key, entry in named.items() if key != "note"}
    if isinstance(value, list):
        return [essence(entry) for entry in value]
    return bare(value).lower() if isinstance(value, str) else value
