"""A paper as a citation, for reference managers: `/papers/{id}.bib`, `.ris` and `.json` (CSL-JSON), and `/papers/{id}`
for clients that accept a citation rather than HTML."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.citation_negotiation import accepted_citation
from endpoints.id_convertor import ID
from endpoints.paper_reference import paper_reference
from endpoints.responses import Endpoint, cacheable, endpoint
from exports.formats import CitationFormat
from resolvers.citation import citations

#: Format and media type by URL suffix.
FORMATS: Final = {
    "bib": (CitationFormat.BIBTEX, "application/x-bibtex; charset=utf-8"),
    "ris": (CitationFormat.RIS, "application/x-research-info-systems; charset=utf-8"),
    "json": (CitationFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
}
_SUFFIXES: Final = {form: suffix for suffix, (form, _) in FORMATS.items()}
#: The query with the content of a file.
_QUERY: Final = "query($id: ID!, $format: CitationFormat!) { paper(by: {id: $id}) { cite(format: $format) } }"


def _citation(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The paper in one format."""
        form, media = FORMATS[suffix]
        return await _cited(http, form, media, f"{http.path_params['id']}.{suffix}")

    return endpoint(respond)


def paper_page(page: Endpoint) -> Endpoint:
    """The endpoint of `/papers/{id}`: the page, or the citation that the client prefers to it. The response depends on
    the Accept header."""

    async def respond(http: Request) -> Response:
        accepted = accepted_citation(http.headers.get("accept")) if http.method in {"GET", "HEAD"} else None
        if accepted is None:
            return await page(http)

        async def citation(http: Request) -> Response:
            name = f"{http.path_params['id']}.{_SUFFIXES.get(accepted.format, 'txt')}"
            response = await _cited(http, accepted.format, accepted.media, name, accepted.parameters)
            response.headers["vary"] = "Accept"
            return response

        return await endpoint(citation)(http)

    return respond


async def _cited(
    http: Request, form: CitationFormat, media: str, name: str, parameters: Mapping[str, str] | None = None
) -> Response:
    """The paper in a format. Raises NotFound, and BadInput for an unknown style or locale."""
    row = await paper_reference(http, _QUERY, {"format": form.name})
    values = parameters or {}
    (text,) = await citations([row], form, values.get("style", "apa"), values.get("locale", "en-US"))
    if isinstance(text, Exception):
        raise text
    return cacheable(http, text, media, name)


routes: Final = [Route(f"/papers/{ID}.{suffix}", _citation(suffix)) for suffix in FORMATS]
