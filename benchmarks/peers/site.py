"""A generated graph in a Neo4j of its own, with the services that answer from it."""

import asyncio
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.importing import load
from benchmarks.peers.people import people
from benchmarks.peers.questions import Variables, samples
from benchmarks.peers.services import ATTENDED, KINDS, PEERGRAPH, Kind, Service, running
from errors import CannotStart
from graphdb.bootstrap import bootstrap
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store

HEAP: Final = "2g"
PAGE_CACHE: Final = "1g"
#: Writes per minute of a user: no limit.
WRITES: Final = 10**9
#: The peers limit no client and let all requests wait, so that none is refused: this service too.
COST: Final = 10**15
QUEUE_SECONDS: Final = 60
#: Seconds that Peergraph has to take its citation index, which is there when it starts.
INDEXED: Final = 60


@dataclass(frozen=True, slots=True)
class Site:
    """A graph and its services."""

    papers: int
    address: Address
    neo4j: int
    environment: Mapping[str, str]
    samples: Mapping[str, Sequence[Variables]]
    people: Mapping[str, str]

    def headers(self, sample: Sequence[Variables]) -> list[str]:
        """Who asks, for each of a sample, as an Authorization header; "" for anybody."""
        return [self.people.get(variables.get("viewer", ""), "") for variables in sample]

    @asynccontextmanager
    async def services(
        self, kinds: Sequence[Kind] = KINDS, address: Address | None = None
    ) -> AsyncGenerator[Sequence[Service]]:
        """Peers, one after the other started and all of them running, on this graph or on what stands before it."""
        async with AsyncExitStack() as stack:
            started = [
                await stack.enter_async_context(running(kind, address or self.address, self.environment))
                for kind in kinds
            ]
            for service in started:
                if service.kind is PEERGRAPH:
                    await self._indexed(service)
            yield started

    async def _indexed(self, service: Service) -> None:
        query = '{"query": "query($id: ID!) { paper(by: {id: $id}) { neighbours(first: 1) { exact } } }", "variables": '
        query += f'{{"id": "{self.samples["uniform"][0]["id"]}"}}}}'
        for _ in range(INDEXED):
            if (await service.ask(query))["paper"]["neighbours"]["exact"]:
                return
            await asyncio.sleep(1)
        raise CannotStart("Peergraph has not taken its citation index.")


@asynccontextmanager
async def site(folder: Path, papers: int) -> AsyncGenerator[Site]:
    """The graph of so many papers, imported where the folder does not have it yet, and its Neo4j for the block."""
    data = folder / str(papers)
    if not (data / "neo4j").exists():
        await asyncio.to_thread(load, data, papers)
    neo4j = EmbeddedNeo4j(data, heap=HEAP, page_cache=PAGE_CACHE)
    async with neo4j as address:
        async with await Store.open(address.uri, address.auth, timeout=120) as store:
            await bootstrap(store)
            variables, voters = await samples(store), await people(store)
        environment = {
            "PEERGRAPH_DATA": str(data),
            "PEERGRAPH_INDEX": str(data / "index"),
            "PEERGRAPH_WRITES_PER_MINUTE": str(WRITES),
            "PEERGRAPH_COST_PER_MINUTE": str(COST),
            "PEERGRAPH_QUEUE_SECONDS": str(QUEUE_SECONDS),
        }
        await _build_index(address, environment)
        yield Site(papers, address, neo4j.pid, environment, variables, voters)


async def _build_index(address: Address, environment: Mapping[str, str]) -> None:
    signed = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.auth[1] if address.auth else ""}
    process = await asyncio.create_subprocess_exec(
        *ATTENDED, "commands:main", "index", "build",
        env={**os.environ, **environment, **signed},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    if await process.wait():
        raise CannotStart("The citation index could not be built.")
