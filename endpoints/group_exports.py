"""Groups of a list of papers as files: `/export/groups.csv`, `.jsonl` and `.parquet`.

`filter` is that of `Query.papers`; `by`, `orderBy` and `unknown` are those of `groups`. The response is streamed.
"""

from collections.abc import AsyncGenerator, Mapping
from functools import partial
from typing import Any, Final, cast

from graphql import GraphQLObjectType
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from analytics.keys import KEYS, GroupKey
from endpoints.address import address
from endpoints.file_cost import FileCost, check_cost
from endpoints.list_arguments import coerced, params_of, unknown_ids
from endpoints.responses import Endpoint, disposition, endpoint
from errors import BadInput, PeergraphError
from exports.group_lists import MEASURES, formats_of
from exports.tables import Writer
from graphdb.paper import ALL
from loaders import filters
from loaders.context import Context
from loaders.graphql_core import graphql_schema
from schema.operations import execute
from schema.schema import SCHEMA
from settings import Settings
from thread_pools import LIBRARIES

#: Groups of one page, which is below the limit of cost with any filter.
PAGE: Final = 250
SUFFIXES: Final = tuple(formats_of({}))
_NAMED: Final = " ".join(
    f"... on {name} {{ name }}" for name in ("Author", "Institution", "Topic", "Venue", "Publisher", "Funder")
)
_PAGE: Final = f"""\
query($filter: PaperFilter, $by: [PaperGroupKey!]!, $orderBy: PaperGroupOrder, $unknown: Boolean! = true,
      $first: Int, $after: String) {{
  papers(filter: $filter, first: 0) {{
    groups(by: $by, orderBy: $orderBy, unknown: $unknown, first: $first, after: $after) {{
      totalCount exact pageInfo {{ hasNextPage endCursor }}
      nodes {{ count keys {{ key value node {{ {_NAMED} }} }} measures {{ {" ".join(MEASURES)} }} }}
    }}
  }}
}}"""
_SCHEMA: Final = graphql_schema(SCHEMA)
_GROUPS: Final = cast("GraphQLObjectType", _SCHEMA.type_map["PaperConnection"]).fields["groups"].args
_ARGUMENTS: Final = {
    "filter": cast("GraphQLObjectType", _SCHEMA.query_type).fields["papers"].args["filter"],
    **{name: _GROUPS[name] for name in ("by", "orderBy", "unknown")},
}


def _groups(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The groups in one format."""
        settings: Settings = http.app.state.settings
        params = {name: value for name, value in (await params_of(http, _ARGUMENTS)).items() if value is not None}
        arguments = coerced(params, _ARGUMENTS)
        if "by" not in arguments:
            raise BadInput("`by` is missing: it is one key or two, such as `by=YEAR` or `by=TOPIC,YEAR`.")
        variables = {**params, "first": min(PAGE, settings.page_limit, settings.export_limit)}
        cost = await check_cost(http, _PAGE, variables)
        # Read before the response starts, so that an error gets its status code.
        first = await _page(http, variables)
        keys = {key.value: KEYS[key].is_node for key in map(GroupKey, arguments["by"])}
        list_format = formats_of(keys)[suffix]
        headers = {
            "content-disposition": disposition(f"groups.{suffix}"),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "x-total-count": str(first["totalCount"]),
            "x-export-limit": str(settings.export_limit),
            "x-exact": str(first["exact"]).lower(),
            **await unknown_ids(http.app.state.store, filters.normalize(ALL, arguments.get("filter"))),
        }
        body = _stream(http, variables, first, list_format.writer(), cost)
        return StreamingResponse(body, headers=headers, media_type=list_format.media)

    return endpoint(respond)


async def _stream(
    http: Request, variables: Mapping[str, Any], page: Mapping[str, Any], writer: Writer, cost: FileCost
) -> AsyncGenerator[str | bytes]:
    """Reads each page when the one before has been sent."""
    limit = cast("Settings", http.app.state.settings).export_limit
    left = limit - len(page["nodes"])
    yield writer.begin()
    yield await LIBRARIES.run(partial(writer.page, page["nodes"]))
    while page["pageInfo"]["hasNextPage"] and left > 0:
        size = min(variables["first"], left)
        async with cost.later_page():
            page = await _page(http, {**variables, "first": size, "after": page["pageInfo"]["endCursor"]})
        left -= len(page["nodes"])
        yield await LIBRARIES.run(partial(writer.page, page["nodes"]))
    if page["pageInfo"]["hasNextPage"]:
        yield writer.cut(limit)
    yield await LIBRARIES.run(writer.end)


async def _page(http: Request, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """A page of groups, in the turn of the caller. Raises the error of a resolver."""
    state = http.app.state
    services = (state.citations, state.tables)
    result = await execute(
        Context(state.store, state.settings.limits, address(http), services=services), _PAGE, variables
    )
    for error in result.errors or ():
        raise error.original_error if isinstance(error.original_error, PeergraphError) else PeergraphError(str(error))
    return cast("Mapping[str, Any]", result.data)["papers"]["groups"]


routes: Final = [Route(f"/export/groups.{suffix}", _groups(suffix), methods=["GET", "POST"]) for suffix in SUFFIXES]
