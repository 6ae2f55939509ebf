"""The Model Context Protocol at `/mcp`: tools for assistants, over streamable HTTP.

There are no sessions of the protocol, so any worker can handle a request. The tools only read and ignore cookies; a
bearer token is checked as elsewhere.

Source: Model Context Protocol, https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
"""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
from graphql import ExecutionResult, OperationType
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
    jsonrpc_message_adapter,
)
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from assistants.tool import compact
from assistants.tools import INSTRUCTIONS, TOOLS
from endpoints import csrf
from endpoints.address import address
from endpoints.authentication import bearer_of, caller_of
from endpoints.error_formatting import format_exception
from endpoints.negotiation import JSON
from endpoints.params import context_of
from endpoints.request_body import BadRequest, body_of, check_size, parse_json
from endpoints.responses import deadline
from errors import Forbidden, PeergraphError
from execution.prepare import GraphQLParams, RequestError
from loaders.viewer import Viewer
from schema.operations import prepare
from settings import Settings

_QUERIES: Final = frozenset({OperationType.QUERY})
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
RequestContext = ServerRequestContext[Any, Request]


@asynccontextmanager
async def assistants(app: Starlette) -> AsyncGenerator[StreamableHTTPSessionManager]:
    """Serves the tools during the block."""
    server = Server[Any](
        "peergraph",
        version=version("peergraph"),
        title="Peergraph",
        instructions=INSTRUCTIONS,
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
    )
    settings: Settings = app.state.settings
    manager = StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=settings.request_bytes
    )
    running, ending = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        # In one task, because its task group must be left in the task that entered it.
        async with manager.run():
            running.set()
            await ending.wait()

    task = asyncio.create_task(run())
    await running.wait()
    try:
        yield manager
    finally:
        ending.set()
        await task


class Endpoint:
    """The ASGI application of `/mcp`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, after checks of origin, token and size."""
        http = Request(scope, receive)
        settings: Settings = http.app.state.settings
        manager: StreamableHTTPSessionManager = http.app.state.assistants
        try:
            _check_origin(http)
            async with deadline(http):
                authorization = http.headers.get("authorization")
                http.state.viewer = None if authorization is None else await bearer_of(http, authorization)
                body = await body_of(http)
                check_size(len(body), settings.request_bytes)
            _check_message(body)
        except PeergraphError as error:
            await _refusal(error)(scope, receive, send)
            return
        await manager.handle_request(scope, _replayed(body, receive), send)


async def _list_tools(_context: RequestContext, _params: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=_LISTED)


async def _call_tool(context: RequestContext, params: CallToolRequestParams) -> CallToolResult:
    """A result, or an error that the model reads and can act on. Raises MCPError for an unknown tool."""
    http = context.request
    if http is None or params.name not in TOOLS:
        raise MCPError(INVALID_PARAMS, f"There is no tool {params.name[:80]!r}: there are {', '.join(TOOLS)}.")
    try:
        result = compact(await _run(http, params.name, params.arguments or {}))
    except Exception as error:
        return _failure(format_exception(error))
    return CallToolResult(content=[TextContent(text=orjson.dumps(result).decode())], structured_content=result)


async def _run(http: Request, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The result of a tool. Raises RequestError for an operation that is refused or whose result has errors."""
    settings: Settings = http.app.state.settings
    tool = TOOLS[name]
    read = tool.read(arguments)
    operation = prepare(GraphQLParams(tool.document, read.variables()), settings.limits, _QUERIES)
    viewer: Viewer | None = http.state.viewer
    async with deadline(http):
        result: ExecutionResult = await operation.execute(context_of(http, viewer, caller_of(http)))
    if result.errors:
        raise RequestError(result.errors)
    return tool.result(result.data or {}, read)


def _failure(errors: list[dict[str, Any]]) -> CallToolResult:
    """An error that the tool's caller reads: the sentences as text, the codes as data."""
    shown = [{"code": error["extensions"]["code"], "message": error["message"]} for error in errors]
    text = "\n".join(error["message"] for error in shown)
    return CallToolResult(content=[TextContent(text=text)], structured_content={"errors": shown}, is_error=True)


def _check_message(body: bytes) -> None:
    """Raises BadRequest for a body that is no single message of JSON-RPC 2.0."""
    message = parse_json(body, "The body")
    try:
        jsonrpc_message_adapter.validate_python(message, by_name=False)
    except ValidationError as error:
        raise BadRequest("The body must be one message of JSON-RPC 2.0, as an object with `method`.") from error


def _check_origin(http: Request) -> None:
    """Protects services in private networks against DNS rebinding: a page of another site whose host name resolves to
    this service.

    A browser sends the origin with every POST. Without a configured public URL the service does not know its own name,
    so it trusts an origin only if its host is an IP address or `localhost`, which cannot be rebound."""
    origin = http.headers.get("origin")
    if origin is None and csrf.is_ours(http) is not False:
        return
    settings: Settings = http.app.state.settings
    named = settings.public_url is not None or _is_address(urlsplit(address(http)).hostname)
    if origin is None or not csrf.is_ours(http) or not (named or origin in settings.trusted_origins):
        raise Forbidden(
            f"A page of {(origin or 'another site')[:100]!r} cannot use the tools: let the operator set"
            " PEERGRAPH_PUBLIC_URL or PEERGRAPH_TRUSTED_ORIGINS."
        )


def _is_address(host: str | None) -> bool:
    """Whether a host is an IP address or `localhost`."""
    try:
        return host == "localhost" or bool(ipaddress.ip_address(host or ""))
    except ValueError:
        return False


def _refusal(error: PeergraphError) -> Response:
    """The response to a request that is refused before its message is read. Source: JSON-RPC 2.0, section 5.1."""
    (formatted,) = format_exception(error)
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": INVALID_REQUEST, "message": formatted["message"]}}
    headers = {"www-authenticate": 'Bearer realm="peergraph", error="invalid_token"'} if error.status == 401 else {}
    return Response(orjson.dumps(body), error.status, headers, JSON)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """`receive` of a request whose body has been read."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


_LISTED: Final = [
    Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        annotations=_READS,
    )
    for tool in TOOLS.values()
]
routes: Final = [Route("/mcp", Endpoint(), methods=["POST"])]
