"""Research maps as files, such as `/papers/{id}/map.svg`, for all formats and all kinds of nodes that have a map.

The query parameters `nodes`, `hops`, `kinds` (comma-separated), `network`, `from` and `to` (years) are those of
GraphQL.
"""

from functools import partial
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.file_cost import check_cost
from endpoints.id_convertor import ID
from endpoints.request_body import BadRequest
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.map_csv import edges_csv, nodes_csv
from exports.map_formats import MapFormat, export
from exports.png import NODES, png
from graphdb.node import label_of
from loaders.context import Context
from maps.options import Options, integer, options
from maps.research_map import ResearchMap
from pages.assets import FONTS
from resolvers.maps import research_maps, resolve_ids
from settings import Settings
from thread_pools import MAPS

#: Format and media type by URL suffix.
FORMATS: Final = {
    "svg": (MapFormat.SVG, "image/svg+xml"),
    "graphml": (MapFormat.GRAPHML, "application/graphml+xml"),
    "gexf": (MapFormat.GEXF, "application/gexf+xml"),
    "csv": (MapFormat.CSV, "text/csv; charset=utf-8"),
    "json": (MapFormat.JSON, "application/json"),
}
#: Label of the nodes by first segment of the path.
KINDS: Final = {"papers": "Paper", "authors": "Author", "institutions": "Institution", "topics": "Topic"}
#: The query with the content of a file.
_QUERY: Final = """\
query($ids: [ID!]!, $options: MapOptions, $format: MapFormat!) {
  researchMap(around: $ids, options: $options) { export(format: $format) }
}"""
#: The tables of a map, `?table=` of CSV.
_TABLES: Final = {"nodes": nodes_csv, "edges": edges_csv}


def _preview(label: str) -> Endpoint:
    async def respond(http: HttpRequest) -> Response:
        """The map around a node as the picture of link previews. It costs as much as the same map as SVG."""
        node_id: str = http.path_params["id"]
        values = {"nodes": NODES, **_values(http)}
        await check_cost(http, _QUERY, {"ids": [node_id], "options": values, "format": MapFormat.SVG.name})
        research_map = await _around(http, label, node_id, options(values, within=""))
        return cacheable(http, await MAPS.run(partial(png, research_map, FONTS)), "image/png", f"{node_id}-map.png")

    return endpoint(respond)


def _map(label: str, suffix: str) -> Endpoint:
    async def respond(http: HttpRequest) -> Response:
        """The map around a node, in one format."""
        node_id: str = http.path_params["id"]
        form, media = FORMATS[suffix]
        table = http.query_params.get("table")
        if table is not None and (suffix != "csv" or table not in _TABLES):
            raise BadRequest(f"`table` is {table[:80]!r}: with map.csv it may be nodes or edges.")
        values = _values(http)
        await check_cost(http, _QUERY, {"ids": [node_id], "options": values, "format": form.name})
        research_map = await _around(http, label, node_id, options(values, within=""))
        name = f"{node_id}-map{f'-{table}' if table else ''}.{suffix}"
        if table is not None:
            return cacheable(http, await MAPS.run(partial(_TABLES[table], research_map)), media, name)
        return cacheable(http, await MAPS.run(partial(export, research_map, form, address(http))), media, name)

    return endpoint(respond)


async def _around(http: HttpRequest, label: str, node_id: str, map_options: Options) -> ResearchMap:
    settings: Settings = http.app.state.settings
    state = http.app.state
    context = Context(state.store, settings.limits, address(http), services=(state.citations,))
    ids = [each for each in await resolve_ids(context.store, [node_id]) if label_of(each) == label]
    (research_map,) = await research_maps([tuple(ids)], context, map_options) if ids else [ResearchMap()]
    if not research_map.nodes:
        raise NotFound(f"No {label.lower()} of this graph has the id {node_id[:200]!r}.")
    return research_map


def _values(http: HttpRequest) -> dict[str, Any]:
    """The map options in the query string. Raises BadInput or BadRequest, naming the parameter."""
    params = http.query_params
    values: dict[str, Any] = {name: integer(params[name], name) for name in ("nodes", "hops") if name in params}
    values["year"] = {name: integer(params[name], name) for name in ("from", "to") if name in params}
    if "kinds" in params:
        values["kinds"] = [kind.strip().upper() for kind in params["kinds"].split(",") if kind.strip()]
    if "network" in params:
        values["network"] = params["network"].upper()
    options(values, within="")
    return values


routes: Final = [
    *(Route(f"/{path}/{ID}/map.{suffix}", _map(label, suffix)) for path, label in KINDS.items() for suffix in FORMATS),
    *(Route(f"/{path}/{ID}/map.png", _preview(label)) for path, label in KINDS.items()),
]
