"""How fast sentences are understood, what the phrase files cost, and how much is understood rightly."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.core.intent import Intent
from bot.understanding.understand import understand
from tests.bench.report import Sheet
from tests.understanding.samples import NOW, sample, score

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("phrases", "own", "blind", "people", "outside", "held")
# One fresh process: what loading costs in time and in memory, above the standard library it needs.
_LOADING = """
import json, re, time, tomllib, unicodedata
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo
now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before, began = peak(), time.perf_counter()
from bot.understanding.understand import understand
imported = time.perf_counter()
from bot.understanding.phrasebook import phrasebook
from bot.understanding.learned import learned
phrasebook(); learned()
loaded = time.perf_counter()
understand("don vi toi con thieu bao nhieu", now)
first = time.perf_counter()
print(json.dumps([1000 * (imported - began), 1000 * (loaded - imported), 1000 * (first - loaded),
                  (peak() - before) / 1024]))
"""
LONG = ("hs 45/2025 thu 50tr; ", "năm mươi ", "a", "kv4thieubaonhieu", "((((", "1.500.", "Nguyễn Văn An, ")


def sheets() -> Iterator[Sheet]:
    """Speed, then the shares understood."""
    yield speed()
    yield shares()


def speed() -> Sheet:
    """Every sentence of every sample once, warm; texts of 4,096 characters; five fresh processes."""
    sheet = Sheet("understanding", "Understanding, one processor core", ("what", "p50", "p99", "most"))
    rows = [row for name in SAMPLES for row in sample(name)]
    asked = [(row["text"], Intent.from_json(row["after"]) if "after" in row else None) for row in rows]
    for text, after in asked:
        understand(text, NOW, after)
    sheet.add(f"a sentence, of {len(asked)}, ms", *_three([_time(text, after) for text, after in asked]))
    long = [(piece * 4096)[:4096] for piece in LONG]
    sheet.add(
        "4,096 characters (too long, refused), ms", *_three([_time(text) for text in long for _ in range(5)])
    )
    reports = "\n".join(f"HS {number}/2025 thu {number}tr hôm qua" for number in range(101, 121))
    sheet.add("20 reports, one a line, ms", *_three([_time(reports) for _ in range(25)]))
    runs = [_loading() for _ in range(5)]
    for at, what in enumerate(("importing", "reading the phrase files and weights", "the first sentence")):
        sheet.add(f"{what}, ms", *_three([run[at] for run in runs]))
    sheet.add("memory, MiB", *_three([run[3] for run in runs]))
    return sheet


def shares() -> Sheet:
    """The samples as they were typed: exactly right means the intent and every slot."""
    columns = ("sample", "sentences", "exactly right", "the noisy", "outside, refused", "booked rightly")
    sheet = Sheet("understood", "Understood", columns)
    for name in SAMPLES:
        found = score(name)
        groups = ("all", "noisy", "outside", "booked")
        cells = [f"{100 * found.share(one):.1f} %" if found.asked[one] else "–" for one in groups]
        sheet.add(f"`{name}`", found.asked["all"], *cells)
    return sheet


def _time(text: str, after: Intent | None = None) -> float:
    began = time.perf_counter()
    understand(text, NOW, after)
    return 1000 * (time.perf_counter() - began)


def _loading() -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", _LOADING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [float(number) for number in json.loads(done.stdout)]


def _three(times: list[float]) -> tuple[str, str, str]:
    ranked = sorted(times)
    chosen = (ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))], ranked[-1])
    return tuple(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in chosen)  # type: ignore[return-value]
