"""Co-citation and co-authorship networks of the demo graph, with and without the citation index, as an oracle counts
them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from citations.refresher import IndexRefresher
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from tests.reading.client import Client

PAPER: Final = "arxiv:1706.03762"
AUTHOR: Final = "author:percy-liang"
QUERY: Final = """
query ($ids: [ID!]!, $options: MapOptions) { researchMap(around: $ids, options: $options) {
  centre { nodeId } nodes { nodeId kind x } edges { source target kind weight count label }
  available { kind shown available } description permalink embedHtml export(format: SVG)
} }"""
CITES: Final = cypher("RETURN COLLECT { MATCH (p:Paper)-[:CITES]->(q:Paper) RETURN [p.id, q.id] }")
WROTE: Final = cypher("RETURN COLLECT { MATCH (a:Author)-[:AUTHORED]->(p:Paper) RETURN [p.id, a.id] }")


@pytest_asyncio.fixture(scope="module")
async def clients(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> list[Client]:
    """With and without the index."""
    await load_demo(graph)
    refresher = IndexRefresher(graph, Path(tmp_path_factory.mktemp("index")))
    await refresher.refresh()
    assert refresher.index is not None
    return [Client(graph), Client(graph, services=(refresher,))]


async def _drawn(client: Client, *ids: str, **options: Any) -> Any:
    return (await client.ask(QUERY, {"ids": ids, "options": options}))["researchMap"]


def _together(pairs: Iterable[tuple[str, str]]) -> Counter[frozenset[str]]:
    """The number of first ends that each pair of second ends has in common."""
    groups = defaultdict[str, set[str]](set)
    for item, member in pairs:
        groups[item].add(member)
    return Counter(frozenset(pair) for members in groups.values() for pair in combinations(sorted(members), 2))


def _check(drawn: Any, centre: str, together: Counter[frozenset[str]], kinds: tuple[str, str], nodes: int) -> None:
    kind, edge_kind = kinds
    others = {node["nodeId"] for node in drawn["nodes"]} - {centre}
    counts = {member: together[frozenset((centre, member))] for pair in together if centre in pair
              for member in pair - {centre}}  # fmt: skip
    assert sorted((counts[each] for each in others), reverse=True) == sorted(counts.values(), reverse=True)[: nodes - 1]
    assert {node["kind"] for node in drawn["nodes"]} == {kind}
    assert drawn["available"] == [{"kind": kind, "shown": len(others) + 1, "available": len(counts) + 1}]
    assert {edge["kind"] for edge in drawn["edges"]} == {edge_kind}
    for edge in drawn["edges"]:
        assert edge["count"] == together[frozenset((edge["source"], edge["target"]))]
        assert 0 < edge["weight"] <= 1
        assert f"{edge['count']} paper" in edge["label"]
    linked = {end for edge in drawn["edges"] for end in (edge["source"], edge["target"])
              if centre in (edge["source"], edge["target"])}  # fmt: skip
    assert linked == others | {centre}


async def test_papers_that_are_cited_together(graph: Store, clients: list[Client]) -> None:
    together = _together((citing, cited) for citing, cited in await graph.read(CITES, {}))
    maps = [await _drawn(client, PAPER, network="CO_CITATION", nodes=20) for client in clients]
    for drawn in maps:
        _check(drawn, PAPER, together, ("PAPER", "CO_CITED"), 20)
    assert maps[0] == maps[1]
    assert maps[0]["description"].startswith("A co-citation map around “Attention Is All You Need”: 20 of ")
    assert maps[0]["permalink"].endswith("&nodes=20&network=CO_CITATION")
    assert 'network="CO_CITATION"' in maps[0]["embedHtml"]
    assert "is cited by" in maps[0]["export"]


async def test_authors_who_wrote_together(graph: Store, clients: list[Client]) -> None:
    together = _together((paper, author) for paper, author in await graph.read(WROTE, {}))
    for client in clients:
        drawn = await _drawn(client, AUTHOR, network="CO_AUTHORSHIP", nodes=20)
        _check(drawn, AUTHOR, together, ("AUTHOR", "CO_AUTHORED"), 20)


@pytest.mark.parametrize(
    ("centre", "network", "kinds"),
    [
        (PAPER, "CO_AUTHORSHIP", {"PAPER", "AUTHOR"}),
        (AUTHOR, "CO_CITATION", {"AUTHOR", "PAPER"}),
        ("topic:transformers", "CO_CITATION", {"TOPIC", "PAPER"}),
        ("topic:transformers", "CO_AUTHORSHIP", {"TOPIC", "AUTHOR"}),
        ("institution:google", "CO_AUTHORSHIP", {"INSTITUTION", "AUTHOR"}),
    ],
)
async def test_networks_around_other_nodes(clients: list[Client], centre: str, network: str, kinds: set[str]) -> None:
    for client in clients:
        drawn = await _drawn(client, centre, network=network, nodes=12)
        assert [node["nodeId"] for node in drawn["centre"]] == [centre]
        assert {node["kind"] for node in drawn["nodes"]} == kinds
        assert len(drawn["nodes"]) > 3
        assert any(edge["count"] for edge in drawn["edges"])
        assert all(node["x"] is not None for node in drawn["nodes"])


async def test_years_several_centres_and_unknown_ids(clients: list[Client]) -> None:
    for client in clients:
        drawn = await _drawn(client, PAPER, network="CO_CITATION", year={"from": 2018, "to": 2019}, nodes=30)
        ids = [node["nodeId"] for node in drawn["nodes"][1:]]
        data = await client.ask(
            "query ($ids: [ID!]!) { papers(first: 50, filter: {ids: $ids}) { nodes { year } } }", {"ids": ids}
        )
        assert {paper["year"] for paper in data["papers"]["nodes"]} == {2018, 2019}
        several = await _drawn(client, PAPER, "W404", "arxiv:1810.04805", network="CO_CITATION", nodes=30)
        assert [node["nodeId"] for node in several["centre"]] == [PAPER, "arxiv:1810.04805"]
        assert (await _drawn(client, "W404", network="CO_AUTHORSHIP"))["nodes"] == []


async def test_a_network_has_one_hop(clients: list[Client]) -> None:
    query = '{ researchMap(around: ["W1"], options: {network: CO_CITATION, hops: 2}) { complete } }'
    assert "`options.hops` is 2: it must be 1 in a network." in (await clients[0].refusal(query)).message
