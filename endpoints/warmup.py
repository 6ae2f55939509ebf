"""What people will look at first, looked at once by nobody: after a start the process has no plan of any query, no
template and no statement, and Neo4j has planned nothing. Whoever came first would wait for all of it.

It begins when the service is ready, asks for one thing at a time, reads only, and is over after a few seconds.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from errors import PeergraphError
from loaders.context import Context
from pages import entities
from pages.explore import explore
from pages.home import home
from pages.map_params import map_params
from pages.page_request import PageRequest, text
from pages.paper import paper
from pages.rendering import Reader
from pages.search import KINDS, search
from schema.operations import execute
from settings import Settings

#: Seconds after the start, and between two visits, in which the loop belongs to those who really ask.
FIRST: Final = 0.3
PAUSE: Final = 0.05
#: A paper that has much, so that a visit to it leads everywhere.
SAMPLE: Final = """{ papers(first: 1, orderBy: {field: CITATIONS, direction: DESC}) { nodes {
  id venue { id } authors(first: 1) { nodes { id } }
  institutions(first: 1) { nodes { id } } topics(first: 1) { nodes { id } }
} } }"""
_LOG: Final = logging.getLogger("peergraph.warming")


@asynccontextmanager
async def warmup(app: Starlette) -> AsyncGenerator[asyncio.Task[None]]:
    """The visits, beside the block; what is left of them ends with it."""
    task = asyncio.create_task(_visits(app))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _visits(app: Starlette) -> None:
    await asyncio.sleep(FIRST)
    try:
        answer = await execute(_request(app), SAMPLE)
        papers: Any = answer.data["papers"]["nodes"] if answer.data else ()
    except PeergraphError as error:
        _LOG.info("Nothing is warmed: %s", error)
        return
    for view, path, query in _looks(papers):
        await asyncio.sleep(PAUSE)
        try:
            await view(PageRequest(_request(app), "/", path, QueryParams(query), Reader()))
        except PeergraphError as error:
            _LOG.info("A page is not warmed: %s", error)


def _looks(papers: Any) -> Iterator[tuple[Any, dict[str, str], dict[str, str]]]:
    """Views, with what the path and the query of their addresses say; those of an empty graph are few."""
    for each in papers:
        yield paper, {"id": each["id"]}, {}
    yield home, {}, {}
    yield search, {}, {"q": "graph"}
    for kind in KINDS:
        yield search, {}, {"q": "graph", "kind": kind}
    for each in papers:
        yield _map, {}, {"around": each["id"]}
        yield explore, {}, {"around": each["id"]}
        for view, nodes in _around(each):
            for node in nodes:
                yield view, {"id": node["id"]}, {}


def _around(one: Any) -> Iterator[tuple[Any, Any]]:
    for view, name in (
        (entities.author, "authors"),
        (entities.institution, "institutions"),
        (entities.topic, "topics"),
    ):
        yield view, one[name]["nodes"]
    yield entities.venue, [one["venue"]] if one["venue"] else []


async def _map(request: PageRequest) -> None:
    """As the widget asks for it: with its document on one line."""
    document = " ".join(text("map").split())
    await execute(request.context, document, map_params([request.query["around"]], QueryParams()))


def _request(app: Starlette) -> Context:
    settings: Settings = app.state.settings
    address, services = settings.public_url or "http://127.0.0.1", (app.state.citations, app.state.accounts)
    return Context(app.state.store, settings.limits, address, services=services)
