"""A paper as a citation: `/papers/{id}.bib`, `.ris` and `.json` (CSL-JSON), for reference managers."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.id_convertor import ID
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.formats import CitationFormat, cite
from exports.reference import Reference
from graphdb.references import reference
from resolvers.keys import reference_of

#: By the suffix of the address: the format, and its media type.
FORMATS: Final = {
    "bib": (CitationFormat.BIBTEX, "application/x-bibtex; charset=utf-8"),
    "ris": (CitationFormat.RIS, "application/x-research-info-systems; charset=utf-8"),
    "json": (CitationFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
}


def _citation(suffix: str) -> Endpoint:
    async def answer(http: Request) -> Response:
        """The paper in one format."""
        given: str = http.path_params["id"]
        found = reference_of(given, "Paper")
        row = None if found is None else await reference(http.app.state.store, *found)
        if row is None:
            raise NotFound(f"No paper of this graph has the id {given[:200]!r}.")
        form, media = FORMATS[suffix]
        return cacheable(http, cite(Reference.from_row(row), form), media, f"{given}.{suffix}")

    return endpoint(answer)


routes: Final = [Route(f"/papers/{ID}.{suffix}", _citation(suffix)) for suffix in FORMATS]
