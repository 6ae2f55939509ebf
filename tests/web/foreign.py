"""A site of another origin, with its own content security policy."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

_HEAD: Final = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title><main><h1>A blog</h1>'


@asynccontextmanager
async def site(*routes: Route) -> AsyncGenerator[str]:
    """Serves the routes during the block; yields the address."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=list(routes)), log_level="warning", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn has no other signal
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


def page(path: str, body: str, policy: str = "default-src *") -> Route:
    """A page with a Content Security Policy."""

    async def respond(_http: Request) -> Response:
        return HTMLResponse(_HEAD + body, headers={"content-security-policy": policy})

    return Route(path, respond)


def data(path: str, content: Mapping[str, Any]) -> Route:
    """A GraphQL endpoint with a constant response."""

    async def respond(_http: Request) -> Response:
        return JSONResponse(content, headers={"access-control-allow-origin": "*"})

    return Route(path, respond)
