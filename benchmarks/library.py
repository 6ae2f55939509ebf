"""Time and outcomes of matching a library whose entries have only titles, authors and years.

    python -m benchmarks.library [--entries 5000] [--data FOLDER] [--seconds 8]

Loads the demo graph and the real works at hand (`benchmarks.loading`) into a new embedded store, or opens the one of
FOLDER, and generates three libraries from the titles, authors and years of its papers: exact titles;
titles with a typing error; and titles of no paper, the first half of one and the second half of another. No entry has
an identifier. Each is matched as by an import, without storing it. The table is written to `results/library.md`.
"""

import argparse
import asyncio
import os
import platform
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

from benchmarks.known_items import mistyped
from benchmarks.loading import sources
from benchmarks.processor import load_average
from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.demo import load_demo
from ingest.library.entry import Entry
from ingest.library.matching import MAX_SECONDS, Match, Unmatched, match
from ingest.library.people import people_of
from ingest.pipeline import ingest

RESULTS: Final = Path(__file__).with_name("results") / "library.md"
#: Papers for entries: title, year, and names as printed.
PAPERS: Final = cypher("""\
MATCH (p:Paper)
WHERE p.year IS NOT NULL AND size(split(p.titleKey, ' ')) >= 3 AND EXISTS { (p)<-[:AUTHORED]-() }
WITH p, COLLECT { MATCH (p)<-[by:AUTHORED]-(a) RETURN coalesce(by.name, a.name) ORDER BY by.position LIMIT 10 } AS names
ORDER BY p.id LIMIT 50000
RETURN collect([p.id, p.title, p.year, names])""")
#: Entries matched for warm-up.
WARM: Final = 500
Paper = Sequence[Any]
#: An entry, and the id of its paper, or None.
Labelled = tuple[Entry, str | None]


async def main(number: int, data: Path | None, seconds: float) -> None:
    """Measures, prints, and writes the table."""
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = await stack.enter_async_context(EmbeddedNeo4j(folder, heap="1g", page_cache="256m"))
        store = await stack.enter_async_context(await Store.open(address.uri, address.auth, timeout=60.0))
        await bootstrap(store)
        if data is None:
            await load_demo(store)
            await ingest(store, sources())
        papers: list[Paper] = await store.read(PAPERS, {}, within=60)
        libraries = {name: [make(papers) for _ in range(number)] for name, make in _libraries().items()}
        for each in libraries.values():
            await match(store, [entry for entry, _ in each[-WARM:]], 600)
        rows = [await _measured(store, name, each, seconds) for name, each in libraries.items()]
    text = "\n".join([*_facts(len(papers), number, seconds), *rows, ""])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def _libraries() -> dict[str, Callable[[Sequence[Paper]], Labelled]]:
    """The function that generates an entry from the papers, for each library."""
    chance = random.Random(1)
    return {
        "exact titles": lambda papers: _entry(paper := chance.choice(papers), paper[1]),
        "a typing error in each": lambda papers: _entry(paper := chance.choice(papers), mistyped(paper[1], chance)),
        "titles of no paper": lambda papers: (_entry(*_crossed(papers, chance))[0], None),
    }


def _entry(paper: Paper, title: str) -> Labelled:
    authors, _ = people_of(paper[3])
    return Entry("entry", title, paper[2], authors=authors, kind="article"), paper[0]


def _crossed(papers: Sequence[Paper], chance: random.Random) -> tuple[Paper, str]:
    one, other, by = (chance.choice(papers) for _ in range(3))
    first, second = one[1].split(), other[1].split()
    return by, " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])


async def _measured(store: Store, name: str, library: Sequence[Labelled], seconds: float) -> str:
    began, busy = time.perf_counter(), time.process_time()
    matches = await match(store, [entry for entry, _ in library], seconds)
    spent, worked = time.perf_counter() - began, time.process_time() - busy
    counts = Counter(_outcome(each, paper) for each, (_, paper) in zip(matches, library, strict=True))
    cells = [f"{counts[each]:,}" for each in ("right", "wrong", "asked", "unknown", "not searched")]
    row = f"| {name} | {spent:.1f} | {worked:.1f} | {' | '.join(cells)} |"
    print(row, flush=True)
    return row


def _outcome(match_: Match, paper: str | None) -> str:
    if match_.paper is not None:
        return "right" if match_.paper == paper else "wrong"
    if match_.reason is Unmatched.NOT_SEARCHED:
        return "not searched"
    return "asked" if match_.candidates else "unknown"


def _facts(papers: int, number: int, seconds: float) -> list[str]:
    return [
        "# Libraries", "",
        f"`python -m benchmarks.library --entries {number}`: {number:,} entries without identifiers, made of {papers:,}"
        f" papers, in process; searching ends after {seconds:g} s. {os.cpu_count()} cores shared by all (load:"
        f" {load_average():.1f}); Python {platform.python_version()}.", "",
        "| library | s | of them Python's processor | right | wrong | asked | unknown | not searched |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--data", type=Path, default=None, help="a data folder to open in place of loading records")
    parser.add_argument("--seconds", type=float, default=MAX_SECONDS, help="when searching by words ends")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.entries, chosen.data, chosen.seconds))
