"""The demo and real records of its papers, in every order: no source removes values of another."""

import gzip
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

import demo
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from ingest.jsonl import file_source
from ingest.keys import arxiv_of, doi_of
from ingest.pipeline import ingest
from tests.conftest import wipe
from tests.ingest.records import epoch
from tests.ingest.test_sets import DATA

SETS: Final = ("works-2023", "works-2025")
#: Pairs of the demo that are not citations in the graph.
MISSING_CITATIONS = cypher("""\
UNWIND $pairs AS pair
OPTIONAL MATCH (a:Alias {id: pair[0]})
OPTIONAL MATCH (b:Alias {id: pair[1]})
WITH pair, coalesce(a.of, pair[0]) AS citing, coalesce(b.of, pair[1]) AS cited
WHERE NOT EXISTS { (:Paper {id: citing})-[:CITES]->(:Paper {id: cited}) }
RETURN collect(pair)""")
CLAIMS = cypher("""\
MATCH (p:Paper)<-[:DESCRIBES]-(record:SourceClaim)
RETURN [collect([p.id, record.source, record.content]), COLLECT { MATCH (alias:Alias) RETURN [alias.id, alias.of] }]""")
FACTS = cypher("""\
MATCH (p:Paper)
WITH p ORDER BY p.id
RETURN collect([p.id, p.title, p.year, p.sources, p.kind, p.abstractKind, p.retracted, COUNT { (p)-[:CITES]->() },
  COLLECT { MATCH (p)<-[by:AUTHORED]-(author) RETURN author.id ORDER BY by.position },
  COLLECT { MATCH (p)-[:PUBLISHED_IN]->(venue) RETURN venue.name }])""")


def demo_lines(name: str) -> Iterator[bytes]:
    """The lines of a real set that describe papers of the demo."""
    papers = demo.records().papers
    keys = {f"{scheme}:{paper.get(scheme)}" for paper in papers for scheme in ("doi", "arxiv") if scheme in paper}
    with gzip.open(DATA / "openalex" / f"{name}.jsonl.gz", "rb") as lines:
        for line in lines:
            record = orjson.loads(line)
            addresses = [
                record.get("doi"),
                *(location.get("landing_page_url") for location in record.get("locations") or ()),
            ]
            if {f"doi:{doi_of(record.get('doi'))}", *(f"arxiv:{arxiv_of(address)}" for address in addresses)} & keys:
                yield line


async def citations_lost_by_replacing(store: Store) -> int:
    """The number of citations that would be lost if one source of a paper replaced the other."""
    listed, aliases = await store.read(CLAIMS, {})
    successors = dict[str, str](aliases)
    references: dict[tuple[str, str], set[Any]] = {}
    for paper, source, content in listed:
        cited = orjson.loads(content)["fields"].get("references", ())
        references[paper, source] = {successors.get(name) or name for name in cited}
    shared_papers = [paper for paper, source in references if source == "demo" and (paper, "openalex") in references]
    return sum(len(references[paper, "demo"] - references[paper, "openalex"]) for paper in shared_papers)


@pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")
async def test_no_citation_of_the_demo_is_lost_in_any_order(empty_store: Store, tmp_path: Path) -> None:
    pairs = [[edge["citing"], edge["cited"]] for edge in demo.records().citations]
    for name in SETS:
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(demo_lines(name)))
    # The set of 2023 has no paper of the demo, so its order does not matter.
    shared = [name for name in SETS if (tmp_path / f"{name}.jsonl").stat().st_size]
    assert shared == ["works-2025"]
    graphs: list[Any] = []
    for order in itertools.permutations(("demo", *shared)):
        await wipe(empty_store)
        for name in order:
            path = tmp_path / f"{name}.jsonl"
            report = await (load_demo(empty_store) if name == "demo" else ingest(empty_store, [file_source(path)]))
            assert report.rejected == 0
        assert await empty_store.read(MISSING_CITATIONS, {"pairs": pairs}) == [], order
        before = await epoch(empty_store)
        for name in order:
            path = tmp_path / f"{name}.jsonl"
            await (load_demo(empty_store) if name == "demo" else ingest(empty_store, [file_source(path)]))
        assert await epoch(empty_store) == before, "again changes nothing"
        graphs.append(await empty_store.read(FACTS, {}))
    assert all(graph == graphs[0] for graph in graphs)
    # Replacing records instead of combining them would lose these citations.
    assert await citations_lost_by_replacing(empty_store) > 100
