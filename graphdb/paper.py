"""Cypher fragments of a paper's fields."""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.fragments import (
    Column,
    Direction,
    Inline,
    PagedList,
    Predicate,
    ShortList,
    Sort,
    ToOne,
    ValueForm,
    count_range,
)

ID: Final = Column(cypher("{n}.id"))
TITLE: Final = Column(cypher("{n}.title"))
ABSTRACT: Final = Column(cypher("{n}.abstract"))
ABSTRACT_KIND: Final = Column(cypher("{n}.abstractKind"))
KIND: Final = Column(cypher("{n}.kind"))
YEAR: Final = Column(cypher("{n}.year"))
PUBLISHED_ON: Final = Column(cypher("{n}.publishedOn"))
#: Null for papers of the bulk import.
ADDED_AT: Final = Column(cypher("{n}.addedAt"))
DELETED_ON: Final = Column(cypher("{n}.deletedOn"))
LANGUAGE: Final = Column(cypher("{n}.language"))
RAW_VENUE_NAME: Final = Column(cypher("{n}.rawVenueName"))
URL: Final = Column(cypher("{n}.url"))
RETRACTED: Final = Column(cypher("coalesce({n}.retracted, false)"))
REPORTED_CITATIONS: Final = Column(cypher("{n}.reportedCitations"))
REPORTED_REFERENCES: Final = Column(cypher("{n}.reportedReferences"))

IDENTIFIERS: Final = Inline()
DOI: Final = Column(cypher("{n}.doi"))
ARXIV: Final = Column(cypher("{n}.arxiv"))
OPENALEX: Final = Column(cypher("{n}.openalex"))
PMID: Final = Column(cypher("{n}.pmid"))
PMCID: Final = Column(cypher("{n}.pmcid"))
MAG: Final = Column(cypher("{n}.mag"))

OPEN_ACCESS: Final = Inline()
IS_OPEN: Final = Column(cypher("coalesce({n}.isOpen, false)"))
OA_STATUS: Final = Column(cypher("{n}.oaStatus"))
OA_URL: Final = Column(cypher("{n}.oaUrl"))
IN_REPOSITORY: Final = Column(cypher("{n}.inRepository"))
LICENCE: Final = Column(cypher("{n}.licence"))

CITATION_COUNT: Final = Column(cypher("COUNT { ({n})<-[:CITES]-() }"))
REFERENCE_COUNT: Final = Column(cypher("COUNT { ({n})-[:CITES]->() }"))
#: OpenAlex keys of cited works that are not in the graph.
REFERENCES_OUTSIDE: Final = Column(cypher("coalesce({n}.awaits, [])"))
AUTHOR_COUNT: Final = Column(cypher("COUNT { ({n})<-[:AUTHORED|ALSO_AUTHORED]-() }"))
INSTITUTION_COUNT: Final = Column(cypher("COUNT { ({n})-[:FROM]->() }"))
REVIEW_COUNT: Final = Column(cypher("COUNT { ({n})<-[:REVIEWS]-() }"))
COMMENT_COUNT: Final = Column(cypher("COUNT { ({n})<-[:DISCUSSES]-() }"))
SAVE_COUNT: Final = Column(cypher("COUNT { ({n})<-[:SAVED]-() }"))
LIKE_COUNT: Final = Column(cypher("COUNT { ({n})<-[:LIKED]-() }"))
DISLIKE_COUNT: Final = Column(cypher("COUNT { ({n})<-[:DISLIKED]-() }"))
HAS_CODE: Final = Column(cypher("EXISTS { ({n})-[:HAS]->({kind: 'CODE'}) }"))
HAS_DATASET: Final = Column(cypher("EXISTS { ({n})-[:HAS]->({kind: 'DATASET'}) }"))

