"""Write requirements.lock anew: every version with its hashes, no address. Needs `uv`."""

from __future__ import annotations

import subprocess
import sys

COMMAND = (
    "uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes"
    " --no-header --no-annotate --output-file requirements.lock"
)

if __name__ == "__main__":
    sys.exit(subprocess.run([*COMMAND.split(), *sys.argv[1:]], check=False).returncode)
