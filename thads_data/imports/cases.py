"""The case register (sổ thụ lý): a million rows, read a chunk at a time into a table of their own."""

from __future__ import annotations

import marshal
import operator
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from thads_data.imports.columns import Columns, Reading, whole_numbers, whole_texts
from thads_data.imports.headers import required, steps, wordings
from thads_data.imports.job import Job, Outcome, known_id, person_ids, refuse_overlong, unit_ids
from thads_data.imports.report import ImportProblem
from thads_data.imports.staging import Staging
from thads_data.imports.values import (
    Convert,
    day,
    decision_number,
    money,
    number_value,
    one_of,
    plain,
    text,
    up_to,
)
from thads_data.models.register import CATEGORIES, OPEN

# The figures add up money in 64 bits.
MOST_TOGETHER = 9 * 10**18
DAYS = ("decided", "closed_on", "last_action", "last_verified", "step_on", "held_since")
# All that a file says of a case beside its key, in the order of the digest.
DIGESTED = (
    "executor",
    "kind",
    "debtor",
    "creditor",
    "bits",
    "other",
    "case_class",
    "status",
    "closed_on",
    "due",
    "done",
    "last_action",
    "last_verified",
    "step",
    "step_on",
    "held",
    "held_since",
)


def load_cases(job: Job) -> Outcome:
    if job.asked.as_of > job.asked.today:
        raise ImportProblem("as_of_in_future", as_of=job.asked.as_of, today=job.asked.today)
    register = Staging(job.db)
    together = 0
    readings = _readings(job)
    for chunk in job.sheet.chunks:
        refuse_overlong(job, chunk)
        register.keyless |= bool(chunk.overlong)
        job.findings.read += len(chunk.rows)
        if not chunk.rows:
            continue
        columns = Columns(job, chunk, readings, required("cases"))
        _check(columns)
        together += sum(columns.values["due"])
        if together > MOST_TOGETHER:
            raise ImportProblem("sum_too_large", row=chunk.numbers[-1])
        _warn(columns)
        register.add(_staged(columns))
        register.refuse(columns.refused.values())
    return register.settle(job)


def digest(values: tuple[Any, ...]) -> int:
    """64 bits over the values of DIGESTED: ids of the executor, codes, ISO days, đồng, None where empty."""
    # Version 2 writes equal values as equal bytes (later ones also note how objects are shared).
    return int.from_bytes(blake2b(marshal.dumps(values, 2), digest_size=8).digest(), "big", signed=True)


def _readings(job: Job) -> dict[str, Reading]:
    converters: dict[str, Convert[Any]] = {
        "number": decision_number,
        "unit": known_id(unit_ids(job.db), "unknown_unit"),
        "executor": known_id(person_ids(job.db), "unknown_person"),
        "kind": one_of(wordings("kind"), "unknown_kind"),
        "debtor": text,
        "creditor": text,
        "categories": categories,
        "case_class": one_of(wordings("class"), "unknown_class"),
        "status": one_of(wordings("status"), "unknown_status"),
        "due": money,
        "done": money,
        "step": step,
        "held": money,
    } | dict.fromkeys(DAYS, iso_day)
    whole = {"due": whole_numbers, "done": whole_numbers, "debtor": whole_texts, "creditor": whole_texts}
    return {key: Reading(convert, whole.get(key)) for key, convert in converters.items()}


def iso_day(raw: str) -> str | None:
    """Days as ISO texts: they compare as days do, and cost less."""
    found = day(raw)
    return None if found is None else found.isoformat()


def categories(raw: str) -> tuple[int, str | None, tuple[str, ...]]:
    """The bits of the known groups, the other words as they stand, and each of these."""
    bits, other = 0, list[str]()
    for part in raw.split(";"):
        said = [part] if plain(part) in wordings("category") else part.split(",")
        if all(plain(word) in wordings("category") for word in said):
            for word in said:
                bits |= 1 << CATEGORIES.index(wordings("category")[plain(word)])
        elif part.strip():
            other.append(text(part.strip()) or "")
    return bits, "; ".join(other) or None, tuple(other)


def _check(columns: Columns) -> None:
    """What one row must agree in with itself and with the day of the register."""
    as_of = columns.job.asked.as_of.isoformat()
    values = columns.values
    columns.refuse_where("decided", "after_as_of", [day > as_of for day in values["decided"]])
    columns.refuse_where("done", "done_over_due", columns.pairs("done", "due", operator.gt), due="due")
    columns.refuse_where(
        "closed_on",
        "closed_without_date",
        [end is None and status != OPEN for end, status in _ends(columns)],
        status="status",
    )
    columns.refuse_where(
        "closed_on",
        "open_with_date",
        [end is not None and status == OPEN for end, status in _ends(columns)],
        status="status",
    )
    columns.refuse_where(
        "closed_on", "after_as_of", [end is not None and end > as_of for end, _ in _ends(columns)]
    )
    columns.refuse_where(
        "closed_on",
        "closed_before_decided",
        columns.pairs("closed_on", "decided", operator.lt),
        decided="decided",
    )


def _ends(columns: Columns) -> Iterator[tuple[str | None, str]]:
    return zip(columns.values["closed_on"], columns.values["status"], strict=True)


def _staged(columns: Columns) -> dict[str, list[Any]]:
    """The columns of the register, with all that follows from them."""
    v = columns.values
    v["bits"], v["other"] = ([found[place] for found in v["categories"]] for place in (0, 1))
    v["done"], v["held"] = ([amount or 0 for amount in v[key]] for key in ("done", "held"))
    v["remaining"] = list(map(operator.sub, v["due"], v["done"]))
    v["number_value"] = list(map(number_value, v["number"]))
    v["year"] = [int(decided[:4]) for decided in v["decided"]]
    v["idle_from"] = [last or decided for last, decided in zip(v["last_action"], v["decided"], strict=True)]
    v["digest"] = list(map(digest, zip(*(v[key] for key in DIGESTED), strict=True)))
    v["row"] = columns.numbers
    return v


def _warn(columns: Columns) -> None:
    """Words that no list of ours has are kept, and each is named once."""
    for row, (_, other, words) in zip(columns.numbers, columns.values["categories"], strict=True):
        if other is not None:
            for word in words:
                columns.job.findings.warn("unknown_category", row, value=word)
    known = {code for _, code in steps()}
    for row, words in zip(columns.numbers, columns.values["step"], strict=True):
        if words is not None and words not in known:
            columns.job.findings.warn("unknown_step", row, value=words)


def step(raw: str) -> str | None:
    """The code whose wording the cell is, or begins with; else the words of the file."""
    said = plain(raw) + " "
    found = next((code for word, code in steps() if said.startswith(word + " ")), None)
    return found or up_to(100)(raw)
