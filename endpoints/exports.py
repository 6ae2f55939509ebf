"""Complete lists as files: `/export/papers.csv`, `.jsonl`, `.bib` and `.ris`.

`filter` and `orderBy` are those of `Query.papers`, as JSON: each a query parameter, or both in one object by POST. The
response is streamed: nothing is buffered, and reading stops when the client disconnects.
"""

from collections.abc import AsyncGenerator, Mapping
from functools import partial
from typing import Any, Final, cast
from urllib.parse import quote

from graphql import GraphQLError, GraphQLObjectType
from graphql.utilities import (
    coerce_input_value,  # pyright: ignore[reportUnknownVariableType]
    validate_input_value,  # pyright: ignore[reportUnknownVariableType]
)
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from endpoints.file_cost import check_cost
from endpoints.request_body import check_body, json_body, parse_json
from endpoints.responses import Endpoint, disposition, endpoint
from errors import BadInput
from exports.paper_lists import FORMATS, Writer
from graphdb.paper import ALL
from graphdb.references import ListPage
from loaders import references
from loaders.graphql_core import graphql_schema
from resolvers.listing import PAGE, Listing
from schema.schema import SCHEMA
from settings import Settings
from thread_pools import LIBRARIES

#: The query with the content of the first page; the others are read while the client reads.
_PAGE: Final = """\
query($filter: PaperFilter, $orderBy: [PaperOrder!], $first: Int) {
  papers(filter: $filter, orderBy: $orderBy, first: $first) { totalCount nodes { cite(format: CSL_JSON) } }
}"""
_NAMES: Final = ("filter", "orderBy")
_QUERY: Final = cast("GraphQLObjectType", graphql_schema(SCHEMA).query_type)
_ARGUMENTS: Final = _QUERY.fields["papers"].args


def _list(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The list in one format."""
        settings: Settings = http.app.state.settings
        params = await _params(http)
        arguments = _arguments(params)
        await check_cost(http, _PAGE, {**params, "first": min(PAGE, settings.page_limit)})
        listing = Listing.of(
            http.app.state.store, arguments.get("filter"), arguments.get("orderBy"), settings.export_limit
        )
        # Read before the response starts, so that an error gets its status code.
        first = await listing.first()
        list_format = FORMATS[suffix]
        headers = {
            "content-disposition": disposition(f"papers.{suffix}"),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "x-total-count": str(first.total),
            "x-export-limit": str(listing.limit),
            **await _unknown(listing),
        }
        body = _stream(listing, first, list_format.writer())
        return StreamingResponse(body, headers=headers, media_type=list_format.media)

    return endpoint(respond)


async def _unknown(listing: Listing) -> dict[str, str]:
    """A header with the ids in the filter that are those of no node, percent-encoded."""
    missing = await references.unknown(listing.store, list(references.of_filter(ALL, listing.filter)))
    texts = sorted({each.text for each in missing})[: references.MAX_LISTED]
    return {"x-unknown-ids": " ".join(quote(text, safe=":/") for text in texts)} if texts else {}


async def _stream(listing: Listing, page: ListPage, writer: Writer) -> AsyncGenerator[str]:
    """Formats each page in a thread: 500 citations take 50 ms."""
    yield writer.begin() + await LIBRARIES.run(partial(writer.page, page.rows))
    async for page in listing.remaining(page):  # noqa: B020, PLR1704 (the last page says whether there are more)
        yield await LIBRARIES.run(partial(writer.page, page.rows))
    if page.next is not None:
        yield writer.cut(listing.limit)


async def _params(http: Request) -> Mapping[str, Any]:
    if http.method == "POST":
        body = await json_body(http)
        check_body(http, imports=False)
        if not isinstance(body, dict):
            raise BadInput('The body must be one JSON object, such as {"filter": {"year": {"from": 2020}}}.')
        return cast("dict[str, Any]", body)
    return {name: parse_json(http.query_params[name], f"`{name}`") for name in _NAMES if name in http.query_params}


def _arguments(params: Mapping[str, Any]) -> dict[str, Any]:
    """The coerced GraphQL arguments. Raises BadInput with the argument and the path in it."""
    if unknown := set(params) - set(_NAMES):
        raise BadInput(f"`{min(unknown)[:80]}` is no argument of this list: it has `filter` and `orderBy`.")
    return {name: _coerce(name, params[name]) for name in _NAMES if params.get(name) is not None}


def _coerce(name: str, value: object) -> Any:
    def refuse(error: GraphQLError, path: list[str | int]) -> None:
        raise BadInput(f"`{'.'.join([name, *map(str, path)])}`: {error.message}")

    kind = _ARGUMENTS[name].type
    try:
        validate_input_value(value, kind, refuse)
        return coerce_input_value(value, kind)
    except RecursionError as error:
        raise BadInput(f"`{name}` is nested too deeply.") from error


routes: Final = [Route(f"/export/papers.{suffix}", _list(suffix), methods=["GET", "POST"]) for suffix in FORMATS]
