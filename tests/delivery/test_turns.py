"""A whole turn: from the inbox row to the outbox row, the audit line and the talk."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, update

from bot import logs
from bot.core.reply import Reply
from bot.delivery.receiver import MOST_ATTEMPTS, answer_row
from tests.delivery.people import NOW, mind, name_of, settle_in
from thads_data import audit, inbox, outbox
from thads_data.database import Database
from thads_data.inbox import Claimed

LEASE = timedelta(seconds=60)
_ids = count(1)


def claim(database: Database, worker: str = "w1", limit: int = 1) -> list[Claimed]:
    with database.write() as db:
        return inbox.claim(db, worker, NOW, LEASE, limit, channels=["fake"])


def record(database: Database, text: str | None, chat: str, press: str | None = None) -> None:
    with database.write() as db:
        inbox.record(
            db,
            channel="fake",
            external_id=str(next(_ids)),
            chat=chat,
            received_at=NOW,
            text=text,
            press=press,
        )


def say(
    database: Database, text: str | None, chat: str = "an", press: str | None = None
) -> tuple[int, Reply]:
    """Record, claim, answer and send; the outbox id and the reply."""
    record(database, text, chat, press)
    (row,) = claim(database)
    answer_row(mind(database), row, "w1")
    with database.write() as db:
        (due,) = outbox.claim(db, "w1", NOW, LEASE, 10, channels=["fake"])
        outbox.sent(db, due.id, "w1", NOW, "1")
    return due.id, Reply.from_json(due.reply)


def told(database: Database) -> list[tuple[str | None, str, str, str]]:
    with database.read() as db:
        return [(line.person, line.intent, line.outcome, line.told) for line in audit.entries(db)]


def test_an_answer_is_kept_in_the_audit_log_as_it_was_told(database: Database) -> None:
    settle_in(database)
    _, reply = say(database, "echo hello")
    assert reply.headline == "hello"
    assert told(database) == [("AN", "echo", "answered", "hello")]


def test_an_unknown_account_learns_only_how_to_link(database: Database) -> None:
    settle_in(database)
    assert say(database, "echo hello", "stranger")[1] == Reply("link first")
    assert told(database) == [(None, "unknown", "unlinked", "link first")]


def test_a_role_that_may_not_is_refused_before_the_handler_runs(database: Database) -> None:
    settle_in(database)
    assert say(database, "orders now", "an")[1].headline == "now"
    assert say(database, "orders now", "binh")[1].headline == "refused: wrong_role"


def test_what_no_handler_answers_is_not_understood(database: Database) -> None:
    settle_in(database)
    assert say(database, "forecast")[1].headline == "not understood"
    assert told(database) == [("AN", "forecast", "unknown", "not understood")]


def test_a_follow_up_leans_on_the_meaning_before_until_the_talk_has_expired(database: Database) -> None:
    settle_in(database)
    say(database, "echo a")
    assert say(database, "more")[1].headline == "a+"
    assert say(database, "more", "binh")[1].headline == "not understood"
    with database.write() as db:
        db.exec_driver_sql("UPDATE conversations SET expires_at = '2025-09-12 00:00:00'")
    assert say(database, "more")[1].headline == "not understood"


def test_a_press_says_what_the_button_means_and_back_leads_back_step_by_step(database: Database) -> None:
    settle_in(database)
    said, _ = say(database, "echo a")
    said, reply = say(database, None, press=f"{said}:0")
    assert reply.headline == "a!"
    said, reply = say(database, None, press=f"{said}:0")
    assert reply.headline == "a!!"
    said, reply = say(database, None, press=f"{said}:2")
    assert reply.headline == "a!"
    said, reply = say(database, None, press=f"{said}:2")
    assert reply.headline == "a"
    assert [button.label for row in reply.buttons for button in row] == ["again", "break"]


def test_a_number_typed_is_the_button_of_that_number(database: Database) -> None:
    settle_in(database)
    say(database, "echo a")
    assert say(database, "1")[1].headline == "a!"
    assert say(database, "9")[1].headline == "not understood"
    assert say(database, "1", "binh")[1].headline == "not understood"


@pytest.mark.parametrize("press", ["{}:99", "999999:0", "x", "", "{}:-1", "{}", "１:0"])
def test_a_press_of_no_button_is_stale(database: Database, press: str) -> None:
    settle_in(database)
    said, _ = say(database, "echo a")
    assert say(database, None, press=press.format(said))[1].headline == "refused: stale_button"


def test_a_press_from_another_chat_does_nothing(database: Database) -> None:
    settle_in(database)
    said, _ = say(database, "echo secret", "an")
    assert say(database, None, "binh", press=f"{said}:0")[1].headline == "refused: stale_button"


def test_what_a_handler_wrote_stands_or_falls_with_its_turn(database: Database) -> None:
    settle_in(database)
    assert say(database, "rename Mai")[1].headline == "now Mai"
    assert name_of(database, 1) == "Mai"
    assert say(database, "rename nothing")[1].headline == "refused: not_allowed"
    assert name_of(database, 1) == "Mai"
    assert say(database, "rename broken")[1].headline.startswith("sorry")
    assert name_of(database, 1) == "Mai"


def test_a_bug_gives_an_apology_whose_reference_is_in_the_log_and_the_audit(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    settle_in(database)
    _, reply = say(database, "bug")
    found = re.fullmatch(r"sorry (\w{6}) vi", reply.headline)
    assert found is not None
    (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    written = logs.Lines().format(line)
    assert json.loads(written)["reference"] == found[1]
    assert "\n" not in written
    assert "secret" not in written
    assert told(database) == [("AN", "unknown", "failed", reply.headline)]
    with database.read() as db:
        row = db.execute(select(inbox.INBOX.c.state, inbox.INBOX.c.reference)).one()
    assert tuple(row) == ("failed", found[1])


def test_after_a_bug_the_chat_goes_on_where_it_was(database: Database) -> None:
    settle_in(database)
    say(database, "echo a")
    say(database, "bug")
    assert say(database, "more")[1].headline == "a+"


def test_who_was_taken_over_writes_nothing(database: Database) -> None:
    settle_in(database)
    record(database, "rename Late", "an")
    (row,) = claim(database, "slow")
    with database.write() as db:
        inbox.release(db, ["fake"])
    claim(database, "heir")

    answer_row(mind(database), row, "slow")

    assert (name_of(database, 1), told(database)) == ("An", [])


def test_a_message_that_takes_its_worker_down_each_time_gets_the_apology(database: Database) -> None:
    settle_in(database)
    record(database, "echo a", "an")
    with database.write() as db:
        db.execute(update(inbox.INBOX).values(attempts=MOST_ATTEMPTS, received_at=NOW - timedelta(hours=1)))
    (row,) = claim(database)
    answer_row(mind(database), row, "w1")
    assert told(database)[0][2] == "failed"


def test_a_process_that_is_restarted_often_costs_nobody_their_answer(database: Database) -> None:
    settle_in(database)
    record(database, "echo a", "an")
    with database.write() as db:
        db.execute(update(inbox.INBOX).values(attempts=MOST_ATTEMPTS))
    (row,) = claim(database)
    answer_row(mind(database), row, "w1")
    assert told(database)[0][2] == "answered"


def test_the_log_names_rows_and_meanings_and_nothing_that_was_said(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    settle_in(database)
    say(database, "echo Nguyễn\nVăn A")
    written = [logs.Lines().format(record) for record in caplog.records]
    assert [json.loads(line)["outcome"] for line in written] == ["answered"]
    assert "Nguy" not in "".join(written)
