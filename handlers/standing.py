"""Where a unit or a person stands: how far short of the target, in cases and in money."""

from __future__ import annotations

from datetime import date

from bot.core.intent import Intent
from bot.core.reply import Button, Reply, Table
from bot.core.turn import Turn
from handlers import buttons, heard, measures, names, raw, readings, scopes, sources, terms, wording
from handlers.words import Words, words
from thads_data import access, standings, workdays
from thads_data.access import PersonRef, Scope, Viewer
from thads_data.models.organisation import OFFICE
from thads_data.standings import Measure, Standing


def standing(turn: Turn) -> Reply:
    """The answer of the whole product: "còn thiếu bao nhiêu"."""
    asked, slots = scopes.asked(turn), turn.intent.slots
    today = turn.now.date()
    day = scopes.day(slots, "as_of", today)
    category = slots.get("category", "")
    found = [
        standings.standing(turn.db, turn.viewer, one.scope, today, day=day, category=category)
        for one in asked
    ]
    meaning = scopes.meaning(turn.intent, asked)
    if len(found) == 1:
        return _one(turn, meaning, found[0], day or today)
    return _several(turn, meaning, found, day or today)


def _one(turn: Turn, meaning: Intent, one: Standing, day: date) -> Reply:
    say, metric = words(turn.viewer.language), meaning.slots.get("metric")
    asker = (say, turn.viewer, one.scope, meaning)
    return Reply(
        headline=_headline(say, one, metric, turn.viewer),
        heard=_heard(say, meaning, [one], turn.viewer),
        lines=(
            *(measures.cases(say, one.cases) if metric != "money" else ()),
            *(measures.money(say, one.money) if metric != "cases" else ()),
            _days(say, one, day, turn.now.date()),
            *_reported(say, one),
        ),
        notes=sources.of_figures(say, one.sourced, day),
        buttons=buttons.rows(turn, meaning, _next_steps(*asker), _readings(*asker)),
        figures=raw.standing(one),
        meaning=meaning,
        personal=isinstance(one.scope, PersonRef),
    )


def _several(turn: Turn, meaning: Intent, found: list[Standing], day: date) -> Reply:
    """A line for each; the source of the oldest, so that its age is not hidden behind the others."""
    say, metric = words(turn.viewer.language), meaning.slots.get("metric")
    below = sum(_is_short(one, metric) for one in found)
    oldest = min(found, key=lambda one: one.sourced.as_of)
    drill = [
        Button(names.short(one.scope), meaning.with_slots(scope=scopes.slot(one.scope))) for one in found
    ]
    return Reply(
        headline=say("{below}/{count} nơi còn thiếu so với chỉ tiêu", below=below, count=len(found)),
        heard=_heard(say, meaning, found, turn.viewer),
        table=_table(say, found, metric, turn.viewer),
        notes=sources.of_figures(say, oldest.sourced, day),
        buttons=buttons.rows(turn, meaning, drill),
        figures=raw.several("standings", [raw.standing(one) for one in found]),
        meaning=meaning,
        personal=any(isinstance(one.scope, PersonRef) for one in found),
    )


def _heard(say: Words, meaning: Intent, found: list[Standing], viewer: Viewer) -> str:
    category = meaning.slots.get("category")
    return heard.heard(
        say,
        heard.metric(say, meaning.slots.get("metric")),
        terms.category(say, category) if category else "",
        *(names.heard(say, one.scope, viewer) for one in found),
        say("đến {day}", day=wording.short_day(say, min(one.sourced.as_of for one in found))),
    )


def _headline(say: Words, one: Standing, metric: str | None, viewer: Viewer) -> str:
    who = names.subject(say, one.scope, viewer)
    if metric:
        return measures.headline(say, who, _measure(one, metric), metric)
    if one.cases.short and one.money.short:
        cases, money = wording.count(say, one.cases.short), wording.money(say, one.money.short)
        return say("{who} còn thiếu {cases} việc và {money}", who=who, cases=cases, money=money)
    if one.money.short or one.cases.rate is None:
        return measures.headline(say, who, one.money, "money")
    if one.cases.short or one.money.rate is None or one.cases.points is None:
        return measures.headline(say, who, one.cases, "cases")
    return say("{who} đã đạt chỉ tiêu cả về việc và về tiền", who=who)


def _days(say: Words, one: Standing, day: date, today: date) -> str:
    ends = wording.day(say, workdays.year_end(workdays.work_year(day)))
    left = say("{days} ngày ({working} ngày làm việc)", days=one.days_left, working=one.working_days_left)
    if workdays.work_year(day) < workdays.work_year(today):
        return say("Năm công tác đã kết thúc ngày {ends}", ends=ends)
    if one.days_left == 0:
        return say("Hôm nay là ngày cuối của năm công tác ({ends})", ends=ends)
    return say("Còn {left} đến {ends}", left=left, ends=ends)


def _reported(say: Words, one: Standing) -> tuple[str, ...]:
    """What was reported through the assistant stands beside the figure, never in it."""
    if not one.reported_cases and not one.reported_money:
        return ()
    cases, money = wording.count(say, one.reported_cases), wording.money(say, one.reported_money)
    said = say(
        "Cộng tiến độ báo qua trợ lý: +{cases} việc, +{money}, chưa vào phần mềm", cases=cases, money=money
    )
    return (said,)


def _is_short(one: Standing, metric: str | None) -> bool:
    if metric:
        return _measure(one, metric).short > 0
    return one.cases.short > 0 or one.money.short > 0


def _measure(one: Standing, metric: str) -> Measure:
    return one.money if metric == "money" else one.cases


def _table(say: Words, found: list[Standing], metric: str | None, viewer: Viewer) -> Table:
    shown = [metric] if metric else ["cases", "money"]
    titles = {"cases": say("Việc"), "money": say("Tiền")}
    rows = tuple(
        (
            names.subject_short(say, one.scope, viewer),
            *(measures.cell(say, _measure(one, metric)) for metric in shown),
        )
        for one in found
    )
    return Table((say("Nơi"), *(f">{titles[metric]}" for metric in shown)), rows)


def _next_steps(say: Words, viewer: Viewer, scope: Scope, meaning: Intent) -> list[Button]:
    """Deeper: units, executors, cases; then against last year."""
    slot = scopes.slot(scope)
    steps = _deeper(say, viewer, scope)
    if access.may_list_cases(viewer, scope):
        steps.append(buttons.button(say("Án trên 1 năm"), "cases", scope=slot, min_years=1))
    if "category" not in meaning.slots:
        steps.append(buttons.button(say("So với cùng kỳ"), "compare", scope=slot))
    return steps


def _readings(say: Words, viewer: Viewer, scope: Scope, meaning: Intent) -> list[Button]:
    return [
        *readings.other_metric(say, meaning),
        *readings.other_scopes(say, viewer, meaning, scope, access.may_see_totals),
    ]


def _deeper(say: Words, viewer: Viewer, scope: Scope) -> list[Button]:
    slot = scopes.slot(scope)
    if isinstance(scope, PersonRef):
        return [buttons.button(say("Danh sách việc"), "cases", scope=slot)]
    of = "executors" if scope.level == OFFICE else "units"
    if not access.may_rank(viewer, scope, of):
        return []
    label = say("Từng chấp hành viên") if of == "executors" else say("Từng đơn vị")
    return [buttons.button(label, "ranking", of=of, scope=slot)]
