"""Runs every measurement, one after another: `python -m benchmarks`, or `make bench`."""

import subprocess
import sys
from importlib.util import find_spec
from typing import Final

#: Modules, each with its `--help`, and their arguments here.
ALL: Final = (
    ("benchmarks.ingest",),
    ("benchmarks.bulk",),
    ("benchmarks.reading", "--papers", "30000"),
    ("benchmarks.reading", "--papers", "300000"),
    ("benchmarks.execution",),
    ("benchmarks.held_out_citations",),
    ("benchmarks.neighbours",),
    ("benchmarks.maps",),
    ("benchmarks.search",),
    ("benchmarks.library",),
    ("benchmarks.topics",),
    ("benchmarks.live",),
    ("benchmarks.cost",),
    ("benchmarks.refused",),
    ("benchmarks.health",),
    ("benchmarks.peers",),
    ("benchmarks.citation_styles",),
)


def main() -> int:
    """Runs every measurement; returns the number of failures."""
    failed = 0
    for module, *arguments in ALL:
        if find_spec(module) is not None:
            print(f"\n== {module} {' '.join(arguments)}", flush=True)
            failed += subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
