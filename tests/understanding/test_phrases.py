"""The share of sentences that are understood exactly; the floor in `floor.json` only rises."""

from __future__ import annotations

import json

import pytest

from tests.understanding.samples import HERE, sample, score


@pytest.mark.parametrize("name", ["phrases", "own", "blind"])
@pytest.mark.parametrize("way", ["marked", "bare"])
def test_the_share_of_right_answers_does_not_fall(
    name: str, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    floor = json.loads((HERE / "floor.json").read_text(encoding="utf-8"))[name][way]
    share, by_intent, wrong = score(name, marked=way == "marked")
    with capsys.disabled():
        print(f"\n{name}.jsonl, {way}: {share:.3f} exactly right\n  {by_intent}")
    assert share >= floor, wrong


def test_the_samples_are_large_and_of_different_sentences() -> None:
    phrases = {(row["text"], str(row.get("after"))) for row in sample("phrases")}
    own = {(row["text"], str(row.get("after"))) for row in sample("own")}
    assert len(phrases) == 338
    assert len(own) >= 300
    assert len({(row["text"], str(row.get("after"))) for row in sample("blind")}) == 400
