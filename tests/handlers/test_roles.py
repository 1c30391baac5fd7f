"""Who gets what: every role and every intent, and that a refusal shows nothing of what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.core.intent import MISHEARD, Intent
from handlers import ROUTES
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, VOICE, Chat, everything
from thads_data import access
from thads_data.database import Database
from thads_data.errors import Refusal
from thads_data.models.organisation import PROVINCE, Person, PersonRole, Unit
from thads_data.models.register import Case

Talk = Callable[..., Chat]
PEOPLE = {"executor": EXECUTOR, "chief": CHIEF, "leader": LEADER, "admin": ADMIN}
REFUSED = {("admin", "cases"), ("admin", "case")}
# What makes the question whole, where the name alone is not.
WRONG = {"meaning": {"intent": "standing"}, "others": [], "said": "còn bao nhiêu"}
SLOTS = {"case": {"case": "45/2025", "unit": "TN-KV4"}, "choose": {"n": 1}, MISHEARD: WRONG}


@pytest.mark.parametrize("intent", ROUTES)
@pytest.mark.parametrize("role", PEOPLE)
def test_every_role_gets_every_answer_that_is_theirs(chat: Talk, role: str, intent: str) -> None:
    talk = chat(PEOPLE[role])
    reply = talk.mean(intent, **SLOTS.get(intent, {}))
    expected = "unknown" if intent == "unknown" else "refused" if (role, intent) in REFUSED else "answered"
    assert talk.outcome == expected
    assert ("không được xem" in reply.headline) is (expected == "refused")


KV1, CHV02 = {"unit": "TN-KV1"}, {"person": "TN-KV4-CHV02"}
OUTSIDE: list[tuple[str, str, dict[str, Any]]] = [
    (EXECUTOR, "standing", {"scope": CHV02}),
    (EXECUTOR, "standing", {"scope": {"person": "Trần Thị Hoa"}}),
    (EXECUTOR, "standing", {"scope": {"person": "TN-KV1-CHV01"}}),
    (EXECUTOR, "standing", {"scope": "country"}),
    (EXECUTOR, "compare", {"scope": CHV02}),
    (EXECUTOR, "ranking", {"of": "executors"}),
    (EXECUTOR, "ranking", {"of": "executors", "scope": KV1}),
    (EXECUTOR, "ranking", {"of": "provinces"}),
    (EXECUTOR, "cases", {"scope": "my_unit"}),
    (EXECUTOR, "cases", {"scope": "province", "count_only": True}),
    (EXECUTOR, "cases", {"scope": CHV02}),
    (EXECUTOR, "cases", {"scope": ["me", CHV02]}),
    (CHIEF, "cases", {"scope": KV1}),
    (CHIEF, "cases", {"scope": "province", "min_years": 1}),
    (CHIEF, "cases", {"scope": {"person": "TN-KV1-CHV01"}}),
    (CHIEF, "standing", {"scope": {"person": "TN-KV1-CHV01"}}),
    (CHIEF, "standing", {"scope": [{"unit": "TN-KV4"}, {"person": "TN-KV1-CHV01"}]}),
    (CHIEF, "ranking", {"of": "executors", "scope": KV1}),
    (CHIEF, "ranking", {"of": "executors", "scope": "province"}),
    (CHIEF, "compare", {"scope": {"person": "TN-KV1-CHV01"}}),
    (ADMIN, "standing", {"scope": CHV02}),
    (ADMIN, "ranking", {"of": "executors", "scope": KV1}),
    (ADMIN, "cases", {"scope": KV1}),
    (ADMIN, "case", {"case": "45/2025"}),
]


@pytest.fixture(scope="module")
def secrets(sample: Database) -> dict[str, set[str]]:
    """For each who asks: names and codes of people, parties and units that no refusal may show them."""
    with sample.read() as db:
        people = db.execute(select(Person.id, Person.code, Person.name)).all()
        units = {code for code in db.scalars(select(Unit.code)) if code.startswith("TN-")}
        parties = db.execute(select(Case.executor_id, Case.debtor, Case.creditor)).all()
    found = {}
    for own in (person for person in people if person.code in PEOPLE.values()):
        others = {text for person in people if person.code != own.code for text in (person.code, person.name)}
        theirs = {
            text for case in parties if case.executor_id != own.id for text in (case.debtor, case.creditor)
        }
        home = own.code.rsplit("-", 1)[0]
        found[own.code] = {text for text in others | theirs if text} | (units - {home})
    return found


@pytest.mark.parametrize(("person", "intent", "slots"), OUTSIDE)
def test_a_refusal_shows_nothing(
    chat: Talk, secrets: dict[str, set[str]], person: str, intent: str, slots: dict[str, Any]
) -> None:
    talk = chat(person)
    reply = talk.mean(intent, **slots)
    assert talk.outcome == "refused"
    assert (reply.figures, reply.meaning, reply.table, reply.heard) == ({}, None, None, "")
    shown = everything(reply)
    assert {secret for secret in secrets[person] if secret in shown} == set()
    assert not any(mark in reply.text for mark in ("%", "đồng", "tỷ", "triệu"))


@pytest.fixture
def two_provinces(own_sample: Database) -> Database:
    """A second province beside the sample's, both below no country, with a leader of its own."""
    with own_sample.write() as db:
        unit = {"name": "THADS tỉnh Bắc Giang", "aliases": ["Bắc Giang"], "level": PROVINCE}
        db.execute(insert(Unit).values(id=900, code="BG", left=900, right=901, **unit))
        person = {"name": "Giáp Văn Bắc", "name_key": "giap van bac", "unit_id": 900, "active": True}
        db.execute(insert(Person).values(id=900, code="BG-TRUONG", **person))
        db.execute(insert(PersonRole).values(person_id=900, role="leader"))
    return own_sample


@pytest.mark.parametrize("scope", [{"unit": "BG"}, {"unit": "Bắc Giang"}, {"person": "BG-TRUONG"}])
@pytest.mark.parametrize("intent", ["standing", "cases", "compare"])
def test_a_leader_is_refused_another_province(
    two_provinces: Database, intent: str, scope: dict[str, str]
) -> None:
    reply = Chat(two_provinces, LEADER).mean(intent, scope=scope)
    assert "không được xem" in reply.headline
    shown = everything(reply)
    assert not any(secret in shown for secret in ("BG", "Bắc Giang", "Giáp"))


def test_the_other_leader_is_refused_this_one(two_provinces: Database) -> None:
    talk = Chat(two_provinces, "BG-TRUONG")
    assert "không được xem" in talk.mean("standing", scope={"unit": "TN"}).headline
    assert "Không có việc số này" in talk.mean("case", case="45/2025").headline


def test_an_unknown_account_is_told_only_how_to_link() -> None:
    text = VOICE.stranger().text
    assert "mã liên kết" in text
    assert "máy" in text
    assert (VOICE.stranger().buttons, VOICE.stranger().figures) == ((), {})


def test_a_bug_is_one_fixed_apology_with_its_reference() -> None:
    assert "Mã lỗi: 7F3A" in VOICE.apology("7F3A", "vi").text
    assert "Reference: 7F3A" in VOICE.apology("7F3A", "en").text


@pytest.mark.parametrize("reason", ["stale_button", "no_register", "something_new"])
def test_every_refusal_has_words(sample: Database, reason: str) -> None:
    with sample.read() as db:
        viewer = access.viewer(db, CHIEF)
    assert viewer is not None
    assert VOICE.refused(Refusal(reason), viewer, Intent("standing")).headline
