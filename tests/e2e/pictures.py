"""Takes the README's pictures of a demo that has just been started: python -m tests.e2e.pictures ADDRESS"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from tests.e2e.browser import PHONE, WIDE, Pane, Scheme, chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@dataclass(frozen=True)
class Picture:
    """Who is on the page, and what each of them asks."""

    name: str
    viewport: ViewportSize
    sharpness: float
    scheme: Scheme
    talk: dict[str, str]


PICTURES = (
    Picture(
        "demo-1280",
        WIDE,
        1.5,
        "light",
        {"TN-KV4-TP": "đơn vị tôi còn thiếu bao nhiêu", "TN-TRUONG": "phong nao duoi chi tieu"},
    ),
    Picture("demo-360", PHONE, 2, "dark", {"TN-KV4-CHV01": "tôi còn thiếu bao nhiêu"}),
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        viewport=picture.viewport,
        color_scheme=picture.scheme,
        device_scale_factor=picture.sharpness,
        reduced_motion="reduce",
        locale="vi-VN",
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate(f"localStorage.setItem('people', {json.dumps(json.dumps(list(picture.talk)))})")
    page.reload()
    for number, question in enumerate(picture.talk.values()):
        page.locator(".welcome").nth(0).wait_for()
        Pane(page, number).ask(question)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    with chromium() as opened:
        for each in PICTURES:
            take(opened, sys.argv[1].rstrip("/"), each)
