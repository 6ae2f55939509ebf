"""What every plain HTTP endpoint has: a time limit, errors in one sentence, and answers that caches can keep."""

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from errors import PeergraphError, RequestTimeout
from settings import Settings

Endpoint = Callable[[Request], Awaitable[Response]]

#: How long a cache may answer by itself. Afterwards it asks again, and hears 304 as long as nothing has changed.
CACHED: Final = "public, max-age=300"
#: A picture from data runs nothing and fetches nothing, wherever it is opened.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_LOG: Final = logging.getLogger("peergraph")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


class NotFound(PeergraphError):
    """There is nothing at the address."""

    code = "NOT_FOUND"
    status = 404


@asynccontextmanager
async def time_limit(seconds: float) -> AsyncGenerator[None]:
    """Ends the block after so many seconds. Raises RequestTimeout."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise RequestTimeout(f"The request took longer than {seconds:g} s and was ended.") from error


def endpoint(endpoint: Endpoint) -> Endpoint:
    """The endpoint, its errors told as plain text with their status."""

    async def answer(http: Request) -> Response:
        settings: Settings = http.app.state.settings
        try:
            async with time_limit(settings.request_seconds):
                return await endpoint(http)
        except PeergraphError as error:
            return _error_response(error)

    return answer


def cacheable(http: Request, body: str, media: str, name: str) -> Response:
    """A file that caches may keep, 304 where the client has it already. Its strong ETag is of what it holds; `name` is
    what it is saved as, made of any text."""
    content = body.encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": CACHED}
    if has(http.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers |= {"content-disposition": disposition(name, inline=media.startswith("image/"))}
    headers |= {"x-content-type-options": "nosniff", "content-security-policy": _POLICY}
    return Response(content, headers=headers, media_type=media)


def disposition(name: str, *, inline: bool = False) -> str:
    """How a browser shows or saves a file of this name, of which only letters, digits, dots and dashes are left.

    Source: RFC 6266.
    """
    stem, _, suffix = name.rpartition(".")
    safe = _UNSAFE.sub("-", stem).strip("-.")[:80] or "peergraph"
    return f'{"inline" if inline else "attachment"}; filename="{safe}.{suffix}"'


def has(header: str | None, tag: str) -> bool:
    """Whether the client has it already. The comparison is weak, because proxies weaken tags when they compress.

    Source: RFC 9110, section 13.1.2.
    """
    tags = [each.strip().removeprefix("W/") for each in (header or "").split(",")]
    return tag in tags or "*" in tags


def _error_response(error: PeergraphError) -> Response:
    if error.status != PeergraphError.status:
        return PlainTextResponse(f"{error}\n", error.status)
    number = secrets.token_hex(6)
    _LOG.error("Unforeseen error %s", number, exc_info=error)
    return PlainTextResponse(f"Something went wrong on our side. Please report this number: {number}.\n", error.status)
