"""The learned scorer: how much each feature of a sentence speaks for each intent.

The weights are a file made from the sentences of `phrases/said` (`thads-bot phrases --learn`). A sentence
that was added since is learned when the phrase files are read, so one line is enough to teach a wording.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.understanding.facts import Facts, facts
from bot.understanding.features import Features, features, words
from bot.understanding.phrasebook import FOLDER, PhraseError
from bot.understanding.said import Taught, taught
from bot.understanding.sentence import sentence
from bot.understanding.text import clean

WEIGHTS = FOLDER / "weights.json"
_DAY = datetime(2025, 9, 12, 7, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The day on which the sentences are read while learning: which one does not matter, only that it stays."""
_ROUNDS = 10
_MARGIN = 1.0
_BOLDEST = 0.3
"""No single sentence moves the weights by more."""
_SMALLEST = 0.004
SHORT = 5
"""Words of a short sentence, its two ends counted."""
_UNIT = 1000
"""Weights are kept in whole thousandths."""
_AT_LEAST = 2
"""What was said in fewer sentences may be anything."""
Weights = dict[str, dict[str, float]]


@dataclass(slots=True)
class Scorer:
    """What was learned: the known words, and each feature's weight for each intent."""

    known: set[str]
    intents: tuple[str, ...]
    weights: Weights
    lines: frozenset[int] = frozenset()
    rows: dict[str, list[int]] = field(default_factory=dict)
    """As the file has them; each is turned into weights when it is first needed."""
    _sums: Weights = field(default_factory=dict)
    _step: int = 1

    def scores(self, seen: Features) -> dict[str, float]:
        """How much the features speak for each intent."""
        out = dict.fromkeys(self.intents, 0.0)
        for name, value in seen.items():
            for intent, weight in self._row(name).items():
                out[intent] += weight * value
        return out

    def _row(self, name: str) -> dict[str, float]:
        row = self.weights.get(name)
        if row is None:
            flat = self.rows.get(name)
            if flat is None:
                return {}
            row = {self.intents[flat[at]]: flat[at + 1] / _UNIT for at in range(0, len(flat), 2)}
            self.weights[name] = row
        return row

    def learn(self, seen: Features, intent: str, boldest: float = _BOLDEST) -> bool:
        """Move the weights until the intent wins by the margin; False if it did already."""
        scores = self.scores(seen)
        own = scores.pop(intent)
        rival = max(scores, key=scores.__getitem__)
        lack = _MARGIN - own + scores[rival]
        if lack > 0:
            step = min(boldest, lack / (2 * sum(value * value for value in seen.values())))
            for name, value in seen.items():
                for one, move in ((intent, step * value), (rival, -step * value)):
                    _add(self.weights, name, one, move)
                    _add(self._sums, name, one, move * self._step)
        self._step += 1
        return lack > 0

    def averaged(self) -> Weights:
        """The mean of all weights on the way, which judges new sentences better than the last."""
        return {
            name: {one: weight - self._sums[name][one] / self._step for one, weight in row.items()}
            for name, row in self.weights.items()
        }


def _add(table: Weights, name: str, intent: str, value: float) -> None:
    row = table.setdefault(name, {})
    row[intent] = row.get(intent, 0.0) + value


def read(text: str) -> Facts:
    """A sentence of the files as the scorer sees it."""
    return facts(sentence(clean(text).replace("\n", " ")), _DAY)


def learn(sentences: Iterable[Taught]) -> Scorer:
    """A scorer learned from the beginning; the same sentences give the same scorer."""
    lines = list(sentences)
    read_lines = [(read(one.text), one.intent) for one in lines]
    known = _known_words([found for found, _ in read_lines])
    examples = [(features(found, known), intent) for found, intent in read_lines]
    often = Counter(name for seen, _ in examples for name in seen)
    examples = [({name: value for name, value in seen.items()
                  if often[name] >= _AT_LEAST or name.startswith("w:")}, intent)
                for seen, intent in examples]  # fmt: skip
    scorer = Scorer(known, tuple(sorted({one.intent for one in lines})), {})
    order = random.Random(1)  # noqa: S311 - the same order every time
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        for seen, intent in examples:
            scorer.learn(seen, intent)
    return Scorer(known, scorer.intents, scorer.averaged(), frozenset(one.key for one in lines))


def _known_words(sentences: list[Facts]) -> set[str]:
    """The words of two sentences at least, and every word of the short ones."""
    counted: Counter[str] = Counter()
    for found in sentences:
        unread, said = words(found)
        counted.update({*unread, *said})
        if len(said) <= SHORT:
            counted.update({*unread, *said})
    return {word for word, times in counted.items() if times >= _AT_LEAST}


def as_text(scorer: Scorer) -> str:
    """The weights as a file: one feature a line."""
    rows = []
    for name, row in sorted(scorer.weights.items()):
        kept = {one: round(weight * _UNIT) for one, weight in sorted(row.items()) if abs(weight) >= _SMALLEST}
        if kept:
            numbered = [number for one, weight in kept.items()
                        for number in (scorer.intents.index(one), weight)]  # fmt: skip
            rows.append(f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(numbered, separators=(',', ':'))}")
    head = {"intents": scorer.intents, "known": sorted(scorer.known), "lines": sorted(scorer.lines)}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return start + ', "weights": {\n' + ",\n".join(rows) + "\n}}\n"


def from_text(text: str) -> Scorer:
    """The scorer that such a file holds."""
    table = json.loads(text)
    return Scorer(
        set(table["known"]), tuple(table["intents"]), {}, frozenset(table["lines"]), rows=table["weights"]
    )


@cache
def scorer(path: Path = WEIGHTS, folder: Path = FOLDER / "said") -> Scorer:
    """The scorer of the phrase files, with the sentences that were added since the weights were made."""
    try:
        ready = from_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as error:
        raise PhraseError(f"{path.name}: {error}; make it again: thads-bot phrases --learn") from error
    _learn_more(ready, [one for one in taught(folder) if one.key not in ready.lines])
    return ready


def _learn_more(ready: Scorer, lines: list[Taught]) -> None:
    for one in lines:
        found = read(one.text)
        ready.known.update(*words(found))
        seen = features(found, ready.known)
        ready.learn(seen, one.intent, boldest=1.0)


def teach(folder: Path) -> None:
    """Learn the agency's own sentences too, from a folder of the same kind; none is fine."""
    _learn_more(scorer(), [one for one in taught(folder) if one.key not in scorer().lines])
