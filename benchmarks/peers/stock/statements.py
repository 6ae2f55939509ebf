"""The statement of each field, for many parents at a time: keys → a record for each."""

from typing import Final, LiteralString

_PAPER: Final = """\
p {.id, .title, .abstract, .abstractKind, .kind, .year, .publishedOn, .language, .doi, .openalex, .isOpen, .oaStatus,
   citationCount: COUNT { (p)<-[:CITES]-() }, referenceCount: COUNT { (p)-[:CITES]->() },
   authorCount: COUNT { (p)<-[:AUTHORED]-() }, institutionCount: COUNT { (p)-[:FROM]->() }}"""
_KEYS: Final = "UNWIND $keys AS key "
_MOST_CITED: Final = "p.citations DESC, p.id DESC"


def _each(start: LiteralString, value: LiteralString, order: LiteralString) -> LiteralString:
    """For each key, the first `$first` values in this order."""
    listed = "CALL (key) { MATCH " + start + " WITH * ORDER BY " + order + " LIMIT $first RETURN collect(" + value
    return _KEYS + listed + ") AS value } RETURN key, value"


PAPER: Final = _KEYS + "MATCH (p:Paper {id: key}) RETURN key, " + _PAPER + " AS value"
TOPIC: Final = _KEYS + "MATCH (t:Topic {id: key}) RETURN key, t {.id, .name} AS value"
VENUE: Final = _KEYS + "MATCH (:Paper {id: key})-[:PUBLISHED_IN]->(v) RETURN key, v {.id, .name} AS value"
BROADER: Final = _KEYS + "MATCH (:Topic {id: key})-[:BROADER]->(t) RETURN key, t {.id, .name} AS value"
AUTHORS: Final = _each(
    "(:Paper {id: key})<-[r:AUTHORED]-(a)",
    "{position: r.position, corresponding: r.corresponding, node: a {.id, .name}}",
    "r.position",
)
INSTITUTIONS: Final = _each(
    "(:Author {id: key})-[r:AFFILIATED_WITH]->(i)", "i {.id, .name, .country}", "r.lastYear DESC, i.id DESC"
)
TOPICS: Final = _each(
    "(:Paper {id: key})-[r:ABOUT]->(t)", "{score: r.score, primary: r.primary, node: t {.id, .name}}", "r.score DESC"
)
REFERENCES: Final = _each("(:Paper {id: key})-[:CITES]->(p)", _PAPER, _MOST_CITED)
CITATIONS: Final = _each("(:Paper {id: key})<-[:CITES]-(p)", _PAPER, _MOST_CITED)
TOPIC_PAPERS: Final = _each("(:Topic {id: key})<-[:ABOUT]-(p)", _PAPER, _MOST_CITED)
#: Withdraws the other vote of a person, and gives this one.
_VOTE: Final = """\
MATCH (:AccessToken {key: $key})-[:OF]->(user), (p:Paper {id: $paper})
OPTIONAL MATCH (user)-[old:LIKED|DISLIKED]->(p)
WITH user, p, collect(old) AS votes
FOREACH (vote IN votes | DELETE vote)
CREATE (user)-[:"""
_COUNTED: Final = """ {at: $at}]->(p)
RETURN p {.id, likeCount: COUNT { (p)<-[:LIKED]-() }, dislikeCount: COUNT { (p)<-[:DISLIKED]-() }} AS paper"""
LIKE: Final = _VOTE + "LIKED" + _COUNTED
DISLIKE: Final = _VOTE + "DISLIKED" + _COUNTED
PAPERS: Final = _each("(p:Paper)", _PAPER, _MOST_CITED)
