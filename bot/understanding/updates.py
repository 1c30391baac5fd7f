"""Reports of progress: one case, several cases, several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from bot.core.intent import Intent
from bot.understanding.actions import likely_actions
from bot.understanding.cases import take_cases
from bot.understanding.clauses import Span, is_word, question_tail, text_of, without
from bot.understanding.facts import Facts, facts, take_dates
from bot.understanding.note_runs import Judge, is_note
from bot.understanding.notes import whole_note, words_left
from bot.understanding.other_numbers import take_other_numbers
from bot.understanding.pattern import worded
from bot.understanding.phrasebook import phrasebook
from bot.understanding.reading import Reading
from bot.understanding.report_parts import reports_of
from bot.understanding.reports import MONEY, Report, Slots, read_report, report_as
from bot.understanding.sentence import Sentence

SURE = 0.95
_JOINTS = worded(
    r"(?:(?<=\A )|(?<= xong )|(?<= het )|(?<= ca )|(?<= cả )|(?<= tat )|(?<= cho )|(?<= va )|(?<= roi ))"
    r"(?:\d\d? )(?=\{case\} )"
    r"|(?:(?:cac|may|mấy|nhung|hai|ba|bon|ca|cả|trong|tat ca) )+(?:\d\d? )?(?=\{case\} )"
    r"|(?:o|ở|tai|trong|thuoc|doi voi|ben|du|cai) (?=\{case\} )",
    "{case}",
)
"""How many cases follow, and what joins a sentence to its case: "xong 3 việc 310, 311, 312"."""
_HOW_MANY = re.compile(r"(?<= )(?:\d|hai|ba|bon|nam|năm|sau) (?=\{case\} )")
_BETWEEN = frozenset({"con", "còn", "va", "và", "nhung", "rieng"})
_NEEDS_NO_CASE = frozenset({"collect", "pay_out"})


def updates(
    said: Sentence,
    now: datetime,
    case: str | None = None,
    judge: Judge = is_note,
    found: Facts | None = None,
) -> list[Intent]:
    """The updates that one clause reports; `case` is the one talked about before, if any.

    `found` are the facts of the sentence, if they were read before. While learning, `judge` only listens.

    Where a sum may be read in two ways, the update goes without it and `alternatives` holds the
    complete update of each reading: the chat asks, nothing is guessed.
    """
    said = _with_today(said)
    reading = Reading(said)
    take_other_numbers(reading)
    take_cases(reading, bare=True)
    reading.drop(_JOINTS)
    if len(reading.found.get("case", [])) > 1:
        reading.drop(_HOW_MANY)
    parts = list(_parts(reading))
    if len(parts) > 1:
        return _each(said, parts, now, judge)
    cases = [str(number) for number in reading.found.get("case", [])]
    if _asks(reading) or not words_left(reading):
        return []
    reports = reports_of(reading, now, judge)
    if not cases and case is None:
        return _without_case(reports)
    if not reports:
        note = whole_note(reading) if cases or _lacks(reading) else ""
        reports = [Report({"action": "note", "note": note})] if note else []
    if len(reports) == 1 and judge is is_note:
        reports = _settled(reading, reports[0], found or facts(said, now), now)
    return [one for report in reports for one in _for_cases(report, cases or [str(case)])]


def _settled(reading: Reading, report: Report, found: Facts, now: datetime) -> list[Report]:
    """The report of the likeliest action; of two that are about as likely, a question between both."""
    read = str(report.slots["action"])
    if report.readings or (read == "note" and read_report(reading, now).acts):
        return [report]  # asked about already, or something was planned, tried or heard of: never booked
    names = likely_actions(found, reading, read)
    if names == (read,):
        return [report]
    versions = [_as(name, reading, report, now) for name in names]
    if len(versions) == 1 or versions[0] is versions[1]:
        return versions[:1]
    one, other = (version.slots for version in versions)
    shared = {slot: value for slot, value in one.items() if other.get(slot) == value}
    return [Report(shared, (one, other))]


def _as(name: str, reading: Reading, report: Report, now: datetime) -> Report:
    if name == report.slots["action"]:
        return report
    if name != "note":
        return report_as(name, reading, now)
    note = whole_note(reading)
    return Report({"action": "note", "note": note}) if note else report


def _with_today(said: Sentence) -> Sentence:
    """ "sáng ni", "hôm ni" is how the Centre says "sáng nay"."""
    if not any(token.key == "ni" or _is_terminated(said, at) for at, token in enumerate(said.tokens)):
        return said
    tokens = [token._replace(key="nay") if token.key == "ni" else token for token in said.tokens]
    for at, token in enumerate(said.tokens):
        if _is_terminated(said, at):
            tokens[at] = token._replace(key="dinh chi")
    return replace(said, tokens=tuple(tokens))


def _is_terminated(said: Sentence, at: int) -> bool:
    """ "ĐC" in capitals is "đình chỉ", "đc" is "được", but for "đc 654/2025" at the head."""
    raw = said.tokens[at].raw
    if raw == "ĐC" and not said.shouted:
        return True
    return at == 0 and raw == "đc" and len(said.tokens) > 1 and "/" in said.tokens[1].key


def _parts(reading: Reading) -> Iterator[Span]:
    """Each group of cases with what is said of it, where several are reported on without a break."""
    marks = reading.marks
    heads: list[int] = []
    words = True
    for at, mark in enumerate(marks):
        if mark == "{case}":
            if words:
                heads.append(at)
            words = False
        elif mark is not None and not is_word(reading.tokens[at], "case_joints"):
            words = True
    if len(heads) < 2:
        yield from pairwise([0, *_between(reading, heads), len(marks)])
        return
    led = not words_before(reading, heads[0])
    cuts = [_cut(reading, one, other, led=led) for one, other in pairwise(heads)]
    yield from pairwise([0, *cuts, len(marks)])


def _between(reading: Reading, heads: list[int]) -> list[int]:
    """ "thu 3tr việc 45, việc 46 thì xong": side by side, one case ends what was said and one begins."""
    groups = sorted((first, last) for mark, first, last in reading.places if mark == "case")
    if len(groups) != 2:
        return []
    ahead = text_of(reading, 0, heads[0])
    behind = text_of(reading, groups[1][1], len(reading.marks))
    cuts = [at for at in range(heads[0] + 1, groups[1][0]) if reading.tokens[at].broken]
    says = phrasebook().choice("action").values()
    if len(cuts) != 1 or not any(word[0].isdigit() for word in ahead.split()):
        return []
    return cuts if all(any(one.found(text) for one in says) for text in (ahead, behind)) else []


def _cut(reading: Reading, one: int, other: int, *, led: bool) -> int:
    """Where what is said of the case at `one` ends and that of the case at `other` begins.

    Where the cases lead, at the case; where what was done leads ("thu 3tr hs 220, 15tr hs 221"), at the
    last sign of punctuation between the two, or behind the first.
    """
    start = _prefix(reading, other)
    breaks = [at for at in range(_end(reading.marks, one), other + 1) if reading.tokens[at].broken]
    if not led:
        return breaks[-1] if breaks else _end(reading.marks, one)
    if (
        breaks
        and breaks[-1] < start
        and (_dates_only(reading, breaks[-1], start) or _verb_ahead(reading, breaks[-1], start, other))
    ):
        return breaks[-1]
    return start


def _verb_ahead(reading: Reading, first: int, last: int, case: int) -> bool:
    """ ", chiều qua em thu việc 616 3 triệu": what was done stands before the case, the sum behind it."""
    ahead, behind = text_of(reading, first, last), text_of(reading, case + 1, len(reading.marks))
    says = phrasebook().choice("action").values()
    if not any(one.found(ahead) for one in says) or any(mark[:1].isdigit() for mark in ahead.split()):
        return False
    return behind.split()[:1] != [] and behind.split()[0][0].isdigit()


def _prefix(reading: Reading, at: int) -> int:
    """Where the words of a case begin: those of its prefix are taken out."""
    floor = max((last for _, _, last in reading.places if last <= at), default=0)
    while at > floor and reading.marks[at - 1] is None:
        at -= 1
    return at


def _dates_only(reading: Reading, first: int, last: int) -> bool:
    """ ", hôm qua hs 46 …": the day belongs to what follows."""
    part = Reading(replace(reading.sentence, tokens=reading.tokens[first:last]))
    take_dates(part, _ANY_DAY)
    part.drop(phrasebook().lists["filler"])
    return bool(part.found.get("date")) and not part.visible()


def words_before(reading: Reading, at: int) -> bool:
    """Whether anything but a greeting or an address stands before a place."""
    before = without(text_of(reading, 0, at), "note_filler")
    return bool(without(before, "filler").strip())


_ANY_DAY = datetime(2025, 1, 1, tzinfo=UTC)


def _end(marks: list[str | None], at: int) -> int:
    """Behind a case and the words of its number."""
    return next((place for place in range(at + 1, len(marks)) if marks[place] is not None), len(marks))


def _each(said: Sentence, parts: list[Span], now: datetime, judge: Judge) -> list[Intent]:
    """Every part as a report of its own; none at all where one of them says nothing."""
    found: list[list[Intent]] = []
    for first, last in parts:
        while last > first + 1 and said.tokens[last - 1].key in _BETWEEN:
            last -= 1
        part = replace(said, tokens=said.tokens[first:last])
        each = updates(part, now, judge=judge)
        found.append(_continued(found[-1][-1], each, part) if found and found[-1] and each else each)
    return [one for each in found for one in each] if all(found) else []


def _continued(before: Intent, each: list[Intent], part: Sentence) -> list[Intent]:
    """ "chi trả hs 45 10tr, hs 46 5tr": a sum alone is of the action before, and of its day."""
    one = each[0]
    sums = "amount" in one.slots or bool(one.alternatives)
    if len(each) > 1 or not sums or before.slots.get("action") not in MONEY or _has_verb(part):
        return each
    kept = {"action": before.slots["action"], **({"on": before.slots["on"]} if "on" in before.slots else {})}
    readings = tuple(replace(other, slots={**kept, **other.slots, "action": kept["action"]})
                     for other in one.alternatives)  # fmt: skip
    slots = {**kept, **one.slots, "action": kept["action"]}
    return [replace(one, slots=slots, alternatives=readings)]


def _has_verb(part: Sentence) -> bool:
    reading = Reading(part)
    take_cases(reading, bare=True)
    says = phrasebook().choice("action").items()
    return any(reading.has(expression) for action, expression in says if action in MONEY)


def _for_cases(report: Report, cases: list[str]) -> Iterator[Intent]:
    """The same of every case; "lần lượt" gives each its own sum."""
    if len(report.each) == len(cases) > 1:
        for case, amount in zip(cases, report.each, strict=True):
            slots = {"case": case, "action": report.slots["action"], "amount": amount}
            yield Intent("update", {**slots, **report.slots}, SURE)
        return
    for case in cases:
        readings = tuple(Intent("update", {"case": case, **slots}, SURE) for slots in report.readings)
        yield Intent("update", {"case": case, **report.slots}, SURE, alternatives=readings)


def _without_case(reports: list[Report]) -> list[Intent]:
    """A sum that was collected, the case not named: the chat asks which."""
    report = reports[0] if reports else None
    if report is None or report.slots.get("action") not in _NEEDS_NO_CASE:
        return []
    if "amount" not in report.slots and not report.readings:
        return []
    readings = tuple(Intent("update", _plain(slots), 0.85) for slots in report.readings)
    return [Intent("update", _plain(report.slots), 0.85, alternatives=readings)]


def _plain(slots: Slots) -> Slots:
    return dict(slots)


def _lacks(reading: Reading) -> bool:
    """ "chưa thu được đồng nào" behind a question about a case is a note on it."""
    return reading.has(phrasebook().lists["lack"])


def _asks(reading: Reading) -> bool:
    lists = phrasebook().lists
    if reading.has(lists["denied"]):
        return False
    if not reading.has(lists["asks"]):
        return question_tail(reading)
    rest = reading.copy()
    return not rest.drop(lists["small_talk"]) or rest.has(lists["asks"])
