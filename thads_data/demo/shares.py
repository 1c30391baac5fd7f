"""Splitting whole numbers so that the parts add up exactly, and amounts that look like life."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import accumulate
from statistics import NormalDist

# Quantiles of a log-normal distribution, sigma 1.2, around 1,000: most cases are small and a few very large.
_SIZES = tuple(
    round(1000 * math.exp(1.2 * NormalDist().inv_cdf((place + 0.5) / 1000))) for place in range(1000)
)


def size(chance: random.Random) -> int:
    """A weight with a long tail, never 0."""
    return _SIZES[int(chance.random() * 1000)]


def split(total: int, weights: Sequence[int], floor: int = 0) -> list[int]:
    """`total` in parts by weight, each at least `floor` (less where `total` is too small for that)."""
    if not weights:
        return []
    floor = min(floor, total // len(weights))
    spare = total - floor * len(weights)
    whole = sum(weights)
    cuts = [spare * sofar // whole for sofar in accumulate(weights)]
    return [floor + cut - before for cut, before in zip(cuts, [0, *cuts], strict=False)]


def share(total: int, weights: Sequence[int], caps: Sequence[int] | None = None) -> list[int]:
    """`total` whole things by weight, nobody above their cap; the caps together must hold the total.

    What is left over goes to the largest remainders. Those without weight get something only when all the
    others are full.
    """
    caps = [total] * len(weights) if caps is None else caps
    parts = [0] * len(weights)
    left = total
    while left:
        free = [place for place, cap in enumerate(caps) if parts[place] < cap]
        weight = {place: weights[place] for place in free if weights[place]} or dict.fromkeys(free, 1)
        whole = sum(weight.values())
        before = left
        for place, part in weight.items():
            given = min(caps[place] - parts[place], before * part // whole)
            parts[place] += given
            left -= given
        if left < len(weight):
            by_remainder = sorted(weight, key=lambda place: (-(before * weight[place] % whole), place))
            for place in [place for place in by_remainder if parts[place] < caps[place]][:left]:
                parts[place] += 1
                left -= 1
    return parts
