"""Message in, Reply out: who asks, what is meant, whether they may, the handler, and what is kept of it.

A turn that only asks runs on a reader and then writes its rows in one short transaction; a route that
writes runs whole inside the write transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.clock import Clock
from bot.core import talks
from bot.core.intent import MISHEARD, Intent
from bot.core.message import Message
from bot.core.reply import Button, Reply
from bot.core.turn import Route, Routes, Talk, Turn
from thads_data import audit, conversations, misheard, outbox
from thads_data.access import Viewer
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.folding import fold
from thads_data.inbox import LONGEST_TEXT
from thads_data.misheard import UNSURE, WRONG, Missed
from thads_data.rows import storable

ANSWERED, REFUSED, UNKNOWN, UNLINKED, FAILED = "answered", "refused", "unknown", "unlinked", "failed"
# Long enough to come back to after a phone call; a day later "còn tiền?" should not lean on yesterday.
TALK_LASTS = timedelta(hours=2)
# No label is longer, with the signs that people add: only what is so short is compared with the buttons.
LONGEST_LABEL = 40
_PRESS = re.compile(r"(\d{1,18}):(\d{1,4})", re.ASCII)
_SIGNS = re.compile(r"[\W_]+")

Understand = Callable[[str, datetime, Intent | None], Intent]
"""`understand(text, now, last meaning)`: pure."""
Shown = Callable[[], Reply | None]
"""The newest reply of the chat, looked up only where its buttons matter."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What the handlers lend the machine: the routes, and the words where no handler answers."""

    routes: Routes
    stranger: Callable[[], Reply]
    """To an account that is nobody's: only how to link."""
    refused: Callable[[Refusal, Viewer, Intent], Reply]
    apology: Callable[[str, str], Reply]
    """(reference, language): a bug was met."""
    correctable: Callable[[Reply, Intent, str, Viewer], Reply]
    """(answer, meaning, sentence, who asked): the answer with a button that says "not what I meant"."""


@dataclass(frozen=True, slots=True)
class Mind:
    """What every message is answered with."""

    database: Database
    voice: Voice
    understand: Understand
    clock: Clock
    mask: Callable[[str], str]
    """A sentence without the names and numbers in it, so that it may be kept and shown."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was taken: by whom, what it means, and the talk as it stood before this step."""

    viewer: Viewer | None
    intent: Intent
    talk: Talk
    problem: Refusal | None = None
    typed: str = ""
    """The sentence, where one was typed that is no button."""


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
    missed: Missed | None = None
    """The sentence that was not understood, or was understood wrongly."""


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
        answer = None if writes else told(db, heard, mind, now)
    with mind.database.write() as db:
        if answer is None:
            answer = told(db, hear(db), mind, now)
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

    def shown() -> Reply | None:
        stored = outbox.newest(db, message.channel, message.chat) if state is not None else None
        return Reply.from_json(stored) if stored else None

    return listen(viewer, message.text or "", talk, understand, now, shown)


def listen(
    viewer: Viewer, text: str, talk: Talk, understand: Understand, now: datetime, shown: Shown
) -> Heard:
    """A sentence, read in the light of the meaning before it; or the name or the number of a button shown."""
    said = storable(text, LONGEST_TEXT)
    button = _named(shown(), said) if len(said) <= LONGEST_LABEL else None
    if button is not None:
        return press(viewer, button, talk)
    intent = understand(said, now, talk.last)
    if intent.name == "choose":
        button = _numbered(shown(), intent.slots.get("n"))
    return press(viewer, button, talk) if button is not None else Heard(viewer, intent, talk, typed=said)


def press(viewer: Viewer, button: Button | None, talk: Talk) -> Heard:
    """A button is the same as saying what it means; a way back, and a correction, also take the talk back."""
    if button is None:
        return Heard(viewer, Intent("unknown"), talk, Refusal("stale_button"))
    if button.back:
        talk = talks.back_to(talk, button.intent)
    elif button.intent.name == MISHEARD:
        talk = talks.without(talk, Intent.from_json(button.intent.slots["meaning"]))
    return Heard(viewer, button.intent, talk)


def _named(shown: Reply | None, said: str) -> Button | None:
    """The button whose label was typed, however: "khong phai" is "Không phải"."""
    wanted = _SIGNS.sub(" ", fold(said)).strip()
    labels = [(button, button.label) for row in shown.buttons for button in row] if shown and wanted else []
    return next((button for button, label in labels if _SIGNS.sub(" ", fold(label)).strip() == wanted), None)


def _numbered(shown: Reply | None, number: object) -> Button | None:
    """A number typed under numbered choices is the button of that number, counted from 1."""
    return _button(shown, number - 1) if shown is not None and isinstance(number, int) else None


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


def told(db: Connection, heard: Heard, mind: Mind, now: datetime) -> Answer:
    """What the person is told. The role is checked before the handler; a refusal undoes what that wrote."""
    viewer, voice = heard.viewer, mind.voice
    if viewer is None:
        return Answer(voice.stranger(), UNLINKED, heard.intent, None, heard.talk)
    try:
        reply = _handled(db, heard, viewer, _route(voice, heard.intent), now)
    except Refusal as refusal:
        reply, outcome = voice.refused(refusal, viewer, heard.intent), REFUSED
    else:
        outcome = UNKNOWN if _route(voice, heard.intent) is voice.routes["unknown"] else ANSWERED
    if outcome == ANSWERED and heard.typed and reply.heard:
        reply = voice.correctable(reply, heard.intent, heard.typed, viewer)
    talk = talks.after(heard.talk, reply)
    return Answer(reply, outcome, heard.intent, viewer, talk, missed=_missed(heard, outcome, mind))


def _missed(heard: Heard, outcome: str, mind: Mind) -> Missed | None:
    """What there is to learn from. A sentence that was understood, but that nothing answers yet, is none."""
    intent = heard.intent
    if intent.name == MISHEARD and outcome == ANSWERED:
        meaning = Intent.from_json(intent.slots["meaning"])
        return Missed(mind.mask(intent.slots["said"]), _outline(meaning), WRONG)
    vague = intent.alternatives or (intent.name == "unknown" and not intent.hint)
    if outcome != UNKNOWN or not heard.typed or not vague:
        return None
    why = UNSURE if intent.alternatives else misheard.UNKNOWN
    return Missed(mind.mask(heard.typed), _outline(intent), why)


def _outline(intent: Intent) -> dict[str, Any]:
    """The meaning without the values of its slots: names and sums stay where the sentence was said."""
    found: dict[str, Any] = {"intent": intent.name, "slots": sorted(intent.slots)}
    if intent.alternatives:
        found["alternatives"] = list(dict.fromkeys(other.name for other in intent.alternatives))
    return found


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
    """The audit line: who was told what, with the figures; and what is to be learned from."""
    meaning, person = answer.reply.meaning or answer.intent, answer.viewer.id if answer.viewer else None
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
    audit.write(db, line, person)
    if answer.missed is not None:
        misheard.record(db, answer.missed, at=now, channel=message.channel, person_id=person)
