"""Every read intent through the whole turn, from inbox row to outbox row, on a register of any size."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.app import mind
from bot.clock import Clock
from bot.core.pipeline import Mind
from bot.delivery.receiver import answer_row
from tests import postgres
from tests.bench.questions import BARS_MS, QUESTIONS, Question
from tests.bench.report import Sheet
from thads_data import inbox
from thads_data.database import Database
from thads_data.demo.country import generate
from thads_data.demo.load import load_database
from thads_data.schema import upgrade
from thads_data.workdays import TIME_ZONE

PROVINCES = 34
NOW = datetime(2025, 9, 12, 7, 25, tzinfo=TIME_ZONE)
DAYS = {"day": "2025-09-12", "start": "2024-10-01", "year_ago": "2024-09-12"}
LEASE = timedelta(minutes=1)
_ids = itertools.count(1)


@contextmanager
def databases(kinds: tuple[str, ...], folder: Path) -> Iterator[dict[str, str]]:
    """The address of an empty place for each kind of database."""
    urls = {"sqlite": f"sqlite:///{folder}/bench.db"}
    if "postgresql" not in kinds:
        yield urls
        return
    with postgres.server() as server:
        yield urls | {"postgresql": postgres.create(server, "bench")}


def measure(kind: str, url: str, cases: int, turns: int) -> Sheet:
    """Fill the database, ask every question `turns` times, and the statement by hand beside it."""
    database = Database(url)
    upgrade(database)
    began = time.perf_counter()
    load_database(database, generate(cases, PROVINCES), NOW)
    _settle(database)
    filled = time.perf_counter() - began
    sheet = Sheet(
        f"turns-{kind}-{cases}",
        f"{kind}, {cases:,} cases (filled in {filled:.0f} s): one turn, ms",
        ("question", "p50", "p95", "bar p95", "by hand, SQL", "turn p50 ÷ SQL"),
    )
    known = _number_of(database, "P07-KV3-CHV01")
    ready = mind(database, Clock(NOW))
    for question in QUESTIONS:
        p50, p95 = _turns(ready, question, known, turns)
        by_hand = _by_hand(database, question, known)
        bar = BARS_MS.get(question.group)
        sheet.add(
            question.label,
            f"{p50:.1f}",
            f"{p95:.1f}",
            "" if bar is None else f"≤ {bar}",
            "" if by_hand is None else f"{by_hand:.1f}",
            "" if by_hand is None else f"{p50 / by_hand:.2f}",
        )
    database.close()
    return sheet


def growth(measured: dict[tuple[str, int], Sheet]) -> Sheet:
    """What each question costs (p50) as the register grows, and the largest against the smallest."""
    sizes = sorted({cases for _, cases in measured})
    columns = ("question", *(f"{size:,}" for size in sizes), "growth (standing: bar ≤ 1.2)")
    sheet = Sheet("growth", "p50 of one turn, ms, by the number of cases", columns)
    for kind in dict.fromkeys(kind for kind, _ in measured):
        for place, question in enumerate(QUESTIONS):
            costs = [float(measured[kind, size].rows[place][1]) for size in sizes]
            ratio = f"{costs[-1] / costs[0]:.2f}"
            sheet.add(f"{kind}: {question.label}", *(f"{cost:.1f}" for cost in costs), ratio)
    return sheet


def _turns(ready: Mind, question: Question, known: tuple[str, int], turns: int) -> tuple[float, float]:
    said = question.text.format(case=f"{known[0]}/{known[1]}")
    times = [_turn(ready, question.asker, said) for _ in range(turns + 5)][5:]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _turn(ready: Mind, asker: str, said: str) -> float:
    with ready.database.write() as db:
        inbox.record(db, channel="web", external_id=f"b{next(_ids)}", chat=asker, received_at=NOW, text=said)
        rows = inbox.claim(db, "bench", NOW, LEASE, 1, channels=("web",))
    began = time.perf_counter()
    answer_row(ready, rows[0], "bench")
    return 1000 * (time.perf_counter() - began)


def _by_hand(database: Database, question: Question, known: tuple[str, int]) -> float | None:
    if question.sql is None:
        return None
    values = DAYS | {"code": question.code, "number": known[0], "year": known[1]}
    values = {name: value for name, value in values.items() if f":{name}" in question.sql}
    times = []
    with database.read() as db:
        for _ in range(5):
            began = time.perf_counter()
            db.execute(text(question.sql), values).all()
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def _number_of(database: Database, executor: str) -> tuple[str, int]:
    """A case of this person."""
    statement = "SELECT number, year FROM cases c JOIN people p ON p.id = c.executor_id WHERE p.code = :code"
    with database.read() as db:
        number, year = db.execute(text(statement + " ORDER BY c.id LIMIT 1"), {"code": executor}).one()
    return str(number), int(year)


def _settle(database: Database) -> None:
    """What either database does by itself in time after a large load: statistics, and PostgreSQL's vacuum."""
    with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
