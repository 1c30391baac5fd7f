"""The taught sentences, and the weights that are learned from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.learned import WEIGHTS, Learned, Scorer, from_text, learned, read
from bot.understanding.learning import weights
from bot.understanding.phrasebook import PhraseError
from bot.understanding.said import ACTIONS, INTENTS, contradictions, reports, taught


def test_the_weights_are_those_of_the_sentences() -> None:
    """After a change of sentences, lists or readings: `thads-bot phrases learn`."""
    there = from_text(WEIGHTS.read_text(encoding="utf-8"))
    made = from_text(weights(taught(), reports()))
    assert made.known == there.known
    for one, other in ((made.intents, there.intents), (made.actions, there.actions)):
        assert (one.labels, one.lines) == (other.labels, other.lines)
        assert {name for name in {*one.rows, *other.rows} if _differ(one, other, name)} == set()


def _differ(one: Scorer, other: Scorer, name: str) -> bool:
    """By more than another machine's logarithms explain; the smallest weights are left out of the file."""
    here, there = (dict(zip(*some.rows.get(name, ([], [])), strict=True)) for some in (one, other))
    return any(
        abs(here.get(at, 15) - there.get(at, 15)) > 2 for at in {*here, *there} if _counts(here, there, at)
    )


def _counts(here: dict[int, float], there: dict[int, float], at: int) -> bool:
    return max(abs(here.get(at, 0)), abs(there.get(at, 0))) > 17


def test_every_intent_and_every_action_is_taught_many_times() -> None:
    intents = [one.intent for one in taught()]
    actions = [one.intent for one in reports()]
    assert all(intents.count(intent) >= 30 for intent in INTENTS)
    assert all(actions.count(action) >= 20 for action in ACTIONS)


def test_no_sentence_teaches_two_things() -> None:
    assert list(contradictions(taught())) == []
    assert list(contradictions(reports())) == []


def test_a_line_added_is_enough(tmp_path: Path) -> None:
    line = "trăng lên mái ngói chưa"
    (tmp_path / "countdown.txt").write_text(f"# of our agency\n\n{line}\n", encoding="utf-8")
    before = from_text(WEIGHTS.read_text(encoding="utf-8"))
    assert _likeliest(before, line) != "countdown"
    after = learned(WEIGHTS, tmp_path)
    assert _likeliest(after, line) == "countdown"
    assert _likeliest(after, "đơn vị tôi còn thiếu bao nhiêu việc") == "standing"


def test_a_report_added_teaches_its_action(tmp_path: Path) -> None:
    (tmp_path / "update").mkdir()
    line = "hs 45/2025 đã gác bút"
    (tmp_path / "update" / "terminate.txt").write_text(f"{line}\n", encoding="utf-8")
    after = learned(WEIGHTS, tmp_path)
    scores = after.actions.scores(after.seen(read(line)))
    assert max(scores, key=scores.__getitem__) == "terminate"
    assert _likeliest(after, line) == "update"


def _likeliest(mind: Learned, line: str) -> str:
    scores = mind.intents.scores(mind.seen(read(line)))
    return max(scores, key=scores.__getitem__)


@pytest.mark.parametrize("name", ["holiday.txt", "update/fly.txt"])
def test_a_file_of_no_intent_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "update").mkdir()
    (tmp_path / name).write_text("một câu\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=name):
        taught(tmp_path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "cases.txt").write_bytes("việc".encode("utf-16"))
    with pytest.raises(PhraseError, match=r"cases\.txt"):
        taught(tmp_path)


def test_a_sentence_under_two_intents_is_named_with_both_lines(tmp_path: Path) -> None:
    (tmp_path / "cases.txt").write_text("a\nviệc của tôi\n", encoding="utf-8")
    (tmp_path / "case.txt").write_text("Viec cua toi\n", encoding="utf-8")
    (found,) = contradictions(taught(tmp_path))
    assert "said/cases.txt, line 2" in found
    assert "case.txt, line 1" in found


def test_weights_that_cannot_be_read_say_how_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text("{", encoding="utf-8")
    with pytest.raises(PhraseError, match="thads-bot phrases learn"):
        learned(tmp_path / "weights.json", tmp_path)
