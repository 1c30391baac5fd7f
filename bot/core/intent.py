"""What a sentence means: a name of the closed catalogue and its slots."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Slots = Mapping[str, Any]
MISHEARD = "misheard"
"""What the button "that is not what I meant" says. No sentence is ever understood so."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One meaning. `slots` holds only what the person said, as JSON values; nothing is ever null."""

    name: str
    slots: Slots = field(default_factory=dict)
    score: float = field(default=1.0, compare=False)
    """How sure it is; two meanings are the same however sure."""
    alternatives: tuple[Intent, ...] = ()
    items: tuple[Intent, ...] = ()
    hint: str | None = None
    others: tuple[Intent, ...] = field(default=(), compare=False)
    """What else the sentence might have meant, likeliest first, where it was sure enough not to be asked."""

    def with_slots(self, **slots: Any) -> Intent:
        """The same intent with these slots set; a slot given as None is taken out."""
        merged = {**self.slots, **slots}
        return replace(self, slots={key: value for key, value in merged.items() if value is not None})

    def to_json(self) -> dict[str, Any]:
        """The public form: `{"intent", "slots", "score"}` and, where present, what else there is."""
        out: dict[str, Any] = {"intent": self.name, "slots": dict(self.slots)}
        out["score"] = round(self.score, 2)
        if self.alternatives:
            out["alternatives"] = [other.to_json() for other in self.alternatives]
        if self.items:
            out["items"] = [item.to_json() for item in self.items]
        if self.hint:
            out["hint"] = self.hint
        return out

    @classmethod
    def from_json(cls, data: str | Mapping[str, Any]) -> Intent:
        """Read what `to_json` wrote; unknown keys are ignored so that old rows stay readable."""
        raw: Mapping[str, Any] = json.loads(data) if isinstance(data, str) else data
        return cls(
            name=str(raw["intent"]),
            slots=dict(raw.get("slots") or {}),
            score=float(raw.get("score", 1.0)),
            alternatives=tuple(cls.from_json(other) for other in raw.get("alternatives") or ()),
            items=tuple(cls.from_json(item) for item in raw.get("items") or ()),
            hint=raw.get("hint"),
        )
