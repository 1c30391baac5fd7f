"""Message in, Reply out: who asks, what is meant, whether they may, the handler, and what is kept of it.

A turn that only asks runs on a reader and then writes its rows in one short transaction; a route that
writes runs whole inside the write transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.core import talks
from bot.core.intent import Intent
from bot.core.message import Message
from bot.core.reply import Button, Reply
from bot.core.turn import Route, Routes, Talk, Turn
from thads_data import audit, conversations, outbox
from thads_data.access import Viewer
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.inbox import LONGEST_TEXT
from thads_data.rows import storable

ANSWERED, REFUSED, UNKNOWN, UNLINKED, FAILED = "answered", "refused", "unknown", "unlinked", "failed"
# Long enough to come back to after a phone call; a day later "còn tiền?" should not lean on yesterday.
TALK_LASTS = timedelta(hours=2)
_PRESS = re.compile(r"(\d{1,18}):(\d{1,4})", re.ASCII)

Understand = Callable[[str, datetime, Intent | None], Intent]
"""`understand(text, now, last meaning)`: pure."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What the handlers lend the machine: the routes, and the words where no handler answers."""

    routes: Routes
    stranger: Callable[[], Reply]
    """To an account that is nobody's: only how to link."""
    refused: Callable[[Refusal, Viewer, Intent], Reply]
    apology: Callable[[str, str], Reply]
    """(reference, language): a bug was met."""


@dataclass(frozen=True, slots=True)
class Mind:
    """What every message is answered with."""

    database: Database
    voice: Voice
    understand: Understand
    clock: Clock


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was taken: by whom, what it means, and the talk as it stood before this step."""

    viewer: Viewer | None
    intent: Intent
    talk: Talk
    problem: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person is told, and what is kept: the talk from here on, and how it went."""

    reply: Reply
    outcome: str
    intent: Intent
    viewer: Viewer | None
    talk: Talk
    reference: str | None = None
    """Names the bug that was met, where there was one."""


def respond(
    mind: Mind,
    hear: Callable[[Connection], Heard],
    now: datetime,
    settle: Callable[[Connection, Answer], None],
) -> Answer:
    """Answer what `hear` heard; `settle` writes what the caller keeps, beside what the handler wrote."""
    with mind.database.read() as db:
        heard = hear(db)
        writes = heard.problem is None and _route(mind.voice, heard.intent).writes
        answer = None if writes else told(db, heard, mind.voice, now)
    with mind.database.write() as db:
        if answer is None:
            answer = told(db, hear(db), mind.voice, now)
        settle(db, answer)
    return answer


def hear(
    db: Connection, viewer: Viewer | None, message: Message, understand: Understand, now: datetime
) -> Heard:
    """What a message of this chat means there."""
    if viewer is None:
        return Heard(None, Intent("unknown"), Talk())
    state = conversations.find(db, message.channel, message.chat, now)
    talk = talks.from_json(state)
    if message.press is not None:
        return press(viewer, _pressed(db, message), talk)
    heard = listen(viewer, message.text or "", talk, understand, now)
    if heard.intent.name != "choose" or state is None:
        return heard
    shown = outbox.newest(db, message.channel, message.chat)
    return choose(heard, Reply.from_json(shown) if shown else None)


def listen(viewer: Viewer, text: str, talk: Talk, understand: Understand, now: datetime) -> Heard:
    """A sentence, read in the light of the meaning before it."""
    return Heard(viewer, understand(storable(text, LONGEST_TEXT), now, talk.last), talk)


def press(viewer: Viewer, button: Button | None, talk: Talk) -> Heard:
    """A button is the same as saying what it means; a way back also takes the talk back."""
    if button is None:
        return Heard(viewer, Intent("unknown"), talk, Refusal("stale_button"))
    return Heard(viewer, button.intent, talks.back_to(talk, button.intent) if button.back else talk)


def choose(heard: Heard, shown: Reply | None) -> Heard:
    """A number typed under numbered choices is the button of that number, counted from 1."""
    number = heard.intent.slots.get("n")
    button = _button(shown, number - 1) if shown is not None and isinstance(number, int) else None
    if button is None or heard.viewer is None:
        return heard
    return press(heard.viewer, button, heard.talk)


def _pressed(db: Connection, message: Message) -> Button | None:
    """The button behind "<outbox id>:<number>", where that reply was for this very chat."""
    payload = _PRESS.fullmatch(message.press or "")
    if payload is None:
        return None
    stored = outbox.reply(db, int(payload[1]), message.channel, message.chat)
    return _button(Reply.from_json(stored), int(payload[2])) if stored else None


def _button(reply: Reply, number: int) -> Button | None:
    flat = [button for row in reply.buttons for button in row]
    return flat[number] if 0 <= number < len(flat) else None


def _route(voice: Voice, intent: Intent) -> Route:
    """The row of the table; what is in doubt, or what nobody answers yet, is the row of the unknown."""
    unknown = voice.routes["unknown"]
    return unknown if intent.alternatives else voice.routes.get(intent.name, unknown)


def told(db: Connection, heard: Heard, voice: Voice, now: datetime) -> Answer:
    """What the person is told. The role is checked before the handler; a refusal undoes what that wrote."""
    viewer = heard.viewer
    if viewer is None:
        return Answer(voice.stranger(), UNLINKED, heard.intent, None, heard.talk)
    try:
        reply = _handled(db, heard, viewer, _route(voice, heard.intent), now)
    except Refusal as refusal:
        reply, outcome = voice.refused(refusal, viewer, heard.intent), REFUSED
    else:
        outcome = UNKNOWN if _route(voice, heard.intent) is voice.routes["unknown"] else ANSWERED
    return Answer(reply, outcome, heard.intent, viewer, talks.after(heard.talk, reply))


def _handled(db: Connection, heard: Heard, viewer: Viewer, route: Route, now: datetime) -> Reply:
    if heard.problem is not None:
        raise heard.problem
    if not route.roles & viewer.roles:
        raise Refusal("wrong_role", roles=route.roles)
    turn = Turn(viewer, heard.intent, db, now, heard.talk)
    if not route.writes:
        return route.handler(turn)
    with db.begin_nested():
        return route.handler(turn)


def apology(voice: Voice, viewer: Viewer | None, reference: str) -> Answer:
    """The fixed words for a bug; the log bears the same reference."""
    reply = voice.apology(reference, viewer.language if viewer else "vi")
    return Answer(reply, FAILED, Intent("unknown"), viewer, Talk(), reference)


def keep(db: Connection, message: Message, answer: Answer, now: datetime) -> None:
    """The audit line of an answer, and where the chat stands after it (a bug leaves that as it was)."""
    write_down(db, message, answer, now)
    if answer.outcome not in (FAILED, UNLINKED):
        state = talks.to_json(answer.talk)
        conversations.keep(db, message.channel, message.chat, state, now + TALK_LASTS)


def write_down(db: Connection, message: Message, answer: Answer, now: datetime) -> None:
    """The audit line: who was told what, with the figures."""
    meaning = answer.reply.meaning or answer.intent
    line = audit.Told(
        at=now,
        channel=message.channel,
        chat=message.chat,
        intent=meaning.name,
        slots=meaning.slots,
        outcome=answer.outcome,
        told=answer.reply.text,
        figures=answer.reply.figures,
    )
    audit.write(db, line, answer.viewer.id if answer.viewer else None)
