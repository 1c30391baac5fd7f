"""Words where no handler answers: a refusal, an unknown account, a bug of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.intent import Intent
from bot.core.reply import Button, Reply
from handlers import buttons, names, scopes, suggestions, wording
from handlers.words import SOURCE, Words, plain, words
from thads_data.access import PersonRef, Scope, Viewer
from thads_data.errors import Refusal
from thads_data.register import CaseLine

CHOICES = 9


def apology(reference: str, language: str) -> Reply:
    """The fixed words for a bug; the log bears the same reference."""
    say = words(language)
    return Reply(
        headline=say("Xin lỗi, tôi gặp lỗi nên chưa trả lời được. Mã lỗi: {reference}", reference=reference),
        lines=(say("Anh/chị thử lại sau ít phút; nếu vẫn lỗi, báo mã này cho quản trị."),),
    )


def stranger() -> Reply:
    """To an account that is nobody's: only how to link."""
    say = words(SOURCE)
    return Reply(
        headline=say("Tài khoản này chưa liên kết với cán bộ nào"),
        lines=(
            say("Anh/chị xin quản trị của đơn vị một mã liên kết dùng một lần, rồi gửi mã đó vào đây."),
            say("Đây là trả lời tự động của máy."),
        ),
    )


def refused(refusal: Refusal, viewer: Viewer, intent: Intent) -> Reply:
    """The reason in words. Nothing of what may not be seen is named, and there are no figures."""
    say = words(viewer.language)
    if refusal.reason == "ambiguous":
        return _which_scope(say, intent, refusal.details["choices"])
    if refusal.reason == "ambiguous_case":
        return _which_case(say, refusal.details["number"], refusal.details["choices"])
    worded = _REASONS.get(refusal.reason, _cannot)
    headline, *lines = worded(say, refusal.details)
    near = _near_cases(say, refusal.details) or suggestions.nearest(say, viewer, refusal.reason, {})
    return Reply(headline=headline, lines=tuple(lines), buttons=(tuple(near),))


def _which_scope(say: Words, intent: Intent, choices: tuple[Scope, ...]) -> Reply:
    """The rest of the question is kept; a button says which was meant."""
    namesakes = len({names.full(choice) for choice in choices}) < len(choices)
    people = isinstance(choices[0], PersonRef)
    ask = say("Anh/chị hỏi người nào?") if people else say("Anh/chị hỏi đơn vị nào?")
    found = [Button(_label(choice, namesakes), _instead(intent, choice)) for choice in choices[:CHOICES]]
    more = say("Còn nữa, anh/chị gõ đầy đủ họ tên hoặc tên đơn vị")
    return Reply(
        headline=ask,
        lines=tuple(_described(choice) for choice in choices[:CHOICES]),
        notes=(more,) if len(choices) > CHOICES else (),
        buttons=buttons.in_rows(found),
    )


def _instead(intent: Intent, choice: Scope) -> Intent:
    return Intent(intent.name, intent.with_slots(scope=scopes.slot(choice)).slots)


def _label(choice: Scope, namesakes: bool) -> str:
    """The name; of namesakes with what tells them apart."""
    if not namesakes:
        return names.short(choice)
    told_by = names.brief(choice.unit) if isinstance(choice, PersonRef) else choice.code
    return plain(f"{names.short(choice, 13)}, {told_by}", buttons.LONGEST_LABEL)


def _described(choice: Scope) -> str:
    if isinstance(choice, PersonRef):
        return f"• {names.full(choice)}, {names.short(choice.unit)}"
    return f"• {names.full(choice)} ({choice.code})"


def _which_case(say: Words, number: str, choices: tuple[CaseLine, ...]) -> Reply:
    found = [_choice_of_case(say, line) for line in choices[:CHOICES]]
    more = say("Chỉ hiện {shown} việc đầu", shown=len(found))
    return Reply(
        headline=say(
            "Có {count} việc cùng số {number}. Anh/chị hỏi việc của đơn vị nào?",
            count=len(choices),
            number=number,
        ),
        notes=(more,) if len(choices) > len(found) else (),
        buttons=buttons.in_rows(found),
    )


def _choice_of_case(say: Words, line: CaseLine) -> Button:
    label = f"{names.short(line.unit, 13)}, {wording.day(say, line.decided)}"
    return buttons.button(label, "case", case=line.number, unit=line.unit.code)


def _near_cases(say: Words, details: dict[str, Any]) -> list[Button]:
    return [buttons.button(number, "case", case=number) for number in details.get("near", ())]


def _not_allowed(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    return (
        say("Phần này anh/chị không được xem"),
        say("Cần xem, anh/chị hỏi lãnh đạo đơn vị hoặc quản trị."),
    )


def _no_such_unit(say: Words, details: dict[str, Any]) -> tuple[str, ...]:
    said = details.get("said", "")
    if said == "country":
        return (say("Ở đây chưa có số liệu toàn quốc"),)
    if said == "province":
        return (say("Anh/chị không thuộc tỉnh nào, anh/chị nêu tên tỉnh giúp tôi"),)
    return (say("Tôi không thấy đơn vị nào tên là “{said}”", said=plain(said, names.LONGEST_NAME)),)


def _no_such_person(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    return (
        say("Tôi không thấy người này trong phạm vi anh/chị được xem"),
        say("Anh/chị gõ đầy đủ họ tên giúp tôi."),
    )


def _no_such_case(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    """Word for word the same for a case of others and for one that nobody has."""
    return (
        say("Không có việc số này trong phạm vi của anh/chị"),
        say("Anh/chị gõ lại đủ số và năm, hoặc chọn một số gần đó của mình."),
    )


def _no_figures(say: Words, details: dict[str, Any]) -> tuple[str, ...]:
    first = say("Chưa có số liệu nào của năm công tác này")
    newest = details.get("newest")
    if newest is None:
        return (first, say("Quản trị nhập thống kê hoặc sổ thụ lý thì tôi trả lời được ngay."))
    return (first, say("Số liệu mới nhất là đến {day}.", day=wording.day(say, newest)))


def _no_snapshot(say: Words, details: dict[str, Any]) -> tuple[str, ...]:
    return (say("Chưa có số liệu đến {day} để so sánh", day=wording.day(say, details["day"])),)


def _no_register(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    return (
        say("Chưa có sổ thụ lý nào được nhập"),
        say("Quản trị nhập sổ thụ lý thì tôi trả lời được ngay."),
    )


def _too_many(say: Words, details: dict[str, Any]) -> tuple[str, ...]:
    return (
        say(
            "Mỗi lần anh/chị hỏi nhiều nhất {most} nơi; muốn xem tất cả thì hỏi xếp hạng",
            most=details["most"],
        ),
    )


def _stale_button(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    return (say("Nút này đã cũ, anh/chị hỏi lại giúp tôi"),)


def _cannot(say: Words, _details: dict[str, Any]) -> tuple[str, ...]:
    return (say("Câu này tôi chưa trả lời được"),)


_REASONS: dict[str, Callable[[Words, dict[str, Any]], tuple[str, ...]]] = {
    "not_allowed": _not_allowed,
    "wrong_role": _not_allowed,
    "no_such_unit": _no_such_unit,
    "no_such_person": _no_such_person,
    "no_such_case": _no_such_case,
    "no_figures": _no_figures,
    "no_snapshot": _no_snapshot,
    "no_register": _no_register,
    "too_many": _too_many,
    "stale_button": _stale_button,
}
