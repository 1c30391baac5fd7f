"""What people are answered is what a naive recount of the very same files comes to, figure by figure."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import naive
from tests.oracle.days import countdown
from tests.oracle.edges import later_register, later_targets
from tests.oracle.files import Files, rows
from tests.oracle.naive import Figures
from tests.sample import ADMIN, CHIEF, EXECUTOR, LEADER, NOW, Chat
from thads_data.database import Database
from thads_data.demo.files import sample_files
from thads_data.folding import fold
from thads_data.imports.load import load

TODAY = NOW.date()
OFFICES = {"TN-NV": "phòng nghiệp vụ"} | {f"TN-KV{place}": f"khu vực {place}" for place in range(1, 9)}
UNITS = {"TN": "toàn tỉnh"} | OFFICES
LEADER_IN_AN_OFFICE, CHIEF_ALONE = "TN-NV-LD", "TN-KV1-TP"
EVERYONE = (EXECUTOR, CHIEF, CHIEF_ALONE, LEADER, LEADER_IN_AN_OFFICE, ADMIN)
DAYS = (NOW.replace(day=15), NOW.replace(day=30), datetime(2025, 10, 1, 8, tzinfo=NOW.tzinfo))
LISTS: dict[str, dict[str, Any]] = {
    "danh sách việc {of}": {},
    "án trên 1 năm {of}": {"min_years": 1},
    "việc từ 1 đến 5 năm {of}": {"min_years": 1, "max_years": 5},
    "việc trên 18 tháng {of}": {"min_years": 1.5},
    "việc chưa tác nghiệp 60 ngày {of}": {"idle_days": 60},
    "việc hoãn {of}": {"status": "postponed"},
    "việc chưa có điều kiện trên 3 năm {of}": {"status": "unenforceable", "min_years": 3},
    "việc đã thi hành xong {of}": {"status": "completed"},
    "việc đình chỉ {of}": {"status": "terminated"},
    "án tín dụng trên 1 năm {of}": {"category": "credit", "min_years": 1},
    "danh sách việc {of} trên 1 tỷ": {"min_amount": 1_000_000_000},
    "danh sách việc {of} dưới 5 triệu": {"max_amount": 5_000_000},
    "5 việc lớn nhất {of}": {"order": "largest", "limit": 5},
    "việc {of} lâu nhất không tác nghiệp": {"order": "idlest"},
    "danh sách việc mới nhất {of}": {"order": "newest"},
}
RANKINGS: dict[str, dict[str, Any]] = {
    "xếp hạng {who} {of} về tiền": {"metric": "money"},
    "{who} nào {of} thấp nhất về việc": {"metric": "cases", "order": "lowest"},
    "{who} nào {of} dưới chỉ tiêu về tiền": {"metric": "money", "below": True},
}

LATER = datetime(2025, 9, 14, 8, tzinfo=NOW.tzinfo)
AGES: list[dict[str, Any]] = [
    {"min_years": 1},
    {"max_years": 1},
    {"min_years": 1.5, "max_years": 5},
    {"status": "completed"},
    {"status": "terminated", "order": "newest"},
    {"idle_days": 0, "order": "idlest"},
    {"category": "credit", "order": "smallest"},
    {},
]

Talk = Callable[..., Chat]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("files")
    sample_files(folder, "csv")
    return Files(folder)


def two_ways(text: str) -> Iterator[str]:
    """With its marks and without."""
    said = " ".join(text.split())
    yield said
    yield fold(said)


@pytest.mark.parametrize("person", EVERYONE)
def test_standings_of_units(chat: Talk, files: Files, person: str) -> None:
    for code, name in UNITS.items():
        expected = naive.standing(files, code, TODAY)
        for said in two_ways(f"{name} còn thiếu bao nhiêu"):
            assert chat(person).say(said).figures == expected, said


@pytest.mark.parametrize("day", [date(2025, 9, 11), date(2025, 7, 15), date(2025, 2, 28), date(2024, 9, 30)])
def test_standings_and_changes_of_an_earlier_day(chat: Talk, files: Files, day: date) -> None:
    for code, name in UNITS.items():
        on_the_day = chat(LEADER).say(f"{name} ngày {day:%d/%m/%Y} đạt bao nhiêu").figures
        since_then = chat(LEADER).say(f"so với ngày {day:%d/%m/%Y} {name} tăng bao nhiêu").figures
        assert on_the_day == naive.standing(files, code, TODAY, day)
        assert since_then == naive.compare(files, code, TODAY, day)


def test_standings_and_changes_of_every_executor(chat: Talk, files: Files) -> None:
    for code in files.executors("TN"):
        scope = {"person": code}
        assert chat(LEADER).mean("standing", scope=scope).figures == naive.standing(files, code, TODAY)
        assert chat(LEADER).mean("compare", scope=scope).figures == naive.compare(files, code, TODAY)


@pytest.mark.parametrize("category", naive.CATEGORIES)
def test_standings_within_a_category(chat: Talk, files: Files, category: str) -> None:
    for code in (*UNITS, EXECUTOR, "TN-KV4-CHV06"):
        scope = {"person": code} if files.home(code) else {"unit": code}
        answer = chat(LEADER).mean("standing", scope=scope, category=category).figures
        assert answer == naive.standing(files, code, TODAY, category=category)


@pytest.mark.parametrize("now", DAYS)
def test_the_clock_goes_on(chat: Talk, files: Files, now: datetime) -> None:
    for code in ("TN", "TN-KV4"):
        answer = chat(LEADER, now=now).mean("standing", scope={"unit": code}).figures
        assert answer == (naive.standing(files, code, now.date()) or {})
    left = chat(EXECUTOR, now=now).say("còn mấy ngày nữa hết năm công tác").figures
    assert left == countdown(now.date())


def test_changes_since_last_year(chat: Talk, files: Files) -> None:
    for code, name in UNITS.items():
        expected = naive.compare(files, code, TODAY)
        for said in two_ways(f"so với cùng kỳ năm trước {name} thế nào"):
            assert chat(CHIEF).say(said).figures == expected, said


@pytest.mark.parametrize("text", RANKINGS)
def test_rankings(chat: Talk, files: Files, text: str) -> None:
    units = naive.ranking(files, "TN", "units", TODAY, **RANKINGS[text])
    for person in EVERYONE:
        assert chat(person).say(text.format(who="phòng", of="")).figures == units
    for code, name in UNITS.items():
        people = naive.ranking(files, code, "executors", TODAY, **RANKINGS[text])
        for said in two_ways(text.format(who="chấp hành viên", of=name)):
            assert chat(LEADER_IN_AN_OFFICE).say(said).figures == people, said
        for person in (EXECUTOR, ADMIN, CHIEF):
            allowed = person == CHIEF and code == "TN-KV4"
            said = text.format(who="chấp hành viên", of=name)
            assert chat(person).say(said).figures == (people if allowed else {}), said


@pytest.mark.parametrize("text", LISTS)
def test_lists_of_cases(chat: Talk, files: Files, text: str) -> None:
    for code, name in UNITS.items():
        expected = naive.listed(files, code, **LISTS[text])
        marked, bare = two_ways(text.format(of=f"của {name}"))
        assert chat(LEADER).say(marked).figures == expected, marked
        assert chat(CHIEF).say(bare).figures == (expected if code == "TN-KV4" else {}), bare
        assert chat(EXECUTOR).say(bare).figures == chat(ADMIN).say(marked).figures == {}, marked


@pytest.mark.parametrize("text", LISTS)
def test_lists_of_ones_own_cases(chat: Talk, files: Files, text: str) -> None:
    for said in two_ways(text.format(of="của tôi")):
        for person in (EXECUTOR, CHIEF):
            assert chat(person).say(said).figures == naive.listed(files, person, **LISTS[text]), said


def test_one_case_by_number(chat: Talk, files: Files) -> None:
    scopes = {EXECUTOR: EXECUTOR, CHIEF: "TN-KV4", LEADER: "TN", ADMIN: ""}
    _, cases = naive.in_scope(files, "TN")
    _, own = naive.in_scope(files, EXECUTOR)
    for case in random.Random(7).sample(cases, 10) + random.Random(7).sample(own, 5):
        for person, scope in scopes.items():
            expected: Figures = naive.case(files, case.name, scope) if scope else {}
            assert chat(person).say(f"việc {case.name} sao rồi").figures == expected, (person, case)


@pytest.fixture
def later(own_sample: Database, files: Files, tmp_path: Path) -> tuple[Callable[[str], Chat], Files]:
    """Two days on: registers of 13/9 of two offices, full of edges; the others' figures are of 12/9."""
    register, targets = later_register(tmp_path, files), later_targets(tmp_path)
    for kind, path in (("targets", targets), ("cases", register)):
        day = date(2025, 9, 13)
        report = load(own_sample, kind, path, today=LATER.date(), now=LATER, by="TN-ADMIN", as_of=day)
        assert report.applied
    more = copy.copy(files)
    more.registers = {unit: dict(known) for unit, known in files.registers.items()}
    more.targets = files.targets + rows(targets)
    more.add_register(register, date(2025, 9, 13))

    def talk(code: str) -> Chat:
        return Chat(own_sample, code, now=LATER)

    return talk, more


