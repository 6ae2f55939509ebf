"""`ResearchMap.priorWorks` and `derivativeWorks` of the demo graph: with and without the citation index, as an oracle
counts them."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from citations.refresher import IndexRefresher
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from tests.reading.client import Client

CENTRES: Final = ("arxiv:1706.03762", "arxiv:2108.07258", "author:percy-liang")
WORKS: Final = """
query ($ids: [ID!]!) { researchMap(around: $ids, options: {nodes: 30}) {
  nodes { nodeId kind }
  priorWorks(first: 12) { nodeId label subtitle count node { id title year } }
  derivativeWorks(first: 12) { nodeId label subtitle count node { id title year } }
} }"""
CITES: Final = cypher("RETURN COLLECT { MATCH (p:Paper)-[:CITES]->(q:Paper) RETURN [p.id, q.id, q.citations] }")


@pytest_asyncio.fixture(scope="module")
async def indexed(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> IndexRefresher:
    await load_demo(graph)
    refresher = IndexRefresher(graph, Path(tmp_path_factory.mktemp("index")))
    await refresher.refresh()
    assert refresher.index is not None
    return refresher


def _oracle(edges: list[tuple[str, str]], papers: set[str]) -> list[tuple[str, int]]:
    """The works at the far end of the edges of these papers."""
    counts = Counter(work for paper, work in set(edges) if paper in papers and work not in papers)
    return list(counts.items())


async def test_works_are_those_of_an_oracle(graph: Store, indexed: IndexRefresher) -> None:
    cites = [(citing, cited) for citing, cited, _ in await graph.read(CITES, {})]
    cited_by = Counter(cited for _, cited in cites)
    clients = [Client(graph), Client(graph, services=(indexed,))]
    for centre in CENTRES:
        for client in clients:
            drawn = (await client.ask(WORKS, {"ids": [centre]}))["researchMap"]
            papers = {node["nodeId"] for node in drawn["nodes"] if node["kind"] == "PAPER"}
            for name, edges in (("priorWorks", cites), ("derivativeWorks", [(cited, one) for one, cited in cites])):
                expected = sorted(_oracle(edges, papers), key=lambda work: (-work[1], -cited_by[work[0]], work[0]))
                assert [(work["nodeId"], work["count"]) for work in drawn[name]] == expected[:12], (centre, name)
                assert all(work["label"] == work["node"]["title"] for work in drawn[name])
                assert all(str(work["node"]["year"] or "") in work["subtitle"] for work in drawn[name])
                assert [work["node"]["id"] for work in drawn[name]] == [work["nodeId"] for work in drawn[name]]


async def test_the_works_of_many_maps_take_four_statements(graph: Store, indexed: IndexRefresher) -> None:
    client = Client(graph)
    query = "{ papers(first: 5) { nodes { map(options: {nodes: 9}) { %s } } } }"
    works = "priorWorks { nodeId count } derivativeWorks(first: 1) { nodeId count }"
    await client.ask(query % "complete")
    before = len(client.statements)
    data = await client.ask(query % works)
    assert len(client.statements) == before + 4
    await Client(graph, services=(indexed,)).ask(query % works)
    assert any(paper["map"]["priorWorks"] for paper in data["papers"]["nodes"])


@pytest.mark.parametrize("first", [0, -1, 51])
async def test_limits(graph: Store, indexed: IndexRefresher, first: int) -> None:
    query = f'{{ researchMap(around: ["W1"]) {{ derivativeWorks(first: {first}) {{ count }} }} }}'
    refusal: Any = await Client(graph).refusal(query)
    assert f"`first` is {first}: it must be between 1 and 50." in refusal.message
