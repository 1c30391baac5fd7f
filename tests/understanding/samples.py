"""The samples of sentences, and how an answer is compared with what was expected."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Score:
    """How many sentences were understood exactly: in all, by intent, by kind of noise; and what was wrong."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, group: str, *, right: bool) -> None:
        """One sentence of a group, understood or not."""
        self.asked[group] += 1
        self.right[group] += right

    def share(self, group: str = "all") -> float:
        """The share of exactly right answers; 1 where nothing was asked."""
        return self.right[group] / self.asked[group] if self.asked[group] else 1.0

    def table(self, prefix: str) -> str:
        """ "cases 12/13 · …" of all groups that begin so."""
        groups = sorted(group for group in self.asked if group.startswith(prefix))
        return " · ".join(f"{one.removeprefix(prefix)} {self.right[one]}/{self.asked[one]}" for one in groups)


DOING = ("update", "updates")


def score(name: str, *, marked: bool = True) -> Score:
    """All rows of a sample, asked one by one."""
    found = Score()
    for row in sample(name):
        got, wanted = answer(row, marked=marked)
        right = got == wanted
        noise = row.get("noise", [])
        for group in ["all", f"intent {wanted['intent']}", *(f"noise {kind}" for kind in noise or ["none"])]:
            found.count(group, right=right)
        if noise:
            found.count("noisy", right=right)
        if wanted["intent"] == "unknown":
            found.count("outside", right=got["intent"] == "unknown")
        if got["intent"] in DOING and not asks(row, marked=marked):
            found.count("booked", right=booked(got) == booked(wanted))
        if not right:
            found.wrong.append(f"{row['text']!r}\n    wanted {wanted}\n    got    {got}")
    return found


def booked(meaning: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a report would write: case, action and amount of each update."""
    if meaning["intent"] not in DOING:
        return []
    items = meaning.get("items") or [meaning]
    return [tuple(item["slots"].get(slot) for slot in ("case", "action", "amount")) for item in items]


def asks(row: dict[str, Any], *, marked: bool) -> bool:
    """Whether the answer is a question back, not a report."""
    before = Intent.from_json(row["after"]) if "after" in row else None
    meant = understand(row["text"] if marked else bare(row["text"]), NOW, before)
    return bool(meant.alternatives or any(item.alternatives for item in meant.items))
