"""People and their roles. Whoever has left loses every account at once; nobody is ever deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from thads_data.folding import fold
from thads_data.imports.headers import wordings
from thads_data.imports.job import Job, Line, Outcome, first_rows, known_id, lines, unit_ids
from thads_data.imports.report import Bad, Counts
from thads_data.imports.values import Convert, one_of, plain, up_to
from thads_data.models.organisation import Account, Person, PersonRole


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the file has them."""

    code: str
    name: str
    title: str | None
    roles: frozenset[str]
    unit_id: int
    active: bool


def load_staff(job: Job) -> Outcome:
    before = _stored(job.db)
    found = first_rows(job, lines(job, _converters(job.db)), "code")
    given = {key: _member(line) for key, line in found.items()}
    fresh = [member for key, member in given.items() if key not in before]
    changed = [member for key, member in given.items() if key in before and before[key] != member]
    _write(job.db, fresh, changed)
    _end_accounts(job)
    missing = sum(key not in given for key in before)
    return Outcome(Counts(len(fresh), len(changed), len(given) - len(fresh) - len(changed), missing))


def _converters(db: Connection) -> dict[str, Convert[Any]]:
    return {
        "code": up_to(40),
        "name": up_to(200),
        "title": up_to(200),
        "roles": roles,
        "unit": known_id(unit_ids(db), "unknown_unit"),
        "active": one_of(wordings("active"), "unknown_staff_status"),
    }


def roles(raw: str) -> frozenset[str] | None:
    """Several with ";" between them."""
    known = wordings("role")
    said = [part for part in raw.split(";") if part.strip()]
    for part in said:
        if plain(part) not in known:
            raise Bad("unknown_role", role=part.strip())
    return frozenset(known[plain(part)] for part in said) or None


def _member(line: Line) -> Member:
    """An empty status is that of someone who works here."""
    v = line.values
    return Member(v["code"], v["name"], v["title"], v["roles"], v["unit"], v["active"] != "no")


def _stored(db: Connection) -> dict[str, Member]:
    held = defaultdict[int, set[str]](set)
    for person, role in db.execute(select(PersonRole.person_id, PersonRole.role)):
        held[person].add(role)
    rows = db.execute(
        select(Person.id, Person.code, Person.name, Person.title, Person.unit_id, Person.active)
    )
    return {
        fold(code): Member(code, name, title, frozenset(held[found]), unit, active)
        for found, code, name, title, unit, active in rows
    }


def _write(db: Connection, fresh: list[Member], changed: list[Member]) -> None:
    if fresh:
        db.execute(insert(Person), [_columns(member) for member in fresh])
    ids = {fold(code): found for code, found in db.execute(select(Person.code, Person.id))}
    for member in changed:
        found = ids[fold(member.code)]
        db.execute(update(Person).where(Person.id == found).values(**_columns(member)))
        db.execute(delete(PersonRole).where(PersonRole.person_id == found))
    held = [
        {"person_id": ids[fold(member.code)], "role": role}
        for member in (*fresh, *changed)
        for role in sorted(member.roles)
    ]
    if held:
        db.execute(insert(PersonRole), held)


def _columns(member: Member) -> Mapping[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "name_key": fold(member.name),
        "title": member.title,
        "unit_id": member.unit_id,
        "active": member.active,
    }


def _end_accounts(job: Job) -> None:
    """End every account of people who are not active."""
    gone = select(Person.id).where(Person.active.is_(False))
    ended = job.db.execute(
        select(func.count()).where(Account.ended_at.is_(None), Account.person_id.in_(gone))
    ).scalar_one()
    if ended:
        job.findings.warn("accounts_ended", count=ended)
        job.db.execute(
            update(Account)
            .where(Account.ended_at.is_(None), Account.person_id.in_(gone))
            .values(ended_at=job.asked.now, ended_because="left")
        )
