"""The country: its leaders see every province, a leader of one the ranking of all, the cases of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers import ROUTES
from tests.handlers.test_shape import fits
from tests.sample import NOW, Chat, flat, labels
from thads_data.database import Database
from thads_data.demo.country import generate
from thads_data.demo.load import load_database
from thads_data.schema import upgrade

COUNTRY_LEADER, LEADER, ADMIN = "TW-LD", "P01-TRUONG", "TW-ADMIN"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('country') / 'country.db'}")
    upgrade(database)
    load_database(database, generate(2_000, provinces=2), NOW)
    yield database
    database.close()


@pytest.mark.parametrize("intent", set(ROUTES) - {"case", "choose", "misheard", "unknown"})
def test_a_country_leader_gets_every_answer(country: Database, intent: str) -> None:
    talk = Chat(country, COUNTRY_LEADER)
    fits(talk.mean(intent))
    assert talk.outcome == "answered"


def test_provinces_are_what_a_country_leader_ranks(country: Database) -> None:
    reply = Chat(country, COUNTRY_LEADER).mean("ranking")
    assert reply.figures["of"] == "provinces"
    assert {row["code"] for row in reply.figures["rows"]} == {"P01", "P02"}


def test_the_way_down_from_the_country(country: Database) -> None:
    talk = Chat(country, COUNTRY_LEADER)
    talk.mean("standing", scope="country")
    talk.press("Từng đơn vị")
    second = next(button for button in flat(talk.reply) if button.intent.slots["scope"] == {"unit": "P02"})
    assert talk.press(second.label).figures["scope"] == "P02"
    assert len(talk.press("Từng đơn vị").figures["rows"]) > 2
    assert talk.press("Phòng KV 1").figures["scope"] == "P02-KV1"


def test_a_leader_sees_the_country_and_the_ranking_of_provinces(country: Database) -> None:
    talk = Chat(country, LEADER)
    assert talk.mean("standing", scope="country").figures["scope"] == "TW"
    assert len(talk.mean("ranking", of="provinces").figures["rows"]) == 2


@pytest.mark.parametrize("intent", ["standing", "cases", "compare", "ranking"])
def test_a_leader_does_not_see_another_province(country: Database, intent: str) -> None:
    reply = Chat(country, LEADER).mean(intent, scope={"unit": "P02"})
    assert "không được xem" in reply.headline
    assert "P02" not in str(reply.to_json())


def test_offices_of_one_name_are_told_apart(country: Database) -> None:
    talk = Chat(country, COUNTRY_LEADER)
    assert labels(talk.mean("standing", scope={"unit": "khu vực 1"})) == [
        "Phòng KV 1, P01-KV1",
        "Phòng KV 1, P02-KV1",
    ]
    assert talk.say("2").figures["scope"] == "P02-KV1"


def test_an_admin_is_offered_only_what_will_be_answered(country: Database) -> None:
    for intent in ("standing", "help", "unknown", "greeting"):
        for button in flat(Chat(country, ADMIN).mean(intent)):
            talk = Chat(country, ADMIN)
            talk.mean(button.intent.name, **button.intent.slots)
            assert (button.label, talk.outcome) == (button.label, "answered")
