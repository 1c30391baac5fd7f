"""Which action a report tells of: what was read in it, weighed with what was learned from other reports."""

from __future__ import annotations

from bot.understanding.facts import Facts
from bot.understanding.learned import learned
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading

NOTE = "note"
_READ, _NOTHING_READ = 0.5, 0.1
"""How much the reading of the words speaks for its action, beside the learned weights; a note is what is left
where no action was read, and speaks for itself less."""
_AGREED = 0.1
"""Where what was read and what was learned agree, so little is enough; of two actions the person is asked:
nothing is booked on a guess."""
_DENIED = 0.4
"""What was read as an action is taken for a note only by such a distance."""
_NAMED = 0.6
"""Where an action is named and yet was read as none ("họp hội đồng cưỡng chế"), this much raises a doubt."""
_LIKELY = 0.3
"""Where no word names an action, one is never booked on what was learned: so likely, it is asked about."""


def likely_actions(found: Facts, reading: Reading, read: str) -> tuple[str, ...]:
    """The action, or the two between which the person is asked; `read` is what the words were read as."""
    if read == NOTE and phrasebook().lists["not_done"].found(reading.text):
        return (read,)
    mind = learned()
    scores = mind.actions.scores(mind.seen(found))
    scores[read] += _NOTHING_READ if read == NOTE else _READ
    best, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    gap = scores[best] - scores[second]
    if best == read:
        return (best,) if gap >= _AGREED else (best, second)
    if NOTE not in (best, read):
        return (best, read)
    if best == NOTE:
        return (NOTE,) if gap >= _DENIED else (NOTE, read)
    if any(says.found(reading.text) for says in phrasebook().choice("action").values()):
        return (NOTE,) if gap < _NAMED else (NOTE, best)
    return (NOTE, best) if gap >= _LIKELY else (NOTE,)
