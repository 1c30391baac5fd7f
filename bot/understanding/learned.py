"""The learned scorers: how much each feature of a sentence speaks for each intent, and for each action.

The weights are a file made from the sentences of `phrases/said` (`learning.py`, `thads-bot phrases learn`). A
sentence that was added since is learned when the file is read, so one line is enough to teach a wording.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.understanding.facts import Facts, facts
from bot.understanding.features import Features, features, words
from bot.understanding.phrasebook import FOLDER, PhraseError
from bot.understanding.said import SAID, Taught, reports, taught
from bot.understanding.sentence import sentence
from bot.understanding.text import clean

WEIGHTS = FOLDER / "weights.json"
UNIT = 1000
"""Weights are kept in whole thousandths."""
SURE = 2.0
"""By how much the label of a sentence that is added should win: then nobody is asked back."""
KEEP, DROP = "keep", "drop"
DAY = datetime(2025, 9, 12, 7, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The day on which the sentences are read while learning: which one does not matter, only that it stays."""
Row = tuple[list[int], list[float]]
"""The labels (by number) that a feature speaks for or against, and how much each, in thousandths."""


@dataclass(slots=True)
class Scorer:
    """What was learned of one kind of label, the intents or the actions: the row of each feature."""

    labels: tuple[str, ...]
    rows: dict[str, Row]
    lines: frozenset[int]
    """The keys of the sentences that were learned."""

    def scores(self, seen: Features) -> dict[str, float]:
        """How much the features speak for each label."""
        sums = [0.0] * len(self.labels)
        for name, value in seen.items():
            row = self.rows.get(name)
            if row is not None:
                for at, weight in zip(row[0], row[1], strict=True):
                    sums[at] += weight * value
        return {label: total / UNIT for label, total in zip(self.labels, sums, strict=True)}

    def teach(self, one: Taught, seen: Features) -> None:
        """Move the weights just so far that this sentence is surely understood."""
        if one.intent not in self.labels:
            raise PhraseError(f"said/{one.file}, line {one.line}: no sentence of {one.intent!r} was learned")
        for _ in range(len(self.labels)):
            rival, lack = lacking(self.scores(seen), one.intent, SURE)
            if lack <= 0:
                return
            step = UNIT * lack / (2 * sum(value * value for value in seen.values()))
            for name, value in seen.items():
                indices, weights = self.rows.setdefault(name, ([], []))
                indices += [self.labels.index(one.intent), self.labels.index(rival)]
                weights += [step * value, -step * value]


@dataclass(slots=True)
class Learned:
    """Both scorers, and the words that they know."""

    known: set[str]
    intents: Scorer
    actions: Scorer
    notes: Scorer
    """Whether words beside an action are a note: `KEEP` or `DROP`."""
    _last: tuple[Facts, Features] | None = None

    def seen(self, found: Facts) -> Features:
        """What the scorers see of a sentence; asked for twice in a row, of the intent and of the action."""
        last = self._last
        if last is None or last[0] is not found:
            last = self._last = (found, features(found, self.known))
        return last[1]

    def more(self, folder: Path) -> None:
        """Learn the sentences of a folder that were not learned yet; no folder is fine."""
        for scorer, sentences in ((self.intents, taught(folder)), (self.actions, reports(folder))):
            for one in sentences:
                if one.key not in scorer.lines:
                    found = read(one.text)
                    self.known.update(*words(found))
                    self._last = None
                    scorer.teach(one, self.seen(found))


def lacking(scores: dict[str, float], label: str, margin: float) -> tuple[str, float]:
    """The nearest rival of a label, and what is lacking to win against it by the margin."""
    rival = max((name for name in scores if name != label), key=scores.__getitem__)
    return rival, margin - scores[label] + scores[rival]


def read(text: str) -> Facts:
    """A sentence of the files as the scorers see it."""
    return facts(sentence(clean(text).replace("\n", " ")), DAY)


def from_text(text: str) -> Learned:
    """What a file of weights holds."""
    table = json.loads(text)
    intents, actions, notes = (
        Scorer(tuple(table[kind]["labels"]), table[kind]["rows"], frozenset(table[kind]["lines"]))
        for kind in ("intents", "actions", "notes")
    )
    return Learned(set(table["known"]), intents, actions, notes)


@cache
def learned(path: Path = WEIGHTS, folder: Path = SAID) -> Learned:
    """The weights of the phrase files, and the sentences that were added since they were made."""
    try:
        ready = from_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as error:
        raise PhraseError(f"{path.name}: {error}; make it again: thads-bot phrases learn") from error
    ready.more(folder)
    return ready


def teach(folder: Path) -> None:
    """Learn the agency's own sentences too, from a folder of the same kind; none is fine."""
    learned().more(folder)
