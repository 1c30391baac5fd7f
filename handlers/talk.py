"""Talk beside the figures: help, who am I, greetings, thanks. It never passes for a person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.reply import Reply
from bot.core.turn import Turn
from handlers import buttons, names, suggestions
from handlers.words import Words, plain, words
from thads_data.access import Viewer


def help_(turn: Turn) -> Reply:
    say, viewer = words(turn.viewer.language), turn.viewer
    return Reply(
        headline=say("Anh/chị cứ hỏi bằng lời thường, có dấu hay không dấu đều được. Ví dụ:"),
        lines=tuple(f"• {example}" for example in examples(say, viewer)),
        notes=(
            say("Mỗi câu trả lời là của máy, lấy từ số liệu đã nhập; số chính thức ở phần mềm của ngành."),
        ),
        buttons=buttons.in_rows(suggestions.everything(say, viewer)),
    )


def whoami(turn: Turn) -> Reply:
    say, viewer = words(turn.viewer.language), turn.viewer
    known = (plain(text or "", names.LONGEST_NAME) for text in (viewer.name, viewer.title))
    return Reply(
        headline=say("Anh/chị là {who}", who=", ".join(part for part in known if part)),
        lines=(
            say("Đơn vị: {unit}", unit=names.full(viewer.unit)),
            say("Mã cán bộ: {code}", code=viewer.code),
            say("Vai trò: {roles}", roles=", ".join(names.role(say, role) for role in sorted(viewer.roles))),
            *(say("Được xem: {what}", what=what) for what in _sees(say, viewer)),
        ),
        notes=(say("Còn tôi là máy trợ lý. Nếu trên đây chưa đúng, anh/chị báo quản trị của đơn vị sửa."),),
    )


def greeting(turn: Turn) -> Reply:
    say, viewer = words(turn.viewer.language), turn.viewer
    return Reply(
        headline=say("Chào anh/chị {name}", name=plain(viewer.name, names.LONGEST_NAME)),
        lines=(
            say("Tôi là máy trợ lý, tra giúp chỉ tiêu, xếp hạng và hồ sơ việc từ số liệu của cơ quan."),
            say("Anh/chị hỏi bằng lời, hoặc bấm một nút dưới đây."),
        ),
        buttons=buttons.in_rows(suggestions.nearest(say, viewer, "greeting", {})),
    )


def thanks(turn: Turn) -> Reply:
    say = words(turn.viewer.language)
    return Reply(headline=say("Dạ không có gì. Cần gì anh/chị cứ nhắn, lúc nào cũng có máy trực."))


def examples(say: Words, viewer: Viewer) -> Iterator[str]:
    """What this person would ask first."""
    if "executor" in viewer.roles:
        yield say("tôi còn thiếu bao nhiêu")
        yield say("việc của tôi chưa tác nghiệp 30 ngày")
    if "chief" in viewer.roles:
        yield say("đơn vị tôi còn thiếu bao nhiêu")
        yield say("ai thấp nhất phòng mình")
    if viewer.roles & {"leader", "country_leader"}:
        yield say("toàn tỉnh đạt bao nhiêu")
        yield say("án trên 5 năm toàn tỉnh")
    if viewer.roles & suggestions.WITH_CASES:
        yield say("việc 45/2025 đến đâu rồi")
    yield say("phòng nào thấp nhất về tiền")
    yield say("so với cùng kỳ năm ngoái")
    yield say("còn mấy ngày nữa hết năm công tác")


def _sees(say: Words, viewer: Viewer) -> Iterator[str]:
    if "country_leader" in viewer.roles:
        yield say("việc, người và kết quả trên toàn quốc")
        return
    province = names.full(viewer.province or viewer.unit)
    if "leader" in viewer.roles:
        yield say("việc, người và kết quả của {province}; kết quả toàn quốc", province=province)
        return
    if "chief" in viewer.roles:
        yield say("việc và người của {unit}", unit=names.full(viewer.unit))
    elif "executor" in viewer.roles:
        yield say("việc và kết quả của chính anh/chị")
    yield say("kết quả chung và thứ hạng các đơn vị của {province}", province=province)
