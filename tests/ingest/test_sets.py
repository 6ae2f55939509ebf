"""Both sets of real OpenAlex records, and the snapshot: all stored, none rejected, a second run changes nothing."""

import re
from pathlib import Path

import pytest

from graphdb.cypher import cypher
from tests.ingest.records import epoch
from tests.records.oracle.graph import Graph
from tests.records.oracle.graph import graph as all_records
from tests.records.real import DATA, peergraph, present, sources
from tests.records.shared import Real

pytestmark = [
    pytest.mark.skipif(not present(), reason=f"real records are not at {DATA}"),
    pytest.mark.timeout(1_800),
]


async def test_real_records_are_stored_completely_and_once(real: Real, tmp_path: Path) -> None:
    expected = all_records(real.folder)
    output = real.runs["openalex"].line
    assert "rejected" not in output
    table = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+", _row(output, "Papers"))]
    # One work is in both sets.
    assert sum(table) - _works(expected) in ({1} if real.is_complete else {0, 1})
    if real.is_complete:
        (created,) = re.findall(r"([\d,]+) citations created", output)
        assert int(created.replace(",", "")) >= 12_566 + 774
        assert "1 placeholders read" in output
    # Of 147 records of funders and 149 of publishers, these have a name; works and venues mention further ones.
    counts = cypher("RETURN [COUNT { (:Funder {source: 'openalex'}) }, COUNT { (:Publisher {source: 'openalex'}) }]")
    assert await real.store.read(counts, {}) == [57, 75]
    number = await epoch(real.store)
    second = await peergraph(
        real.address, "ingest", "openalex", *sources(real.folder), "--rejects", tmp_path / "rejects.jsonl"
    )
    assert (second.code, await epoch(real.store)) == (0, number), second.output
    assert "Nothing changed." in second.line


def _row(output: str, label: str) -> str:
    (row,) = re.findall(rf"│ {label} │([^a-zA-Z]*)", output)
    return row


def _works(expected: Graph) -> int:
    return sum(1 for record_id in expected.records if record_id[0] == "W")
