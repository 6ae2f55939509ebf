"""`peergraph serve`: runs the service, with an embedded Neo4j unless NEO4J_URI is set."""

import asyncio
import importlib
import logging
import math
import os
import signal
import socket
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from types import FrameType
from typing import Annotated, Final, NoReturn

import typer
from pydantic import SecretStr
from rich.console import Console
from uvicorn.loops.auto import auto_loop_factory

from commands.demo import load_into_empty
from commands.index_bar import IndexBar
from commands.server import Server, bound
from commands.workers import Workers
from endpoints.welcome import command
from execution.admission import heavy_operations
from graphdb.connect import embedded, open_bootstrapped, open_store
from graphdb.embedded.supervisor import Supervisor
from graphdb.store import Store
from pages.freshness import OUTDATED, is_outdated
from settings import Settings
from telemetry.logs import configure
from telemetry.workers import shared_folder

_SCREEN: Final = Console(stderr=True)
_LOG: Final = logging.getLogger("peergraph")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="The number of worker processes.")] = 1,
    demo: Annotated[bool, typer.Option(help="Load the demo graph if the graph is empty.")] = False,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a Neo4j that does not answer yet.")] = 0,
) -> None:
    """Serve the research graph.

    Example: peergraph serve --port 8080 --demo
    """
    configured = Settings.read()
    configure(configured.log, configured.secrets)
    if is_outdated():
        _LOG.warning(OUTDATED)
    with _ending_in_order(), bound(host, port) as listener, _located(configured) as settings:
        number = listener.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{number}"

        def ready() -> None:
            _SCREEN.print(
                f"\nPeergraph is at {address}/graphql. Try it:\n\n{command(address)}\n", markup=False, soft_wrap=True
            )

        prepared = _prepared(settings, demo=demo, wait=wait)
        if workers == 1:
            _run(_serve(settings, prepared, listener, _once(ready)))
            return
        _run(_prepare(prepared))
        os.environ |= {
            "NEO4J_URI": settings.neo4j_uri or "",
            "NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
            "PEERGRAPH_HEAVY_OPERATIONS": str(settings.heavy_operations or heavy_operations(workers)),
        }
        with shared_folder(workers):
            Workers(work, listener, workers, ready).run(settings.drain_seconds + settings.grace_seconds)


def work(listener: socket.socket, beat: Callable[[], None]) -> None:
    """What a worker process does."""
    with _ending_in_order():
        settings = Settings.read()
        configure(settings.log, settings.secrets)
        _run(_serve(settings, open_bootstrapped(settings, wait=math.inf), listener, beat))


async def _serve(
    settings: Settings,
    opening: AbstractAsyncContextManager[Store],
    listener: socket.socket,
    beat: Callable[[], None],
) -> None:
    """Serves from this process. The store is opened before the server runs, so that a failure is one sentence."""
    from app import application  # noqa: PLC0415

    async with opening as store:

        @asynccontextmanager
        async def opened(_settings: Settings) -> AsyncGenerator[Store]:
            yield store

        await Server(application(settings, opened, warm=True), settings, beat).serve([listener])


async def _prepare(opening: AbstractAsyncContextManager[Store]) -> None:
    """Prepares the store for the workers, each of which connects to it."""
    async with opening:
        pass


@asynccontextmanager
async def _prepared(settings: Settings, *, demo: bool, wait: float) -> AsyncGenerator[Store]:
    async with open_store(settings, IndexBar(_SCREEN), wait=wait) as store:
        if demo:
            await load_into_empty(store, _SCREEN)
        yield store


@contextmanager
def _located(settings: Settings) -> Generator[Settings]:
    """The settings with the address of a Neo4j: the configured one, or an embedded one that runs within the block."""
    if settings.neo4j_uri is not None:
        yield settings
        return
    neo4j = embedded(settings)
    try:
        with _SCREEN.status("Starting Neo4j"), ThreadPoolExecutor(1) as executor:
            start = executor.submit(neo4j.start)
            # Building the schema takes as long as starting the JVM: both run at the same time.
            importlib.import_module("app")
            uri, auth = start.result()
        password = SecretStr(auth[1] if auth else "")
        with Supervisor(neo4j):
            yield settings.model_copy(update={"neo4j_uri": uri, "neo4j_password": password})
    finally:
        neo4j.stop()


def _run(coroutine: Coroutine[None, None, None]) -> None:
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(coroutine)


def _once(function: Callable[[], None]) -> Callable[[], None]:
    """The function at the first call, nothing at the later ones."""
    remaining = [function]

    def call() -> None:
        if remaining:
            remaining.pop()()

    return call


@contextmanager
def _ending_in_order() -> Generator[None]:
    """SIGTERM leaves the block as a return does, with status 0, before the server runs and after it."""

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
