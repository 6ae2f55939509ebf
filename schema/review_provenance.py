"""Where an imported review or note comes from."""

import strawberry

from graphdb import review
from schema.fields import stored
from schema.scalars import URL


@strawberry.type(description="The provenance of an imported review or note.")
class ReviewProvenance:
    source: str = stored(review.SOURCE, "The publisher of the review, e.g. `NeurIPS 2024`.")
    key: str = stored(review.SOURCE_KEY, "Its id at the source.")
    reviewer: str | None = stored(
        review.REVIEWER, "The reviewer, or the author of the note, as named by the source, e.g. `Reviewer 2`."
    )
    licence: str | None = stored(review.LICENCE, "The licence of its text.")
    url: URL | None = stored(review.SOURCE_URL, "Its URL at the source.")
