"""What was understood, so that a misreading is seen at once: "Hiểu là: việc, Phòng KV 4, đến 12/9"."""

from __future__ import annotations

from handlers.words import Words


def heard(say: Words, *parts: str) -> str:
    """The parts that are not empty, in this order."""
    return say("Hiểu là: {parts}", parts=", ".join(part for part in parts if part))


def metric(say: Words, said: str | None) -> str:
    if said == "cases":
        return say("việc")
    return say("tiền") if said == "money" else say("việc và tiền")


def about(say: Words, said: str) -> str:
    """ "về việc", "về tiền"."""
    return say("về tiền") if said == "money" else say("về việc")
