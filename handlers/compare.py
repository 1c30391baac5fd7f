"""Against the same day of last year, or an earlier day."""

from __future__ import annotations

from bot.core.intent import Intent
from bot.core.reply import Button, Reply, Table
from bot.core.turn import Turn
from handlers import buttons, heard, names, raw, readings, scopes, sources, wording
from handlers.words import Words, words
from thads_data import access, standings
from thads_data.access import PersonRef, Viewer
from thads_data.standings import Change, Comparison


def compare(turn: Turn) -> Reply:
    asked = scopes.asked(turn)
    today = turn.now.date()
    with_day = scopes.day(turn.intent.slots, "as_of", today)
    found = [standings.compare(turn.db, turn.viewer, one.scope, today, with_day=with_day) for one in asked]
    meaning = scopes.meaning(turn.intent, asked)
    return _one(turn, meaning, found[0]) if len(found) == 1 else _several(turn, meaning, found)


def _one(turn: Turn, meaning: Intent, one: Comparison) -> Reply:
    say, metric = words(turn.viewer.language), meaning.slots.get("metric")
    return Reply(
        headline=_headline(say, one, metric, turn.viewer),
        heard=_heard(say, meaning, [one], turn.viewer),
        lines=(
            *(_cases(say, one.cases) if metric != "money" else ()),
            *(_money(say, one.money) if metric != "cases" else ()),
        ),
        notes=(*_nearest(say, one), *sources.of_figures(say, one.sourced, turn.now.date())),
        buttons=buttons.rows(
            turn,
            meaning,
            [buttons.button(say("Còn thiếu bao nhiêu"), "standing", scope=scopes.slot(one.scope))],
            readings.other_metric(say, meaning)
            + readings.other_scopes(say, turn.viewer, meaning, one.scope, access.may_see_totals),
        ),
        figures=raw.comparison(one),
        meaning=meaning,
        personal=isinstance(one.scope, PersonRef),
    )


def _several(turn: Turn, meaning: Intent, found: list[Comparison]) -> Reply:
    say, metric = words(turn.viewer.language), meaning.slots.get("metric")
    shown = [metric] if metric else ["cases", "money"]
    titles = {"cases": say("Việc"), "money": say("Tiền")}
    rows = tuple(
        (
            names.subject_short(say, one.scope, turn.viewer),
            *(wording.change(say, _change(one, metric).points) for metric in shown),
        )
        for one in found
    )
    drill = [
        Button(names.short(one.scope), meaning.with_slots(scope=scopes.slot(one.scope))) for one in found
    ]
    oldest = min(found, key=lambda one: one.sourced.as_of)
    return Reply(
        headline=say(
            "So sánh {count} nơi với {day}", count=len(found), day=wording.day(say, found[0].with_day)
        ),
        heard=_heard(say, meaning, found, turn.viewer),
        table=Table((say("Nơi"), *(f">{titles[metric]}" for metric in shown)), rows),
        notes=sources.of_figures(say, oldest.sourced, turn.now.date()),
        buttons=buttons.rows(turn, meaning, drill),
        figures=raw.several("comparisons", [raw.comparison(one) for one in found]),
        meaning=meaning,
        personal=any(isinstance(one.scope, PersonRef) for one in found),
    )


def _heard(say: Words, meaning: Intent, found: list[Comparison], viewer: Viewer) -> str:
    same_day = "as_of" not in meaning.slots
    day = wording.day(say, found[0].asked_day)
    return heard.heard(
        say,
        say("so với cùng kỳ năm trước") if same_day else say("so với {day}", day=day),
        heard.metric(say, meaning.slots.get("metric")),
        *(names.heard(say, one.scope, viewer) for one in found),
    )


def _headline(say: Words, one: Comparison, metric: str | None, viewer: Viewer) -> str:
    who, day = names.subject(say, one.scope, viewer), wording.day(say, one.with_day)
    if metric:
        change = wording.change(say, _change(one, metric).points)
        about = heard.about(say, metric)
        return say("{who}: {about} {change} so với {day}", who=who, about=about, change=change, day=day)
    cases, money = wording.change(say, one.cases.points), wording.change(say, one.money.points)
    return say("{who}: việc {cases}, tiền {money} so với {day}", who=who, cases=cases, money=money, day=day)


def _cases(say: Words, change: Change) -> tuple[str, str]:
    done, then = wording.count(say, change.done), wording.count(say, change.done_then)
    return (
        say("Việc: {rate}, khi đó {then}", **_rates(say, change)),
        say(
            "→ xong {done} việc, khi đó {then} ({growth})",
            done=done,
            then=then,
            growth=_growth(say, change),
        ),
    )


def _money(say: Words, change: Change) -> tuple[str, str]:
    done, then = wording.money(say, change.done), wording.money(say, change.done_then)
    return (
        say("Tiền: {rate}, khi đó {then}", **_rates(say, change)),
        say("→ xong {done}, khi đó {then} ({growth})", done=done, then=then, growth=_growth(say, change)),
    )


def _rates(say: Words, change: Change) -> dict[str, str]:
    return {"rate": wording.percent(say, change.rate), "then": wording.percent(say, change.then)}


def _growth(say: Words, change: Change) -> str:
    """In per cent of what was done then."""
    if change.growth is None:
        return say("chưa so được")
    if change.growth == 0:
        return say("không đổi")
    if change.growth > 0:
        return say("tăng {percent}", percent=wording.percent(say, change.growth))
    return say("giảm {percent}", percent=wording.percent(say, -change.growth))


def _nearest(say: Words, one: Comparison) -> tuple[str, ...]:
    if one.with_day == one.asked_day:
        return ()
    asked, found = wording.day(say, one.asked_day), wording.day(say, one.with_day)
    return (
        say(
            "Ngày {asked} không có số liệu, so với ngày gần nhất trước đó: {found}", asked=asked, found=found
        ),
    )


def _change(one: Comparison, metric: str) -> Change:
    return one.money if metric == "money" else one.cases
