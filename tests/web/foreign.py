"""Somebody else's site: another origin, with a policy of its own."""

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
    """A server of these routes, as long as the block: its address."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=list(routes)), log_level="warning", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn tells it in no other way
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


def page(path: str, body: str, policy: str = "default-src *") -> Route:
    """A page under a Content Security Policy."""

    async def answer(_http: Request) -> Response:
        return HTMLResponse(_HEAD + body, headers={"content-security-policy": policy})

    return Route(path, answer)


def data(path: str, answer: Mapping[str, Any]) -> Route:
    """A GraphQL endpoint that always answers the same."""

    async def answered(_http: Request) -> Response:
        return JSONResponse(answer, headers={"access-control-allow-origin": "*"})

    return Route(path, answered)
