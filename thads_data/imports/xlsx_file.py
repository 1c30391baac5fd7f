"""Reading .xlsx: limits first, then the reader in a process of its own, which may fail without harm to us."""

from __future__ import annotations

import marshal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from thads_data.imports import xlsx_worker
from thads_data.imports.report import ImportProblem
from thads_data.imports.sheet import Chunk, Limits, Progress, Sheet


@contextmanager
def open_xlsx(path: Path, progress: Progress, limits: Limits) -> Iterator[Sheet]:
    """The first visible sheet of the file."""
    _check_archive(path, limits)
    command = [sys.executable, "-I", xlsx_worker.__file__, str(path.resolve()), str(limits.worker_memory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:  # noqa: S603
        try:
            frames = _frames(worker, limits.worker_seconds)
            name, header = next(frames)
            assert name == "header"  # noqa: S101 - the worker's protocol
            yield Sheet(header, _chunks(frames, progress))
        finally:
            worker.kill()


def _check_archive(path: Path, limits: Limits) -> None:
    """Refuse what would unpack to too much, before anything is unpacked."""
    size = path.stat().st_size
    if size > limits.xlsx:
        raise ImportProblem("too_large", size=size, most=limits.xlsx)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportProblem("damaged_xlsx") from None
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise ImportProblem("not_xlsx")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked or (
        unpacked > limits.unpacked_suspicious and unpacked > limits.ratio * size
    ):
        raise ImportProblem("zip_bomb", size=size, unpacked=unpacked)


def _chunks(frames: Iterator[Any], progress: Progress) -> Iterator[Chunk]:
    done = 0
    for _, numbers, rows in frames:
        if rows:
            yield Chunk(numbers, rows, [])
            done += len(rows)
            progress("read", done, None)


def _frames(worker: subprocess.Popen[bytes], seconds: float) -> Iterator[Any]:
    pipe = worker.stdout
    assert pipe is not None  # noqa: S101 - asked for above
    while True:
        frame = _next_frame(worker, pipe, seconds)
        if frame[0] == "end":
            return
        if frame[0] == "problem":
            raise ImportProblem(frame[1], **frame[2])
        yield frame


def _next_frame(worker: subprocess.Popen[bytes], pipe: IO[bytes], seconds: float) -> Any:
    watch = threading.Timer(seconds, worker.kill)
    watch.start()
    try:
        return marshal.load(pipe)  # noqa: S302 - written by our own worker
    except (EOFError, ValueError, TypeError):
        raise ImportProblem("too_much_for_worker") from None
    finally:
        watch.cancel()
