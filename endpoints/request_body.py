"""Request bodies within the size limit, and JSON in them."""

from typing import Any, Final

import orjson
from starlette.requests import Request

from endpoints.negotiation import JSON, is_json
from errors import PeergraphError
from settings import Settings

_IDENTITY: Final = ("", "identity")


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
    """The complete body. Raises BadRequest when it is too large, or compressed."""
    if http.headers.get("content-encoding", "identity").strip().lower() not in _IDENTITY:
        raise BadRequest("Send the body without a `Content-Encoding`.", 415)
    settings: Settings = http.app.state.settings
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > settings.request_bytes:
            raise BadRequest(f"The request is larger than {settings.request_bytes} bytes.", 413)
    return bytes(body)


def parse_json(text: str | bytes, name: str) -> Any:
    """The value of a JSON text. `name` names the text in the error."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{name} is not JSON: {error}.") from error
