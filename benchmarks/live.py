"""`python -m benchmarks.live`: the time from the commit of an event to its receipt by the last of many subscribers.

A new Neo4j and a new service; many WebSockets, all subscribed to one paper; one vote per second, committed by another
process than the service. Prints, for each selection, the milliseconds from the commit to the median and
to the last subscriber, and the processor time of the service per event.
"""

import asyncio
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Annotated, Final

import orjson
import typer
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.processor import processor
from graphdb import vote
from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store, Transaction

#: The selections of a counter on a page, and of a full page.
SELECTIONS: Final = {
    "counts": "paper { likeCount dislikeCount }",
    "page": """paper {
      title abstract likeCount dislikeCount saveCount reviewCount commentCount citationCount
      authors(first: 20) { nodes { id name } edges { position } } venue { id name }
      topics(first: 5) { nodes { id name } } readingFrame { likes dislikes saves }
    }""",
}
CREATE_GRAPH: Final = cypher("""\
CREATE (paper:Paper {id: 'W1', title: 'A paper', sortTitle: 'a paper', kind: 'ARTICLE', year: 2022, sortYear: 2022,
                     sortDate: '', citations: 0, abstract: $abstract})
FOREACH (number IN range(1, 20) |
  CREATE (:Author {id: 'A' + number, name: 'Author ' + number, sortName: 'a'})-[:AUTHORED {position: number}]->(paper)
)
CREATE (:User {id: 'usr_1', handle: 'one', handleKey: 'one', name: 'One', joinedAt: '2026-01-01T00:00:00Z'})
RETURN true""")
#: WebSockets opened concurrently.
AT_ONCE: Final = 20
PROTOCOL: Final = Subprotocol("graphql-transport-ws")


def main(
    subscribers: Annotated[int, typer.Option(help="How many WebSockets.")] = 1_000,
    events: Annotated[int, typer.Option(help="How many votes for each selection.")] = 20,
) -> None:
    """Measures, and prints a table."""
    # A WebSocket is an open file; many systems limit a process to a thousand by default.
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    asyncio.run(_measured(subscribers, events))


async def _measured(subscribers: int, events: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            EmbeddedNeo4j(Path(folder) / "neo4j", heap="512m", page_cache="64m") as address,
            await Store.open(address.uri, address.auth, timeout=60.0) as store,
        ):
            await bootstrap(store)
            # The first statements of a new Neo4j are slow: they run before the measurement.
            await store.write(CREATE_GRAPH, {"abstract": "Words of an abstract. " * 60})
            for value in ("LIKE", "DISLIKE", "LIKE"):
                await _voted(store, value)
            with _served(Path(folder), address, subscribers) as (process, port):
                print(f"{subscribers} subscribers of one process, {events} events each\n")
                print("| selection | median subscriber, ms | last subscriber, ms | worst event, ms | processor, ms |")
                print("|---|---|---|---|---|")
                for name, selection in SELECTIONS.items():
                    print(
                        f"| {name} | {await _row(store, process, port, selection, subscribers, events)} |", flush=True
                    )


async def _row(store: Store, process: int, port: int, selection: str, subscribers: int, events: int) -> str:
    query = f'subscription {{ paperActivity(paper: "W1") {{ cursor kind at {selection} }} }}'
    medians: list[float] = []
    lasts: list[float] = []
    async with AsyncExitStack() as stack:
        listeners: list[ClientConnection] = []
        while len(listeners) < subscribers:
            listeners += await asyncio.gather(*(_subscribe(stack, port, query) for _ in range(AT_ONCE)))
        await asyncio.sleep(3)
        used = processor(process)
        for number in range(events):
            pending = [asyncio.create_task(_receive(each)) for each in listeners]
            await asyncio.sleep(1)
            committed = await _voted(store, "LIKE" if number % 2 else "DISLIKE")
            waits = sorted([1_000 * (at - committed) for at in await asyncio.gather(*pending)])
            medians.append(median(waits))
            lasts.append(waits[-1])
        used = 1_000 * (processor(process) - used) / events
    return f"{median(medians):.0f} | {median(lasts):.0f} | {max(lasts):.0f} | {used:.0f}"


async def _subscribe(stack: AsyncExitStack, port: int, query: str) -> ClientConnection:
    address = f"ws://127.0.0.1:{port}/graphql"
    opening = connect(address, subprotocols=[PROTOCOL], open_timeout=60, ping_interval=None)
    listener = await stack.enter_async_context(opening)
    await listener.send('{"type":"connection_init"}')
    await listener.recv()
    await listener.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": {"query": query}}).decode())
    return listener


async def _receive(listener: ClientConnection) -> float:
    """The time of receipt of the next event, before parsing."""
    message = await listener.recv()
    at = time.perf_counter()
    assert '"type":"next"' in str(message)[:40], message
    return at


async def _voted(store: Store, value: str) -> float:
    """The time after the commit of the vote, on its writer."""

    async def work(transaction: Transaction) -> str | None:
        return await vote.vote(transaction, "usr_1", ("id", "W1"), value, "2026-01-01T00:00:00Z")

    await store.transact(work)
    return time.perf_counter()


@contextmanager
def _served(folder: Path, address: Address, subscribers: int) -> Generator[tuple[int, int]]:
    """A service in a new process: its process id and its port."""
    environment = os.environ | {
        "NEO4J_URI": address.uri,
        "NEO4J_PASSWORD": address.auth[1] if address.auth else "",
        "PEERGRAPH_DATA": str(folder / "service"),
        "PEERGRAPH_LIVE_CONNECTIONS": str(2 * subscribers),
        "PEERGRAPH_LIVE_CONNECTIONS_PER_ADDRESS": str(2 * subscribers),
    }
    command = [sys.executable, "-c", "from commands import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        listening = next(match for line in process.stderr if (match := re.search(r"127\.0\.0\.1:(\d+)/graphql", line)))
        yield process.pid, int(listening[1])
    finally:
        process.terminate()
        process.communicate(timeout=30)


if __name__ == "__main__":
    typer.run(main)
