"""Reviews as files: a person's at `/users/{id}/reviews.json`, `.md`, `.txt`, `.bib` and `.ris`, one at
`/reviews/{id}.jats.xml`. They contain published reviews, which are public."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.file_cost import check_cost
from endpoints.id_convertor import ID
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.jats import jats
from exports.review import Review
from exports.review_lists import FORMATS, Reviews
from graphdb.review_record import record, records
from resolvers.keys import public_id
from settings import Settings

#: Maximum number of reviews in a file; the newest are kept.
LIMIT: Final = 1_000
#: The queries with the content of a list and of a review.
_REVIEWS: Final = """\
query($id: ID!, $first: Int) {
  user(id: $id) { reviews(first: $first) { nodes { summary points { text } paper { title } } } }
}"""
_REVIEW: Final = """\
query($id: ID!) {
  node(id: $id) { ... on Review { summary points { text } responses { text } paper { title } } }
}"""


def _list(suffix: str) -> Endpoint:
    async def respond(http: Request) -> Response:
        """A person's reviews in one format."""
        settings: Settings = http.app.state.settings
        user_id: str = http.path_params["id"]
        await check_cost(http, _REVIEWS, {"id": user_id, "first": min(LIMIT, settings.page_limit)})
        result = await records(http.app.state.store, public_id(user_id), LIMIT)
        if result is None:
            raise NotFound(f"Nobody here has the id {user_id[:200]!r}.")
        name, orcid, total, rows = result
        reviews = Reviews(name, orcid, total, [Review.of(*row) for row in rows], address(http))
        write, media = FORMATS[suffix]
        return revalidated(http, write(reviews), media, f"reviews-{user_id}.{suffix}", total)

    return endpoint(respond)


async def _jats(http: Request) -> Response:
    """One review as JATS XML."""
    review_id: str = http.path_params["id"]
    await check_cost(http, _REVIEW, {"id": review_id})
    row = await record(http.app.state.store, public_id(review_id))
    if row is None:
        raise NotFound(f"There is no review with the id {review_id[:200]!r}.")
    return revalidated(http, jats(Review.of(*row), address(http)), "application/xml", f"{review_id}.jats.xml")


def revalidated(http: Request, body: str, media: str, name: str, total: int | None = None) -> Response:
    """A file that caches revalidate each time, so that withdrawn reviews disappear at once. `total`: the number of
    reviews in the list, of which the file has the newest."""
    response = cacheable(http, body, media, name)
    response.headers["cache-control"] = "no-cache"
    if total is not None:
        response.headers["x-total-count"], response.headers["x-export-limit"] = str(total), str(LIMIT)
    return response


routes: Final = [
    *(Route(f"/users/{ID}/reviews.{suffix}", _list(suffix)) for suffix in FORMATS),
    Route(f"/reviews/{ID}.jats.xml", endpoint(_jats)),
]
