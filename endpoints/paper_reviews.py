"""The reviews of a paper as files: `/papers/{id}/docmap.jsonld`, and `/papers/{id}/reviews.crossref.xml` for deposit by
the operator. They contain published reviews, which are public."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.file_cost import check_cost
from endpoints.id_convertor import ID
from endpoints.responses import NotFound, endpoint
from endpoints.reviews import LIMIT, revalidated
from exports.crossref import crossref, deposited
from exports.docmap import docmap
from exports.reference import Reference
from exports.review import Review
from graphdb.references import reference
from graphdb.review_record import records_of_paper
from resolvers.keys import reference_of
from settings import Settings

#: The query with the content of a file.
_REVIEWS: Final = """\
query($id: ID!, $first: Int) {
  paper(by: {id: $id}) { title reviews(first: $first) { nodes { summary points { text } } } }
}"""


async def _docmap(http: Request) -> Response:
    """All reviews, as a DocMap."""
    total, reviews = await _reviews(http)
    if not reviews:
        raise NotFound("This paper has no reviews.")
    name = f"docmap-{reviews[0].paper.id}.jsonld"
    return revalidated(http, docmap(reviews, address(http)), "application/ld+json", name, total)


async def _crossref(http: Request) -> Response:
    """The reviews that were written here, as a deposit for Crossref."""
    settings: Settings = http.app.state.settings
    member = settings.crossref_member
    if member is None:
        raise NotFound("This service registers no DOIs: its operator has not set PEERGRAPH_CROSSREF_MEMBER.")
    total, reviews = await _reviews(http)
    deposit = deposited(reviews)
    if not deposit:
        raise NotFound("Nothing to deposit: the paper has no DOI, or no reviews that were written here.")
    name = f"reviews-{deposit[0].paper.id}.crossref.xml"
    return revalidated(http, crossref(deposit, member, address(http)), "application/xml", name, total)


async def _reviews(http: Request) -> tuple[int, list[Review]]:
    """The number of live reviews of the paper, and the newest of them. Raises NotFound."""
    settings: Settings = http.app.state.settings
    paper_id: str = http.path_params["id"]
    await check_cost(http, _REVIEWS, {"id": paper_id, "first": min(LIMIT, settings.page_limit)})
    key = reference_of(paper_id, "Paper")
    row = None if key is None else await reference(http.app.state.store, *key)
    if row is None:
        raise NotFound(f"No paper of this graph has the id {paper_id[:200]!r}.")
    total, rows = await records_of_paper(http.app.state.store, Reference.from_row(row).id, LIMIT)
    return total, [Review.from_row(each) for each in rows]


routes: Final = [
    Route(f"/papers/{ID}/docmap.jsonld", endpoint(_docmap)),
    Route(f"/papers/{ID}/reviews.crossref.xml", endpoint(_crossref)),
]
