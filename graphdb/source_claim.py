"""Cypher fragments of the source records of a node.

A node with one source holds the record in its properties and edges. If several sources describe a node, their
`SourceClaim` nodes hold the records (`graphdb.ingest.claims`).
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, ShortList

#: Claims in the stored order of precedence, newer records of a source first. `fields`: the names of properties, and of
#: the lists that edges represent. Variables have names that no other fragment uses, because Cypher does not allow
#: shadowing.
OF_PAPER: Final = ShortList(
    cypher("""\
UNWIND CASE
  WHEN {n}.source IS NULL THEN []
  WHEN {n}.sources IS NULL THEN [{
    source: {n}.source, record: coalesce({n}.openalex, {n}.id), updated: {n}.updated, readAt: {n}.readAt,
    isPaper: true,
    fields: [property IN keys({n}) WHERE property <> 'retracted' OR {n}.retracted]
      + CASE WHEN EXISTS { ({n})<-[:AUTHORED]-() } THEN ['bylines'] ELSE [] END
      + CASE WHEN EXISTS { ({n})-[:ABOUT]->() } THEN ['topics'] ELSE [] END
      + CASE WHEN EXISTS { ({n})-[:PUBLISHED_IN]->() } THEN ['venues'] ELSE [] END
      + CASE WHEN {n}.awaits IS NOT NULL OR EXISTS { ({n})-[:CITES]->() } THEN ['references'] ELSE [] END
  }]
  ELSE COLLECT {
    MATCH ({n})<-[:DESCRIBES]-(sourceClaim:SourceClaim)
    WITH sourceClaim,
      [sourceIndex IN range(0, size({n}.sources) - 1)
       WHERE {n}.sources[sourceIndex] = sourceClaim.source][0] AS claimRank
    ORDER BY claimRank, sourceClaim.updated DESC, sourceClaim.record
    RETURN sourceClaim{.source, .record, .updated, .readAt, .gave}
  }
END AS {m}""")
)
#: Of an author, an institution, a topic or a venue: claims, its record, or mentions in works.
OF_ENTITY: Final = ShortList(
    cypher("""\
UNWIND CASE
  WHEN {n}.sources IS NOT NULL THEN COLLECT {
    MATCH ({n})<-[:DESCRIBES]-(sourceClaim:SourceClaim)
    WITH sourceClaim,
      [sourceIndex IN range(0, size({n}.sources) - 1)
       WHERE {n}.sources[sourceIndex] = sourceClaim.source][0] AS claimRank
    WHERE claimRank IS NOT NULL
    ORDER BY claimRank
    RETURN sourceClaim{.source, .record, .updated, .readAt, .gave}
  }
  WHEN {n}.source IS NULL AND {n}.openalex IS NULL THEN []
  ELSE [{
    source: coalesce({n}.source, 'openalex'), record: coalesce({n}.openalex, {n}.id), updated: {n}.updated,
    readAt: {n}.readAt, fields: keys({n})
  }]
END AS {m}""")
)
SOURCE: Final = Column(cypher("{n}.source"))
RECORD: Final = Column(cypher("{n}.record"))
ADDRESS: Final = Column(cypher("[{n}.source, {n}.record]"))
#: The day of a date or time (ISO 8601).
UPDATED_ON: Final = Column(cypher("nullIf(left({n}.updated, 10), '')"))
READ_AT: Final = Column(cypher("{n}.readAt"))
#: Titles of parts if they are stored, else the names of the node's fields, and whether it is a paper.
FIELDS: Final = Column(cypher("[{n}.gave, {n}.fields, {n}.isPaper]"))
