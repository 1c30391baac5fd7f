"""What was not understood, or was taken back, is kept masked; what was understood leaves no trace there."""

from __future__ import annotations

import pytest

from tests.delivery.test_turns import NOW, say, settle_in
from thads_data import misheard
from thads_data.database import Database


def kept(database: Database) -> list[tuple[str, str, object]]:
    with database.read() as db:
        return [(one.said, one.why, dict(one.meaning)) for one in misheard.unlabelled(db, 10)]


def test_a_sentence_that_is_not_understood_is_kept_without_names(database: Database) -> None:
    settle_in(database)
    say(database, "unknown to Hai")
    assert kept(database) == [("unknown to ai", "unknown", {"intent": "unknown", "slots": ["rest"]})]


def test_a_sentence_that_may_mean_two_things_is_kept_as_such(database: Database) -> None:
    settle_in(database)
    say(database, "doubt this")
    meaning = {"intent": "echo", "slots": ["rest"], "alternatives": ["echo", "guess"]}
    assert kept(database) == [("doubt this", "unsure", meaning)]


@pytest.mark.parametrize(
    "text", ["echo a", "guess a", "forecast", "orders now", "bug", "rename nothing", "9"]
)
def test_nothing_else_is_kept(database: Database, text: str) -> None:
    settle_in(database)
    say(database, text)
    assert kept(database) == []


def test_a_press_that_is_stale_is_no_sentence(database: Database) -> None:
    settle_in(database)
    say(database, None, press="999:0")
    assert kept(database) == []


@pytest.mark.parametrize("typed", [None, "NOT THAT", " not that. "])
def test_taking_an_answer_back_keeps_its_sentence_and_forgets_its_meaning(
    database: Database, typed: str | None
) -> None:
    settle_in(database)
    say(database, "guess a")
    said, _ = say(database, "guess Secret")
    press = None if typed else f"{said}:3"
    assert say(database, typed, press=press)[1].headline == "what then?"
    assert kept(database) == [("guess ecret", "wrong", {"intent": "guess", "slots": ["rest"]})]
    assert say(database, "more")[1].headline == "a+"


def test_a_label_typed_in_another_chat_presses_nothing(database: Database) -> None:
    settle_in(database)
    say(database, "guess a")
    assert say(database, "not that", "binh")[1].headline == "not understood"


def test_the_same_sentence_is_one_line_with_a_count_newest_first(database: Database) -> None:
    settle_in(database)
    for text in ("unknown a", "unknown b", "unknown a", "unknown c"):
        say(database, text)
    with database.write() as db:
        found = misheard.unlabelled(db, 10)
        assert [(one.said, one.count) for one in found] == [
            ("unknown c", 1),
            ("unknown a", 2),
            ("unknown b", 1),
        ]
        assert [one.said for one in misheard.unlabelled(db, 2)] == ["unknown c", "unknown a"]
        assert misheard.sentence(db, found[1].id) == "unknown a"
        assert misheard.label(db, "unknown a", "standing", NOW) == 2
        assert [one.said for one in misheard.unlabelled(db, 10)] == ["unknown c", "unknown b"]
        assert misheard.sentence(db, found[1].id) is None
        assert misheard.label(db, "unknown a", "cases", NOW) == 0


def test_what_is_kept_is_short_and_has_letters(database: Database) -> None:
    with database.write() as db:
        for said in ("x" * 9000, "?? 11", "", "a\x00b"):
            misheard.record(db, misheard.Missed(said, {}, "unknown"), at=NOW, channel="c", person_id=None)
        assert [len(one.said) for one in misheard.unlabelled(db, 10)] == [2, 500]
