"""The command line: what is printed, and what the exit code says."""

from __future__ import annotations

import io
import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.terminal import render
from bot.cli import COMMANDS, run
from bot.core.intent import Intent
from bot.core.reply import Button, Reply
from bot.understanding import said
from bot.understanding.said import Taught
from tests import postgres
from thads_data.database import Database

ROOT = Path(__file__).resolve().parents[1]
NOW = "2025-09-12T07:25"
QUESTION = "đơn vị tôi còn thiếu bao nhiêu"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    assert command_line("demo", "--load-only", url=f"sqlite:///{path}")[0] == 0
    return path


def command_line(*arguments: str, url: str, typed: str = "", own: str = "/nowhere") -> tuple[int, str, str]:
    """Run it as people do: a process of its own."""
    environment = {"THADS_DATABASE_URL": url, "THADS_NOW": NOW, "THADS_PHRASES": own, "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    done = subprocess.run(
        program, input=typed, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def url(sample_file: Path, tmp_path: Path) -> str:
    shutil.copy(sample_file, tmp_path / "thads.db")
    return f"sqlite:///{tmp_path / 'thads.db'}"


@pytest.fixture
def thads(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Run a command on the sample province, in this process."""
    monkeypatch.setenv("THADS_DATABASE_URL", url)
    monkeypatch.setenv("THADS_NOW", NOW)
    monkeypatch.setenv("THADS_PHRASES", "/nowhere")
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level

    def command(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(list(arguments))
        return code, *capsys.readouterr()

    yield command
    logging.getLogger().handlers, logging.getLogger().level = handlers, level


def objects(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_the_help_names_every_command(thads: Command) -> None:
    code, printed, _ = thads("--help")
    assert code == 0
    assert all(f"  {name} " in printed for name in COMMANDS)


@pytest.mark.parametrize(
    "typed", [["nonsense"], ["ask"], ["ask", "--as"], ["ask", "--as", "X", "--nonsense", "q"]]
)
def test_a_slip_in_typing_is_one_sentence_and_exit_code_2(thads: Command, typed: list[str]) -> None:
    code, printed, problem = thads(*typed)
    assert (code, printed, problem.count("\n")) == (2, "", 1)


def test_a_question_is_answered_in_words(thads: Command) -> None:
    code, printed, problem = thads("ask", "--as", "TN-KV4-TP", QUESTION)
    assert (code, problem) == (0, "")
    assert "73,45%" in printed
    assert "thiếu 10,60 điểm %" in printed
    assert "  1. " in printed


def test_a_question_is_answered_as_json_with_its_raw_figures(thads: Command) -> None:
    code, printed, _ = thads("ask", "--as", "tn-kv4-tp", QUESTION, "--json")
    (found,) = objects(printed)
    assert code == 0
    assert list(found) == ["text", "buttons", "meaning", "figures"]
    assert found["figures"]["cases"]["rate"] == "73.45"
    assert found["meaning"]["intent"] == "standing"
    assert "score" not in found["meaning"]


def test_each_line_is_a_question_of_its_own_unless_it_is_to_follow(thads: Command) -> None:
    typed = "kv1 đạt bao nhiêu\ncòn tiền?\n\n"
    alone = objects(thads("ask", "--as", "TN-KV4-TP", "--json-lines", typed=typed)[1])
    following = objects(thads("ask", "--as", "TN-KV4-TP", "--json-lines", "--follow", typed=typed)[1])
    assert [len(alone), len(following)] == [3, 3]
    assert following[1]["figures"]["scope"] == "TN-KV1"
    assert alone[1]["figures"].get("scope") != "TN-KV1"


def test_a_number_is_the_choice_of_the_answer_before_it(thads: Command) -> None:
    typed = f"{QUESTION}\n1\n"
    first, second = objects(thads("ask", "--as", "TN-KV4-TP", "--json-lines", "--follow", typed=typed)[1])
    assert second["meaning"]["intent"] == first["buttons"][0]["intent"]


def test_the_clock_of_one_command_wins_over_that_of_the_environment(thads: Command) -> None:
    arguments = ("ask", "--as", "TN-KV4-TP", "còn mấy ngày nữa hết năm công tác", "--json")
    assert objects(thads(*arguments)[1])[0]["figures"]["days_left"] == 18
    assert objects(thads(*arguments, "--now", "2025-09-15T07:00")[1])[0]["figures"]["days_left"] == 15


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["ask", "--as", "NOBODY", "x"], "NOBODY"),
        (["ask", "--as", "TN-KV4-TP"], "--json-lines"),
        (["ask", "--as", "TN-KV4-TP", "x", "--now", "12/9"], "2025-09-12T07:25"),
        (["understand", "x", "--after", "nonsense"], "--after"),
        (["holidays", "set", "31/02/2026"], "31/02/2026"),
        (["holidays", "remove", "02/01/2026"], "02/01/2026"),
        (["generate", "--cases", "10"], "--to"),
        (["run"], "demo"),
        (["import", "nonsense", "x.csv"], "nonsense"),
        (["import", "units", "missing.csv"], "file"),
        (["import", "units", "x.csv", "--as-of", "31/02/2025"], "31/02/2025"),
        (["import", "units", "x.csv", "--refused", "back.txt"], "--refused"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(
    thads: Command, typed: list[str], says: str
) -> None:
    code, printed, problem = thads(*typed)
    assert (code, printed, problem.count("\n")) == (1, "", 1)
    assert says in problem


@pytest.mark.parametrize(
    "bad", ["sqlite:////proc/none/thads.db", "postgresql://me:secret@127.0.0.1:1/thads", "oracle://x", "file"]
)
def test_a_database_that_cannot_be_opened_is_one_sentence_without_its_password(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bad: str
) -> None:
    (tmp_path / "text.db").write_text("this is no database, and long enough to be read as one" * 20)
    monkeypatch.setenv("THADS_DATABASE_URL", f"sqlite:///{tmp_path / 'text.db'}" if bad == "file" else bad)
    code, printed, problem = thads("ask", "--as", "TN-KV4-TP", QUESTION)
    assert (code, printed, problem.count("\n")) == (1, "", 1)
    assert "secret" not in problem


def test_a_bug_is_one_sentence_whose_reference_the_log_bears_and_no_traceback(url: str) -> None:
    database = Database(url)
    with database.write() as db:
        db.exec_driver_sql("DROP TABLE audit")
    database.close()
    code, printed, problem = command_line("ask", "--as", "TN-KV4-TP", QUESTION, url=url)
    *logged, sentence = problem.splitlines()
    assert (code, printed) == (1, "")
    assert "Traceback" not in problem
    assert json.loads(logged[-1])["reference"] in sentence


def test_what_was_told_is_in_the_audit_log(thads: Command) -> None:
    thads("ask", "--as", "TN-KV4-TP", QUESTION)
    thads("ask", "--as", "TN-KV4-CHV01", "xin chào")
    assert "TN-KV4-CHV01" in thads("audit")[1].splitlines()[0]
    (line,) = objects(thads("audit", "--of", "TN-KV4-TP", "--json")[1])
    assert (line["at"], line["outcome"], line["figures"]["cases"]["short"]) == (
        f"{NOW}:00+07:00",
        "answered",
        139,
    )


def test_the_meaning_of_a_sentence_is_printed_and_can_lean_on_another(thads: Command) -> None:
    (alone,) = objects(thads("understand", "kv4 còn thiếu bao nhiêu")[1])
    assert alone["slots"]["scope"] == {"unit": "khu vực 4"}
    (joined,) = objects(thads("understand", "còn tiền?", "--after", json.dumps(alone))[1])
    assert joined["slots"] == {"scope": {"unit": "khu vực 4"}, "metric": "money"}
    assert len(objects(thads("understand", "--json-lines", typed="xin chào\n\ncảm ơn\n")[1])) == 3


def test_the_office_declares_its_days(thads: Command) -> None:
    asked = ("ask", "--as", "TN-KV4-TP", "còn mấy ngày nữa hết năm công tác", "--json")
    assert thads("holidays", "set", "15/09/2025", "--note", "thông báo 1", "--by", "TN-ADMIN")[0] == 0
    assert objects(thads(*asked)[1])[0]["figures"]["working_days_left"] == 11
    assert thads("holidays", "list")[1] == "15/09/2025  nghỉ  thông báo 1  (TN-ADMIN)\n"
    assert thads("holidays", "remove", "15/09/2025")[0] == 0
    assert objects(thads(*asked)[1])[0]["figures"]["working_days_left"] == 12


def test_doctor_finds_a_figure_that_was_tampered_with(thads: Command, url: str) -> None:
    assert thads("doctor")[0] == 0
    database = Database(url)
    with database.write() as db:
        db.exec_driver_sql("UPDATE tallies SET done_cases = done_cases + 1 WHERE source = 'register'")
    database.close()
    code, printed, _ = thads("doctor")
    assert code == 1
    assert "done_cases" in printed


def test_made_up_data_go_into_files_or_an_empty_database(thads: Command, tmp_path: Path) -> None:
    assert thads("generate", "--cases", "300", "--to", str(tmp_path / "files"))[0] == 0
    assert len(list((tmp_path / "files").iterdir())) == 5
    target = f"sqlite:///{tmp_path / 'made.db'}"
    assert thads("generate", "--cases", "300", "--database", target)[0] == 0
    assert thads("generate", "--cases", "300", "--database", target)[0] == 1


def test_files_are_imported_from_the_command_line_once_and_are_in_the_history(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    thads("generate", "--cases", "200", "--to", str(tmp_path))
    monkeypatch.setenv("THADS_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    for kind in ("units", "staff", "targets", "cases", "statistics"):
        code, printed, problem = thads("import", kind, str(tmp_path / f"mau-{kind}.csv"), "--by", "TN-ADMIN")
        assert (code, problem) == (0, ""), printed
    assert thads("import", "cases", str(tmp_path / "mau-cases.csv"))[0] == 0
    history = thads("imports")[1].splitlines()
    assert len(history) == 5
    assert all("TN-ADMIN" in line for line in history)
    assert thads("doctor")[0] == 0


def test_a_refused_row_changes_nothing_comes_back_as_a_file_and_makes_the_exit_code_1(
    thads: Command, tmp_path: Path
) -> None:
    file, back = tmp_path / "units.csv", tmp_path / "back.csv"
    header = "Mã đơn vị,Tên đơn vị,Cấp,Mã đơn vị cấp trên"
    file.write_text(f"{header}\nTN-KV20,Mới,Phòng,TN\nTN-KV21,Lạc,Phòng,NOWHERE\n", "utf-8")
    ask = ("ask", "--as", "TN-TRUONG", "TN-KV20 đạt bao nhiêu", "--json")
    before = thads(*ask)[1]

    code, printed, problem = thads("import", "units", str(file), "--refused", str(back))
    assert (code, printed) == (1, "")
    assert "Dòng 3" in problem
    assert "3,Mã đơn vị cấp trên," in back.read_text("utf-8")
    assert thads(*ask)[1] == before
    assert thads("import", "units", str(file), "--dry-run")[0] == 1
    assert thads("import", "units", str(file), "--skip-refused")[0] == 0
    assert len(thads("imports", "--kind", "units")[1].splitlines()) == 2


def test_the_file_itself_is_never_taken_for_the_refused_rows(thads: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("Mã đơn vị,Tên đơn vị,Cấp\n", "utf-8")
    assert thads("import", "units", str(file), "--refused", str(file))[0] == 1
    assert file.exists()


def test_the_demo_leaves_a_database_with_other_data_alone(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path / 'made.db'}"
    thads("generate", "--cases", "300", "--database", target)
    monkeypatch.setenv("THADS_DATABASE_URL", target)
    assert thads("demo", "--load-only")[0] == 1


def test_a_chat_in_the_terminal_goes_the_whole_road_and_ends_with_its_input(url: str) -> None:
    code, printed, problem = command_line("chat", "--as", "TN-KV4-TP", url=url, typed=f"{QUESTION}\n\n1\n")
    assert (code, problem) == (0, "")
    assert "73,45%" in printed
    assert printed.count("Hiểu là") == 2
    database = Database(url)
    with database.read() as db:
        states = db.exec_driver_sql("SELECT state, count(*) FROM outbox GROUP BY state").all()
    database.close()
    assert [tuple(state) for state in states] == [("sent", 2)]


def test_postgresql_is_upgraded_only_when_it_is_asked_for(postgres_url: str) -> None:
    url = postgres.create(postgres_url, "cli")
    code, _, problem = command_line("ask", "--as", "TN-KV4-TP", QUESTION, url=url)
    assert code == 1
    assert "db upgrade" in problem
    assert command_line("db", "upgrade", url=url)[0] == 0
    assert command_line("demo", "--load-only", url=url)[0] == 0
    code, printed, _ = command_line("ask", "--as", "TN-KV4-TP", QUESTION, url=url)
    assert code == 0
    assert "73,45%" in printed


def test_a_reply_in_the_terminal_cannot_steer_it() -> None:
    reply = Reply("a\x1b[2Jb\x07", lines=("second",), buttons=((Button("one\r\x1b", Intent("help")),),))
    assert render(reply) == "a[2Jb\nsecond\n  1. one"


ODD = "zzqx Tèo 45 quả abcd"
TAUGHT = "mùa này hái được mấy quả"


def test_what_was_not_understood_is_listed_masked_and_becomes_a_sentence_that_teaches(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THADS_PHRASES", str(tmp_path / "own"))
    assert "Không có câu nào" in thads("phrases")[2]
    for _ in range(2):
        thads("ask", "--as", "TN-KV4-TP", ODD)
    (found,) = objects(thads("phrases", "--json")[1])
    assert (found["said"], found["count"], found["why"]) == ("zzqx X 11 quả abcd", 2, "unknown")
    assert thads("phrases")[1] == f"{found['id']:>6}  2 lần  zzqx X 11 quả abcd  (không hiểu)\n"

    code, _, problem = thads("phrases", "label", str(found["id"]), "nonsense")
    assert (code, problem.count("\n"), "standing" in problem) == (1, 1, True)
    code, printed, _ = thads("phrases", "label", str(found["id"]), "countdown")
    assert (code, "khởi động sau" in printed) == (0, True)
    assert (tmp_path / "own" / "countdown.txt").read_text("utf-8") == "zzqx X 11 quả abcd\n"
    assert thads("phrases", "--json")[1] == ""
    assert thads("phrases", "label", str(found["id"]), "countdown")[0] == 1


def test_a_line_is_added_below_what_is_there_once_and_never_as_something_else(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THADS_PHRASES", str(tmp_path))
    thads("ask", "--as", "TN-KV4-TP", ODD)
    thads("ask", "--as", "TN-KV4-TP", f"{ODD} abcd")
    (tmp_path / "countdown.txt").write_text("# của cơ quan\nzzqx X 11 quả abcd", "utf-8")
    said.taught.cache_clear()  # what a new process begins with
    other, first = (one["id"] for one in objects(thads("phrases", "--json")[1]))
    assert "countdown.txt" in thads("phrases", "label", str(first), "standing")[2]
    assert thads("phrases", "label", str(first), "countdown")[0] == 0
    assert thads("phrases", "label", str(other), "countdown")[0] == 0
    lines = (tmp_path / "countdown.txt").read_text("utf-8").splitlines()
    assert lines == ["# của cơ quan", "zzqx X 11 quả abcd", "zzqx X 11 quả abcd abcd"]


def test_what_the_agency_teaches_counts_from_the_next_start_on(url: str, tmp_path: Path) -> None:
    asked = ("ask", "--as", "TN-KV4-TP", TAUGHT, "--json")
    assert objects(command_line(*asked, url=url, own=str(tmp_path))[1])[0]["meaning"]["intent"] == "unknown"
    (tmp_path / "standing.txt").write_text(f"{TAUGHT}\n", "utf-8")
    assert objects(command_line(*asked, url=url, own=str(tmp_path))[1])[0]["meaning"]["intent"] == "standing"


def test_sentences_that_cannot_be_read_are_named(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THADS_PHRASES", str(tmp_path))
    (tmp_path / "nonsense.txt").write_text("một câu\n", "utf-8")
    code, printed, problem = thads("phrases", "check")
    assert (code, printed, "nonsense.txt" in problem) == (1, "", True)
    code, printed, problem = thads("ask", "--as", "TN-KV4-TP", "giúp")
    assert (code, printed, "nonsense.txt" in problem) == (1, "", True)


def test_the_phrase_files_are_read_and_learned_anew(
    thads: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, printed, _ = thads("phrases", "check")
    assert (code, "Mọi file đọc được" in printed) == (0, True)
    # All of them take half a minute.
    few = said.taught()[::40]
    monkeypatch.setattr(said, "taught", lambda: few)
    code, printed, _ = thads("phrases", "learn", "--to", str(tmp_path / "weights.json"))
    assert (code, f"{len(few)} câu mẫu" in printed) == (0, True)
    assert json.loads((tmp_path / "weights.json").read_text("utf-8"))["intents"]
    monkeypatch.setattr(said, "taught", lambda: (*few, Taught("unknown", few[0].text, "unknown.txt", 7)))
    code, _, problem = thads("phrases", "learn", "--to", str(tmp_path / "other.json"))
    assert (code, "unknown.txt, line 7" in problem, (tmp_path / "other.json").exists()) == (1, True, False)
