"""The table of contents: every example leads to its route, and every route is one that is understood."""

from __future__ import annotations

import pytest

from bot.core.intent import MISHEARD
from bot.core.turn import EVERYONE
from bot.understanding.understand import understand
from handlers import ROUTES
from handlers.suggestions import BUILT
from tests.sample import NOW

EXAMPLES = [(intent, example) for intent, route in ROUTES.items() for example in route.examples]


@pytest.mark.parametrize(("intent", "example"), EXAMPLES)
def test_an_example_leads_to_its_route(intent: str, example: str) -> None:
    understood = understand(example, NOW)
    assert (understood.name, understood.alternatives if intent != "unknown" else ()) == (intent, ())


def test_every_route_but_that_of_a_button_alone_has_examples_and_roles() -> None:
    assert [
        intent for intent, route in ROUTES.items() if not route.examples or not route.roles <= EVERYONE
    ] == [MISHEARD]


def test_what_is_offered_as_built_has_a_route() -> None:
    assert set(ROUTES) >= BUILT


def test_what_only_asks_writes_nothing() -> None:
    assert [intent for intent, route in ROUTES.items() if route.writes] == []
