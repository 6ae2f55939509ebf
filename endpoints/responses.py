"""Plain HTTP endpoints: time limit, plain-text errors, and cacheable responses."""

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response

from endpoints.error_formatting import count_error
from errors import PeergraphError, RequestTimeout, RetryLater
from loaders.cost import TooExpensive
from settings import Settings

Endpoint = Callable[[Request], Awaitable[Response]]

#: Caches revalidate after this time, and get 304 when nothing has changed.
CACHED: Final = "public, max-age=300"
#: A generated image runs no script and loads nothing.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_LOG: Final = logging.getLogger("peergraph")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


class NotFound(PeergraphError):
    """Nothing exists at this URL."""

    code = "NOT_FOUND"
    status = 404


class ResponseTooLarge(TooExpensive):
    """A response that is larger than the limit in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The response is larger than {limit} bytes: ask for smaller pages (`first`) or fewer fields.")


def deadline(http: HTTPConnection) -> AbstractAsyncContextManager[None]:
    """Cancels the block when the time limit of the request is over, which began with the first byte of its head. Raises
    RequestTimeout."""
    settings: Settings = http.app.state.settings
    now = asyncio.get_running_loop().time()
    passed = now - getattr(http.state, "began", now)
    return time_limit(settings.request_seconds, passed)


@asynccontextmanager
async def time_limit(seconds: float, passed: float = 0) -> AsyncGenerator[None]:
    """Cancels the block after this time, of which a part has passed. Raises RequestTimeout."""
    try:
        async with asyncio.timeout(seconds - passed):
            yield
    except TimeoutError as error:
        raise RequestTimeout(f"The request took longer than {seconds:g} s and was ended.") from error


def endpoint(endpoint: Endpoint) -> Endpoint:
    """Wraps an endpoint: errors become plain text with their status. The turn of an expensive one ends with it
    (`file_cost.py`)."""

    async def respond(http: Request) -> Response:
        try:
            async with deadline(http), AsyncExitStack() as http.state.turn:
                return await endpoint(http)
        except PeergraphError as error:
            return _error_response(error)

    return respond


def retry_header(error: Exception) -> dict[str, str]:
    """The header `Retry-After` of an error that says when to try again. Source: RFC 9110, section 10.2.3."""
    seconds = error.retry_after if isinstance(error, RetryLater) else None
    return {} if seconds is None else {"retry-after": str(seconds)}


def cacheable(http: Request, body: str | bytes, media: str, name: str) -> Response:
    """A cacheable file; 304 when the client has it already. The strong ETag is a content hash. `name`: the name
    of the download, from any text."""
    content = body.encode() if isinstance(body, str) else body
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": CACHED}
    if has(http.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers |= {"content-disposition": disposition(name, inline=media.startswith("image/"))}
    headers |= {"x-content-type-options": "nosniff", "content-security-policy": POLICY}
    return Response(content, headers=headers, media_type=media)


def disposition(name: str, *, inline: bool = False) -> str:
    """A Content-Disposition header; of the name, only letters, digits, dots and dashes remain.

    Source: RFC 6266.
    """
    stem, _, suffix = name.rpartition(".")
    safe = _UNSAFE.sub("-", stem).strip("-.")[:80] or "peergraph"
    return f'{"inline" if inline else "attachment"}; filename="{safe}.{suffix}"'


def has(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match header has the tag. The comparison is weak: compressing proxies weaken tags.

    Source: RFC 9110, section 13.1.2.
    """
    tags = [each.strip().removeprefix("W/") for each in (header or "").split(",")]
    return tag in tags or "*" in tags


def public_message(error: PeergraphError) -> str:
    """The sentence of an error for clients. An internal one can name hosts and values: clients get a number, and the
    log has the error under it."""
    if error.status != PeergraphError.status:
        return str(error)
    number = secrets.token_hex(6)
    _LOG.error("Unexpected error %s", number, exc_info=error)
    return f"An internal error occurred. Please report this number: {number}."


def _error_response(error: PeergraphError) -> Response:
    count_error(error, error.code)
    return PlainTextResponse(f"{public_message(error)}\n", error.status, retry_header(error))
