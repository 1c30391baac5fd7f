"""The one door: what a sentence means. No clock, no database, no names of units or people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.intent import Intent
from bot.understanding.cases import parse_case
from bot.understanding.commands import command
from bot.understanding.facts import Facts, facts
from bot.understanding.follow_ups import joined
from bot.understanding.learned import learned
from bot.understanding.match import FEW, Guess, by_rules, weighed
from bot.understanding.reminders import reminder
from bot.understanding.sentence import Sentence, sentence
from bot.understanding.slots import SLOTS, slots
from bot.understanding.text import clean, fold, too_long
from bot.understanding.updates import updates

LEAST, LEAST_DOING = 0.3, 0.4
"""Below this an answer would be a guess; what writes or sends must be surer."""
OUTWEIGH = 4.0
"""So many times likelier than being none of ours, or it is not answered."""
DOING = frozenset({"update", "broadcast", "acknowledge", "nudge", "remind_me"})
NEAR = 0.1
"""Two intents closer than this are about equally likely."""
WORTH_ASKING = 0.1
"""Less likely meanings are not worth a question."""
WORTH_NAMING = 0.03
"""Nor, after a "Không phải", to be named."""
_BARE = re.compile(r"\d{1,6}")


def understand(text: str, now: datetime, after: Intent | None = None) -> Intent:
    """The meaning of a message said at `now`, which may lean on the meaning before (`after`)."""
    cleaned = clean(text)
    if not cleaned and too_long(text):
        return Intent("unknown", {}, 0.0, hint="long")
    said = command(cleaned)
    if said:
        return _command(*said, now)
    parts = [part for part in re.split(r"[\n;]+", cleaned) if part.strip(" .,!-")]
    if not parts:
        return Intent("unknown", {}, 0.0)
    several = _several(parts, now) if len(parts) > 1 else None
    return several or _one(" ".join(parts), now, after)


def _command(intent: str, rest: str, now: datetime) -> Intent:
    if intent == "update":
        return understand(rest, now) if rest else Intent("update", {}, 1.0)
    if intent == "case" and rest:
        number = parse_case(rest)
        return Intent("case", {"case": number}, 1.0) if number else understand(rest, now)
    line = _prefixed(intent, rest.replace("\n", " "))
    if intent == "remind_me" and (meant := _one(f"nhắc {line}", now, None)).name == "nudge":
        return meant
    found = facts(sentence(line), now)
    values = reminder(found.sentence, now) if intent == "remind_me" else slots(intent, found)
    return Intent(intent, values, 1.0)


def _prefixed(intent: str, rest: str) -> str:
    """A bare number behind a command is what the command is about: "/congdien 12"."""
    if not _BARE.fullmatch(rest):
        return rest
    names = {"directive": "công điện", "case": "việc"}
    noun = next((names[slot] for slot in names if slot in SLOTS.get(intent, ())), "")
    return f"{noun} {rest}"


def _several(parts: list[str], now: datetime) -> Intent | None:
    """Several updates, one a line; greetings between them are let pass, what cannot be read is kept."""
    items: list[Intent] = []
    unread = False
    for part in parts:
        meant = _one(part, now, None)
        if meant.name in {"update", "updates"}:
            items += meant.items or (meant,)
        elif meant.name not in {"greeting", "thanks"} and not _says_nothing(part):
            items.append(Intent("unknown", {"note": part}, meant.score))
            unread = True
    named = sum("case" in item.slots for item in items)
    return None if unread and named < 2 else _joined_updates(items)


def _says_nothing(part: str) -> bool:
    """A line like "em gửi ạ" above the updates, "nóng quá" below them."""
    return not any(map(str.isdigit, part))


def _joined_updates(items: list[Intent]) -> Intent | None:
    if len(items) < 2:
        return items[0] if items else None
    return Intent("updates", {}, min(item.score for item in items), items=tuple(items))


def _one(line: str, now: datetime, after: Intent | None) -> Intent:
    if _BARE.fullmatch(line.strip(" .!?")):
        return _bare_number(line.strip(" .!?"))
    said = sentence(line)
    if len(said.tokens) == 1 and _BARE.fullmatch(said.tokens[0].key):
        return _bare_number(said.tokens[0].key)
    found = facts(said, now)
    rules = by_rules(found) or _by_politeness(found)
    reported = _reported(said, found, after) if _may_report(line, after) else None
    seen = learned().seen(found)
    guesses = weighed(seen, len(found.text.words) <= FEW, rules, reported)
    if after is not None:
        meant = joined(found, rules[0] if rules else None, after)
        if meant:
            return meant
    if reported and not rules and _case_before(after):
        return reported
    return _answer(found, guesses, reported)


def _reported(said: Sentence, found: Facts, after: Intent | None) -> Intent | None:
    return _joined_updates(updates(said, found.now, _case_before(after), found=found))


def _may_report(line: str, after: Intent | None) -> bool:
    """Only a sentence with a number, or behind one about a case, can report progress."""
    return _case_before(after) is not None or any(map(str.isdigit, line)) or " tri" in fold(line)


def _case_before(after: Intent | None) -> str | None:
    if after is None or after.name not in {"case", "update", "history"}:
        return None
    case = after.slots.get("case")
    return str(case) if case else None


def _bare_number(number: str) -> Intent:
    """One or two digits choose; a longer number is a case."""
    if len(number) <= 2:
        return Intent("choose", {"n": int(number)}, 0.95)
    return Intent("case", {"case": str(int(number))}, 0.9)


def _answer(found: Facts, guesses: list[Guess], reported: Intent | None) -> Intent:
    """The likeliest meaning, if it is sure enough; else the likely ones are offered."""
    best = guesses[0]
    if best.intent == "unknown":
        return Intent("unknown", {}, round(best.score, 3), hint=best.hint)
    if not _sure(guesses):
        return Intent("unknown", {}, round(best.score, 3), alternatives=_offered(found, guesses, reported))
    meant = replace(
        _meaning(best, found, reported), others=_offered(found, guesses[1:], reported, least=WORTH_NAMING)
    )
    if meant.alternatives:
        return meant
    if best.score - guesses[1].score < NEAR and guesses[1].intent != "unknown":
        return replace(meant, alternatives=_offered(found, guesses[:2], reported))
    return meant


def _sure(guesses: list[Guess]) -> bool:
    best = guesses[0]
    foreign = sum(guess.score for guess in guesses if guess.intent == "unknown")
    return best.score >= max(LEAST_DOING if best.intent in DOING else LEAST, OUTWEIGH * foreign)


def _offered(
    found: Facts, guesses: list[Guess], reported: Intent | None, least: float = WORTH_ASKING
) -> tuple[Intent, ...]:
    likely = [guess for guess in guesses[:4] if guess.intent != "unknown" and guess.score >= least]
    return tuple(_meaning(guess, found, reported) for guess in likely[:3])


def _meaning(guess: Guess, found: Facts, reported: Intent | None) -> Intent:
    score = round(guess.score, 3)
    if guess.intent == "update" and reported is not None:
        return replace(reported, score=score)
    values: dict[str, Any] = (
        reminder(found.sentence, found.now) if guess.intent == "remind_me" else slots(guess.intent, found)
    )
    return Intent(guess.intent, values, score)


def _by_politeness(found: Facts) -> list[Guess]:
    """What the whole sentence says ("giúp với"); a case that was named is neither all nor foreign."""
    guesses = by_rules(found, said_text(found.sentence))
    barred = {"cases", "unknown"} if found.text.found.get("case") else set()
    return [guess for guess in guesses if guess.intent not in barred]


def said_text(said: Sentence) -> str:
    """The whole sentence, politeness included: "giúp với" is nothing else."""
    return " " + "".join(f"{token.key} " for token in said.tokens)


def line_of(text: str) -> Sentence:
    """The words of a text as the rules see them, for those who write phrase files."""
    return sentence(clean(text).replace("\n", " "))
