"""What was not understood, and the sentences that teach it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.terminal import harmless
from bot.commands import opening
from bot.commands.problem import Problem
from bot.understanding import said
from bot.understanding.learned import WEIGHTS, learned
from bot.understanding.learning import weights
from bot.understanding.phrasebook import PhraseError, phrasebook
from bot.understanding.said import INTENTS, Taught, contradictions
from bot.understanding.text import clean, fold
from thads_data import misheard
from thads_data.misheard import Waiting
from thads_data.workdays import TIME_ZONE

# As many as are read at once.
SHOWN = 5
_WHY = {
    misheard.UNKNOWN: "không hiểu",
    misheard.UNSURE: "chưa chắc",
    misheard.WRONG: "bị báo là hiểu sai",
}


def add(commands: typer.Typer) -> None:
    group = typer.Typer(help="Câu mà trợ lý chưa hiểu đúng, và câu mẫu để dạy.")
    group.callback(invoke_without_command=True)(list_)
    group.command("label")(label)
    group.command("learn")(learn_)
    group.command("check")(check)
    commands.add_typer(group, name="phrases")


def list_(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Nhiều nhất bao nhiêu câu")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi dòng một đối tượng JSON")] = False,
) -> None:
    """Câu mà trợ lý chưa hiểu đúng (đã che tên và số), mới nhất trước."""
    if context.invoked_subcommand is not None:
        return
    with opening.stored() as database, database.read() as db:
        found = misheard.unlabelled(db, limit)
    for one in found:
        typer.echo(_json(one) if as_json else _line(one))
    if not as_json:
        typer.echo(_how(found), err=True)


def _line(one: Waiting) -> str:
    taken = ", ".join(one.meaning.get("alternatives", [])) or one.meaning["intent"]
    why = _WHY.get(one.why, one.why) + ("" if taken == "unknown" else f": {taken}")
    return f"{one.id:>6}  {one.count} lần  {harmless(one.said)}  ({why})"


def _json(one: Waiting) -> str:
    line = {
        "id": one.id,
        "at": one.at.astimezone(TIME_ZONE).isoformat(timespec="seconds"),
        "count": one.count,
        "said": one.said,
        "why": one.why,
        "meaning": dict(one.meaning),
    }
    return json.dumps(line, ensure_ascii=False)


def _how(found: list[Waiting]) -> str:
    if not found:
        return "Không có câu nào đang chờ."
    return f"Dạy một câu: thads-bot phrases label {found[0].id} Ý_ĐỊNH, ví dụ standing, cases, unknown."


def label(
    number: Annotated[int, typer.Argument(help="Số của câu trong danh sách", metavar="SỐ")],
    intent: Annotated[str, typer.Argument(help="Ý định mà câu muốn nói", metavar="Ý_ĐỊNH")],
    now: opening.Now = None,
) -> None:
    """Cho biết một câu muốn nói gì; câu ấy thành câu mẫu của cơ quan."""
    if intent not in INTENTS:
        raise Problem(f"Không có ý định “{intent}”. Các ý định: {', '.join(sorted(INTENTS))}.")
    found = opening.settings(log_from="warning")
    at = opening.clock(now, found).now()
    with opening.database(found.database_url) as database, database.write() as db:
        sentence = misheard.sentence(db, number)
        if sentence is None:
            raise Problem(f"Không có câu số {number} đang chờ: xem thads-bot phrases.")
        _free(sentence, intent, _taught(found.phrases))
        count = misheard.label(db, sentence, intent, at)
        # Last: a file that cannot be written leaves the sentence waiting.
        _append(found.phrases / f"{intent}.txt", sentence)
    typer.echo(f"Đã ghi “{harmless(sentence)}” là {intent} ({count} lần nói).")
    typer.echo(f"Câu mẫu nằm ở {found.phrases / f'{intent}.txt'}, có hiệu lực từ lần khởi động sau.")


def _free(sentence: str, intent: str, known: list[Taught]) -> None:
    """What is taught as another intent already would only confuse."""
    key = fold(clean(sentence))
    other = next((one for one in known if one.intent != intent and fold(clean(one.text)) == key), None)
    if other is not None:
        raise Problem(f"Câu này đã là câu mẫu của {other.intent} ({other.file}, dòng {other.line}).")


def _append(path: Path, sentence: str) -> None:
    """Add a line, unless it is there; a last line that someone left open is closed first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.read_text("utf-8") if path.exists() else ""
        if sentence not in there.splitlines():
            close = "" if there.endswith("\n") or not there else "\n"
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{close}{sentence}\n")
    except (OSError, UnicodeDecodeError):
        raise Problem(f"Không ghi được vào {path}: xem lại THADS_PHRASES.") from None


def learn_(
    to: Annotated[Path, typer.Option("--to", help="Ghi trọng số vào file này", metavar="FILE")] = WEIGHTS,
) -> None:
    """Học lại từ đầu các câu mẫu đi kèm chương trình (mất chừng một phút)."""
    try:
        sentences, reports = said.taught(), said.reports()
    except PhraseError as error:
        raise Problem(f"Câu mẫu chưa đọc được: {error}") from None
    _agree(sentences)
    _agree(reports)
    text = weights(sentences, reports)
    fresh = to.with_suffix(".new")
    try:
        # A file that is half written would keep the assistant from starting.
        fresh.write_text(text, "utf-8")
        fresh.replace(to)
    except OSError:
        raise Problem(f"Không ghi được vào {to}.") from None
    typer.echo(f"Đã học {len(sentences)} câu mẫu, ghi vào {to}; có hiệu lực từ lần khởi động sau.")


def check() -> None:
    """Đọc thử mọi file câu mẫu và quy tắc."""
    found = opening.settings(log_from="warning")
    try:
        book = phrasebook()
        learned()
    except PhraseError as error:
        raise Problem(f"Chưa đọc được: {error}") from None
    sentences = _taught(found.phrases)
    _agree(sentences)
    own = len(sentences) - len(said.taught())
    counted = f"{len(book.rules)} quy tắc, {len(sentences)} câu mẫu, trong đó {own} câu của cơ quan"
    typer.echo(f"Mọi file đọc được: {counted}.")


def _taught(own: Path) -> list[Taught]:
    """The sentences that come with the program, and the agency's own."""
    try:
        return [*said.taught(), *said.taught(own)]
    except PhraseError as error:
        raise Problem(f"Câu mẫu chưa đọc được: {error}") from None


def _agree(sentences: list[Taught] | tuple[Taught, ...]) -> None:
    wrong = list(contradictions(sentences))
    if wrong:
        more = f" (và {len(wrong) - SHOWN} chỗ nữa)" if len(wrong) > SHOWN else ""
        raise Problem(f"Một câu không thể có hai nghĩa. {'; '.join(wrong[:SHOWN])}{more}")
