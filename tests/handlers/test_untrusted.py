"""Names and cells that want to be more than text: shown as text, on one line, breaking nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from tests.handlers.test_shape import fits
from tests.sample import CHIEF, EXECUTOR, LEADER, Chat, labels
from thads_data.database import Database
from thads_data.folding import fold
from thads_data.models.organisation import Person, Unit
from thads_data.models.register import Case

# What is stored, and what is read.
NAMES = [
    ("<b>An</b>", "<b>An</b>"),
    ("Tý & Sửu", "Tý & Sửu"),
    ("\"An\" 'Bình' `Chi`", "\"An\" 'Bình' `Chi`"),
    ("%s %d %(who)s", "%s %d %(who)s"),
    ("{} {0} {who} {{", "{} {0} {who} {{"),
    ("'; DROP TABLE cases; --", "'; DROP TABLE cases; --"),
    ("An\nBình\r\nChi\u2028Dung", "An Bình Chi Dung"),
    ("An\u202egnàuq\u200f\u2066", "Angnàuq"),
    ("*_[An](http://x)_*", "*_[An](http://x)_*"),
    ("A" * 5_000, "A" * 17),
]


@pytest.fixture(params=NAMES, ids=[f"{name[:12]!r}" for name, _shown in NAMES])
def spoilt(request: pytest.FixtureRequest, own_sample: Database) -> tuple[Database, str]:
    """The office, its first executor and all of their cases bear the name."""
    stored, shown = request.param
    with own_sample.write() as db:
        db.execute(update(Unit).where(Unit.code == "TN-KV4").values(name=stored))
        renamed = update(Person).where(Person.code == EXECUTOR)
        db.execute(renamed.values(name=stored, name_key=fold(stored), title=stored))
        texts = {"debtor": stored, "creditor": stored, "step": stored, "other_categories": stored}
        db.execute(update(Case).where(Case.unit_id == Unit.id, Unit.code == "TN-KV4").values(**texts))
    return own_sample, shown


def test_a_spoilt_name_is_only_text(spoilt: tuple[Database, str]) -> None:
    database, shown = spoilt
    asked = [
        (LEADER, "standing", {"scope": {"unit": "TN-KV4"}}),
        (LEADER, "ranking", {"of": "units", "order": "lowest"}),
        (CHIEF, "ranking", {"of": "executors"}),
        (CHIEF, "standing", {"scope": {"person": EXECUTOR}}),
        (CHIEF, "compare", {}),
        (CHIEF, "cases", {"scope": {"person": EXECUTOR}}),
        (EXECUTOR, "cases", {}),
        (EXECUTOR, "case", {"case": "45/2025"}),
        (EXECUTOR, "whoami", {}),
        (EXECUTOR, "greeting", {}),
        (LEADER, "case", {"case": "45/2025"}),
    ]
    for person, intent, slots in asked:
        talk = Chat(database, person)
        reply = talk.mean(intent, **slots)
        fits(reply)
        cells = [cell for row in reply.table.rows for cell in row] if reply.table else []
        assert any(shown[:10] in text for text in (reply.text, *cells, *labels(reply))), (intent, reply.text)


@pytest.mark.parametrize(("typed", "shown"), NAMES)
def test_what_was_typed_is_only_text_too(sample: Database, typed: str, shown: str) -> None:
    reply = Chat(sample, CHIEF).mean("standing", scope={"unit": f"khu vực {typed}"})
    fits(reply)
    assert shown in reply.headline
