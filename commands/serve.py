"""`peergraph serve`: runs the service, with an embedded Neo4j unless NEO4J_URI is set."""

import asyncio
import importlib
import os
import signal
import socket
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Annotated, Final

import typer
import uvicorn
from pydantic import SecretStr
from rich.console import Console
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from commands.demo import load_into_empty
from commands.index_bar import IndexBar
from endpoints.welcome import command
from errors import CannotStart
from graphdb.connect import embedded, open_bootstrapped, open_store
from graphdb.embedded.supervisor import Supervisor
from graphdb.store import Store
from settings import Settings

#: Seconds for open requests to complete after Ctrl-C.
GRACE: Final = 1
#: Bytes of the longest message of a WebSocket client that is read.
WS_BYTES: Final = 1_000_000
#: Milliseconds after which the system closes a connection whose client reads nothing of what was written.
UNREAD_MILLISECONDS: Final = 60_000
_SCREEN: Final = Console(stderr=True)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="The number of worker processes.")] = 1,
    demo: Annotated[bool, typer.Option(help="Load the demo graph if the graph is empty.")] = False,
) -> None:
    """Serve the research graph.

    Example: peergraph serve --port 8080 --demo
    """
    with _listening(host, port) as listener, _located(Settings.read()) as settings:
        address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
        if workers == 1:
            with asyncio.Runner(loop_factory=_config("app:app").get_loop_factory()) as runner:
                runner.run(_serve(settings, listener, address, demo))
        else:
            asyncio.run(_prepare(settings, address, demo))
            _serve_by_several(settings, listener, workers)


def _listening(host: str, port: int) -> socket.socket:
    """The listening socket, bound before the slow part of the start. Raises CannotStart."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise CannotStart(f"Port {port} on {host} is not available ({error}): choose another with --port.") from error
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; accepted connections inherit it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MILLISECONDS)
    return listener


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


async def _serve(settings: Settings, listener: socket.socket, address: str, demo: bool) -> None:
    """Serve from this process. The store is opened before the server runs, so that a failure is one sentence, and
    passed to the application, which closes it."""
    from app import application  # noqa: PLC0415

    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(_opened(settings, address, demo))

        @asynccontextmanager
        async def opening(_settings: Settings) -> AsyncGenerator[Store]:
            async with stack.pop_all():
                yield store

        await uvicorn.Server(_config(application(settings, opening, warm=True))).serve(sockets=[listener])


async def _prepare(settings: Settings, address: str, demo: bool) -> None:
    """Bootstrap the store for the workers, each of which connects to it."""
    async with _opened(settings, address, demo):
        pass


@asynccontextmanager
async def _opened(settings: Settings, address: str, demo: bool) -> AsyncGenerator[Store]:
    async with open_store(settings, IndexBar(_SCREEN)) as store:
        if demo:
            await load_into_empty(store, _SCREEN)
        _SCREEN.print(
            f"\nPeergraph is at {address}/graphql. Try it:\n\n{command(address)}\n", markup=False, soft_wrap=True
        )
        yield store


def _serve_by_several(settings: Settings, listener: socket.socket, workers: int) -> None:
    os.environ |= {
        "NEO4J_URI": settings.neo4j_uri or "",
        "NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
    }
    Multiprocess(_config("commands.serve:worker", workers), sockets=[listener]).run()


def worker() -> Starlette:
    """The application of a worker process. The worker ends when its parent ends in any way: the embedded Neo4j has
    ended with the parent, and the port would stay in use."""
    from app import application  # noqa: PLC0415

    if (parent := parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    return application(Settings.read(), open_bootstrapped, warm=True)


def _end_with(process: BaseProcess) -> None:
    process.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _config(app: Starlette | str, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=workers > 1,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        # The application reads these headers, from PEERGRAPH_TRUSTED_PROXIES.
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        # Messages of clients that wait in memory: few, and not much larger than PEERGRAPH_REQUEST_BYTES.
        ws_max_size=WS_BYTES,
        ws_max_queue=4,
        # Live messages are small and frequent: a compressor per connection costs more than it saves.
        ws_per_message_deflate=False,
    )
