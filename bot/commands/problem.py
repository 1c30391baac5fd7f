"""What goes wrong on the command line, in one sentence."""

from __future__ import annotations

import typer


class Problem(typer.TyperException):
    """Read by whoever typed the command; the exit code is 1."""
