"""Next steps: at most three in a row, twelve in all, and always a way back."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.intent import Intent
from bot.core.reply import Button
from bot.core.turn import Talk, Turn
from handlers import buttons
from handlers.words import words
from tests.sample import CHIEF, NOW, Chat, labels
from thads_data import access
from thads_data.database import Database

MEANING = Intent("cases", {"scope": "me", "page": 2})


def turn(sample: Database, talk: Talk) -> Turn:
    with sample.read() as db:
        viewer = access.viewer(db, CHIEF)
        assert viewer is not None
        return Turn(viewer, MEANING, db, NOW, talk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(groups=st.lists(st.integers(0, 15), max_size=4), pages=st.integers(0, 2), steps=st.booleans())
def test_buttons_always_fit(sample: Database, groups: list[int], pages: int, steps: bool) -> None:
    talk = Talk(last=Intent("standing")) if steps else Talk()
    made = [[Button("x", MEANING)] * size for size in groups]
    rows = buttons.rows(turn(sample, talk), MEANING, *made, pages=[Button("p", MEANING)] * pages)
    flat = [button for row in rows for button in row]
    assert all(1 <= len(row) <= 3 for row in rows)
    assert len(flat) == min(12, sum(groups) + pages + steps)
    assert [button.label for button in flat].count("p") == pages
    assert any(button.back for button in flat) is steps


def test_the_way_back_skips_other_pages_of_the_same(sample: Database) -> None:
    before = Intent("standing", {"scope": "me"})
    talk = Talk(last=Intent("cases", {"scope": "me"}), trail=(before,))
    assert [button.intent for button in buttons.back(turn(sample, talk), MEANING)] == [before]


def test_the_first_page_carries_no_number() -> None:
    earlier, later = buttons.pages(words("vi"), MEANING, 2, 8, 20)
    assert (earlier.intent.slots, later.intent.slots) == ({"scope": "me"}, {"scope": "me", "page": 3})
    assert buttons.pages(words("vi"), MEANING, 1, 8, 8) == []


def test_a_typed_number_is_the_button_of_that_number(chat: Callable[..., Chat]) -> None:
    talk = chat(CHIEF)
    second = labels(talk.say("đơn vị tôi còn thiếu bao nhiêu"))[1]
    assert second == "Án trên 1 năm"
    assert "trên 1 năm" in talk.say("2").heard
