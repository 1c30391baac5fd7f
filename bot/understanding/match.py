"""Which intent: the rules of the phrase files, and for the doubtful rest the nearest examples."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.understanding.facts import Facts
from bot.understanding.phrasebook import phrasebook
from bot.understanding.sentence import sentence
from bot.understanding.text import fold

NEAR = 0.02
"""Two intents closer than this are about equally likely."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent and how sure it is."""

    intent: str
    score: float
    hint: str | None = None


def by_rules(found: Facts, other: str | None = None) -> list[Guess]:
    """The intents whose rules fit, the surest first, each once."""
    best: dict[str, Guess] = {}
    text = other or found.text.text
    for rule in phrasebook().rules:
        known = best.get(rule.intent)
        if known and known.score >= rule.score:
            continue
        if rule.say.found(text) and not (rule.unless and rule.unless.found(text)):
            best[rule.intent] = Guess(rule.intent, rule.score, rule.hint)
    return sorted(best.values(), key=lambda guess: -guess.score)


def by_examples(found: Facts, most: int = 4) -> list[Guess]:
    """The intents whose examples are nearest, by the cosine of weighted words and word pairs."""
    model = _model()
    vector = model.vector(_features(found.text.text))
    if not vector:
        return []
    sums: dict[str, float] = defaultdict(float)
    for feature, weight in vector.items():
        for intent, other in model.centroids.get(feature, ()):
            sums[intent] += weight * other
    ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [Guess(intent, score) for intent, score in ranked[:most]]


@dataclass(frozen=True, slots=True)
class _Model:
    """For each feature, its weight in general and in each intent."""

    weights: dict[str, float]
    centroids: dict[str, list[tuple[str, float]]]

    def vector(self, features: Counter[str]) -> dict[str, float]:
        known = {name: count * self.weights[name]
                 for name, count in features.items() if name in self.weights}  # fmt: skip
        unknown = sum(count for name, count in features.items() if name not in self.weights)
        size = math.sqrt(sum(value * value for value in known.values()) + 2.0 * unknown)
        return {name: value / size for name, value in known.items()} if size else {}


@cache
def _model() -> _Model:
    book = phrasebook()
    documents = [(intent, _features(_keys(text))) for intent, text in book.examples]
    seen: Counter[str] = Counter(name for _, document in documents for name in document)
    weights = {name: math.log((1 + len(documents)) / (1 + times)) + 0.3
               for name, times in seen.items()}  # fmt: skip
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for intent, document in documents:
        size = math.sqrt(sum((count * weights[name]) ** 2 for name, count in document.items())) or 1.0
        for name, count in document.items():
            sums[intent][name] += count * weights[name] / size
    centroids: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for intent, vector in sums.items():
        size = math.sqrt(sum(value * value for value in vector.values()))
        for name, value in vector.items():
            centroids[name].append((intent, value / size))
    return _Model(weights, dict(centroids))


def _keys(text: str) -> str:
    return " ".join(token.key for token in sentence(text).tokens)


def _features(text: str) -> Counter[str]:
    words = [fold(word) for word in text.split()]
    pairs = [f"{one}_{two}" for one, two in pairwise(words)]
    return Counter(words + pairs)
