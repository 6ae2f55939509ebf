"""The whole application: settings in, routes and middleware as lists, out comes an ASGI application.

`uvicorn app:app` serves it on the Neo4j of the environment, or on one of its own.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from accounts.accounts import accounts_of
from analytics.refresher import paper_tables
from citations.refresher import citation_index
from endpoints import (
    assets,
    citations,
    collections,
    crawlers,
    exports,
    feeds,
    group_exports,
    maps,
    mcp,
    oembed,
    pages,
    paper_reviews,
    playground,
    reviews,
    sign_in,
)
from endpoints.client_limits import ClientLimits
from endpoints.drain import Drain
from endpoints.health import live, ready
from endpoints.metrics import metrics
from endpoints.middleware import middleware
from endpoints.responses import endpoint
from endpoints.security_txt import security_txt
from endpoints.subscriptions import subscription_hub
from endpoints.unread import UnreadCounts
from endpoints.warmup import warmup
from endpoints.websocket import websocket
from execution.admission import Admission, heavy_operations
from execution.gc import tuned_gc
from graphdb.connect import open_store
from graphdb.store import Store
from settings import Settings
from telemetry.logs import configure
from telemetry.metrics import INFO, STARTS
from telemetry.otlp import opentelemetry

Opening = Callable[[Settings], AbstractAsyncContextManager[Store]]


def application(settings: Settings, opening: Opening = open_store, *, warm: bool = False) -> Starlette:
    """The service. `opening` opens its store at start-up and closes it at shut-down; `warm` renders the
    first pages before it is ready, and the other main pages afterwards."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        async with (
            opentelemetry(version("peergraph")),
            opening(settings) as store,
            citation_index(store, settings.index_folder) as index,
            paper_tables(store, settings.index_folder) as app.state.tables,
            accounts_of(store, settings) as accounts,
            subscription_hub(store, settings) as app.state.live,
            mcp.assistants(app) as app.state.assistants,
        ):
            INFO.labels(version("peergraph")).set(1)
            STARTS.inc()
            app.state.store, app.state.citations, app.state.accounts = store, index, accounts
            with tuned_gc():
                async with warmup(app) if warm else nullcontext():
                    yield

    app = Starlette(
        routes=[
            *playground.routes,
            WebSocketRoute("/graphql", websocket),
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/metrics", endpoint(metrics)),
            Route("/.well-known/security.txt", endpoint(security_txt)),
            *mcp.routes,
            *maps.routes,
            *citations.routes,
            *exports.routes,
            *collections.routes,
            *feeds.routes,
            *group_exports.routes,
            *reviews.routes,
            *paper_reviews.routes,
            *sign_in.routes,
            *assets.routes,
            *crawlers.routes,
            *oembed.routes,
            *pages.routes,
        ],
        middleware=middleware(settings),
        exception_handlers={404: pages.missing, 500: pages.failed},
        lifespan=lifespan,
    )
    # Its redirects have the Host header of the request in their address; `pages.missing` redirects by path.
    app.router.redirect_slashes = False
    app.state.settings = settings
    app.state.drain = Drain()
    app.state.admission = Admission(settings.heavy_operations or heavy_operations(), settings.queue_seconds)
    app.state.unread = UnreadCounts()
    app.state.clients = ClientLimits(settings.client_requests, settings.client_bytes)
    return app


def __getattr__(name: str) -> Starlette:
    """`app`, created when a server looks it up: an import alone creates nothing."""
    if name != "app":
        raise AttributeError(name)
    settings = Settings.read()
    configure(settings.log, settings.secrets)
    return application(settings, warm=True)
