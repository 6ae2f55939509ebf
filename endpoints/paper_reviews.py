"""The reviews of a paper as files: `/papers/{id}/docmap.jsonld`, and `/papers/{id}/reviews.crossref.xml` for deposit by
the operator. They contain published reviews, which are public."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.id_convertor import ID
from endpoints.paper_reference import paper_reference
from endpoints.responses import NotFound, endpoint
from endpoints.reviews import LIMIT, revalidated
from exports.crossref import crossref
from exports.docmap import docmap
from exports.reference import Reference
from exports.review import Note, Review
from graphdb.review_record import records_of_paper, records_written_here
from settings import Settings

#: The query with the content of a file.
_REVIEWS: Final = """\
query($id: ID!, $first: Int) {
  paper(by: {id: $id}) { title reviewNotes { text } reviews(first: $first) { nodes {
    summary points { text } responses { text }
  } } }
}"""
_DEPOSITED: Final = """\
query($id: ID!, $first: Int) { paper(by: {id: $id}) { title reviews(first: $first) { nodes { summary } } } }"""


async def _docmap(http: Request) -> Response:
    """All reviews, as a DocMap."""
    paper = await _paper(http, _REVIEWS)
    total, rows, noted = await records_of_paper(http.app.state.store, paper.id, LIMIT)
    notes = [note for note in (Note(*each) for each in noted) if note.kind != "WITHDRAWAL"]
    if not rows and not notes:
        raise NotFound("This paper has no reviews.")
    reviews = [Review.from_row(row, paper) for row in rows]
    body = docmap(paper, reviews, notes, address(http))
    return revalidated(http, body, "application/ld+json", f"docmap-{paper.id}.jsonld", total)


async def _crossref(http: Request) -> Response:
    """The reviews that were written here, as a deposit for Crossref."""
    settings: Settings = http.app.state.settings
    member = settings.crossref_member
    if member is None:
        raise NotFound("This service registers no DOIs: its operator has not set PEERGRAPH_CROSSREF_MEMBER.")
    paper = await _paper(http, _DEPOSITED)
    total, rows = await records_written_here(http.app.state.store, paper.id, LIMIT) if paper.doi else (0, [])
    if not rows:
        raise NotFound("Nothing to deposit: the paper has no DOI, or no reviews that were written here.")
    deposit = crossref([Review.from_row(row, paper) for row in rows], member, address(http))
    return revalidated(http, deposit, "application/xml", f"reviews-{paper.id}.crossref.xml", total)


async def _paper(http: Request, query: str) -> Reference:
    """The paper. Raises NotFound."""
    settings: Settings = http.app.state.settings
    return Reference.from_row(await paper_reference(http, query, {"first": min(LIMIT, settings.page_limit)}))


routes: Final = [
    Route(f"/papers/{ID}/docmap.jsonld", endpoint(_docmap)),
    Route(f"/papers/{ID}/reviews.crossref.xml", endpoint(_crossref)),
]
