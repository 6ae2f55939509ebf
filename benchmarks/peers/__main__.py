"""Peergraph against its peers, on one machine, one store and the same questions.

    python -m benchmarks.peers [--quick] [--data FOLDER]

Imports generated graphs of 300,000 and of 30,000 papers, starts Neo4j and every service on them, compares answers (a
difference ends the run), and measures in alternating rounds. The figures go to `results/peers.md` and `.svg`. With
`--data` the imported graphs are kept there for the next run.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.peers.measuring import Extent, measured
from benchmarks.peers.plot import plot
from benchmarks.peers.report import page
from errors import CannotStart

RESULTS: Final = Path(__file__).parents[1] / "results"
QUICK: Final = Extent(30_000, 1, 0.5)


def main() -> int:
    """1 where it could not be measured, having said why."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.5, help="how long each measurement takes")
    parser.add_argument("--data", type=Path, default=None, help="where the imported graphs are kept for the next run")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder that the figures go to")
    parser.add_argument("--quick", action="store_true", help="30,000 papers, one short round: whether it works at all")
    chosen = parser.parse_args()
    extent = QUICK if chosen.quick else Extent(chosen.papers, chosen.rounds, chosen.seconds)
    with ExitStack() as stack:
        folder = chosen.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            _run(folder, extent, chosen.results)
        except CannotStart as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _run(folder: Path, extent: Extent, results: Path) -> None:
    began = time.monotonic()

    def progress(what: str) -> None:
        seconds = int(time.monotonic() - began)
        print(f"{seconds // 60:2}:{seconds % 60:02} {what}", file=sys.stderr, flush=True)

    outcome = asyncio.run(measured(folder, extent, progress))
    text = page(outcome)
    results.mkdir(parents=True, exist_ok=True)
    (results / "peers.md").write_text(text, encoding="utf-8")
    (results / "peers.svg").write_text(plot(outcome), encoding="utf-8")
    progress("done")
    print(text)


if __name__ == "__main__":
    sys.exit(main())
