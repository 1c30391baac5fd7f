"""What a question can be refused with. Data only: the words are the handlers'."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Read by the person, never a bug: `reason` names the sentence, `details` fill it in.

    Reasons: not_allowed (outside what the person may see; says nothing of what was asked for),
    no_such_unit, no_such_person, no_such_case, ambiguous (details["choices"]: list of UnitRef or PersonRef),
    no_figures, wrong_role, not_understood and others that a handler words.
    """

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
