"""What came in, with the platform washed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message or one press of a button. `external_id` is the platform's own id of it, unique there."""

    channel: str
    external_id: str
    chat: str
    received_at: datetime
    text: str | None = None
    press: str | None = None
    """ "<outbox id>:<button number>", counted from 0 over all rows."""
