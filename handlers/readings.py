"""Other readings of the same question, a tap away: the other metric, and the asker's other scopes."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.intent import Intent
from bot.core.reply import Button
from handlers.words import Words
from thads_data.access import PersonRef, Scope, Viewer
from thads_data.models.organisation import EXECUTOR


def other_metric(say: Words, meaning: Intent) -> list[Button]:
    """Money where cases were asked for and the other way round; nothing where both are answered anyway."""
    metric = meaning.slots.get("metric")
    if metric is None:
        return []
    label, other = (say("Về việc"), "cases") if metric == "money" else (say("Về tiền"), "money")
    return [Button(label, meaning.with_slots(metric=other, page=None))]


def other_scopes(
    say: Words, viewer: Viewer, meaning: Intent, scope: Scope, allowed: Callable[[Viewer, Scope], bool]
) -> list[Button]:
    """The same of oneself, one's unit and the province, as far as one may see it."""
    own: list[tuple[str, str, Scope]] = [(say("Đơn vị tôi"), "my_unit", viewer.unit)]
    if EXECUTOR in viewer.roles:
        self_ = PersonRef(viewer.id, viewer.code, viewer.name, viewer.unit)
        own.insert(0, (say("Của tôi"), "me", self_))
    if viewer.province is not None and viewer.province.code != viewer.unit.code:
        own.append((say("Toàn tỉnh"), "province", viewer.province))
    return [
        Button(label, meaning.with_slots(scope=slot, page=None))
        for label, slot, other in own
        if other.code != scope.code and allowed(viewer, other)
    ]
