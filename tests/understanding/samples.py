"""The samples of sentences, and how an answer is compared with what was expected."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.intent import Intent
from bot.understanding.understand import understand

HERE = Path(__file__).parent
NOW = datetime(2025, 9, 12, 7, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def sample(name: str) -> list[dict[str, Any]]:
    """The rows of one file: text, meaning, and perhaps the meaning before."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def plain(meant: Intent) -> dict[str, Any]:
    """A meaning as the samples write it: no score, no alternatives."""
    out: dict[str, Any] = {"intent": meant.name}
    if meant.name == "updates":
        out["items"] = [plain(item) for item in meant.items]
    else:
        out["slots"] = dict(meant.slots)
    if meant.hint:
        out["hint"] = meant.hint
    return out


def bare(value: Any) -> Any:
    """The same without diacritics, capitals kept, in texts however deep."""
    if isinstance(value, str):
        parts = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D"))
        return "".join(char for char in parts if not unicodedata.combining(char))
    if isinstance(value, dict):
        return {key: bare(entry) for key, entry in value.items()}
    return [bare(entry) for entry in value] if isinstance(value, list) else value


def answer(row: dict[str, Any], *, marked: bool) -> tuple[Any, Any]:
    """What was understood and what was expected, both comparable."""
    before = Intent.from_json(row["after"]) if "after" in row else None
    text = row["text"] if marked else bare(row["text"])
    got = plain(understand(text, NOW, before))
    return (got, row["meaning"]) if marked else (bare(got), bare(row["meaning"]))


def score(name: str, *, marked: bool) -> tuple[float, str, str]:
    """The share of exactly right answers, how many are right by intent, and what was wrong."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: list[str] = []
    for row in sample(name):
        got, wanted = answer(row, marked=marked)
        asked[wanted["intent"]] += 1
        if got == wanted:
            right[wanted["intent"]] += 1
        else:
            wrong.append(f"{row['text']!r}\n    wanted {wanted}\n    got    {got}")
    by_intent = " · ".join(f"{intent} {right[intent]}/{count}" for intent, count in sorted(asked.items()))
    return right.total() / asked.total(), by_intent, "\n".join(wrong)
