"""Request bodies within the size limits, and JSON in them."""

from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request

from endpoints.authentication import viewer_of
from endpoints.client_address import client_address
from endpoints.client_limits import ClientLimits
from endpoints.negotiation import JSON, is_json
from errors import PeergraphError
from settings import Settings

_IDENTITY: Final = ("", "identity")
#: Bytes of the largest body of a signed-in user without a library: a form with the longest review, percent-encoded.
WRITER_BYTES: Final = 2_000_000


class BadRequest(PeergraphError):
    """A malformed or unsupported HTTP request."""

    code = "BAD_REQUEST"
    status = 400

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class MalformedParams(BadRequest):
    """JSON that is no well-formed request of GraphQL over HTTP."""


async def json_body(http: Request) -> Any:
    """The JSON body. Raises BadRequest for a body that is not JSON or is too large."""
    if not is_json(http.headers.get("content-type")):
        raise BadRequest(f"Send the request as {JSON}, in UTF-8.", 415)
    return parse_json(await body_of(http), "The body")


async def body_of(http: Request) -> bytes:
    """The complete body: up to `request_bytes` of anyone, `import_bytes` of a signed-in user, whose request
    `check_body` limits once its operation is read. Raises BadRequest for a larger one, RateLimited when all bodies that
    the client sends at the same time are too large."""
    if http.headers.get("content-encoding", "identity").strip().lower() not in _IDENTITY:
        raise BadRequest("Send the body without a `Content-Encoding`.", 415)
    settings: Settings = http.app.state.settings
    clients: ClientLimits = http.app.state.clients
    limit, body = settings.request_bytes, bytearray()
    with clients.bodies.client(client_address(http)) as use:
        try:
            async for chunk in http.stream():
                use.add(len(chunk))
                body += chunk
                if len(body) > limit:
                    limit = max(limit, await _writer_limit(http))
                    check_size(len(body), limit)
        except ClientDisconnect as error:
            raise BadRequest("The connection ended within the body.") from error
    http.state.body_bytes = len(body)
    return bytes(body)


def check_body(http: Request, *, imports: bool) -> None:
    """Limits the body that was read to that of a request with or without a library. Raises BadRequest."""
    settings: Settings = http.app.state.settings
    if not imports:
        check_size(getattr(http.state, "body_bytes", 0), max(WRITER_BYTES, settings.request_bytes))


async def _writer_limit(http: Request) -> int:
    """The limit for the sender, who is authenticated before the rest of a large body is read."""
    settings: Settings = http.app.state.settings
    viewer, _ = await viewer_of(http, acts=True)
    return settings.import_bytes if viewer is not None and viewer.may_write else settings.request_bytes


def check_size(size: int, limit: int) -> None:
    """Raises BadRequest for a body beyond the limit."""
    if size > limit:
        raise BadRequest(f"The request is larger than {limit} bytes.", 413)


def parse_json(text: str | bytes, name: str) -> Any:
    """The value of a JSON text. `name` names the text in the error."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{name} is not JSON: {error}.") from error
