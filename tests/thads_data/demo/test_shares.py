"""Whole numbers split so that the parts add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thads_data.demo.shares import share, split

WEIGHTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=30)


@given(total=st.integers(0, 10**13), weights=WEIGHTS, floor=st.integers(0, 1000))
def test_parts_of_a_sum_add_up_and_none_is_below_the_floor(
    total: int, weights: list[int], floor: int
) -> None:
    parts = split(total, weights, floor)
    assert sum(parts) == total
    assert min(parts) >= min(floor, total // len(weights))


@given(total=st.integers(0, 10**6), weights=st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_shares_add_up_and_are_near_the_exact_ones(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    if whole := sum(weights):
        assert all(
            abs(part * whole - total * weight) < 2 * whole
            for part, weight in zip(parts, weights, strict=True)
        )


@given(st.data())
def test_nobody_gets_more_than_their_cap(data: st.DataObject) -> None:
    caps = data.draw(st.lists(st.integers(0, 50), min_size=1, max_size=20))
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(caps), max_size=len(caps)))
    total = data.draw(st.integers(0, sum(caps)))
    parts = share(total, weights, caps)
    assert sum(parts) == total
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_what_was_split_by_hand() -> None:
    assert split(100, [1, 1, 2]) == [25, 25, 50]
    assert split(10, [1, 1, 1], 5) == [3, 3, 4]
    assert split(0, []) == []
    assert share(10, [1, 1, 1]) == [4, 3, 3]
    assert share(10, [9, 1, 1], [3, 9, 9]) == [3, 4, 3]
