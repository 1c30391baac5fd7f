"""Units or people in order of their rate."""

from __future__ import annotations

from typing import Any

from bot.core.intent import Intent
from bot.core.reply import Reply, Table
from bot.core.turn import Turn
from handlers import buttons, heard, names, raw, readings, scopes, sources, wording
from handlers.words import Words, words
from thads_data import staff, standings
from thads_data.access import PersonRef, Scope, UnitRef
from thads_data.errors import Refusal
from thads_data.models.organisation import COUNTRY, OFFICE, PROVINCE
from thads_data.standings import Ranking, RankingRow

# What a phone shows without scrolling, and what stands above the rows: what was understood, and the headline.
LINES, ABOVE = 12, 2
LONGEST_ROW_NAME = 18


def ranking(turn: Turn) -> Reply:
    """The page asked for; `figures` hold every row up to `limit`."""
    slots = turn.intent.slots
    of, within, slot = _asked(turn)
    below = bool(slots.get("below_target"))
    found = standings.ranking(
        turn.db,
        turn.viewer,
        within,
        turn.now.date(),
        of=of,
        metric=slots.get("metric", "cases"),
        order=slots.get("order", "lowest" if below else "highest"),
        below_target=below,
        limit=slots.get("limit"),
    )
    meaning = turn.intent.with_slots(of=of, scope=slot, metric=found.metric, order=found.order)
    return _reply(turn, meaning, found)


def _asked(turn: Turn) -> tuple[str, UnitRef, Any]:
    """What is put in order, within which unit, and the slot that names the unit. One unit at a time."""
    asked = scopes.asked(turn)
    if len(asked) > 1:
        raise Refusal("ambiguous", choices=tuple(one.scope for one in asked))
    named, scope = "scope" in turn.intent.slots, asked[0].scope
    of = turn.intent.slots.get("of") or _usual(turn, scope, named)
    within = _within(turn, of, scope, named)
    kept = within.code == scope.code
    return of, within, asked[0].slot if kept else scopes.own_slot(turn.viewer, within)


def _usual(turn: Turn, scope: Scope, named: bool) -> str:
    """Executors of an office that was named or that the asker heads, else the units or provinces below."""
    if isinstance(scope, PersonRef) or scope.level == OFFICE:
        return "executors" if named or "chief" in turn.viewer.roles else "units"
    return "provinces" if scope.level == COUNTRY else "units"


def _within(turn: Turn, of: str, scope: Scope, named: bool) -> UnitRef:
    """The unit whose units, provinces or executors are asked for; an office's siblings where units are."""
    if of == "provinces":
        scope = staff.find_scope(turn.db, turn.viewer, "country")
    unit = scope.unit if isinstance(scope, PersonRef) else scope
    if of == "executors" or unit.level in (PROVINCE, COUNTRY):
        return unit
    return turn.viewer.province if not named and turn.viewer.province else staff.parent(turn.db, unit) or unit


def _reply(turn: Turn, meaning: Intent, found: Ranking) -> Reply:
    say = words(turn.viewer.language)
    notes = (*_unranked(say, found), *sources.of_figures(say, found.sourced, turn.now.date()))
    page, size = meaning.slots.get("page", 1), LINES - ABOVE - len(notes)
    shown = found.rows[(page - 1) * size : page * size]
    drill = [
        buttons.button(names.short(row.scope), "standing", scope=scopes.slot(row.scope)) for row in shown
    ]
    pages = buttons.pages(say, meaning, page, size, len(found.rows))
    return Reply(
        headline=_headline(say, found, bool(meaning.slots.get("below_target"))),
        heard=_heard(say, meaning, found, page),
        table=_table(say, found, shown) if shown else None,
        notes=notes,
        buttons=buttons.rows(turn, meaning, drill, readings.other_metric(say, meaning), pages=pages),
        figures=raw.ranking(found),
        meaning=meaning,
        personal=found.of == "executors",
    )


def _unranked(say: Words, found: Ranking) -> tuple[str, ...]:
    if not found.unranked:
        return ()
    return (say("{count} nơi chưa có kết quả nên không xếp hạng", count=found.unranked),)


def _heard(say: Words, meaning: Intent, found: Ranking, page: int) -> str:
    orders = {"highest": say("cao nhất trước"), "lowest": say("thấp nhất trước")}
    return heard.heard(
        say,
        say("xếp hạng {what} {about}", what=_what(say, found.of), about=heard.about(say, found.metric)),
        names.short(found.within, names.LONGEST_NAME),
        say("dưới chỉ tiêu") if meaning.slots.get("below_target") else "",
        orders.get(found.order, ""),
        say("đến {day}", day=wording.short_day(say, found.sourced.as_of)),
        say("trang {page}", page=page) if page > 1 else "",
    )


def _headline(say: Words, found: Ranking, below: bool) -> str:
    about, what = heard.about(say, found.metric), _what(say, found.of)
    if not found.rows and below:
        return say("Không {what} nào dưới chỉ tiêu {about}", what=what, about=about)
    if not found.rows:
        return say("Chưa {what} nào có kết quả {about}", what=what, about=about)
    first = found.rows[0]
    rate, points = wording.percent(say, first.rate), wording.points(say, first.points, first.short)
    if below:
        return say("{count} {what} dưới chỉ tiêu {about}", count=found.below, what=what, about=about)
    if found.order == "lowest":
        lowest = say("Thấp nhất {about}: {name}", about=about, name=names.full(first.scope))
        return f"{lowest}, {rate}, {points}"
    highest = say("Cao nhất {about}: {name}", about=about, name=names.full(first.scope))
    return f"{highest}, {rate}, {points}"


def _what(say: Words, of: str) -> str:
    if of == "executors":
        return say("chấp hành viên")
    return say("tỉnh") if of == "provinces" else say("đơn vị")


def _table(say: Words, found: Ranking, shown: tuple[RankingRow, ...]) -> Table:
    """Rank, name, rate, points, and what is missing; of people of several offices their office instead."""
    executors = found.of == "executors"
    scattered = executors and found.within.level != OFFICE
    last = say("Đơn vị") if scattered else ">" + say("Còn thiếu")
    name = say("Chấp hành viên") if executors else say("Đơn vị")
    rates = (">" + say("Tỷ lệ"), ">" + say("So chỉ tiêu"))
    rows = tuple(
        (*_row(say, row), _office(row.scope) if scattered else _short(say, found, row)) for row in shown
    )
    return Table((">" + say("Hạng"), name, *rates, last), rows)


def _row(say: Words, row: RankingRow) -> tuple[str, str, str, str]:
    name, rank = names.short(row.scope, LONGEST_ROW_NAME), wording.count(say, row.rank)
    return rank, name, wording.percent(say, row.rate), wording.points_briefly(say, row.points, row.short)


def _office(scope: Scope) -> str:
    return names.brief(scope.unit) if isinstance(scope, PersonRef) else ""


def _short(say: Words, found: Ranking, row: RankingRow) -> str:
    if not row.short:
        return ""
    if found.metric == "money":
        return wording.money(say, row.short)
    return say("{count} việc", count=wording.count(say, row.short))
