"""What a command begins with: the settings, the clock, and a database that has its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.clock import Clock
from bot.commands.problem import Problem
from bot.settings import Settings, moment, wrong
from thads_data import access, version
from thads_data.access import Viewer
from thads_data.database import Database

Now = Annotated[str | None, typer.Option("--now", help="Ngày giờ của đồng hồ, như 2025-09-12T07:25")]


def settings(*, log_from: str | None = None) -> Settings:
    """The settings of this run; the log starts with them, or at `log_from` for a command that soon ends."""
    try:
        found = Settings()
    except ValidationError as error:
        raise Problem(f"Cài đặt không dùng được: {', '.join(wrong(error))}. Xem .env.example.") from None
    logs.start(log_from or found.log_level)
    return found


def clock(given: str | None, found: Settings) -> Clock:
    """The clock of this run: `--now`, else THADS_NOW, else the real time."""
    try:
        start: datetime | None = moment(given) if given else found.now
    except ValueError:
        raise Problem(f"--now phải là ngày giờ dạng 2025-09-12T07:25, không phải “{given}”.") from None
    return Clock(start)


def day(given: str) -> date:
    """A day as people write it."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(given.strip(), form).date()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    raise Problem(f"“{given}” không phải là một ngày: ghi như 02/01/2026.")


@contextmanager
def stored() -> Iterator[Database]:
    """The database of the settings, for a command that soon ends."""
    with database(settings(log_from="warning").database_url) as opened:
        yield opened


@contextmanager
def database(url: str, *, upgrading: bool = False) -> Iterator[Database]:
    """The database with the tables of this version, closed at the end.

    SQLite's are made or upgraded by whoever comes first; PostgreSQL's only where the command is for that.
    """
    try:
        opened = Database(url)
    except (ValueError, OSError):
        raise Problem("Không mở được cơ sở dữ liệu: xem lại THADS_DATABASE_URL.") from None
    try:
        _with_tables(opened, upgrading)
        yield opened
    finally:
        opened.close()


def _with_tables(opened: Database, upgrading: bool) -> None:
    try:
        found = version.recorded(opened)
    except DBAPIError as error:
        name = opened.url.render_as_string(hide_password=True)
        raise Problem(f"Không mở được cơ sở dữ liệu {name} ({type(error.orig).__name__}).") from None
    if found == version.newest():
        return
    if found is not None and found not in version.known():
        raise Problem("Cơ sở dữ liệu này do một phiên bản mới hơn tạo ra: hãy cập nhật chương trình.")
    if not (opened.is_sqlite or upgrading):
        raise Problem("Cơ sở dữ liệu chưa có bảng của phiên bản này: chạy “thads-bot db upgrade” trước.")
    upgrade(opened)


def upgrade(opened: Database) -> None:
    """Bring the tables to this version."""
    # Half a second to import, and needed once in the life of a database.
    from thads_data import schema

    schema.upgrade(opened)


def viewer(db_of: Database, code: str) -> Viewer:
    """The active person of this code."""
    with db_of.read() as db:
        found = access.viewer(db, code)
    if found is None:
        raise Problem(f"Không có cán bộ nào đang công tác mang mã “{code}”.")
    return found
