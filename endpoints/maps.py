"""Research maps as files: `/papers/{id}/map.svg`, and so for all formats and for all nodes that have a map.

`nodes`, `hops`, `kinds` (with commas), `from` and `to` (years) in the query string mean what they mean in GraphQL.
"""

import asyncio
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.id_convertor import ID
from endpoints.request_body import BadRequest
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.map_csv import edges_csv, nodes_csv
from exports.map_formats import MapFormat, export
from graphdb.node import label_of
from loaders.context import Context
from maps.options import Options, integer, options
from maps.research_map import ResearchMap
from resolvers.maps import research_maps, resolve_ids
from settings import Settings

#: By the suffix of the address: the format, and its media type.
FORMATS: Final = {
    "svg": (MapFormat.SVG, "image/svg+xml"),
    "graphml": (MapFormat.GRAPHML, "application/graphml+xml"),
    "gexf": (MapFormat.GEXF, "application/gexf+xml"),
    "csv": (MapFormat.CSV, "text/csv; charset=utf-8"),
    "json": (MapFormat.JSON, "application/json"),
}
#: By the first part of the address: the label of its nodes.
KINDS: Final = {"papers": "Paper", "authors": "Author", "institutions": "Institution", "topics": "Topic"}
#: The tables of a map, `?table=` of CSV.
_TABLES: Final = {"nodes": nodes_csv, "edges": edges_csv}


def _map(label: str, suffix: str) -> Endpoint:
    async def answer(http: HttpRequest) -> Response:
        """The map around a node, in one format."""
        given: str = http.path_params["id"]
        form, media = FORMATS[suffix]
        table = http.query_params.get("table")
        if table is not None and (suffix != "csv" or table not in _TABLES):
            raise BadRequest(f"`table` is {table[:80]!r}: with map.csv it may be nodes or edges.")
        found = await _around(http, label, given, _options(http))
        name = f"{given}-map{f'-{table}' if table else ''}.{suffix}"
        if table is not None:
            return cacheable(http, _TABLES[table](found), media, name)
        return cacheable(http, await asyncio.to_thread(export, found, form, address(http)), media, name)

    return endpoint(answer)


async def _around(http: HttpRequest, label: str, given: str, wanted: Options) -> ResearchMap:
    settings: Settings = http.app.state.settings
    state = http.app.state
    context = Context(state.store, settings.limits, address(http), services=(state.citations,))
    ids = [found for found in await resolve_ids(context.store, [given]) if label_of(found) == label]
    (found,) = await research_maps([tuple(ids)], context, wanted) if ids else [ResearchMap()]
    if not found.nodes:
        raise NotFound(f"No {label.lower()} of this graph has the id {given[:200]!r}.")
    return found


def _options(http: HttpRequest) -> Options:
    """The wishes in the query string. Raises BadInput or BadRequest, naming the parameter."""
    given = http.query_params
    wanted: dict[str, Any] = {name: integer(given[name], name) for name in ("nodes", "hops") if name in given}
    wanted["year"] = {name: integer(given[name], name) for name in ("from", "to") if name in given}
    if "kinds" in given:
        wanted["kinds"] = [kind.strip().upper() for kind in given["kinds"].split(",") if kind.strip()]
    return options(wanted, within="")


routes: Final = [
    Route(f"/{place}/{ID}/map.{suffix}", _map(label, suffix)) for place, label in KINDS.items() for suffix in FORMATS
]