#: The values for a citation, in the order of `exports.reference.FIELDS`.
REFERENCE: Final = Column(
    cypher(
        "[{n}.id, {n}.kind, {n}.title,"
        " COLLECT { MATCH ({n})<-[by:AUTHORED|ALSO_AUTHORED]-(author)"
        " RETURN coalesce(by.name, author.name) ORDER BY by.position },"
        " {n}.year, {n}.publishedOn,"
        " coalesce(COLLECT { MATCH ({n})-[:PUBLISHED_IN]->(venue) RETURN venue.name }[0], {n}.rawVenueName),"
        " COLLECT { MATCH ({n})-[:PUBLISHED_IN]->(venue) RETURN venue.kind }[0],"
        " {n}.volume, {n}.issue, {n}.firstPage, {n}.lastPage, {n}.doi, {n}.arxiv, {n}.pmid, {n}.url, {n}.language,"
        " CASE WHEN coalesce({n}.abstractKind, '') <> 'SUMMARY' THEN {n}.abstract END,"
        " COLLECT { MATCH ({n})-[:PUBLISHED_IN]->(venue) RETURN venue.publisher }[0],"
        " {n}.keywords, {n}.pmcid, {n}.licence, {n}.fundingNames, {n}.oaUrl]"
    )
)

ORDERS: Final = {
    "YEAR": cypher("{m}.sortYear"),
    "PUBLISHED_ON": cypher("{m}.sortDate"),
    "TITLE": cypher("{m}.sortTitle"),
    "CITATIONS": cypher("{m}.citations"),
    "REPORTED_CITATIONS": cypher("coalesce({m}.reportedCitations, -1)"),
    "UPDATED": cypher("coalesce({m}.readAt, '')"),
    "REFERENCES": cypher("COUNT { ({m})-[:CITES]->() }"),
    "REVIEWS": cypher("COUNT { ({m})<-[:REVIEWS]-() }"),
    "COMMENTS": cypher("COUNT { ({m})<-[:DISCUSSES]-() }"),
    "SAVES": cypher("COUNT { ({m})<-[:SAVED]-() }"),
    "LIKES": cypher("COUNT { ({m})<-[:LIKED]-() }"),
}
UNKNOWN: Final = {
    "YEAR": cypher("-1"),
    "PUBLISHED_ON": cypher("''"),
    "REPORTED_CITATIONS": cypher("-1"),
    "UPDATED": cypher("''"),
}
MOST_CITED: Final = (Sort(ORDERS["CITATIONS"], Direction.DESC),)

FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Paper"),
    "kinds": Predicate(cypher("{m}.kind IN {p}")),
    "year.from": Predicate(cypher("{m}.year >= {p}")),
    "year.to": Predicate(cypher("{m}.year <= {p}")),
    "publishedOn.from": Predicate(cypher("{m}.sortDate >= {p}"), form=ValueForm.DAY),
    "publishedOn.to": Predicate(cypher("{m}.sortDate <= {p} AND {m}.sortDate > ''"), form=ValueForm.DAY),
    "updatedSince": Predicate(cypher("{m}.readAt >= {p}"), form=ValueForm.MOMENT),
    "text": Predicate(
        cypher("{m}.id IN {p}"),
        cypher(
            "CALL db.index.fulltext.queryNodes('peergraph_search', {p}) YIELD node AS {m} WITH {m} WHERE {m}:Paper"
            " WITH {m}"
        ),
        form=ValueForm.WORDS,
        matches=cypher(
            "COLLECT { CALL db.index.fulltext.queryNodes('peergraph_search', {p}) YIELD node"
            " WITH node WHERE node:Paper RETURN node.id }"
        ),
    ),
    "openAccess": Predicate(cypher("coalesce({m}.isOpen, false) = {p}")),
    "openAccessStatuses": Predicate(cypher("{m}.oaStatus IN {p}")),
    "retracted": Predicate(cypher("coalesce({m}.retracted, false) = {p}")),
    "language": Predicate(cypher("{m}.language = {p}"), form=ValueForm.LANGUAGE),
    "hasAbstract": Predicate(cypher("({m}.abstract IS NOT NULL) = {p}")),
    "hasCode": Predicate(cypher("EXISTS { ({m})-[:HAS]->({kind: 'CODE'}) } = {p}")),
    "hasDataset": Predicate(cypher("EXISTS { ({m})-[:HAS]->({kind: 'DATASET'}) } = {p}")),
    "hasReviews": Predicate(cypher("EXISTS { ({m})<-[:REVIEWS]-() } = {p}")),
    **count_range("citations", cypher("{m}.citations")),
    **count_range("reportedCitations", cypher("{m}.reportedCitations")),
    "countries": Predicate(
        cypher(
            "(EXISTS { ({m})-[:FROM]->(near) WHERE near.country IN {p} } OR EXISTS {"
            " ({m})<-[by:AUTHORED|ALSO_AUTHORED]-() WHERE any(value IN by.countries WHERE value IN {p}) })"
        ),
        form=ValueForm.COUNTRY,
    ),
    "keywords": Predicate(cypher("any(value IN coalesce({m}.keywordKeys, []) WHERE value IN {p})"), keyed=True),
    "goals": Predicate(cypher("any(value IN coalesce({m}.sdgs, []) WHERE value IN {p})"), form=ValueForm.GOAL),
    "indexedIn": Predicate(
        cypher("any(value IN coalesce({m}.indexedIn, []) WHERE value IN {p})"), form=ValueForm.DATABASE
    ),
    "authors": Predicate(
        cypher("EXISTS { ({m})<-[:AUTHORED]-(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Author)-[:AUTHORED]->({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Author",
    ),
    "firstAuthors": Predicate(
        cypher("EXISTS { ({m})<-[by:AUTHORED|ALSO_AUTHORED]-(near) WHERE near.id IN {p} AND by.position = 1 }"),
        cypher(
            "MATCH (near:Author)-[by:AUTHORED|ALSO_AUTHORED]->({m}) WHERE near.id IN {p} AND by.position = 1"
            " WITH DISTINCT {m}"
        ),
        ids="Author",
    ),
    "correspondingAuthors": Predicate(
        cypher("EXISTS { ({m})<-[by:AUTHORED|ALSO_AUTHORED]-(near) WHERE near.id IN {p} AND by.corresponding }"),
        cypher(
            "MATCH (near:Author)-[by:AUTHORED|ALSO_AUTHORED]->({m}) WHERE near.id IN {p} AND by.corresponding"
            " WITH DISTINCT {m}"
        ),
        ids="Author",
    ),
    "institutions": Predicate(
        cypher("EXISTS { ({m})-[:FROM]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Institution)<-[:FROM]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Institution",
    ),
    "topics": Predicate(
        cypher("EXISTS { ({m})-[:ABOUT|WITHIN]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Topic)<-[:ABOUT|WITHIN]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Topic",
    ),
    "venues": Predicate(
        cypher("EXISTS { ({m})-[:PUBLISHED_IN]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Venue)<-[:PUBLISHED_IN]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Venue",
    ),
    "publishers": Predicate(
        cypher("EXISTS { ({m})-[:PUBLISHED_IN]->()-[:PUBLISHED_BY]->()-[:PART_OF]->*(near) WHERE near.id IN {p} }"),
        cypher(
            "MATCH (near:Publisher)<-[:PART_OF]-*()<-[:PUBLISHED_BY]-()<-[:PUBLISHED_IN]-({m}) WHERE near.id IN {p}"
            " WITH DISTINCT {m}"
        ),
        ids="Publisher",
    ),
    "funders": Predicate(
        cypher("EXISTS { ({m})-[:FUNDED_BY]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Funder)<-[:FUNDED_BY]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Funder",
    ),
    "awards": Predicate(
        cypher("EXISTS { ({m})-[:SUPPORTED_BY]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Award)<-[:SUPPORTED_BY]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Award",
    ),
    "cites": Predicate(
        cypher("EXISTS { ({m})-[:CITES]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Paper)<-[:CITES]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Paper",
    ),
    "citedBy": Predicate(
        cypher("EXISTS { ({m})<-[:CITES]-(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Paper)-[:CITES]->({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Paper",
    ),
}

#: The first papers of a list, stored on nodes with many.
TOP: Final = cypher("{n}.top")


def papers(match: Cypher, total: Cypher, top: Cypher | None = None) -> PagedList:
    """A list of papers at the far end of `match`, with the filters and orders of all paper lists."""
    return PagedList(match, total, sort=MOST_CITED, orders=ORDERS, unknown=UNKNOWN, filters=FILTERS, top=top)


VENUE: Final = ToOne(cypher("MATCH ({n})-[:PUBLISHED_IN]->({m})"))

AUTHORS: Final = PagedList(
    match=cypher("MATCH ({n})<-[{r}:AUTHORED|ALSO_AUTHORED]-({m})"),
    total=cypher("COUNT { ({n})<-[:AUTHORED|ALSO_AUTHORED]-() }"),
    sort=(Sort(cypher("{r}.position")),),
)
INSTITUTIONS: Final = PagedList(
    match=cypher("MATCH ({n})-[:FROM]->({m})"),
    total=cypher("COUNT { ({n})-[:FROM]->() }"),
    sort=(Sort(cypher("{m}.sortName")),),
)
CORRESPONDING_INSTITUTIONS: Final = ShortList(
    cypher("UNWIND coalesce({n}.correspondingInstitutions, []) AS near MATCH ({m}:Institution {id: near})")
)
TOPICS: Final = PagedList(
    match=cypher("MATCH ({n})-[{r}:ABOUT]->({m})"),
    total=cypher("COUNT { ({n})-[:ABOUT]->() }"),
    sort=(Sort(cypher("coalesce({r}.score, 0.0)"), Direction.DESC),),
)
FUNDERS: Final = PagedList(
    match=cypher("MATCH ({n})-[:FUNDED_BY]->({m})"),
    total=cypher("COUNT { ({n})-[:FUNDED_BY]->() }"),
    sort=(Sort(cypher("{m}.sortName")),),
)
AWARDS: Final = PagedList(
    match=cypher("MATCH ({n})-[:SUPPORTED_BY]->({m})"),
    total=cypher("COUNT { ({n})-[:SUPPORTED_BY]->() }"),
    sort=(Sort(cypher("{m}.sortName")),),
)
#: The paper as a list, for its citations by year.
ITSELF: Final = PagedList(match=cypher("UNWIND [{n}] AS {m}"), total=cypher("1"), filters=FILTERS)
REFERENCES: Final = papers(cypher("MATCH ({n})-[:CITES]->({m})"), cypher("COUNT { ({n})-[:CITES]->() }"))
CITATIONS: Final = papers(cypher("MATCH ({n})<-[:CITES]-({m})"), cypher("COUNT { ({n})<-[:CITES]-() }"), TOP)
RESOURCES: Final = PagedList(
    match=cypher("MATCH ({n})-[:HAS]->({m})"),
    total=cypher("COUNT { ({n})-[:HAS]->() }"),
    sort=(Sort(cypher("{m}.kind")),),
    filters={"kinds": Predicate(cypher("{m}.kind IN {p}"))},
)

ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Paper)"),
    total=cypher("COUNT { (:Paper) }"),
    sort=MOST_CITED,
    orders=ORDERS,
    unknown=UNKNOWN,
    filters=FILTERS,
    whole=True,
)

AUTHORSHIP_POSITION: Final = Column(cypher("{r}.position"))
AUTHORSHIP_NAME: Final = Column(cypher("coalesce({r}.name, {n}.name)"))
AUTHORSHIP_AFFILIATIONS: Final = Column(cypher("coalesce({r}.affiliations, [])"))
#: The countries of the institutions, then those that only the printed affiliations name.
AUTHORSHIP_COUNTRIES: Final = Column(
    cypher(
        "COLLECT { UNWIND coalesce({r}.institutions, []) AS institutionId"
        " MATCH (located:Institution {id: institutionId})"
        " WHERE located.country IS NOT NULL RETURN DISTINCT located.country } + coalesce({r}.countries, [])"
    )
)
AUTHORSHIP_CORRESPONDING: Final = Column(cypher("coalesce({r}.corresponding, false)"))
TOPIC_SCORE: Final = Column(cypher("coalesce({r}.score, 0.0)"))
TOPIC_PRIMARY: Final = Column(cypher("coalesce({r}.primary, false)"))
