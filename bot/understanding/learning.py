"""Learning the weights from the beginning: the averaged weights of a margin learner.

Each sentence whose intent does not win by the margin moves the weights, as little as possible and never by
more than a bound; the mean of all weights on the way judges new sentences better than the last ones.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.understanding.facts import Facts
from bot.understanding.features import Features, features, words
from bot.understanding.learned import DAY, DROP, KEEP, UNIT, lacking, read
from bot.understanding.note_runs import Judge, Run
from bot.understanding.said import Taught
from bot.understanding.sentence import sentence
from bot.understanding.text import clean, fold
from bot.understanding.updates import updates

_ROUNDS, _ORDERS = 6, 2
"""How often every sentence is learned, and in how many orders: their mean does not hang on one of them."""
_MARGIN = 1.0
"""By how much the right label should win."""
_BOLDEST = 0.3
"""No single sentence moves the weights by more."""
_SMALLEST = 0.025
"""Weights below say nothing, and make the file long."""
_AT_LEAST = 2
"""What was said in fewer sentences may be anything."""
_SHORT = 5
"""Words of a short sentence, its two ends counted: every word of such a one is known."""
_MOSTLY = 0.5
"""Of the words of a run stand in square brackets: then it is a note."""
_WORD = re.compile(r"[^\W_]+")
Weights = dict[str, dict[str, float]]


@dataclass(slots=True)
class Learner:
    """The weights while they are learned, and the sums from which their mean is taken."""

    labels: tuple[str, ...]
    weights: Weights = field(default_factory=dict)
    sums: Weights = field(default_factory=dict)
    step: int = 1

    def learn(self, seen: Features, intent: str) -> None:
        """One sentence: nothing moves where its intent wins by the margin."""
        rival, lack = lacking(self.scores(seen), intent, _MARGIN)
        if lack > 0:
            size = min(_BOLDEST, lack / (2 * sum(value * value for value in seen.values())))
            for name, value in seen.items():
                self._move(name, intent, size * value)
                self._move(name, rival, -size * value)
        self.step += 1

    def scores(self, seen: Features) -> dict[str, float]:
        """How much the features speak for each intent."""
        out = dict.fromkeys(self.labels, 0.0)
        for name, value in seen.items():
            for intent, weight in self.weights.get(name, {}).items():
                out[intent] += weight * value
        return out

    def _move(self, name: str, intent: str, by: float) -> None:
        for table, change in ((self.weights, by), (self.sums, by * self.step)):
            row = table.setdefault(name, {})
            row[intent] = row.get(intent, 0.0) + change

    def means(self) -> Weights:
        """The mean of the weights over all steps."""
        return {
            name: {intent: weight - self.sums[name][intent] / self.step for intent, weight in row.items()}
            for name, row in self.weights.items()
        }


def weights(sentences: Iterable[Taught], reports: Iterable[Taught]) -> str:
    """The file of weights that these sentences give; the same sentences give the same file."""
    lines, reporting = (_both_ways(sorted(some, key=lambda one: one.key)) for some in (sentences, reports))
    found = {one.text: read(one.text) for one in [*lines, *reporting]}
    known = _known([found[one.text] for one in lines])
    seen = {text: features(facts, known) for text, facts in found.items()}
    parts = {
        "intents": _learned(lines, [(seen[one.text], one.intent) for one in lines]),
        "actions": _learned(reporting, [(seen[one.text], one.intent) for one in reporting]),
        "notes": _learned(reporting, [example for one in reporting for example in _runs(one)]),
    }
    head = json.dumps({"known": sorted(known)}, ensure_ascii=False)[:-1]
    return head + "".join(f',\n"{name}": {part}' for name, part in parts.items()) + "}\n"


def _both_ways(sentences: list[Taught]) -> list[Taught]:
    """Every sentence as it was typed, and without its marks: half the people leave them out."""
    bare = (replace(one, text=_bare(one.text), note=_bare(one.note)) for one in sentences)
    return [
        *sentences,
        *(other for one, other in zip(sentences, bare, strict=True) if one.text != other.text),
    ]


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _runs(one: Taught) -> list[tuple[Features, str]]:
    """The words left over of a taught report, each with whether they were marked as its note."""
    runs: list[Run] = []
    if one.intent != "note":
        updates(sentence(clean(one.text).replace("\n", " ")), DAY, judge=_listener(runs))
    note = Counter(_words(one.note))
    return [(run.seen, KEEP if _share(run, note) >= _MOSTLY else DROP) for run in runs]


def _listener(runs: list[Run]) -> Judge:
    def listen(run: Run) -> bool:
        runs.append(run)
        return True

    return listen


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _share(run: Run, note: Counter[str]) -> float:
    words = [word for shown in run.words for word in _words(shown)]
    return sum(word in note for word in words) / len(words) if words else 0.0


def _learned(lines: list[Taught], examples: list[tuple[Features, str]]) -> str:
    examples = _often(examples)
    labels = tuple(sorted({label for _, label in examples}))
    together: Weights = {}
    for seed in range(_ORDERS):
        for name, row in _one_order(examples, labels, seed).items():
            for label, weight in row.items():
                there = together.setdefault(name, {})
                there[label] = there.get(label, 0.0) + weight / _ORDERS
    return _as_text(together, labels, sorted({one.key for one in lines}))


def _one_order(examples: list[tuple[Features, str]], labels: tuple[str, ...], seed: int) -> Weights:
    learner, order, some = Learner(labels), random.Random(seed), list(examples)  # noqa: S311 - the same again
    for _ in range(_ROUNDS):
        order.shuffle(some)
        for seen, label in some:
            learner.learn(seen, label)
    return learner.means()


def _known(sentences: list[Facts]) -> set[str]:
    counted: Counter[str] = Counter()
    for found in sentences:
        unread, said = words(found)
        times = _AT_LEAST if len(said) <= _SHORT else 1
        counted.update(dict.fromkeys({*unread, *said}, times))
    return {word for word, times in counted.items() if times >= _AT_LEAST}


def _often(examples: list[tuple[Features, str]]) -> list[tuple[Features, str]]:
    """The examples with those features only that several have, or that are a short sentence as a whole."""
    often = Counter(name for seen, _ in examples for name in seen)
    kept = {name for name, times in often.items() if times >= _AT_LEAST or name.startswith("w:")}
    return [({name: value for name, value in seen.items() if name in kept}, intent)
            for seen, intent in examples]  # fmt: skip


def _as_text(weights: Weights, labels: tuple[str, ...], lines: list[int]) -> str:
    rows = []
    for name, row in sorted(weights.items()):
        kept = [(labels.index(label), round(weight * UNIT))
                for label, weight in sorted(row.items()) if abs(weight) >= _SMALLEST]  # fmt: skip
        if kept:
            pair = json.dumps([[at for at, _ in kept], [weight for _, weight in kept]], separators=(",", ":"))
            rows.append(f"{json.dumps(name, ensure_ascii=False)}:{pair}")
    start = json.dumps({"labels": labels, "lines": lines})[:-1]
    return start + ', "rows": {\n' + ",\n".join(rows) + "\n}}"
