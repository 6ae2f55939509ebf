"""`python -m benchmarks.maps`: latency of maps around papers, topics and institutions by their number of papers.

A generated graph in a temporary Neo4j: for each size a paper with so many citations, all about one topic, from one
institution, by authors with ten papers each. Prints statements and milliseconds, median and 95th percentile of
20 maps. `*`: filtered by years.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.denormalized import refresh
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from maps.options import Options
from resolvers.maps import research_maps

SIZES: Final = (100, 1_000, 10_000, 50_000)
TIMES: Final = 20
#: Each citing paper also cites three earlier ones, so that a map has edges between its nodes.
CREATE_GRAPH: Final = cypher("""\
CREATE (hub:Paper:Stale {id: 'W' + $size, title: 'Cited by ' + $size, sortTitle: '', sortYear: 2000, year: 2000,
                         sortDate: '', kind: 'ARTICLE'})
CREATE (topic:Topic:Stale {id: 'T' + $size, name: 'Topic ' + $size, sortName: ''})
CREATE (institution:Institution:Stale {id: 'I' + $size, name: 'Institution ' + $size, sortName: ''})
WITH hub, topic, institution
CALL (hub, topic, institution) {
  UNWIND range(1, $size) AS n
  CREATE (p:Paper:Stale {id: 'W' + $size + '0' + n, title: 'Paper ' + n, sortTitle: '', sortYear: 2001,
                         year: 2001 + n % 20, sortDate: '', kind: 'ARTICLE'})
  CREATE (p)-[:CITES]->(hub)
  CREATE (p)-[:ABOUT {score: 0.5}]->(topic)
  CREATE (p)-[:FROM]->(institution)
  MERGE (a:Author {id: 'A' + $size + '0' + (n % ($size / 10))})
    ON CREATE SET a:Stale, a.name = 'Author ' + n, a.sortName = ''
  CREATE (a)-[:AUTHORED {position: 1}]->(p)
  MERGE (a)-[:AFFILIATED_WITH]->(institution)
}
RETURN 1""")
LINKED: Final = cypher("""\
UNWIND range(10, $size) AS n
MATCH (p:Paper {id: 'W' + $size + '0' + n})
UNWIND [1 + n / 2, 1 + n / 3, 1 + n / 7] AS earlier
MATCH (q:Paper {id: 'W' + $size + '0' + earlier})
MERGE (p)-[:CITES]->(q)
RETURN count(*)""")


async def main() -> None:
    """Makes the graph and measures."""
    with tempfile.TemporaryDirectory() as folder:
        neo4j = EmbeddedNeo4j(Path(folder), heap="1g", page_cache="256m")
        async with neo4j as address, await Store.open(address.uri, address.auth, timeout=60) as store:
            await _make(store)
            sys.stdout.write("centre        hops nodes statements  median ms    p95 ms\n")
            for size in SIZES:
                for centre, options in _maps_of(size):
                    await _measured(store, centre, options)


async def _make(store: Store) -> None:
    await bootstrap(store)
    for size in SIZES:
        await store.write(CREATE_GRAPH, {"size": size}, within=300)
        await store.write(LINKED, {"size": size}, within=300)
    await refresh(store, lambda _: None)


def _maps_of(size: int) -> list[tuple[str, Options]]:
    one_hop, two_hops = Options(), Options(hops=2)
    return [
        (f"W{size}", one_hop),
        (f"W{size}", two_hops),
        (f"W{size}", Options(since=2005)),
        (f"T{size}", one_hop),
        (f"I{size}", one_hop),
    ]


async def _measured(store: Store, centre: str, options: Options) -> None:
    statements, node_count, took = 0, 0, list[float]()

    def observe(_text: str, _parameters: Mapping[str, object]) -> None:
        nonlocal statements
        statements += 1

    store.observers.append(observe)
    for _ in range(TIMES + 3):
        began = time.perf_counter()
        (research_map,) = await research_maps([(centre,)], Context(store, Limits()), options)
        node_count = len(research_map.nodes)
        took.append(1_000 * (time.perf_counter() - began))
    store.observers.remove(observe)
    warm = took[3:]
    years = "*" if options.since else " "
    sys.stdout.write(
        f"{centre + years:14} {options.hops:3} {node_count:5} {statements // (TIMES + 3):10}"
        f" {median(warm):10.1f} {quantiles(warm, n=20)[-1]:9.1f}\n"
    )


if __name__ == "__main__":
    asyncio.run(main())
