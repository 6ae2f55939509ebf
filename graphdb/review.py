"""Cypher fragments of structured reviews.

`REVIEWS` leads from a live review to its paper, `WITHDRAWN_FROM` from a withdrawn one, `HIDDEN_FROM` from a hidden one.
Therefore the number of a paper's reviews is a degree, and its list needs no filter.
"""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.fragments import Column, Direction, Inline, PagedList, ShortList, Sort, ToOne


def _unless_hidden(value: Cypher) -> Column:
    """A content column: null while the review is hidden by a moderator."""
    return Column(cypher("CASE WHEN EXISTS { ({n})-[:HIDDEN_FROM]->() } THEN null ELSE ") + value + cypher(" END"))


PAPER: Final = ToOne(cypher("MATCH ({n})-[:REVIEWS|WITHDRAWN_FROM|HIDDEN_FROM]->({m})"))
AUTHOR: Final = ToOne(cypher("MATCH ({n})<-[:WROTE]-({m})"))
#: Whether the reviewer claims to be an author of the paper, which can happen after the review.
BY_AUTHOR: Final = Column(
    cypher("EXISTS { ({n})<-[:WROTE]-()-[:CLAIMS]->()-[:AUTHORED]->()<-[:REVIEWS|WITHDRAWN_FROM|HIDDEN_FROM]-({n}) }")
)
SUMMARY: Final = _unless_hidden(cypher("{n}.summary"))
RECOMMENDATION: Final = _unless_hidden(cypher("{n}.recommendation"))
CONFIDENCE: Final = _unless_hidden(cypher("{n}.confidence"))
HELPFUL_COUNT: Final = Column(cypher("COUNT { ({n})<-[:FOUND_HELPFUL]-() }"))
VIEWER_FOUND_HELPFUL: Final = Column(cypher("EXISTS { ({n})<-[:FOUND_HELPFUL]-(user) WHERE user.id = $viewer }"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
UPDATED_AT: Final = Column(cypher("{n}.updatedAt"))
WITHDRAWN: Final = Column(cypher("{n}.withdrawnAt IS NOT NULL"))
HIDDEN: Final = Column(cypher("EXISTS { ({n})-[:HIDDEN_FROM]->() }"))
POINTS: Final = ShortList(
    cypher(
        "MATCH ({n})-[makes:MAKES]->({m}) WHERE NOT EXISTS { ({n})-[:HIDDEN_FROM]->() }"
        " WITH {m} ORDER BY makes.position"
    )
)
REVISIONS: Final = ShortList(
    cypher(
        "MATCH ({n})-[:WAS]->({m}) WHERE NOT EXISTS { ({n})-[:HIDDEN_FROM]->() } WITH {m} ORDER BY {m}.at DESC, {m}.id"
    )
)
#: Ratings of the form of an imported review.
SCORES: Final = ShortList(
    cypher(
        "MATCH ({n})-[scores:SCORES]->({m}) WHERE NOT EXISTS { ({n})-[:HIDDEN_FROM]->() }"
        " WITH {m} ORDER BY scores.position"
    )
)
SCORE_NAME: Final = Column(cypher("{n}.name"))
SCORE_VALUE: Final = Column(cypher("{n}.value"))
SCORE_TEXT: Final = Column(cypher("{n}.text"))
SCORE_WORST: Final = Column(cypher("{n}.worst"))
SCORE_BEST: Final = Column(cypher("{n}.best"))
ROUND: Final = Column(cypher("{n}.round"))
#: The review itself, if it is imported.
PROVENANCE: Final = ToOne(cypher("UNWIND CASE WHEN {n}.source IS NULL THEN [] ELSE [{n}] END AS {m}"))
SOURCE: Final = Column(cypher("{n}.source"))
SOURCE_KEY: Final = Column(cypher("{n}.sourceKey"))
SOURCE_URL: Final = Column(cypher("{n}.sourceUrl"))
LICENCE: Final = Column(cypher("{n}.licence"))
REVIEWER: Final = Column(cypher("{n}.reviewer"))

POINT_KIND: Final = Column(cypher("{n}.kind"))
POINT_TEXT: Final = Column(cypher("{n}.text"))
POINT_ABOUT: Final = Column(cypher("{n}.about"))

REVISION_AT: Final = Column(cypher("{n}.at"))
REVISION_SUMMARY: Final = Column(cypher("{n}.summary"))
REVISION_POINTS: Final = ShortList(cypher("MATCH ({n})-[makes:MAKES]->({m}) WITH {m} ORDER BY makes.position"))

ORDERS: Final = {
    "CREATED_AT": cypher("{m}.createdAt"),
    "UPDATED_AT": cypher("{m}.updatedAt"),
    "HELPFUL": cypher("COUNT { ({m})<-[:FOUND_HELPFUL]-() }"),
    "CONFIDENCE": cypher("coalesce({m}.confidence, 0)"),
}
NEWEST: Final = (Sort(ORDERS["CREATED_AT"], Direction.DESC),)

OF_PAPER: Final = PagedList(
    match=cypher("MATCH ({n})<-[:REVIEWS]-({m})"),
    total=cypher("COUNT { ({n})<-[:REVIEWS]-() }"),
    sort=NEWEST,
    orders=ORDERS,
)
OF_USER: Final = PagedList(
    match=cypher("MATCH ({n})-[:WROTE]->({m})-[:REVIEWS]->()"),
    total=cypher("COUNT { ({n})-[:WROTE]->()-[:REVIEWS]->() }"),
    sort=NEWEST,
)


def _points(kind: Cypher) -> Column:
    return Column(cypher("COUNT { ({n})<-[:REVIEWS]-()-[:MAKES]->(point) WHERE point.kind = ") + kind + cypher(" }"))


#: Aggregates of a paper's live reviews.
OVERALL: Final = Inline()
COUNT: Final = Column(cypher("COUNT { ({n})<-[:REVIEWS]-() }"))
STRENGTHS: Final = _points(cypher("'STRENGTH'"))
CONCERNS: Final = _points(cypher("'CONCERN'"))
METHOD_QUESTIONS: Final = _points(cypher("'METHOD_QUESTION'"))
MEAN_CONFIDENCE: Final = Column(cypher("COLLECT { MATCH ({n})<-[:REVIEWS]-(review) RETURN avg(review.confidence) }[0]"))
#: All five values, also with count 0, in the order of a chart.
RECOMMENDATIONS: Final = ShortList(
    cypher(
        "UNWIND ['STRONG_YES', 'YES', 'NEUTRAL', 'NO', 'STRONG_NO'] AS name"
        " WITH {id: name, count: COUNT { ({n})<-[:REVIEWS]-(review) WHERE review.recommendation = name }} AS {m}"
    )
)
TALLIED: Final = Column(cypher("{n}.id"))
TALLY: Final = Column(cypher("{n}.count"))
