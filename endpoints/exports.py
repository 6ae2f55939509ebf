"""Complete lists as files: `/export/papers.csv`, `.jsonl`, `.parquet`, `.bib` and `.ris`.

`filter` and `orderBy` are those of `Query.papers`, as JSON: each a query parameter, or both in one object by POST. The
response is streamed: nothing is buffered, and reading stops when the client disconnects. Each page of 500 papers is
charged and waits for its turn as the query with its content.
"""

from collections.abc import AsyncGenerator
from functools import partial
from typing import Final, cast

from graphql import GraphQLObjectType
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from endpoints.file_cost import FileCost, check_cost
from endpoints.list_arguments import coerced, params_of, unknown_ids
from endpoints.responses import Endpoint, disposition, endpoint
from exports.paper_lists import FORMATS
from exports.tables import Writer
from graphdb.references import ListPage
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
_QUERY: Final = cast("GraphQLObjectType", graphql_schema(SCHEMA).query_type)
_ARGUMENTS: Final = {name: _QUERY.fields["papers"].args[name] for name in ("filter", "orderBy")}


def _list(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The list in one format."""
        settings: Settings = http.app.state.settings
        params = await params_of(http, _ARGUMENTS)
        arguments = coerced(params, _ARGUMENTS)
        cost = await check_cost(http, _PAGE, {**params, "first": min(PAGE, settings.page_limit)})
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
            **await unknown_ids(listing.store, listing.filter),
        }
        body = _stream(listing, first, list_format.writer(), cost)
        return StreamingResponse(body, headers=headers, media_type=list_format.media)

    return endpoint(respond)


async def _stream(listing: Listing, page: ListPage, writer: Writer, cost: FileCost) -> AsyncGenerator[str | bytes]:
    """Formats each page in a thread: 500 citations take 50 ms."""
    yield writer.begin()
    yield await LIBRARIES.run(partial(writer.page, page.rows))
    async for page in listing.remaining(page, cost.later_page):  # noqa: B020, PLR1704 (the last page says whether there are more)
        yield await LIBRARIES.run(partial(writer.page, page.rows))
    if page.next is not None:
        yield writer.cut(listing.limit)
    yield await LIBRARIES.run(writer.end)


routes: Final = [Route(f"/export/papers.{suffix}", _list(suffix), methods=["GET", "POST"]) for suffix in FORMATS]
