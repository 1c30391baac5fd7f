"""One case: what remains, whose it is, and when something was last done."""

from __future__ import annotations

from datetime import date

from bot.core.reply import Button, Reply
from bot.core.turn import Turn
from handlers import buttons, heard, names, raw, scopes, sources, terms, wording
from handlers.words import Words, plain, words
from thads_data import access, register, staff
from thads_data.access import UnitRef
from thads_data.register import CaseDetail

LONGEST_PARTY = 120


def case(turn: Turn) -> Reply:
    """The case of this number; `unit` in the slots says which where the number names several."""
    say, number = words(turn.viewer.language), turn.intent.slots.get("case")
    if number is None:
        return Reply(headline=say("Anh/chị cho tôi số của việc, ví dụ: việc 45/2025"))
    found = register.find_case(turn.db, turn.viewer, number, turn.now.date(), unit=_unit(turn))
    meaning = turn.intent.with_slots(case=found.line.number)
    return Reply(
        headline=_headline(say, found),
        heard=heard.heard(say, say("việc {number}", number=found.line.number), names.short(found.line.unit)),
        lines=tuple(line for line in _lines(say, found) if line),
        notes=sources.of_register(say, found.as_of, found.imported_at, turn.now.date()),
        buttons=buttons.rows(turn, meaning, _next_steps(turn, say, found)),
        figures=raw.case(found),
        meaning=meaning,
        personal=True,
    )


def _unit(turn: Turn) -> UnitRef | None:
    code = turn.intent.slots.get("unit")
    if code is None:
        return None
    found = staff.find_scope(turn.db, turn.viewer, {"unit": code})
    return found if isinstance(found, UnitRef) else None


def _headline(say: Words, found: CaseDetail) -> str:
    line = found.line
    remaining = wording.money_in_full(say, line.remaining)
    if found.closed_on:
        status, closed = terms.status(say, line.status), wording.day(say, found.closed_on)
        return say("Việc {number}: {status} ngày {day}", number=line.number, status=status, day=closed)
    return say("Việc {number} còn phải thi hành {remaining}", number=line.number, remaining=remaining)


def _lines(say: Words, found: CaseDetail) -> tuple[str, ...]:
    line = found.line
    return (
        say("{unit}, chấp hành viên {person}", unit=names.short(line.unit), person=names.full(line.executor)),
        ", ".join(part for part in _state(say, found) if part),
        say("Người phải thi hành: {name}", name=plain(line.debtor, LONGEST_PARTY)) if line.debtor else "",
        say("Người được thi hành: {name}", name=plain(found.creditor, LONGEST_PARTY))
        if found.creditor
        else "",
        say(
            "Năm nay phải thi hành {due}, đã thi hành {done}",
            due=wording.money_in_full(say, found.due),
            done=wording.money_in_full(say, found.done),
        ),
        _last_done(say, found),
        _held(say, found),
    )


def _state(say: Words, found: CaseDetail) -> tuple[str, ...]:
    groups = [terms.category(say, code) for code in found.categories]
    return (
        say("Quyết định ngày {day}", day=wording.day(say, found.line.decided)),
        terms.kind(say, found.kind) if found.kind else "",
        terms.case_class(say, found.line.case_class),
        *groups,
        plain(found.other_categories or "", LONGEST_PARTY),
    )


def _last_done(say: Words, found: CaseDetail) -> str:
    """Step, last action with how long ago, last verification."""
    parts = []
    if found.step:
        step = terms.step(say, found.step)
        parts.append(
            say("{step} {day}", step=step, day=wording.day(say, found.step_on)) if found.step_on else step
        )
    if found.last_action:
        parts.append(_ago(say, say("tác nghiệp gần nhất"), found.last_action, found.line.idle_days))
    else:
        parts.append(
            say("chưa tác nghiệp lần nào, {days} ngày", days=wording.count(say, found.line.idle_days))
        )
    if found.last_verified:
        parts.append(say("xác minh {day}", day=wording.day(say, found.last_verified)))
    said = ", ".join(parts)
    return say("Bước: {said}", said=said) if found.step else said[:1].upper() + said[1:]


def _ago(say: Words, what: str, when: date, days: int) -> str:
    return say(
        "{what} {day} ({days} ngày trước)",
        what=what,
        day=wording.day(say, when),
        days=wording.count(say, days),
    )


def _held(say: Words, found: CaseDetail) -> str:
    if not found.held:
        return ""
    held = wording.money_in_full(say, found.held)
    if found.held_since is None:
        return say("Tiền đang giữ: {held}", held=held)
    return say("Tiền đang giữ: {held} từ {day}", held=held, day=wording.day(say, found.held_since))


def _next_steps(turn: Turn, say: Words, found: CaseDetail) -> list[Button]:
    executor = found.line.executor
    if not access.may_list_cases(turn.viewer, executor):
        return []
    scope = scopes.slot(executor)
    own = names.is_self(executor, turn.viewer)
    return [
        buttons.button(say("Việc của tôi") if own else say("Việc của người này"), "cases", scope=scope),
        buttons.button(say("Kết quả của tôi") if own else say("Kết quả người này"), "standing", scope=scope),
    ]
