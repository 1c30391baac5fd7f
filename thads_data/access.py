"""Who may see what: decided here, before anything is looked up (product.md, People and what they may see)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as answers name it. `left`/`right` bound its subtree; `province_id` is itself for a province."""

    id: int
    code: str
    name: str
    level: str
    left: int
    right: int
    parent_id: int | None

    def holds(self, other: UnitRef) -> bool:
        """Whether `other` is this unit or lies below it."""
        return self.left <= other.left and other.right <= self.right


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as answers name them, with the unit they work in."""

    id: int
    code: str
    name: str
    unit: UnitRef


Scope = UnitRef | PersonRef


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and from where: all that decides what they may see."""

    id: int
    code: str
    name: str
    title: str | None
    roles: frozenset[str]
    unit: UnitRef
    province: UnitRef | None
    """The province the unit belongs to (itself, or the ancestor of level province); None at country level."""
    language: str


def viewer(db: Connection, code: str) -> Viewer | None:
    """The active person of this code (case aside), or None."""
    raise NotImplementedError


def viewer_of_account(db: Connection, channel: str, chat: str) -> Viewer | None:
    """The active person behind an account that is not ended, or None."""
    raise NotImplementedError


def may_see_totals(viewer: Viewer, scope: Scope) -> bool:
    """Totals of a unit, or the figures of a person."""
    raise NotImplementedError


def may_list_cases(viewer: Viewer, scope: Scope) -> bool:
    """The cases of a unit or a person, one by one."""
    raise NotImplementedError
