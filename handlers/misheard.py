""" "That is not what I meant": a tap under every answer to a sentence, and what is said to that."""

from __future__ import annotations

import dataclasses

from bot.core.intent import MISHEARD, Intent
from bot.core.reply import Button, Reply
from bot.core.turn import Turn
from handlers import choices, suggestions, talk
from handlers.words import words
from thads_data.access import Viewer

# As much of the sentence as is kept of it; a longer one teaches nothing more.
LONGEST_SAID = 500


def correctable(reply: Reply, intent: Intent, said: str, viewer: Viewer) -> Reply:
    """The answer with the button "Không phải" in a row of its own, which knows what to offer instead."""
    say = words(viewer.language)
    slots = {
        "meaning": (reply.meaning or intent).to_json(),
        "others": [other.to_json() for other in intent.others[: choices.CHOICES]],
        "said": said[:LONGEST_SAID],
    }
    no = Button(say("Không phải"), Intent(MISHEARD, slots))
    return dataclasses.replace(reply, buttons=(*reply.buttons, (no,)))


def misheard(turn: Turn) -> Reply:
    """The likeliest of what else it might have been; it is the pipeline that keeps the sentence."""
    say, slots = words(turn.viewer.language), turn.intent.slots
    wrong = Intent.from_json(slots["meaning"])
    others = [Intent.from_json(other) for other in slots["others"]]
    found = choices.choices(say, [one for one in others if one.name in suggestions.BUILT], beside=[wrong])
    offered = {wrong.name, *(button.intent.name for button in found)}
    found += suggestions.nearest(say, turn.viewer, wrong.name, {}, without=offered)
    # The example that everyone may ask, where the first one is just what was not meant.
    first = next(talk.examples(say, turn.viewer))
    example = say("phòng nào thấp nhất về tiền") if wrong.name == "standing" else first
    return Reply(
        headline=say("Xin lỗi, tôi hiểu sai câu đó"),
        lines=(
            say("Anh/chị chọn một nút dưới đây, hoặc hỏi lại cho rõ: hỏi gì, của ai. Ví dụ:"),
            f"• {example}",
        ),
        notes=(say("Câu đó đã được ghi lại, che tên và số, để quản trị dạy tôi."),),
        buttons=(tuple(found[: choices.CHOICES]),),
    )
