"""THE VOICE: everything the assistant says. This is the table of contents of the product."""

from __future__ import annotations

from bot.core.intent import MISHEARD
from bot.core.turn import EVERYONE, Route, Routes
from handlers import case, cases, compare, countdown, misheard, ranking, standing, talk, unknown
from handlers.suggestions import WITH_CASES

ROUTES: Routes = {
    "standing": Route(
        standing.standing,
        (
            "đơn vị tôi còn thiếu bao nhiêu",
            "kv4 dat bao nhieu % ve tien",
            "toàn tỉnh đạt bao nhiêu",
            "tôi còn thiếu mấy việc",
        ),
        EVERYONE,
    ),
    "ranking": Route(
        ranking.ranking,
        (
            "đơn vị nào thấp nhất về tiền",
            "top 5 chv",
            "phòng nào dưới chỉ tiêu",
            "xếp hạng các phòng về việc",
        ),
        EVERYONE,
    ),
    "cases": Route(
        cases.cases,
        (
            "án trên 1 năm của tôi",
            "viec chua tac nghiep 30 ngay",
            "việc tín dụng kv2 trên 5 năm",
            "5 việc lớn nhất của phòng mình",
        ),
        WITH_CASES,
    ),
    "case": Route(case.case, ("việc 45/2025", "hs 123 sao rồi", "việc 45/2025 đến đâu rồi"), WITH_CASES),
    "countdown": Route(countdown.countdown, ("còn mấy ngày nữa hết năm công tác",), EVERYONE),
    "compare": Route(
        compare.compare, ("so với cùng kỳ năm trước", "so với hôm qua phòng mình tăng bao nhiêu"), EVERYONE
    ),
    "help": Route(talk.help_, ("giúp", "hướng dẫn sử dụng"), EVERYONE),
    "whoami": Route(talk.whoami, ("tôi là ai",), EVERYONE),
    "greeting": Route(talk.greeting, ("chào em", "xin chào"), EVERYONE),
    "thanks": Route(talk.thanks, ("cảm ơn",), EVERYONE),
    "choose": Route(unknown.choose, ("2", "chọn số 1"), EVERYONE),
    # Only the button "Không phải" leads here.
    MISHEARD: Route(misheard.misheard, (), EVERYONE),
    "unknown": Route(unknown.unknown, ("thời tiết mai thế nào", "asdfgh qwe"), EVERYONE),
}
