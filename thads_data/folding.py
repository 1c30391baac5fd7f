"""Text without case, diacritics and spare spaces: how names, codes and headers are compared."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")
# Spaces of every kind, and the invisible marks that set the direction of text.
_GAPS = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def fold(text: str) -> str:
    """ "Phòng  THADS Khu vực Đ" becomes "phong thads khu vuc d"; never raises, never lengthens."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return _GAPS.sub(" ", bare.replace("đ", "d")).strip()
