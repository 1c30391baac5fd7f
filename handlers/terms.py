"""The terms of the trade: classes, statuses, categories and steps of a case, in the words of the register."""

from __future__ import annotations

from handlers.words import Words, plain


def case_class(say: Words, code: str) -> str:
    return {
        "enforceable": say("có điều kiện"),
        "unenforceable": say("chưa có điều kiện"),
        "postponed": say("hoãn"),
        "suspended": say("tạm đình chỉ"),
        "entrusted": say("ủy thác"),
        "withdrawn": say("thu hồi"),
    }.get(code, code)


def status(say: Words, code: str) -> str:
    return {
        "open": say("đang thi hành"),
        "completed": say("thi hành xong"),
        "terminated": say("đình chỉ"),
    }.get(code, code)


def wanted_status(say: Words, code: str) -> str:
    """A value of the `status` slot, which also names steps."""
    steps = {
        "seized": say("đã kê biên"),
        "in_auction": say("đang bán đấu giá"),
        "sold_undelivered": say("đã bán chưa giao tài sản"),
        "unverified": say("chưa xác minh"),
    }
    return steps.get(code) or (
        case_class(say, code) if code not in ("completed", "terminated") else status(say, code)
    )


def category(say: Words, code: str) -> str:
    return {
        "credit": say("tín dụng, ngân hàng"),
        "corruption": say("tham nhũng, kinh tế"),
        "key": say("trọng điểm"),
        "land": say("đất đai"),
        "insurance": say("bảo hiểm xã hội"),
        "complaint": say("khiếu nại, tố cáo kéo dài"),
        "administrative": say("hành chính"),
    }.get(code, code)


def kind(say: Words, code: str) -> str:
    return {"ex_officio": say("chủ động"), "on_request": say("theo yêu cầu")}.get(code, plain(code, 30))


def step(say: Words, code: str) -> str:
    """A step of the register; words of the file that fit no step are shown as they are."""
    return {
        "notify": say("thông báo"),
        "voluntary": say("tự nguyện thi hành"),
        "verify": say("xác minh"),
        "seize": say("kê biên"),
        "appraise": say("thẩm định giá"),
        "auction": say("bán đấu giá"),
        "sold_undelivered": say("đã bán chưa giao"),
        "deliver": say("giao tài sản"),
        "pay_out": say("chi trả"),
    }.get(code, plain(code, 60))
