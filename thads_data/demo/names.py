"""Made-up people, companies and banks. Whoever bears one of these names in life is not meant."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files

_WORDS = tomllib.loads(files("thads_data.demo").joinpath("names.toml").read_text(encoding="utf-8"))
_FAMILY: list[str] = _WORDS["family"]
_MEN: dict[str, list[str]] = _WORDS["men"]
_WOMEN: dict[str, list[str]] = _WORDS["women"]
_COMPANIES: dict[str, list[str]] = _WORDS["companies"]

STATE = "Ngân sách nhà nước"
INSURANCE = "Cơ quan bảo hiểm xã hội (mẫu)"


def person(chance: random.Random) -> str:
    """A full name: family name, middle name, given name."""
    own = _WOMEN if chance.random() < 0.45 else _MEN
    return f"{_one(chance, _FAMILY)} {_one(chance, own['middle'])} {_one(chance, own['given'])}"


def company(chance: random.Random) -> str:
    return f"Công ty TNHH {_one(chance, _COMPANIES['trade'])} {_one(chance, _COMPANIES['name'])} (mẫu)"


def bank(chance: random.Random) -> str:
    return f"Ngân hàng {_one(chance, _COMPANIES['name'])} (mẫu)"


def _one(chance: random.Random, of: list[str]) -> str:
    """One of them; several times quicker than `choice`, and a million cases ask for it."""
    return of[int(chance.random() * len(of))]
