"""Which letters make a Vietnamese syllable, and where its tone is written."""

from __future__ import annotations

import re
import unicodedata

from bot.understanding.text import fold

_ONSET = "ngh(?=[ei])|ng(?![ei])|nh|ch|gh(?=[ei])|gi|kh|ph|qu|th|tr|c(?![ei])|[bdghklmnpqrstvx]"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien
ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oap oat oay oc oe oen oeo
oet oi om on ong oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon
uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu
"""
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{'|'.join(sorted(_RHYMES.split(), key=len)[::-1])})")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_SHAPES = [("uwow", "ươ"), ("uow", "ươ"), ("uwo", "ươ"), ("ưow", "ươ"), ("ưo", "ươ"), ("dd", "đ"),
           ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")]  # fmt: skip
_VNI_SHAPES = [("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("a8", "ă"), ("o7", "ơ"),
               ("u7", "ư")]  # fmt: skip
_VOWELS = "aăâeêioôơuưy"
_VNI = re.compile("[a-zđ][a-zà-ỹđ1-9]*[1-9][a-zà-ỹđ1-9]*")
_SIGNS = frozenset(_TONES.values())
_LATE = {"a": {"a": "â"}, "e": {"e": "ê"}, "o": {"o": "ô"}, "d": {"d": "đ"},
         "w": {"a": "ă", "o": "ơ", "u": "ư"}}  # fmt: skip
LONGEST_SYLLABLE = 12
"""Letters of "nghiêng" with all its keys; what is longer is no syllable."""


def is_syllable(word: str) -> bool:
    """Whether a Vietnamese word may be written so, its marks aside."""
    return _SYLLABLE.fullmatch(fold(word)) is not None


def marks_fit(word: str) -> bool:
    """Whether the marks are those of one syllable: one tone at most, and đ only in front."""
    tones = sum(char in _SIGNS for char in unicodedata.normalize("NFD", word))
    return tones < 2 and "đ" not in word[1:].lower()


def from_telex(word: str) -> str | None:
    """What the keys of a telex keyboard meant: "thieeus" is "thiếu"; None if they mean nothing.

    Keys may stand behind the word ("vieecj", "vieces"), and some marks may be there already ("viêcj").
    """
    typed = word.lower()
    if not 2 <= len(typed) <= LONGEST_SYLLABLE or not typed.isalpha():
        return None
    body, tone = (typed, "") if _has_tone(typed) else _pull_tone(typed)
    for keys, letter in _SHAPES:
        body = body.replace(keys, letter)
    body = _late_keys(body).replace("w", "ư")
    shown = _with_tone(body, tone)
    return shown if shown != typed and is_syllable(shown) else None


def _has_tone(word: str) -> bool:
    return not word.isascii() and any(char in _SIGNS for char in unicodedata.normalize("NFD", word))


def _late_keys(body: str) -> str:
    """Keys typed behind the word act on a letter before: "nhieue", "truocw", "dond"."""
    while len(body) > 2 and body[-1] in _LATE and not is_syllable(body):
        letters, key = body[:-1], body[-1]
        at = next((at for at in range(len(letters) - 1, -1, -1) if letters[at] in _LATE[key]), None)
        if at is None:
            break
        letter = _LATE[key][letters[at]]
        body = letters[:at] + letter + letters[at + 1 :]
        if key == "w" and at and letter == "ơ" and body[at - 1] == "u":
            body = body[: at - 1] + "ư" + body[at:]
    return body


def from_vni(word: str) -> str | None:
    """What the keys of a VNI keyboard meant: "thie6u1" is "thiếu"; None if they mean nothing."""
    typed = word.lower()
    if len(typed) > LONGEST_SYLLABLE or not _VNI.fullmatch(typed):
        return None
    tones = [char for char in typed if char in _VNI_TONES]
    body = "".join(char for char in typed if char not in _VNI_TONES)
    for keys, letter in _VNI_SHAPES:
        body = body.replace(keys, letter)
    body = _vni_late(body.replace("ưo", "ươ").replace("uơ", "ươ"))
    if len(tones) > 1 or not body.isalpha():
        return None
    shown = _with_tone(body, _VNI_TONES[tones[0]] if tones else "")
    return shown if is_syllable(shown) else None


def _vni_late(body: str) -> str:
    """Digits typed at the end of the word act on its vowel: "duoc7", "thieu6"."""
    late = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"},
            "9": {"d": "đ"}}  # fmt: skip
    for digit, letters in late.items():
        bare = body.replace(digit, "")
        if digit in body and not letters.keys().isdisjoint(bare):
            body = "".join(letters.get(char, char) for char in bare).replace("uơ", "ươ")
    return body


def _pull_tone(word: str) -> tuple[str, str]:
    """The word without its tone key, which stands somewhere behind the first vowel."""
    first = next((index for index, char in enumerate(word) if char in "aeiouyw"), len(word))
    for index in range(len(word) - 1, first, -1):
        if word[index] in _TONES:
            return word[:index] + word[index + 1 :], word[index]
    return word, ""


def _with_tone(body: str, tone: str) -> str:
    if not tone:
        return body
    place = _tone_place(body)
    if place is None:
        return body
    return unicodedata.normalize("NFC", body[: place + 1] + _TONES[tone] + body[place + 1 :])


def _tone_place(body: str) -> int | None:
    start = 2 if body[:2] in {"qu", "gi"} and len(body) > 2 and body[2] in _VOWELS else 0
    places = [index for index in range(start, len(body)) if body[index] in _VOWELS]
    special = [index for index in places if body[index] in "ăâêôơư"]
    if special:
        return special[-1]
    if not places:
        return None
    closed = places[-1] < len(body) - 1
    return places[1] if len(places) > 1 and (closed or len(places) > 2) else places[0]
