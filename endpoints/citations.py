"""A paper as a citation: `/papers/{id}.bib`, `.ris` and `.json` (CSL-JSON), for reference managers."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.file_cost import check_cost
from endpoints.id_convertor import ID
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.formats import CitationFormat, cite
from exports.reference import Reference
from graphdb.references import reference
from resolvers.keys import reference_of

#: Format and media type by URL suffix.
FORMATS: Final = {
    "bib": (CitationFormat.BIBTEX, "application/x-bibtex; charset=utf-8"),
    "ris": (CitationFormat.RIS, "application/x-research-info-systems; charset=utf-8"),
    "json": (CitationFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
}
#: The query with the content of a file.
_QUERY: Final = "query($id: ID!, $format: CitationFormat!) { paper(by: {id: $id}) { cite(format: $format) } }"


def _citation(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The paper in one format."""
        paper_id: str = http.path_params["id"]
        form, media = FORMATS[suffix]
        await check_cost(http, _QUERY, {"id": paper_id, "format": form.name})
        key = reference_of(paper_id, "Paper")
        row = None if key is None else await reference(http.app.state.store, *key)
        if row is None:
            raise NotFound(f"No paper of this graph has the id {paper_id[:200]!r}.")
        return cacheable(http, cite(Reference.from_row(row), form), media, f"{paper_id}.{suffix}")

    return endpoint(respond)


routes: Final = [Route(f"/papers/{ID}.{suffix}", _citation(suffix)) for suffix in FORMATS]
