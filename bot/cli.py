"""The command line: finds the one command that was typed, and says in one sentence what went wrong.

Only the file of that command is imported, by name, when it is known which one it is: all together cost a
second more, which every `thads-bot ask` would pay for web servers and file readers that it never touches.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from types import TracebackType
from typing import NoReturn

import typer

from bot import logs

COMMANDS = {
    "demo": "serving",
    "run": "serving",
    "ask": "asking",
    "chat": "chatting",
    "understand": "understanding",
    "import": "importing",
    "imports": "importing",
    "generate": "generating",
    "db": "databases",
    "doctor": "databases",
    "audit": "auditing",
    "phrases": "phrases",
    "holidays": "calendar",
}
log = logging.getLogger(__name__)


def main() -> NoReturn:
    """The entry of `thads-bot`: 0 done, 1 refused or failed, 2 typed wrongly."""
    sys.excepthook = _bug
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        # Not called as typer's own object, which would put its own hook in place of ours.
        command = typer.main.get_command(commands(arguments[0] if arguments else ""))
        code = command.main(arguments, prog_name="thads-bot", standalone_mode=False)
    except typer.TyperException as problem:
        typer.echo(_sentence(problem), err=True)
        return problem.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return code if isinstance(code, int) else 0


def commands(name: str) -> typer.Typer:
    """The command of this name alone, or every one where there is none of that name."""
    every = typer.Typer(
        help="Trợ lý thi hành án dân sự: số liệu đúng, danh sách, đếm ngược.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    every.callback()(_nothing)
    wanted = [COMMANDS[name]] if name in COMMANDS else dict.fromkeys(COMMANDS.values())
    for file in wanted:
        import_module(f"bot.commands.{file}").add(every)
    return every


def _nothing() -> None:
    """Makes a group of commands also where only one is known."""


def _sentence(problem: typer.TyperException) -> str:
    """Our own problems are sentences already; a slip in typing is told with the way to the help."""
    if problem.exit_code == 2:
        return f"Lệnh gõ chưa đúng: {problem.format_message()} Xem “thads-bot --help”."
    return problem.format_message()


def _bug(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """What nobody expected: logged without what it may quote, and told with a reference."""
    reference = logs.reference()
    if not logging.getLogger().handlers:
        logs.start("error")
    log.error("command failed", extra={"reference": reference, **logs.bug(error)})
    typer.echo(
        f"Có lỗi ngoài dự kiến nên lệnh dừng lại. Mã lỗi: {reference} (chi tiết ở dòng nhật ký trên).",
        err=True,
    )


if __name__ == "__main__":
    main()
