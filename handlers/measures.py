"""One metric of one scope in words: "Việc: 957/1.303 = 73,45%, thiếu 10,60 điểm % (chỉ tiêu 84,05%)"."""

from __future__ import annotations

from handlers import heard, wording
from handlers.words import Words
from thads_data.standings import Measure


def cases(say: Words, measure: Measure) -> tuple[str, ...]:
    if measure.rate is None:
        return (say("Việc: chưa có việc có điều kiện thi hành"),)
    part = f"{wording.count(say, measure.done)}/{wording.count(say, measure.enforceable)}"
    first = say("Việc: {part} = {rate}", part=part, rate=wording.percent(say, measure.rate))
    daily = measure.needed_per_working_day
    needed = say("cần {count} việc mỗi ngày làm việc", count=wording.count(say, daily)) if daily else ""
    return _lines(say, first + _against(say, measure), needed, measure)


def money(say: Words, measure: Measure) -> tuple[str, ...]:
    if measure.rate is None:
        return (say("Tiền: chưa có tiền có điều kiện thi hành"),)
    part = wording.money_of(say, measure.done, measure.enforceable)
    first = say("Tiền: {part} = {rate}", part=part, rate=wording.percent(say, measure.rate))
    daily = measure.needed_per_working_day
    needed = say("cần {money} mỗi ngày làm việc", money=wording.money(say, daily)) if daily else ""
    return _lines(say, first + _against(say, measure), needed, measure)


def headline(say: Words, who: str, measure: Measure, metric: str) -> str:
    """What is missing, or where it stands if nothing is."""
    about, rate = heard.about(say, metric), wording.percent(say, measure.rate)
    if measure.rate is None:
        return say("{who} chưa có kết quả {about}: chưa có việc có điều kiện thi hành", who=who, about=about)
    points = wording.points(say, measure.points, measure.short)
    if not measure.short:
        return say("{who} đạt {rate} {about}, {points}", who=who, rate=rate, about=about, points=points)
    if metric == "money":
        short = wording.money(say, measure.short)
    else:
        short = say("{count} việc", count=wording.count(say, measure.short))
    return say("{who} còn thiếu {short} ({rate}, {points})", who=who, short=short, rate=rate, points=points)


def cell(say: Words, measure: Measure) -> str:
    """ "73,45%, thiếu 10,60 điểm %"."""
    rate = wording.percent(say, measure.rate)
    if measure.rate is None:
        return rate
    return f"{rate}, {wording.points(say, measure.points, measure.short)}"


def _against(say: Words, measure: Measure) -> str:
    points = wording.points(say, measure.points, measure.short)
    if measure.target is None:
        return f", {points}"
    return say(", {points} (chỉ tiêu {target})", points=points, target=wording.percent(say, measure.target))


def _lines(say: Words, result: str, needed: str, measure: Measure) -> tuple[str, ...]:
    """What it takes a day stands on a line of its own; the rank among the siblings ends the last line."""
    rank = ""
    if measure.rank and measure.ranked and measure.ranked > 1:
        rank = say(", hạng {rank}/{ranked}", rank=measure.rank, ranked=measure.ranked)
    return (result, f"→ {needed}{rank}") if needed else (result + rank,)
