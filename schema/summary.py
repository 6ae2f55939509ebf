"""The whole graph in numbers."""

import strawberry

from graphdb import summary
from schema.fields import stored
from schema.scalars import DateTime


@strawberry.type(description="How much there is in this graph.")
class GraphSummary:
    papers: int = stored(summary.PAPERS, "Papers.")
    authors: int = stored(summary.AUTHORS, "Authors.")
    institutions: int = stored(summary.INSTITUTIONS, "Institutions.")
    topics: int = stored(summary.TOPICS, "Topics of all levels.")
    venues: int = stored(summary.VENUES, "Venues.")
    citations: int = stored(summary.CITATIONS, "Citations from one paper here to another.")
    reviews: int = stored(summary.REVIEWS, "Structured reviews.")
    comments: int = stored(summary.COMMENTS, "Comments.")
    updated_at: DateTime | None = stored(summary.UPDATED_AT, "When records last came in.")
