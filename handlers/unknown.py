"""What it does not understand or cannot do yet: said plainly, with the three nearest things it can do."""

from __future__ import annotations

from bot.core.intent import Intent
from bot.core.reply import Reply
from bot.core.turn import Turn
from handlers import choices, suggestions
from handlers.words import Words, words


def unknown(turn: Turn) -> Reply:
    """Also where the table of routes has no row for what was understood; never an invented answer."""
    if turn.intent.alternatives:
        return _which(turn)
    say, intent = words(turn.viewer.language), turn.intent
    near = suggestions.nearest(say, turn.viewer, intent.name, intent.slots)
    return Reply(headline=_headline(say, intent), lines=_lines(say, intent), buttons=(tuple(near),))


def choose(turn: Turn) -> Reply:
    """A number where nothing was asked, or where the question had fewer answers: a case, perhaps."""
    say, number = words(turn.viewer.language), str(turn.intent.slots.get("n", ""))
    near = suggestions.nearest(say, turn.viewer, "choose", {"case": number})
    return Reply(
        headline=say("Không có lựa chọn số {number} nào đang chờ anh/chị", number=number),
        lines=(say("Nếu là số của việc, anh/chị gõ thêm chữ “việc” phía trước."),),
        buttons=(tuple(near),),
    )


def _which(turn: Turn) -> Reply:
    """Several meanings are about as likely: the person says which; where none fits well, among others."""
    say, intent = words(turn.viewer.language), turn.intent
    sure = intent.name != "unknown"
    likely = [other for other in intent.alternatives if sure or other.name in suggestions.BUILT]
    found = choices.choices(say, likely)
    if not sure:
        offered = {button.intent.name for button in found}
        found += suggestions.nearest(say, turn.viewer, "unknown", {}, without=offered)
    return Reply(headline=_question(say, intent), buttons=(tuple(found[: choices.CHOICES]),))


def _question(say: Words, intent: Intent) -> str:
    if intent.name == "unknown":
        return say("Tôi chưa hiểu chắc câu này, có phải anh/chị muốn:")
    if intent.name in ("update", "updates"):
        return say("Câu báo này có thể hiểu khác nhau, anh/chị muốn báo:")
    return say("Anh/chị muốn hỏi điều nào?")


def _headline(say: Words, intent: Intent) -> str:
    if intent.hint == "admin":
        return say("Việc này do quản trị của đơn vị làm, tôi không làm thay được")
    if intent.hint == "long":
        return say("Tin này dài quá nên tôi chưa đọc, chưa có gì được ghi")
    if intent.name in ("update", "updates"):
        return say("Tôi hiểu anh/chị báo tiến độ, nhưng tôi chưa ghi được: chưa có gì được lưu")
    if intent.name in ("confirm", "cancel", "undo"):
        return say("Hiện không có gì đang chờ anh/chị xác nhận hay hủy")
    what = choices.what(say, intent)
    if not what:
        return say("Tôi chưa hiểu câu này")
    return say("Tôi hiểu anh/chị cần: {what}. Việc này tôi chưa làm được", what=what)


def _lines(say: Words, intent: Intent) -> tuple[str, ...]:
    if intent.hint == "admin":
        return (
            say("Chuyển việc cho người khác, sửa chỉ tiêu, mở tài khoản: anh/chị báo quản trị của đơn vị."),
            say("Thay đổi được làm ở phần mềm của ngành rồi nhập lại vào đây."),
        )
    if intent.hint == "long":
        return (say("Anh/chị gửi lại làm nhiều tin, mỗi việc một dòng, mỗi tin không quá hai mươi dòng."),)
    return (say("Tôi làm được những việc gần nhất sau đây, hoặc anh/chị hỏi lại bằng lời khác:"),)
