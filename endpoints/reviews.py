"""Reviews as files: a person's at `/users/{id}/reviews.json`, `.md`, `.txt`, `.bib` and `.ris`, one at
`/reviews/{id}.jats.xml`. They hold live reviews, which everybody may read."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoints.address import address
from endpoints.id_convertor import ID
from endpoints.responses import Endpoint, NotFound, cacheable, endpoint
from exports.jats import jats
from exports.review import Review
from exports.review_lists import FORMATS, Reviews
from graphdb.review_record import record, records
from resolvers.keys import public_id

#: Reviews of one file, the newest.
LIMIT: Final = 1_000


def _list(suffix: str) -> Endpoint:
    async def answer(http: Request) -> Response:
        """A person's reviews in one format."""
        given: str = http.path_params["id"]
        found = await records(http.app.state.store, public_id(given), LIMIT)
        if found is None:
            raise NotFound(f"Nobody here has the id {given[:200]!r}.")
        name, orcid, total, rows = found
        listed = Reviews(name, orcid, total, [Review.from_row(row) for row in rows], address(http))
        write, media = FORMATS[suffix]
        answered = _revalidated(cacheable(http, write(listed), media, f"reviews-{given}.{suffix}"))
        answered.headers["x-total-count"], answered.headers["x-export-limit"] = str(total), str(LIMIT)
        return answered

    return endpoint(answer)


async def _jats(http: Request) -> Response:
    """One review as JATS XML."""
    given: str = http.path_params["id"]
    row = await record(http.app.state.store, public_id(given))
    if row is None:
        raise NotFound(f"There is no review with the id {given[:200]!r}.")
    return _revalidated(
        cacheable(http, jats(Review.from_row(row), address(http)), "application/xml", f"{given}.jats.xml")
    )


def _revalidated(answer: Response) -> Response:
    """Caches keep it and ask each time: what is withdrawn is gone at once."""
    answer.headers["cache-control"] = "no-cache"
    return answer


routes: Final = [
    *(Route(f"/users/{ID}/reviews.{suffix}", _list(suffix)) for suffix in FORMATS),
    Route(f"/reviews/{ID}.jats.xml", endpoint(_jats)),
]
