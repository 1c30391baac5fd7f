"""What goes out, before a platform has dressed it. All text is plain; nothing in it is markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.intent import Intent


@dataclass(frozen=True, slots=True)
class Button:
    """A next step: pressing it is as saying `intent`. `back` takes the last step of the trail off."""

    label: str
    intent: Intent
    back: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Short cells under short titles; a column that starts with ">" is aligned right (numbers)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: what was understood, the answer, then details, a table, small print, buttons in rows."""

    headline: str
    heard: str = ""
    """ "Hiểu là: …", so that a misreading is seen at once; empty where nothing needs repeating."""
    lines: tuple[str, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    """Source, age of the data, warnings."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    """The raw values as product.md lists them: JSON only, rates as strings with a dot and two decimals."""
    meaning: Intent | None = None
    """The intent as it was answered (defaults by role filled in), for follow-ups."""
    waiting: Mapping[str, Any] | None = None
    """What we asked and wait for, as JSON; kept with the conversation."""
    personal: bool = False
    """Holds personal data: a channel that can, protects it from being passed on."""

    @property
    def text(self) -> str:
        """Everything that is read, as plain lines."""
        table = [" · ".join(cell for cell in row if cell) for row in self.table.rows] if self.table else []
        return "\n".join(
            line for line in (self.heard, self.headline, *self.lines, *table, *self.notes) if line
        )

    def to_json(self) -> dict[str, Any]:
        """What the outbox stores."""
        return {
            "headline": self.headline,
            "heard": self.heard,
            "lines": list(self.lines),
            "table": {"columns": list(self.table.columns), "rows": [list(row) for row in self.table.rows]}
            if self.table
            else None,
            "notes": list(self.notes),
            "buttons": [
                [{"label": b.label, "intent": b.intent.to_json(), "back": b.back} for b in row]
                for row in self.buttons
            ],
            "figures": dict(self.figures),
            "meaning": self.meaning.to_json() if self.meaning else None,
            "waiting": dict(self.waiting) if self.waiting is not None else None,
            "personal": self.personal,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Reply:
        """Read a stored reply, also one that an older version wrote."""
        table = raw.get("table")
        return cls(
            headline=raw["headline"],
            heard=raw.get("heard", ""),
            lines=tuple(raw.get("lines", ())),
            table=Table(tuple(table["columns"]), tuple(tuple(row) for row in table["rows"]))
            if table
            else None,
            notes=tuple(raw.get("notes", ())),
            buttons=tuple(
                tuple(Button(b["label"], Intent.from_json(b["intent"]), b.get("back", False)) for b in row)
                for row in raw.get("buttons", ())
            ),
            figures=raw.get("figures", {}),
            meaning=Intent.from_json(raw["meaning"]) if raw.get("meaning") else None,
            waiting=raw.get("waiting"),
            personal=raw.get("personal", False),
        )
