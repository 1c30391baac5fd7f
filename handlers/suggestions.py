"""What it can do, as buttons: offered where a question could not be answered, and in the help."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.intent import Slots
from bot.core.reply import Button
from bot.core.turn import EVERYONE
from handlers import buttons, scopes
from handlers.words import Words
from thads_data import access, staff
from thads_data.access import Viewer

OFFERED = 3
# What is answered today; the rest of the catalogue is understood, and said to be out of reach.
BUILT = frozenset({"standing", "ranking", "cases", "case", "countdown", "compare", "help", "whoami"})
# Who has a list of cases of their own to look at.
WITH_CASES = EVERYONE - {"admin"}

_USUAL = ("standing", "old", "ranking", "countdown", "compare", "help")
# What stands nearest to a wish that nothing answers yet.
_NEAREST = {
    "forecast": ("standing", "countdown", "compare"),
    "agenda": ("idle", "largest", "standing"),
    "deadlines": ("idle", "old", "countdown"),
    "chart": ("ranking", "standing", "compare"),
    "history": ("standing", "compare", "idle"),
    "held_money": ("largest", "standing", "old"),
    "update": ("largest", "standing", "idle"),
    "updates": ("largest", "standing", "idle"),
    "remind_me": ("countdown", "standing", "idle"),
    "nudge": ("idle", "ranking", "standing"),
    "report": ("old", "ranking", "standing"),
    "draft_telegram": ("below", "ranking", "standing"),
    "broadcast": ("below", "ranking", "standing"),
}


def nearest(
    say: Words, viewer: Viewer, intent: str, slots: Slots, without: Collection[str] = ()
) -> list[Button]:
    """The three things nearest to what was asked that this person may do, `without` what stands there."""
    wanted = [*_NEAREST.get(intent, ()), *_USUAL]
    able = _able(say, viewer)
    found = [able[name] for name in dict.fromkeys(wanted) if name in able]
    found = [button for button in found if button.intent.name not in without]
    if "case" in slots and viewer.roles & WITH_CASES:
        number = slots["case"]
        found.insert(0, buttons.button(say("Xem việc {number}", number=number), "case", case=number))
    return found[:OFFERED]


def everything(say: Words, viewer: Viewer) -> list[Button]:
    """All that a button can ask without further words."""
    able = _able(say, viewer)
    return [able[name] for name in able if name != "help"]


def _able(say: Words, viewer: Viewer) -> dict[str, Button]:
    own = staff.own_scope(viewer)
    scope = scopes.own_slot(viewer, own)
    able = {
        "standing": buttons.button(say("Còn thiếu bao nhiêu"), "standing", scope=scope),
        "compare": buttons.button(say("So với cùng kỳ"), "compare", scope=scope),
        "countdown": buttons.button(say("Còn bao nhiêu ngày"), "countdown"),
        "help": buttons.button(say("Trợ giúp"), "help"),
    }
    if access.may_rank(viewer, viewer.province or viewer.unit, "units"):
        able |= {
            "ranking": buttons.button(say("Xếp hạng các đơn vị"), "ranking", of="units"),
            "below": buttons.button(say("Đơn vị dưới chỉ tiêu"), "ranking", of="units", below_target=True),
        }
    if access.may_list_cases(viewer, own):
        able |= {
            "old": buttons.button(say("Án trên 1 năm"), "cases", scope=scope, min_years=1),
            "idle": buttons.button(say("30 ngày chưa tác nghiệp"), "cases", scope=scope, idle_days=30),
            "largest": buttons.button(say("Việc lớn nhất"), "cases", scope=scope, order="largest"),
        }
    return able
