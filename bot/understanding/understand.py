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
from bot.understanding.match import NEAR, Guess, by_examples, by_rules
from bot.understanding.reminders import reminder
from bot.understanding.sentence import Sentence, sentence
from bot.understanding.slots import SLOTS, slots
from bot.understanding.text import clean, fold
from bot.understanding.updates import updates

LEAST = 0.6
"""Below this an answer would be a guess."""
_STAYS = frozenset({"history", "nudge", "remind_me", "undo", "unknown", "draft_telegram", "receipts",
                    "report", "broadcast", "directives", "acknowledge", "findings"})  # fmt: skip
_CLAUSE = re.compile(r"\s*,\s+(?=(?:ho so|hs|viec|vu|qd|so|an)\s+\d|\d{1,6}(?:/\d+)*\s+[a-z])")
_BARE = re.compile(r"\d{1,6}")


def understand(text: str, now: datetime, after: Intent | None = None) -> Intent:
    """The meaning of a message said at `now`, which may lean on the meaning before (`after`)."""
    cleaned = clean(text)
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
    """Several updates, one a line; greetings between them are let pass."""
    items: list[Intent] = []
    for part in parts:
        meant = _one(part, now, None)
        if meant.name == "updates":
            items += meant.items
        elif meant.name == "update":
            items.append(meant)
        elif meant.name not in {"greeting", "thanks"} and not _says_nothing(part, meant):
            return None
    return _joined_updates(items)


def _says_nothing(part: str, meant: Intent) -> bool:
    """A line like "em gửi ạ" above the updates."""
    return meant.name == "unknown" and meant.score < LEAST and not any(map(str.isdigit, part))


def _joined_updates(items: list[Intent]) -> Intent | None:
    if len(items) < 2:
        return items[0] if items else None
    return Intent("updates", {}, min(item.score for item in items), items=tuple(items))


def _one(line: str, now: datetime, after: Intent | None) -> Intent:
    if _BARE.fullmatch(line.strip(" .!?")):
        return _bare_number(line.strip(" .!?"))
    clauses = _CLAUSE.split(fold(line))
    if len(clauses) > 1 and after is None:
        several = _several(_cut(line, clauses), now)
        if several and len(several.items) == len(clauses):
            return several
    said = sentence(line)
    found = facts(said, now)
    guesses = by_rules(found) or _by_politeness(found)
    best = guesses[0] if guesses else None
    if (best is None or best.intent not in _STAYS) and _may_report(line, after):
        reported = _joined_updates(updates(said, now, _case_before(after)))
        if reported and _is_report(reported, best):
            return reported
    if after is not None and (best is None or best.intent not in _STAYS):
        meant = joined(found, best, after)
        if meant:
            return meant
    return _answer(found, guesses)


def _may_report(line: str, after: Intent | None) -> bool:
    """Only a sentence with a number, or behind one about a case, can report progress."""
    return _case_before(after) is not None or any(map(str.isdigit, line)) or " tri" in fold(line)


def _is_report(reported: Intent, best: Guess | None) -> bool:
    """A clause that reports on a case by number wins over a question that hardly fits."""
    items = reported.items or (reported,)
    if all(item.slots.get("action") == "note" for item in items):
        return best is None or best.intent in {"case", "cases", "standing", "deadlines"}
    return True


def _cut(line: str, clauses: list[str]) -> list[str]:
    """The same clauses as they were typed; folding keeps every length."""
    cut, at = [], 0
    for clause in clauses:
        at = fold(line).index(clause, at)
        cut.append(line[at : at + len(clause)])
        at += len(clause)
    return cut


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


def _answer(found: Facts, guesses: list[Guess]) -> Intent:
    best = guesses[0] if guesses else None
    if best is None or best.score < LEAST + 0.05:
        return _by_nearest(found, guesses)
    if best.intent == "unknown":
        return Intent("unknown", {}, best.score, hint=best.hint)
    near = [guess for guess in guesses[1:3] if best.score - guess.score < NEAR / 4]
    meant = _meaning(best, found)
    if near and best.score < 0.9:
        others = tuple(_meaning(guess, found) for guess in [best, *near])
        return replace(meant, alternatives=others)
    return meant


def _meaning(guess: Guess, found: Facts) -> Intent:
    values: dict[str, Any] = (
        reminder(found.sentence, found.now) if guess.intent == "remind_me" else slots(guess.intent, found)
    )
    return Intent(guess.intent, values, round(guess.score, 3), hint=guess.hint)


def _by_nearest(found: Facts, guesses: list[Guess]) -> Intent:
    """No rule is sure: the nearest examples decide, or are offered."""
    near = by_examples(found)
    sure = near and near[0].score >= 0.5 and (len(near) < 2 or near[0].score - near[1].score > 0.12)
    if sure and near[0].intent != "unknown":
        return _meaning(replace(near[0], score=min(0.75, LEAST + near[0].score / 5)), found)
    if guesses and (not near or near[0].intent == guesses[0].intent):
        return _meaning(guesses[0], found)
    offered = [guess for guess in [*guesses, *near] if guess.intent != "unknown" and guess.score > 0.2]
    names = dict.fromkeys(guess.intent for guess in offered)
    others = tuple(_meaning(Guess(name, 0.5), found) for name in list(names)[:3])
    return Intent("unknown", {}, round(near[0].score, 3) if near else 0.0, alternatives=others)


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
