"""The paper of a request whose path has its id, for files about it."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from endpoints.file_cost import check_cost
from endpoints.responses import NotFound
from graphdb.references import reference
from resolvers.keys import reference_of


async def paper_reference(http: Request, query: str, variables: Mapping[str, Any]) -> list[Any]:
    """The values of the paper, in the order of `exports.reference`. `query` has the content of the file and `$id`,
    `variables` its other variables. Raises NotFound, and BadInput for a file that costs too much."""
    paper_id: str = http.path_params["id"]
    await check_cost(http, query, {"id": paper_id, **variables})
    key = reference_of(paper_id, "Paper")
    row = None if key is None else await reference(http.app.state.store, *key)
    if row is None:
        raise NotFound(f"No paper of this graph has the id {paper_id[:200]!r}.")
    return row
