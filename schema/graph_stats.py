"""Counts of the graph."""

import strawberry

from graphdb import graph_stats
from schema.comment import Comment
from schema.fields import stored
from schema.review import Review
from schema.scalars import DateTime


@strawberry.type(description="Counts of this graph.")
class GraphSummary:
    papers: int = stored(graph_stats.PAPERS, "Papers.")
    authors: int = stored(graph_stats.AUTHORS, "Authors.")
    institutions: int = stored(graph_stats.INSTITUTIONS, "Institutions.")
    topics: int = stored(graph_stats.TOPICS, "Topics of all levels.")
    venues: int = stored(graph_stats.VENUES, "Venues.")
    citations: int = stored(graph_stats.CITATIONS, "Citations between papers of this graph.")
    reviews: int = stored(graph_stats.REVIEWS, "Structured reviews.")
    comments: int = stored(graph_stats.COMMENTS, "Comments.")
    recent_reviews: list[Review] = stored(
        graph_stats.RECENT_REVIEWS, f"Reviews of the last seven days, newest first, at most {graph_stats.MAX_RECENT}."
    )
    recent_comments: list[Comment] = stored(
        graph_stats.RECENT_COMMENTS, f"Comments of the last seven days, newest first, at most {graph_stats.MAX_RECENT}."
    )
    updated_at: DateTime | None = stored(graph_stats.UPDATED_AT, "When records were last imported.")
