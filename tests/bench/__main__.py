"""`./run bench [turns|imports|starts|understanding …] [--cases N …] [--database KIND …] [--readme]`."""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import imports, starts, turns, understanding
from tests.bench.report import Sheet, machine, put, show, write

WHAT = ("turns", "imports", "starts", "understanding")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=(*WHAT, []), default=[])
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument(
        "--database", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"]
    )
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md")
    wanted = parser.parse_args()
    logging.disable(logging.INFO)
    print(machine())
    for sheet in sheets(wanted):
        show(sheet)
        if wanted.readme:
            write(sheet)
            put("machine", machine())


def sheets(wanted: argparse.Namespace) -> Iterator[Sheet]:
    """One table after the other, each on databases of its own."""
    what, kinds = wanted.what or WHAT, tuple(wanted.database)
    if "starts" in what:
        with tempfile.TemporaryDirectory() as folder:
            yield starts.measure(Path(folder))
    if "understanding" in what:
        yield from understanding.sheets()
    measured: dict[tuple[str, int], Sheet] = {}
    for cases in wanted.cases:
        for kind in kinds if "turns" in what else ():
            with tempfile.TemporaryDirectory() as folder, turns.databases((kind,), Path(folder)) as urls:
                measured[kind, cases] = turns.measure(kind, urls[kind], cases, wanted.turns)
            yield measured[kind, cases]
    if len(wanted.cases) > 1 and measured:
        yield turns.growth(measured)
    if "imports" in what:
        with tempfile.TemporaryDirectory() as folder, turns.databases(kinds, Path(folder)) as urls:
            yield imports.measure({kind: urls[kind] for kind in kinds}, max(wanted.cases), Path(folder))


if __name__ == "__main__":
    main()
