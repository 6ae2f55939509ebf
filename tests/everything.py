"""`make test`: format, lint, types, then pytest; at the end, what was skipped and why (pytest's own summary)."""

import subprocess
import sys
import time
from typing import Final

_PYTHON: Final = sys.executable
STEPS: Final = (
    ("format", [_PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    ("lint", [_PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    ("types", [_PYTHON, "-m", "basedpyright", "--level", "error"]),
    ("web", [_PYTHON, "web/build.py", "--check"]),
    # Two at a time, each with a Neo4j of its own; a file stays with one of them.
    ("tests", [_PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--durations=15"]),
)


def main() -> int:
    """Runs each step, also after one that failed. The status of the first that did."""
    failed = [name for name, command in STEPS if not _passes(name, command)]
    print(f"Failed: {', '.join(failed)}." if failed else "All passed.", flush=True)
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    print(f"== {name}", flush=True)
    began = time.monotonic()
    passed = subprocess.run(command, check=False).returncode == 0
    print(f"== {name} {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
