"""No sentence of one intent wins for another, and every phrase file can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.facts import facts
from bot.understanding.match import by_rules
from bot.understanding.phrasebook import PhraseError, phrasebook
from bot.understanding.slots import READERS, SLOTS
from bot.understanding.understand import line_of, understand
from tests.understanding.samples import NOW


@pytest.mark.parametrize(("intent", "example"), phrasebook().examples)
def test_an_example_of_an_intent_leads_to_it(intent: str, example: str) -> None:
    assert understand(example, NOW).name == intent


@pytest.mark.parametrize(("intent", "example"), phrasebook().examples)
def test_no_other_rule_is_surer_of_an_example(intent: str, example: str) -> None:
    guesses = by_rules(facts(line_of(example), NOW))
    assert not guesses or guesses[0].intent == intent


def test_every_slot_of_every_intent_has_a_reader() -> None:
    assert {slot for slots in SLOTS.values() for slot in slots} <= set(READERS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("(một|hai", "is missing"),
        ("một) hai", "without its beginning"),
        ("{round}", "names itself"),
        ("một {Two}", "cannot read"),
    ],
)
def test_a_wrong_line_is_reported_with_its_file_and_number(tmp_path: Path, line: str, said: str) -> None:
    text = f'[lists]\nround = ["{{round}}"]\nother = [\n  "ba",\n  "{line}",\n]\n'
    if line == "{round}":
        text = f'\n\n\n\n[lists]\nround = ["{line}"]\n'
    (tmp_path / "bad.toml").write_text(text.replace('round = ["{round}"]\nother', "other"), "utf-8")
    with pytest.raises(PhraseError, match=said) as caught:
        phrasebook(tmp_path)
    assert "bad.toml, line" in str(caught.value)


def test_a_file_that_is_no_toml_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[lists]\na = [\n", "utf-8")
    with pytest.raises(PhraseError, match=r"broken\.toml"):
        phrasebook(tmp_path)
