"""A province of two people, and routes that say little: what the roads carry matters here, not the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import insert, select, update

from bot.clock import Clock
from bot.core.intent import MISHEARD, Intent
from bot.core.pipeline import Mind, Voice
from bot.core.reply import Button, Reply
from bot.core.turn import Route, Turn
from thads_data import accounts
from thads_data.access import Viewer
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.models.organisation import Person, PersonRole, Unit

NOW = datetime(2025, 9, 12, 0, 25, tzinfo=UTC)


def settle_in(database: Database, channel: str = "fake", chats: tuple[str, ...] = ("an", "binh")) -> None:
    """One office, its chief ("an") and an executor for every other chat."""
    with database.write() as db:
        unit = {"code": "KV1", "name": "Khu vực 1", "aliases": [], "level": "office", "left": 1, "right": 2}
        db.execute(insert(Unit).values(id=1, **unit))
        for number, chat in enumerate(chats, 1):
            person = {
                "code": chat.upper(),
                "name": chat.title(),
                "name_key": chat,
                "unit_id": 1,
                "active": True,
            }
            db.execute(insert(Person).values(id=number, **person))
            role = "chief" if chat == "an" else "executor"
            db.execute(insert(PersonRole).values(person_id=number, role=role))
            accounts.link(db, channel, chat, number, NOW)


def understand(text: str, _now: datetime, after: Intent | None) -> Intent:
    """The first word is the intent, the rest its slot "rest"; "more" leans on the meaning before."""
    first, _, rest = text.partition(" ")
    if first.isdigit():
        return Intent("choose", {"n": int(first)})
    if first == "doubt":
        return Intent("echo", {"rest": rest}, alternatives=(Intent("echo"), Intent("guess")))
    if first == "more" and after is not None:
        return after.with_slots(rest=f"{after.slots.get('rest', '')}+")
    return Intent(first, {"rest": rest} if rest else {})


def echo(turn: Turn) -> Reply:
    """Says the rest, and offers to say it again, to fail, and to go back where one came from."""
    rest = str(turn.intent.slots.get("rest", ""))
    back = [Button("back", turn.talk.last, back=True)] if turn.talk.last else []
    again = Button("again", Intent("echo", {"rest": f"{rest}!"}))
    return Reply(rest, buttons=((again, Button("break", Intent("bug"))), tuple(back)), meaning=turn.intent)


def rename(turn: Turn) -> Reply:
    """Writes: the person takes the rest as their name. "nothing" is refused, after it was written."""
    rest = str(turn.intent.slots.get("rest", ""))
    turn.db.execute(update(Person).where(Person.id == turn.viewer.id).values(name=rest))
    if rest == "nothing":
        raise Refusal("not_allowed")
    if rest == "broken":
        raise ZeroDivisionError(rest)
    return Reply(f"now {rest}")


def bug(turn: Turn) -> Reply:
    raise ZeroDivisionError(f"secret of {turn.viewer.name}\nsecond line")


def guess(turn: Turn) -> Reply:
    """Repeats what it heard."""
    return replace(echo(turn), heard=f"heard {turn.intent.slots.get('rest', '')}")


def unknown(_turn: Turn) -> Reply:
    return Reply("not understood")


def correctable(reply: Reply, intent: Intent, said: str, _viewer: Viewer) -> Reply:
    """A button that says that the sentence was misread."""
    slots = {"meaning": (reply.meaning or intent).to_json(), "others": [], "said": said}
    return replace(reply, buttons=(*reply.buttons, (Button("Not that!", Intent(MISHEARD, slots)),)))


VOICE = Voice(
    routes=MappingProxyType(
        {
            "echo": Route(echo, ("echo a",)),
            "orders": Route(echo, ("orders",), roles=frozenset({"chief"})),
            "rename": Route(rename, ("rename b",), writes=True),
            "bug": Route(bug, ("bug",)),
            "guess": Route(guess, ("guess a",)),
            MISHEARD: Route(lambda _turn: Reply("what then?"), ()),
            "unknown": Route(unknown, ("gibberish",)),
        }
    ),
    stranger=lambda: Reply("link first"),
    refused=lambda refusal, _viewer, _intent: Reply(f"refused: {refusal.reason}"),
    apology=lambda reference, language: Reply(f"sorry {reference} {language}"),
    correctable=correctable,
)


def mind(database: Database) -> Mind:
    return Mind(database, VOICE, understand, Clock(NOW), mask)


def mask(text: str) -> str:
    """Capitals are names, and are left out."""
    return "".join(letter for letter in text if not letter.isupper())


def name_of(database: Database, person_id: int) -> str:
    with database.read() as db:
        found = db.execute(select(Person.name).where(Person.id == person_id)).scalar_one()
    return str(found)
