"""Which intent: the rules of the phrase files and the learned scorer, weighed together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from bot.core.intent import Intent
from bot.understanding.facts import Facts
from bot.understanding.features import Features
from bot.understanding.learned import learned
from bot.understanding.pattern import Index
from bot.understanding.phrasebook import phrasebook
from bot.understanding.said import ADMIN

_RULE, _RULE_OF_FEW = 0.5, 1.0
"""How much a rule that fits speaks for its intent, beside the learned weights; more in few words."""
FEW = 3
_DOUBT = 0.4
"""A rule of this score says nothing."""
_REPORT, _NOTE, _NO_REPORT = 0.4, 0.15, -3.0
"""What speaks for an update: a reading with an action, one with words only, none at all."""
_LIKELY = 5
"""Nobody asks for a sixth."""
_SHARP = 3.0
"""Turns the distance of two intents into how sure we are of the first."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent and how sure it is."""

    intent: str
    score: float
    hint: str | None = None


def by_rules(found: Facts, other: str | None = None) -> list[Guess]:
    """The intents whose rules fit, the surest first, each once."""
    best: dict[str, Guess] = {}
    text, rules = other or found.text.text, phrasebook().rules
    for number in sorted(map(int, _index().found(text))):
        rule = rules[number]
        known = best.get(rule.intent)
        if known and known.score >= rule.score:
            continue
        if not (rule.unless and rule.unless.found(text)):
            best[rule.intent] = Guess(rule.intent, rule.score, rule.hint)
    return sorted(best.values(), key=lambda guess: -guess.score)


@cache
def _index() -> Index:
    """The rules by their number."""
    return Index((str(number), rule.say) for number, rule in enumerate(phrasebook().rules))


def weighed(seen: Features, few: bool, rules: list[Guess], reported: Intent | None) -> list[Guess]:
    """The likeliest intents, each with how likely it is (all intents together are 1)."""
    scores = learned().intents.scores(seen)
    weight = _RULE_OF_FEW if few else _RULE
    for guess in rules:
        name = guess.hint or guess.intent
        if name in scores:
            scores[name] += weight * (guess.score - _DOUBT)
    scores["update"] += _reporting(reported)
    best = max(scores.values())
    shares = {name: math.exp(_SHARP * (score - best)) for name, score in scores.items()}
    whole = sum(shares.values())
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:_LIKELY]
    return [_guess(name, share / whole) for name, share in ranked]


def _reporting(reported: Intent | None) -> float:
    if reported is None:
        return _NO_REPORT
    items = reported.items or (reported,)
    return _NOTE if all(item.slots.get("action") == "note" for item in items) else _REPORT


def _guess(name: str, share: float) -> Guess:
    return Guess("unknown", share, hint=ADMIN) if name == ADMIN else Guess(name, share)
