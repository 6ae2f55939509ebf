"""Which records of which sources a node is made of, in the store.

A node of one source is that source's record, so its properties and edges say what the record gives. Where several
sources describe a node, their `SourceClaim` nodes say it (`graphdb.ingest.claims`).
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Every

#: Claims in the order of precedence that the ingest stored, newer records of a source first. `held`: the names of
#: properties, and of the lists that edges stand for. Variables have names that no other fragment uses, because Cypher
#: refuses one that stands for something else outside.
OF_PAPER: Final = Every(
    cypher("""\
UNWIND CASE
  WHEN {n}.source IS NULL THEN []
  WHEN {n}.sources IS NULL THEN [{
    source: {n}.source, record: coalesce({n}.openalex, {n}.id), updated: {n}.updated, readAt: {n}.readAt,
    isPaper: true,
    held: [property IN keys({n}) WHERE property <> 'retracted' OR {n}.retracted]
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
#: Of an author, an institution, a topic or a venue: claims, its own record, or what works say of it in passing.
OF_ENTITY: Final = Every(
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
    readAt: {n}.readAt, held: keys({n})
  }]
END AS {m}""")
)
SOURCE: Final = Column(cypher("{n}.source"))
RECORD: Final = Column(cypher("{n}.record"))
ADDRESS: Final = Column(cypher("[{n}.source, {n}.record]"))
#: The day of a moment or day, as ISO 8601 writes both.
UPDATED_ON: Final = Column(cypher("nullIf(left({n}.updated, 10), '')"))
READ_AT: Final = Column(cypher("{n}.readAt"))
#: Titles of parts, where they are stored; else the names of what the node holds, and whether it is a paper.
FIELDS: Final = Column(cypher("[{n}.gave, {n}.held, {n}.isPaper]"))
