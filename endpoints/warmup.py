"""Warms caches by rendering the main pages at start-up: query plans, templates and statements of the process, and
Neo4j's query plans. Without it the first requests would be slow.

The queries whose statements take Neo4j longest to plan, a map of three hops and a search that corrects words, run after
the pages: planning them takes seconds of processor time, most of the deadline of a first request on a busy machine.

It starts when the service is ready, renders one page at a time, only reads, and takes a few seconds.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from errors import PeergraphError
from graphdb.store import Store
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

#: Seconds after the start, and between two pages, that leave the event loop to requests.
FIRST: Final = 0.3
PAUSE: Final = 0.05
#: The factor of the time for a statement during the warm-up; the request's own limit stays.
PATIENCE: Final = 2.5
#: The most cited paper, whose related nodes cover all kinds of pages.
SAMPLE: Final = """{ papers(first: 1, orderBy: {field: CITATIONS, direction: DESC}) { nodes {
  id venue { id } authors(first: 1) { nodes { id } }
  institutions(first: 1) { nodes { id } } topics(first: 1) { nodes { id } }
} } }"""
#: Statements that no page of the warm-up runs.
QUERIES: Final = (
    """query($id: ID!) { node(id: $id) { ... on Paper {
      map(options: {nodes: 60, hops: 3, layout: false}) { complete } } } }""",
    """query($id: ID!) { search(text: "grpah netwroks citatoin", first: 20) { totalCount
      facets { kinds { value } years { value } topics { value } venues { value } openAccess { value } } }
      connectionsBetween(from: $id, to: $id, maxLength: 2) { length }
      node(id: $id) { ... on Paper { cite(format: TEXT) } } }""",
)
_LOG: Final = logging.getLogger("peergraph.warming")


@asynccontextmanager
async def warmup(app: Starlette) -> AsyncGenerator[asyncio.Task[None]]:
    """Run the warm-up beside the block and cancel it at the end of the block. Reads have more time until it ends: what
    a request plans anew waits for the plans of the warm-up."""
    task = asyncio.create_task(_warm(app))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _warm(app: Starlette) -> None:
    store: Store = app.state.store
    store.patience = PATIENCE
    try:
        await _render_pages(app)
    finally:
        store.patience = 1.0


async def _render_pages(app: Starlette) -> None:
    await asyncio.sleep(FIRST)
    try:
        result = await execute(_request(app), SAMPLE)
        papers: Any = result.data["papers"]["nodes"] if result.data else ()
    except PeergraphError as error:
        _LOG.info("Warm-up failed: %s", error)
        return
    for view, path, query in _page_views(papers):
        await asyncio.sleep(PAUSE)
        try:
            await view(PageRequest(_request(app), "/", path, QueryParams(query), Reader()))
        except PeergraphError as error:
            _LOG.info("Warm-up of a page failed: %s", error)
    for node in papers:
        for query in QUERIES:
            await asyncio.sleep(PAUSE)
            await execute(_request(app), query, {"id": node["id"]})


def _page_views(papers: Any) -> Iterator[tuple[Any, dict[str, str], dict[str, str]]]:
    """Views with their path parameters and queries; only a few for an empty graph."""
    for node in papers:
        yield paper, {"id": node["id"]}, {}
    yield home, {}, {}
    yield search, {}, {"q": "graph"}
    for kind in KINDS:
        yield search, {}, {"q": "graph", "kind": kind}
    for node in papers:
        yield _map, {}, {"around": node["id"]}
        yield explore, {}, {"around": node["id"]}
        for view, related in _around(node):
            for other in related:
                yield view, {"id": other["id"]}, {}


def _around(node: Any) -> Iterator[tuple[Any, Any]]:
    for view, name in (
        (entities.author, "authors"),
        (entities.institution, "institutions"),
        (entities.topic, "topics"),
    ):
        yield view, node[name]["nodes"]
    yield entities.venue, [node["venue"]] if node["venue"] else []


async def _map(request: PageRequest) -> None:
    """The request of the widget, whose document is on one line."""
    document = " ".join(text("map").split())
    await execute(request.context, document, map_params([request.query["around"]], QueryParams()))


def _request(app: Starlette) -> Context:
    settings: Settings = app.state.settings
    address, services = settings.public_url or "http://127.0.0.1", (app.state.citations, app.state.accounts)
    return Context(app.state.store, settings.limits, address, services=services)
