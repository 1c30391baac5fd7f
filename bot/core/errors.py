"""What can go wrong on the way out, and who acts on it. (What the person reads, `Refusal`, is the facts'.)

NotDelivered   tried again
├── Wait       after `seconds`
└── Unsure     the platform may have it: settled as unknown
Unreachable    never tried again: the account is ended, the reason kept
"""

from __future__ import annotations


class NotDelivered(Exception):
    """The platform did not take it; it will be tried again."""


class Wait(NotDelivered):
    """The platform asks for patience."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class Unsure(NotDelivered):
    """The body had left when the answer failed to come."""


class Unreachable(Exception):
    """Blocked, deactivated or gone: trying again cannot help."""
