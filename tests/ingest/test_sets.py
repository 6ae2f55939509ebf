"""Both sets of real OpenAlex records, and the snapshot: all in, nothing rejected, a second run changes nothing."""

import os
from pathlib import Path

import pytest

from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.snapshot import snapshot_sources
from ingest.sources import Source
from tests.ingest.records import epoch

DATA = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")


def sources() -> list[Source]:
    files = [file_source(path) for path in sorted((DATA / "openalex").glob("*.jsonl.gz"))]
    return [*files, *snapshot_sources(DATA / "openalex-snapshot")]


async def test_real_records_come_in_whole_and_once(graph: Store, tmp_path: Path) -> None:
    first = await ingest(graph, sources(), rejects=tmp_path / "rejects.jsonl")
    assert first.rejected == 0, (tmp_path / "rejects.jsonl").read_text()[:2_000]
    # 2,178 and 872 works; one work of the second set is in the first as well, 27 are in the snapshot.
    assert first.counts["Paper", "new"] == 3_076
    assert sum(number for (label, _), number in first.counts.items() if label == "Paper") == 3_077
    assert first.citations >= 12_566 + 774
    assert first.outside == {"publishers": 149, "funders": 147, "placeholders": 1}
    number = await epoch(graph)
    second = await ingest(graph, sources(), rejects=tmp_path / "rejects.jsonl")
    assert (second.rejected, second.changed, await epoch(graph)) == (0, False, number)
