"""Finding who is meant by what was said, within what the asker may know of."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from thads_data.access import PersonRef, Scope, UnitRef, Viewer


def own_scope(viewer: Viewer) -> Scope:
    """What "còn thiếu bao nhiêu" means without a subject: a leader's or chief's unit (for a leader the whole
    province), an executor's own figures, an admin's unit."""
    raise NotImplementedError


def find_scope(db: Connection, viewer: Viewer, said: object) -> Scope:
    """The scope slot of an intent ("me", "my_unit", "province", "country", {"unit": …}, {"person": …}) as a unit or
    person. Codes, names, aliases, "khu vực 4" and small typos are found; folded, fuzzy, own province first.

    Raises Refusal: no_such_unit / no_such_person (said=…), ambiguous (choices=tuple of UnitRef or PersonRef), not_allowed.
    People outside what the viewer may see are never found, nor named in choices.
    """
    raise NotImplementedError


def executors(db: Connection, viewer: Viewer, unit: UnitRef) -> tuple[PersonRef, ...]:
    """The active executors of the unit itself, by code; Refusal("not_allowed") outside."""
    raise NotImplementedError


def children(db: Connection, unit: UnitRef) -> tuple[UnitRef, ...]:
    """The units right below, by code in natural order (KV2 before KV10)."""
    raise NotImplementedError


def parent(db: Connection, unit: UnitRef) -> UnitRef | None:
    """The unit above, or None at the top."""
    raise NotImplementedError


def people_of_demo(db: Connection, today: date) -> tuple[PersonRef, ...]:
    """Every active person by unit and code, for the local page's choice of who one is."""
    raise NotImplementedError
