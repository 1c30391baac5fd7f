"""Lists of cases, a page at a time, with the count and the money of all that match."""

from __future__ import annotations

from collections import Counter

from bot.core.intent import Intent, Slots
from bot.core.reply import Button, Reply, Table
from bot.core.turn import Turn
from handlers import buttons, filters, heard, names, raw, readings, scopes, sources, terms, wording
from handlers.scopes import Asked
from handlers.words import Words, plain, words
from thads_data import access, register
from thads_data.access import PersonRef, Scope, Viewer
from thads_data.models.organisation import COUNTRY, OFFICE
from thads_data.models.register import COMPLETED, TERMINATED
from thads_data.register import CaseLine, CaseList

PAGE = 8
# The official sentence on old cases also gives those above this age.
VERY_OLD_YEARS = 5
LONGEST_NAME = 18


def cases(turn: Turn) -> Reply:
    asked = scopes.asked(turn)
    meaning = scopes.meaning(turn.intent, asked)
    if len(asked) > 1:
        return _several(turn, meaning, asked)
    slots = meaning.slots
    page = slots.get("page", 1)
    found = _list(turn, asked[0].scope, slots, page)
    say = words(turn.viewer.language)
    shown = () if slots.get("count_only") else found.lines[:PAGE]
    total = min(found.count, slots.get("limit", found.count))
    pages = [] if slots.get("count_only") else buttons.pages(say, meaning, page, PAGE, total)
    return Reply(
        headline=_headline(say, found, slots),
        heard=_heard(say, turn, meaning, asked),
        lines=_very_old(turn, say, found, slots) if page == 1 else (),
        table=_table(say, found.scope, shown, slots) if shown else None,
        notes=sources.of_register(say, found.as_of, found.imported_at, turn.now.date()),
        buttons=buttons.rows(
            turn, meaning, _each(shown), _next_steps(say, turn.viewer, found, meaning), pages=pages
        ),
        figures=raw.cases(found),
        meaning=meaning,
        personal=True,
    )


def _list(turn: Turn, scope: Scope, slots: Slots, page: int = 1) -> CaseList:
    """One page and what figures need beyond it."""
    offset = (page - 1) * PAGE
    limit = max(0, min(raw.FIRST, slots.get("limit", raw.FIRST + offset) - offset))
    order = slots.get("order", "oldest")
    wanted = filters.of(slots)
    today = turn.now.date()
    return register.cases(turn.db, turn.viewer, scope, today, wanted, order=order, limit=limit, offset=offset)


def _several(turn: Turn, meaning: Intent, asked: tuple[Asked, ...]) -> Reply:
    """Of several scopes the counts; a button opens each list."""
    say = words(turn.viewer.language)
    found = [_list(turn, one.scope, meaning.slots) for one in asked]
    most = max(found, key=lambda one: one.count)
    count = say("{count} việc", count=wording.count(say, most.count))
    oldest = min(found, key=lambda one: one.as_of)
    rows = tuple(
        (
            names.subject_short(say, one.scope, turn.viewer),
            say("{count} việc", count=wording.count(say, one.count)),
            wording.money(say, one.money),
        )
        for one in found
    )
    drill = [
        buttons.button(names.short(one.scope), "cases", **{**meaning.slots, "scope": scopes.slot(one.scope)})
        for one in found
    ]
    return Reply(
        headline=say("Nhiều nhất: {name}, {count}", name=names.full(most.scope), count=count),
        heard=_heard(say, turn, meaning, asked),
        table=Table((say("Nơi"), ">" + say("Số việc"), ">" + say("Còn lại")), rows),
        notes=sources.of_register(say, oldest.as_of, oldest.imported_at, turn.now.date()),
        buttons=buttons.rows(turn, meaning, drill),
        figures=raw.several("lists", [raw.cases(one) for one in found]),
        meaning=meaning,
        personal=True,
    )


def _heard(say: Words, turn: Turn, meaning: Intent, asked: tuple[Asked, ...]) -> str:
    page = meaning.slots.get("page", 1)
    return heard.heard(
        say,
        say("số việc") if meaning.slots.get("count_only") else say("danh sách việc"),
        *filters.heard(say, meaning.slots),
        *(names.heard(say, one.scope, turn.viewer) for one in asked),
        say("trang {page}", page=page) if page > 1 else "",
    )


