"""What was loaded: who, when, which content, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from thads_data.models.records import Import


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file that was loaded. `counts`: rows, new, changed, unchanged, missing, refused."""

    id: int
    kind: str
    file_name: str
    sha256: str
    as_of: date | None
    by: str
    at: datetime
    counts: Mapping[str, Any]


def loaded(db: Connection, *, kind: str | None = None, limit: int = 50) -> list[Loaded]:
    """The newest files first, of one kind or of all."""
    columns = (getattr(Import, name) for name in Loaded.__dataclass_fields__)
    asked = select(*columns).order_by(Import.id.desc()).limit(limit)
    if kind is not None:
        asked = asked.where(Import.kind == kind)
    return [Loaded(**row._mapping) for row in db.execute(asked)]
