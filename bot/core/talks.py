"""How a talk moves from step to step, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.intent import Intent
from bot.core.reply import Reply
from bot.core.turn import Talk

MOST_STEPS = 5


def after(talk: Talk, reply: Reply) -> Talk:
    """The talk once `reply` is told. A reply without a meaning of its own (thanks, a refusal) is no step."""
    meaning = reply.meaning
    if meaning is None:
        return Talk(talk.last, talk.trail, reply.waiting)
    steps = talk.trail
    if talk.last is not None and not same(talk.last, meaning):
        steps = (*talk.trail, talk.last)[-MOST_STEPS:]
    return Talk(meaning, steps, reply.waiting)


def back_to(talk: Talk, step: Intent) -> Talk:
    """The talk as it stood before `step` was asked, so that asking it again lands where it was."""
    for index in reversed(range(len(talk.trail))):
        if same(talk.trail[index], step):
            return Talk(talk.trail[index - 1] if index else None, talk.trail[: max(index - 1, 0)])
    return talk


def without(talk: Talk, step: Intent) -> Talk:
    """The talk as if `step` had never been taken: nothing leans on it, and no way leads back to it."""
    if talk.last is None:
        return talk
    kept = [one for one in (*talk.trail, talk.last) if not same(one, step)]
    return Talk(kept[-1] if kept else None, tuple(kept[:-1]))


def same(one: Intent, other: Intent) -> bool:
    """Whether both mean the same, however sure the understanding was."""
    return one.name == other.name and dict(one.slots) == dict(other.slots)


def to_json(talk: Talk) -> dict[str, Any]:
    return {
        "last": talk.last.to_json() if talk.last else None,
        "trail": [step.to_json() for step in talk.trail],
        "waiting": dict(talk.waiting) if talk.waiting is not None else None,
    }


def from_json(state: Mapping[str, Any] | None) -> Talk:
    """Read a stored talk, also one that an older version wrote; None is a talk that begins."""
    if not state:
        return Talk()
    last = state.get("last")
    return Talk(
        last=Intent.from_json(last) if last else None,
        trail=tuple(Intent.from_json(step) for step in state.get("trail", ())),
        waiting=state.get("waiting"),
    )
