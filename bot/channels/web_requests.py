"""What a browser may send to the web chat: checked here, before anything is done with it."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request

from bot.core.message import Message

LONGEST_TEXT = 8_000
LARGEST_BODY = 64 * 1024
"""Bytes: LONGEST_TEXT letters at six bytes each (a letter as \\uXXXX), and the rest of the object."""
LONGEST_ADVANCE = timedelta(days=366)

# What the person's own browser shows; the code is for programs.
PROBLEMS = {
    "too_large": (413, "Nội dung gửi lên quá lớn."),
    "too_long": (413, "Tin nhắn dài quá 8.000 ký tự. Anh/chị chia thành nhiều tin giúp."),
    "not_json": (415, "Chỉ nhận nội dung dạng application/json."),
    "unreadable": (400, "Không đọc được nội dung gửi lên."),
    "empty": (400, "Tin nhắn chưa có chữ nào."),
    "bad_id": (400, "Thiếu mã tin nhắn, hoặc mã không hợp lệ."),
    "bad_press": (400, "Nút bấm không hợp lệ."),
    "bad_after": (400, "Mã tin cuối cùng không hợp lệ."),
    "bad_advance": (400, "Đồng hồ chỉ tua tới, mỗi lần nhiều nhất 366 ngày."),
    "unknown_person": (404, "Không có người này trong tỉnh mẫu."),
}


class Rejected(Exception):
    """The request is answered with this problem, and nothing is done."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self.status, self.words = PROBLEMS[problem]
        super().__init__(problem)


async def body(request: Request) -> dict[str, Any]:
    """The JSON object of the request, read no further than LARGEST_BODY.

    Only application/json is taken: a page of another site cannot send that without this server's consent.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Rejected("not_json")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise Rejected("too_large")
    try:
        found = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise Rejected("unreadable") from None
    if not isinstance(found, dict):
        raise Rejected("unreadable")
    return found


def message(given: dict[str, Any], chat: str, now: datetime) -> Message:
    """`{"id", "text" | "press"}` of a chat as a Message."""
    external_id = given.get("id")
    if not isinstance(external_id, str) or not re.fullmatch(r"[A-Za-z0-9-]{8,100}", external_id):
        raise Rejected("bad_id")
    if "press" in given:
        return Message("web", external_id, chat, now, press=_press(given["press"]))
    return Message("web", external_id, chat, now, text=_text(given.get("text")))


def _press(given: object) -> str:
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{1,18}:[0-9]{1,3}", given):
        raise Rejected("bad_press")
    return given


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise Rejected("empty")
    if len(given) > LONGEST_TEXT:
        raise Rejected("too_long")
    # A zero byte and half a surrogate pair are no text: neither database takes both.
    text = given.replace("\0", "").encode("utf-8", "replace").decode()
    if not text.strip():
        raise Rejected("empty")
    return text


def after(request: Request) -> int:
    """The last reply the browser has: what it says on reconnecting, else what the page asked for."""
    given = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if not re.fullmatch(r"[0-9]{1,18}", given):
        raise Rejected("bad_after")
    return int(given)


def advance(given: dict[str, Any]) -> timedelta:
    """`{"advance_seconds": n}`: how far the demo's clock moves on."""
    seconds = given.get("advance_seconds")
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise Rejected("bad_advance")
    if not 0 < seconds <= LONGEST_ADVANCE.total_seconds():
        raise Rejected("bad_advance")
    return timedelta(seconds=seconds)
