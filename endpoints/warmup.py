"""Warms caches by rendering the main pages at start-up: query plans, templates and statements of the process, and
Neo4j's query plans. Without it the first requests would be slow.

The pages that people open first are rendered before the service is ready, the others beside its first requests: one at
a time, only reading. The queries whose statements take Neo4j longest to plan, a map of three hops and a search that
corrects words, are the last: planning them takes seconds of processor time.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from starlette.applications import Starlette
from starlette.datastructures import QueryParams

from endpoints.drain import Drain
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

#: Seconds after which the service is ready even if its first pages are not rendered.
LIMIT: Final = 30.0
#: Seconds between two pages that leave the event loop to requests.
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
#: A view with the parameters of its path and its query.
PageView = tuple[Any, dict[str, str], dict[str, str]]


@asynccontextmanager
async def warmup(app: Starlette) -> AsyncGenerator[asyncio.Task[None]]:
    """Render the first pages before the block, and the others beside it until its end. Reads have more time meanwhile:
    what a request plans anew waits for the plans of the warm-up."""
    store: Store = app.state.store
    store.patience = PATIENCE
    papers: list[Any] = []
    try:
        async with asyncio.timeout(LIMIT):
            papers = await _sample(app)
            await _render(app, _first_views(papers))
    except TimeoutError:
        _LOG.info("The service is ready before its first pages are rendered: they took longer than %g s.", LIMIT)
    task = asyncio.create_task(_render_others(app, papers))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sample(app: Starlette) -> list[Any]:
    try:
        result = await execute(_request(app), SAMPLE)
    except PeergraphError as error:
        _LOG.info("Warm-up failed: %s", error)
        return []
    return result.data["papers"]["nodes"] if result.data else []


async def _render_others(app: Starlette, papers: list[Any]) -> None:
    store: Store = app.state.store
    try:
        await _render(app, _other_views(papers))
        for node in papers:
            for query in QUERIES:
                if app.state.drain.has_begun:
                    return
                await asyncio.sleep(PAUSE)
                await execute(_request(app), query, {"id": node["id"]})
    finally:
        store.patience = 1.0


async def _render(app: Starlette, views: Iterator[PageView]) -> None:
    """Renders pages until the service ends."""
    drain: Drain = app.state.drain
    for view, path, query in views:
        if drain.has_begun:
            return
        await asyncio.sleep(PAUSE)
        try:
            await view(PageRequest(_request(app), "/", path, QueryParams(query), Reader()))
        except PeergraphError as error:
            _LOG.info("Warm-up of a page failed: %s", error)
        except Exception:
            # A page that cannot be rendered must not prevent the start of the service.
            _LOG.exception("Warm-up of a page failed")


def _first_views(papers: list[Any]) -> Iterator[PageView]:
    """The pages that links of others and browsers open first; none of a paper for an empty graph."""
    for node in papers:
        yield paper, {"id": node["id"]}, {}
    yield home, {}, {}
    yield search, {}, {"q": "graph"}


def _other_views(papers: list[Any]) -> Iterator[PageView]:
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
    address, services = (
        settings.public_url or "http://127.0.0.1",
        (app.state.citations, app.state.tables, app.state.accounts),
    )
    return Context(app.state.store, settings.limits, address, services=services)
