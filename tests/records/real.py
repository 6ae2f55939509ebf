"""One graph of all records at hand: the demo, the awkward records, and the real ones where they are on this machine."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphdb.store import Store
from ingest.demo import load_demo
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.snapshot import is_snapshot, snapshot_sources
from ingest.sources import Source
from tests.records.awkward import awkward

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


async def load(store: Store, folder: Path) -> Report:
    """Bring everything into the graph, by the product's own way."""
    await load_demo(store)
    lines = folder / "awkward.jsonl"
    lines.write_text("\n".join(map(json.dumps, awkward())))
    return await ingest(store, [file_source(lines), *_sources()], rejects=folder / "rejects.jsonl")


def _sources() -> Iterator[Source]:
    for path in sorted((DATA / "openalex").glob("*.jsonl.gz")):
        yield file_source(path)
    if is_snapshot(DATA / "openalex-snapshot"):
        yield from snapshot_sources(DATA / "openalex-snapshot")


def works() -> dict[str, dict[str, Any]]:
    """The newest record of each work by its key, read here and not by the product."""
    newest: dict[str, dict[str, Any]] = {}
    paths = [*(DATA / "openalex").glob("works-*.jsonl.gz"), *(DATA / "openalex-snapshot").rglob("part_*.gz")]
    for path in sorted(paths):
        for line in filter(None, gzip.decompress(path.read_bytes()).split(b"\n")):
            record: dict[str, Any] = json.loads(line)
            key = str(record.get("id", "")).rpartition("/")[2]
            before = newest.get(key)
            if key[:1] == "W" and (before is None or _age(record) >= _age(before)):
                newest[key] = record
    return newest | {record["id"].rpartition("/")[2]: record for record in awkward()}


def _age(record: dict[str, Any]) -> str:
    return record.get("updated_date") or "~"
