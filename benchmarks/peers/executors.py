"""Execution alone: a nested list of 50 papers, from data that every service has in memory."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import orjson

from benchmarks.peers.answers import difference
from benchmarks.peers.checking import Different
from benchmarks.peers.questions import Question, Variables
from benchmarks.peers.services import Kind, Service, node_program, running, uvicorn_app
from benchmarks.peers.site import Site

NESTED: Final = Question("nested", "nested list of 50 papers", "nested", "largest")
SAMPLE: Final[Sequence[Variables]] = ({"id": "T1000000"},)
_ANSWERS: Final = frozenset({NESTED.document})
PEERGRAPH_FROM_MEMORY: Final = Kind(
    "Peergraph", uvicorn_app("benchmarks.peers.memory.peergraph:app"), "peergraph", _ANSWERS
)
MERCURIUS: Final = Kind("mercurius with JIT", node_program("mercurius.mjs"), "peergraph", _ANSWERS)
GRAPHQL_JS: Final = Kind("graphql-js", node_program("graphql.mjs"), "peergraph", _ANSWERS, "/")
GRAPHQL_CORE: Final = Kind("graphql-core", uvicorn_app("benchmarks.peers.memory.core:app"), "peergraph", _ANSWERS)
OTHERS: Final = (MERCURIUS, GRAPHQL_JS, GRAPHQL_CORE)


@asynccontextmanager
async def executors(site: Site) -> AsyncGenerator[Sequence[Service]]:
    """All executors, after comparing their responses with Peergraph's. Raises Different."""
    with TemporaryDirectory() as folder:
        memory = Path(folder, "memory.json")
        async with AsyncExitStack() as stack:
            peergraph = await stack.enter_async_context(running(PEERGRAPH_FROM_MEMORY, site.address, site.environment))
            body = peergraph.bodies(NESTED, SAMPLE)[0]
            answer = await peergraph.ask(body)
            if differs := difference(answer, await peergraph.ask(body)):
                raise Different(f"Peergraph answers otherwise from memory: {differs}.")
            await asyncio.to_thread(memory.write_bytes, orjson.dumps(answer))
            started = [peergraph]
            for kind in OTHERS:
                service = await stack.enter_async_context(running(kind, site.address, {"MEMORY": str(memory)}))
                differs = difference(answer, await service.ask(body))
                if differs:
                    raise Different(f"{kind.name} answers the nested list otherwise than Peergraph: {differs}.")
                started.append(service)
            yield started
