"""How long until the work year closes."""

from __future__ import annotations

from bot.core.reply import Reply
from bot.core.turn import Turn
from handlers import buttons, raw, scopes, wording
from handlers.words import words
from thads_data import staff, workdays


def countdown(turn: Turn) -> Reply:
    say = words(turn.viewer.language)
    found = workdays.countdown(turn.db, turn.now.date())
    ends = wording.day(say, found.ends)
    days, working = found.days_left, found.working_days_left
    if days:
        headline = say(
            "Còn {days} ngày ({working} ngày làm việc) nữa là hết năm công tác", days=days, working=working
        )
    else:
        headline = say("Hôm nay là ngày cuối của năm công tác ({ends})", ends=ends)
    own = scopes.own_slot(turn.viewer, staff.own_scope(turn.viewer))
    standing = buttons.button(say("Còn thiếu bao nhiêu"), "standing", scope=own)
    return Reply(
        headline=headline,
        heard=say("Hiểu là: còn bao lâu đến hết năm công tác"),
        lines=(say("Năm công tác kết thúc ngày {ends}; đã trừ thứ bảy, chủ nhật và ngày lễ", ends=ends),),
        buttons=buttons.rows(turn, turn.intent, [standing]),
        figures=raw.countdown(found),
    )
