"""Which version of the tables a database has, told without loading Alembic (half a second of every start)."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import inspect, text

from thads_data.database import Database

VERSIONS = Path(__file__).resolve().parents[1] / "migrations" / "versions"
_REVISION = re.compile(r'^(down_)?revision = (?:"(\w+)"|None)', re.MULTILINE)


def known() -> dict[str, str | None]:
    """Every revision of this version of the program, and the one that it follows."""
    found: dict[str, str | None] = {}
    for path in VERSIONS.glob("*.py"):
        written = {bool(down): name for down, name in _REVISION.findall(path.read_text("utf-8"))}
        found[written[False]] = written[True] or None
    return found


def newest() -> str:
    """The revision that no other follows."""
    revisions = known()
    (head,) = revisions.keys() - set(revisions.values())
    return head


def recorded(database: Database) -> str | None:
    """The revision that the database says it has; None where there are no tables yet."""
    with database.read() as db:
        if not inspect(db).has_table("alembic_version"):
            return None
        found: str | None = db.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found
