"""Services on one store, each in its own process."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import orjson

from benchmarks.peers.installing import installed, node
from benchmarks.peers.questions import Question, Variables, body, document
from errors import CannotStart
from graphdb.embedded.server import Address

#: Seconds that a service may take to start.
PATIENCE: Final = 120.0
ATTENDED: Final = (sys.executable, "-m", "benchmarks.peers.attended")


@dataclass(frozen=True, slots=True)
class Kind:
    """A peer. `command` starts it at a port; `documents` is the folder of its documents, or None; `answers` are the
    documents that it supports, None for all of the folder."""

    name: str
    command: Callable[[int], Sequence[str | Path]]
    documents: str | None
    answers: frozenset[str] | None = None
    path: str = "/graphql"
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


def uvicorn_app(app: str) -> Callable[[int], Sequence[str]]:
    """The command of an ASGI application, in the fastest setup of uvicorn."""
    options = ("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")
    return lambda port: (*ATTENDED, "uvicorn:main", app, "--port", str(port), *options)


def node_program(program: str) -> Callable[[int], Sequence[str | Path]]:
    """The command of a program of `node/`."""
    return lambda _: (node(), installed() / program)


def _peergraph(port: int) -> Sequence[str]:
    return (*ATTENDED, "commands:main", "serve", "--port", str(port))


_COMMON: Final = frozenset({"page", "topic", "papers", "vote"})
PEERGRAPH: Final = Kind("Peergraph", _peergraph, "peergraph")
LIMIT: Final = Kind("hand-written", uvicorn_app("benchmarks.peers.limit.app:app"), None, _COMMON)
NEO4J: Final = Kind("@neo4j/graphql", node_program("neo4j.mjs"), "neo4j", path="/")
STOCK: Final = Kind("Strawberry", uvicorn_app("benchmarks.peers.stock.app:app"), "peergraph", _COMMON)
#: In the order of the tables.
KINDS: Final = (PEERGRAPH, LIMIT, NEO4J, STOCK)


@dataclass(frozen=True, slots=True)
class Service:
    """A peer that runs."""

    kind: Kind
    port: int
    process: int

    def bodies(self, question: Question, sample: Sequence[Variables]) -> list[str]:
        """Request bodies for a question, one for each of the sample; empty if it is not supported."""
        if self.kind.answers is not None and question.document not in self.kind.answers:
            return []
        text = None if self.kind.documents is None else document(self.kind.documents, question.document)
        if text is None and self.kind.documents is not None:
            return []
        return [body(text, question.document, variables) for variables in sample]

    async def ask(self, body: str, authorization: str = "") -> Any:
        """The data of one response. Raises RuntimeError if it has none."""
        headers = {"Content-Type": "application/json"}
        if authorization:
            headers["Authorization"] = authorization
        async with httpx.AsyncClient(timeout=120) as client:
            address = f"http://127.0.0.1:{self.port}{self.kind.path}"
            answer = (await client.post(address, content=body, headers=headers)).content
        response = orjson.loads(answer)
        if response.get("errors") or not response.get("data"):
            raise RuntimeError(f"{self.kind.name}: {answer[:1_000].decode()}")
        return response["data"]


@asynccontextmanager
async def running(kind: Kind, store: Address, environment: Mapping[str, str]) -> AsyncGenerator[Service]:
    """The peer, during the block. Raises CannotStart."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    signed = {"NEO4J_URI": store.uri, "NEO4J_PASSWORD": store.auth[1] if store.auth else ""}
    process = await asyncio.create_subprocess_exec(
        *kind.command(port),
        env={**os.environ, **environment, **signed, **kind.environment, "PORT": str(port), "NODE_ENV": "production"},
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _listening(kind, port, process)
        yield Service(kind, port, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _listening(kind: Kind, port: int, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
    raise CannotStart(f"{kind.name} ended before it listened.")


def memory(process: int) -> int:
    """Bytes of a process that are in memory; 0 where Linux's `/proc` is not there. Source: proc_pid_status(5)."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1_024 for line in text.splitlines() if line.startswith("VmRSS"))
