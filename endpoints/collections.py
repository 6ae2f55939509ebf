"""Collections as files, in the order of their owners: `/collections/{id}.csv`, `.bib`, `.ris`, and `.json` (CSL-JSON).
Only those who can read a collection get its file."""

from collections.abc import AsyncGenerator
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from endpoints.authentication import viewer_of
from endpoints.file_cost import FileCost, check_cost
from endpoints.id_convertor import ID
from endpoints.responses import Endpoint, NotFound, disposition, endpoint
from exports.csl_list import CslWriter
from exports.paper_lists import FORMATS
from exports.tables import ListFormat
from graphdb.collection import PAPERS
from graphdb.references import ListPage, page_of_node
from graphdb.store import Store
from resolvers.keys import public_id
from resolvers.listing import COLUMNS, PAGE
from settings import Settings
from thread_pools import LIBRARIES

#: By the suffix of the URL.
_FORMATS: Final = {
    **{suffix: FORMATS[suffix] for suffix in ("csv", "bib", "ris")},
    "json": ListFormat("application/vnd.citationstyles.csl+json", CslWriter),
}
#: The query with the content of the first page.
_PAGE: Final = """\
query($id: ID!, $first: Int) {
  collection(id: $id) { papers(first: $first) { totalCount nodes { cite(format: CSL_JSON) } } }
}"""


def _file(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The papers of the collection in one format."""
        settings: Settings = http.app.state.settings
        name = public_id(http.path_params["id"])
        cost = await check_cost(http, _PAGE, {"id": name, "first": min(PAGE, settings.page_limit)})
        viewer, _ = await viewer_of(http, acts=False)
        reader = viewer.id if viewer else None
        # Read before the response starts, so that an error gets its status code.
        first = await _page(http.app.state.store, name, reader, None)
        if first is None:
            raise NotFound(f"The collection {name[:200]!r} does not exist or is private.")
        headers = {
            "content-disposition": disposition(f"{name}.{suffix}"), "cache-control": "private, no-store",
            "x-content-type-options": "nosniff", "x-total-count": str(first.total), "vary": "Cookie, Authorization",
        }  # fmt: skip
        body = _stream(http.app.state.store, name, reader, first, _FORMATS[suffix], cost)
        return StreamingResponse(body, headers=headers, media_type=_FORMATS[suffix].media)

    return endpoint(respond)


async def _page(store: Store, name: str, reader: str | None, after: list[object] | None) -> ListPage | None:
    return await page_of_node(store, "Collection", name, PAPERS, COLUMNS, size=PAGE, after=after, viewer=reader)


async def _stream(
    store: Store, name: str, reader: str | None, page: ListPage, list_format: ListFormat, cost: FileCost
) -> AsyncGenerator[str | bytes]:
    """Each page is read when the client has read the one before. A collection that is deleted meanwhile ends there."""
    writer = list_format.writer()
    yield writer.begin()
    following: ListPage | None = page
    while following is not None:
        yield await LIBRARIES.run(partial(writer.page, following.rows))
        if (after := following.next) is None:
            break
        async with cost.later_page():
            following = await _page(store, name, reader, after)
    yield await LIBRARIES.run(writer.end)


routes: Final = [Route(f"/collections/{ID}.{suffix}", _file(suffix)) for suffix in _FORMATS]
