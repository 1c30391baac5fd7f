"""From the command line to the answer."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.report import Sheet
from tests.bench.turns import NOW
from thads_data.database import Database
from thads_data.demo.load import load_sample

ROOT = Path(__file__).resolve().parents[2]


def measure(folder: Path) -> Sheet:
    """`ask` as a process on the sample province, an interpreter that does nothing."""
    url = f"sqlite:///{folder}/start.db"
    database = Database(url)
    load_sample(database, NOW)
    database.close()
    ask = [sys.executable, "-m", "bot.cli", "ask", "--as", "TN-KV4-TP", "đơn vị tôi còn thiếu bao nhiêu"]
    sheet = Sheet("starts", "From start to finish", ("what", "p50, ms", "most, ms"))
    sheet.add("`thads-bot ask`", *_times([_run(ask, url) for _ in range(15)]))
    sheet.add(
        "an interpreter that does nothing",
        *_times([_run([sys.executable, "-c", ""], url) for _ in range(15)]),
    )
    return sheet


def _run(command: list[str], url: str) -> float:
    environment = {**os.environ, "THADS_DATABASE_URL": url, "THADS_NOW": NOW.isoformat()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - began)


def _times(times: list[float]) -> tuple[str, str]:
    digits = 0 if max(times) >= 20 else 2
    return f"{statistics.median(times):.{digits}f}", f"{max(times):.{digits}f}"