def test_later_registers_answer_for_their_offices(later: tuple[Callable[[str], Chat], Files]) -> None:
    talk, files = later
    today = LATER.date()
    for code in ("TN", "TN-KV4", "TN-KV8", "TN-KV2", EXECUTOR, "TN-KV4-CHV06", "TN-KV8-CHV01"):
        scope = {"person": code} if files.home(code) else {"unit": code}
        assert talk(LEADER).mean("standing", scope=scope).figures == naive.standing(files, code, today)
        assert talk(LEADER).mean("compare", scope=scope).figures == naive.compare(files, code, today)
        for asked in AGES:
            found = talk(LEADER).mean("cases", scope=scope, **asked).figures
            assert found == naive.listed(files, code, **asked), (code, asked)
    for of, metric in itertools.product(("units", "executors"), naive.METRICS):
        ranked = talk(LEADER).mean("ranking", of=of, metric=metric, scope="province").figures
        assert ranked == naive.ranking(files, "TN", of, today, metric)


def test_nothing_enforceable_has_no_rate(later: tuple[Callable[[str], Chat], Files]) -> None:
    talk, _ = later
    for scope in ({"unit": "TN-KV8"}, {"person": "TN-KV4-CHV06"}):
        cases = talk(LEADER).mean("standing", scope=scope).figures["cases"]
        assert (cases["rate"], cases["points"], cases["rank"]) == (None, None, None)
        assert (cases["short"], cases["needed_per_working_day"]) == (0, 0)
