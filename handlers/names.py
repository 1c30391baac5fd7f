"""How units, people and roles are called: in full in a sentence, short in a table or on a button."""

from __future__ import annotations

import re

from handlers.words import Words, plain
from thads_data.access import PersonRef, Scope, UnitRef, Viewer

LONGEST_NAME = 80
LONGEST_SHORT = 24
LONGEST_BRIEF = 10
_OFFICE = "Phòng "
# What everyone leaves out when they speak of these offices.
_SHORTER = (
    (re.compile(r"\bTHADS khu vực\b", re.IGNORECASE), "KV"),
    (re.compile(r" và tổ chức (thi hành án( dân sự)?|THADS|THA)\b", re.IGNORECASE), ""),
    (re.compile(r"^Thi hành án dân sự\b", re.IGNORECASE), "THADS"),
    (re.compile(r"^THADS ", re.IGNORECASE), ""),
)


def full(scope: Scope) -> str:
    """ "Phòng THADS khu vực 4", "Nguyễn Văn Minh"."""
    return plain(scope.name, LONGEST_NAME)


def short(scope: Scope, longest: int = LONGEST_SHORT) -> str:
    """ "Phòng KV 4", "Phòng Nghiệp vụ", "tỉnh Thái Nguyên", "Nguyễn Văn Minh"."""
    name = plain(scope.name, LONGEST_NAME)
    if isinstance(scope, UnitRef):
        for long, less in _SHORTER:
            name = long.sub(less, name)
    return plain(name, longest)


def brief(unit: UnitRef) -> str:
    """ "KV 4", beside a name in a table."""
    return short(unit, LONGEST_BRIEF + len(_OFFICE)).removeprefix(_OFFICE)


def heard(say: Words, scope: Scope, viewer: Viewer) -> str:
    """Who a question is about, in the line that says what was understood."""
    if is_self(scope, viewer):
        return say("của anh/chị")
    if isinstance(scope, PersonRef):
        return say("{person} ({unit})", person=full(scope), unit=short(scope.unit))
    return short(scope, LONGEST_NAME)


def subject(say: Words, scope: Scope, viewer: Viewer) -> str:
    """The subject of a headline."""
    return say("Anh/chị") if is_self(scope, viewer) else full(scope)


def subject_short(say: Words, scope: Scope, viewer: Viewer) -> str:
    """The subject of a row."""
    return say("Anh/chị") if is_self(scope, viewer) else short(scope)


def is_self(scope: Scope, viewer: Viewer) -> bool:
    return isinstance(scope, PersonRef) and scope.id == viewer.id


def role(say: Words, code: str) -> str:
    """ "chấp hành viên"."""
    return {
        "executor": say("chấp hành viên"),
        "chief": say("lãnh đạo phòng"),
        "leader": say("lãnh đạo tỉnh"),
        "country_leader": say("lãnh đạo trung ương"),
        "admin": say("quản trị"),
    }.get(code, code)