def _headline(say: Words, found: CaseList, slots: Slots) -> str:
    if not found.count:
        return say("Không có việc nào như vậy")
    said = _count(say, found, slots.get("status", ""))
    limit = slots.get("limit")
    if limit and limit < found.count and not slots.get("count_only"):
        return say("{limit} việc đầu trong {all}", limit=limit, all=said)
    return said


def _count(say: Words, found: CaseList, status: str) -> str:
    number, amount = wording.count(say, found.count), wording.money_in_full(say, found.money)
    if status in (COMPLETED, TERMINATED) and not found.money:
        return say("{count} việc đã {status}", count=number, status=terms.status(say, status))
    return say("{count} việc, còn phải thi hành {amount}", count=number, amount=amount)


def _very_old(turn: Turn, say: Words, found: CaseList, slots: Slots) -> tuple[str, ...]:
    """ "Trong đó trên 5 năm: 81 việc, 10.146.367.000 đồng", where the list is of old cases."""
    asked_for = 0 < slots.get("min_years", 0) < VERY_OLD_YEARS and "max_years" not in slots
    if not asked_for or not found.count:
        return ()
    wanted = filters.of({**slots, "min_years": VERY_OLD_YEARS})
    older = register.cases(turn.db, turn.viewer, found.scope, turn.now.date(), wanted, limit=0)
    count, money = wording.count(say, older.count), wording.money_in_full(say, older.money)
    years = wording.years(say, VERY_OLD_YEARS)
    return (say("Trong đó trên {years}: {count} việc, {amount}", years=years, count=count, amount=money),)


def _table(say: Words, scope: Scope, shown: tuple[CaseLine, ...], slots: Slots) -> Table:
    idle = filters.is_about_idleness(slots)
    last = say("Chưa tác nghiệp") if idle else say("Ra quyết định")
    return Table(
        (say("Việc"), _second_title(say, scope), ">" + say("Còn lại"), ">" + last),
        tuple(
            (
                line.number,
                _second(scope, line),
                wording.money(say, line.remaining),
                say("{days} ngày", days=wording.count(say, line.idle_days))
                if idle
                else wording.day(say, line.decided),
            )
            for line in shown
        ),
    )


def _second_title(say: Words, scope: Scope) -> str:
    if isinstance(scope, PersonRef):
        return say("Người phải thi hành")
    return say("Chấp hành viên") if scope.level == OFFICE else say("Đơn vị")


def _second(scope: Scope, line: CaseLine) -> str:
    """What the asker does not know yet: whose debt it is, which executor, which unit."""
    if isinstance(scope, PersonRef):
        return plain(line.debtor or "", LONGEST_NAME)
    if scope.level == COUNTRY:
        return line.unit.code
    return names.short(line.executor if scope.level == OFFICE else line.unit, LONGEST_NAME)


def _each(shown: tuple[CaseLine, ...]) -> list[Button]:
    """A button a case. Offices number alike: where a number stands twice, the button names the unit."""
    times = Counter(line.number for line in shown)
    return [
        buttons.button(
            line.number if times[line.number] == 1 else f"{line.number} {names.brief(line.unit)}",
            "case",
            case=line.number,
            unit=line.unit.code,
        )
        for line in shown
    ]


def _next_steps(say: Words, viewer: Viewer, found: CaseList, meaning: Intent) -> list[Button]:
    steps = []
    if meaning.slots.get("count_only") and found.count:
        steps.append(Button(say("Xem danh sách"), meaning.with_slots(count_only=None)))
    elif meaning.slots.get("order") != "largest" and found.count > 1:
        steps.append(Button(say("Lớn nhất trước"), meaning.with_slots(order="largest", page=None)))
    steps.append(buttons.button(say("Kết quả"), "standing", scope=scopes.slot(found.scope)))
    return steps + readings.other_scopes(say, viewer, meaning, found.scope, access.may_list_cases)
