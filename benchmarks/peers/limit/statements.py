"""One statement for each question, written by hand: values as nested lists in one record."""

from typing import Final

_HOME: Final = "COLLECT { MATCH (a)-[h:AFFILIATED_WITH]->(i) WITH h, i ORDER BY h.lastYear DESC, i.id DESC LIMIT "
_INSTITUTION: Final = " RETURN [i.id, i.name, i.country] }"
_ROW: Final = """\
[q.id, q.title, q.year, COUNT { (q)<-[:CITES]-() },
 COLLECT { MATCH (q)-[:PUBLISHED_IN]->(v) RETURN [v.id, v.name] }[0],
 COLLECT { MATCH (q)<-[r:AUTHORED]-(a) WITH r, a ORDER BY r.position LIMIT 3 RETURN [a.id, a.name] }]"""

PAGE: Final = (
    """\
MATCH (p:Paper {id: $id})
RETURN [p.id, p.title, p.abstract, p.kind, p.year, p.publishedOn, p.language, COUNT { (p)<-[:CITES]-() },
  COUNT { (p)-[:CITES]->() }, COUNT { (p)<-[:AUTHORED]-() }, COUNT { (p)-[:FROM]->() },
  p.doi, p.openalex, p.isOpen, p.oaStatus,
  COLLECT { MATCH (p)-[:PUBLISHED_IN]->(v) RETURN [v.id, v.name] }[0],
  COLLECT {
    MATCH (p)<-[r:AUTHORED]-(a)
    WITH r, a ORDER BY r.position LIMIT 20
    RETURN [r.position, r.corresponding, a.id, a.name, """
    + _HOME
    + "3"
    + _INSTITUTION
    + """] },
  COLLECT {
    MATCH (p)-[r:ABOUT]->(t)
    WITH r, t ORDER BY r.score DESC LIMIT 5
    RETURN [r.score, r.primary, t.id, t.name, COLLECT { MATCH (t)-[:BROADER]->(b) RETURN [b.id, b.name] }[0]] },
  COLLECT {
    MATCH (p)-[:CITES]->(q)
    WITH q ORDER BY q.citations DESC, q.id DESC LIMIT 10
    RETURN """
    + _ROW
    + """ },
  COLLECT {
    CALL (p) {
      UNWIND coalesce(p.top, [])[..10] AS first
      MATCH (q:Paper {id: first})
      RETURN q
      UNION ALL
      MATCH (p)<-[:CITES]-(q)
      WHERE p.top IS NULL
      RETURN q }
    WITH q ORDER BY q.citations DESC, q.id DESC LIMIT 10
    RETURN """
    + _ROW
    + """ }] AS result"""
)

TOPIC: Final = (
    """\
MATCH (t:Topic {id: $id})
RETURN [t.id, t.name, COLLECT {
  CALL (t) {
    UNWIND coalesce(t.top, [])[..25] AS first
    MATCH (p:Paper {id: first})
    RETURN p
    UNION ALL
    MATCH (t)<-[:ABOUT]-(p)
    WHERE t.top IS NULL
    RETURN p }
  WITH p ORDER BY p.citations DESC, p.id DESC LIMIT 25
  RETURN [p.id, p.title, p.year, COUNT { (p)<-[:CITES]-() },
    COLLECT { MATCH (p)-[:PUBLISHED_IN]->(v) RETURN [v.id, v.name] }[0],
    COLLECT {
      MATCH (p)<-[r:AUTHORED]-(a)
      WITH r, a ORDER BY r.position LIMIT 5
      RETURN [r.position, a.id, a.name, """
    + _HOME
    + "1"
    + _INSTITUTION
    + """] }] }] AS result"""
)

VOTE: Final = """\
MATCH (user:User {id: $viewer}), (p:Paper {id: $paper})
WITH user, p, COLLECT { MATCH (user)-[old:LIKED|DISLIKED]->(p) RETURN old } AS votes
FOREACH (vote IN votes | DELETE vote)
FOREACH (_ IN CASE WHEN $vote = 'LIKE' THEN [1] ELSE [] END | CREATE (user)-[:LIKED {at: $at}]->(p))
FOREACH (_ IN CASE WHEN $vote = 'DISLIKE' THEN [1] ELSE [] END | CREATE (user)-[:DISLIKED {at: $at}]->(p))
RETURN [p.id, COUNT { (p)<-[:LIKED]-() }, COUNT { (p)<-[:DISLIKED]-() }] AS result"""

PAPERS: Final = """\
RETURN COLLECT {
  MATCH (p:Paper)
  WHERE p.citations >= 0
  WITH p ORDER BY p.citations DESC, p.id DESC LIMIT $first
  RETURN [p.id, p.title, p.kind, p.year, p.publishedOn, p.language, p.abstractKind, COUNT { (p)<-[:CITES]-() }, p.doi,
          p.openalex] } AS result"""
