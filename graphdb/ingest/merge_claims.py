"""Stores the claims of both papers before a merge, so that the merged paper is combined from all sources.

Papers with OpenAlex as their only source need no claims: the successor's record is used (`graphdb.ingest.merges`).
"""

from typing import Any, Final

from graphdb.cypher import cypher, join
from graphdb.ingest import claims, state
from graphdb.ingest.run import FENCE, Run
from graphdb.sources import OPENALEX

ORIGINS: Final = cypher("""\
UNWIND $ids AS id
MATCH (p:Paper {id: id})
WHERE p.source IS NOT NULL
RETURN collect([p.id, p.source, p.sources])""")
STORE_CLAIMS: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  UNWIND $papers AS row
  MATCH (p:Paper {id: row[0]})
  SET p:Contested, p.sources = coalesce(p.sources, [p.source])
  WITH p, row
  UNWIND row[1] AS claim
  MERGE (record:SourceClaim {id: claim[0]})
  SET record += claim[1]
  MERGE (record)-[:DESCRIBES]->(p)
}
RETURN true"""),
))  # fmt: skip
#: Deletes OpenAlex's claim about the old paper if the successor has an OpenAlex record.
RECORDS: Final = cypher("""\
  CALL (old, new) {
    MATCH (old)<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'})
    WHERE new.source = 'openalex' OR EXISTS { (new)<-[:DESCRIBES]-(:SourceClaim {source: 'openalex'}) }
    DETACH DELETE record
  }
""")
#: Moves OpenAlex's claim to the new id with an empty date, so that the record of the new id replaces it.
RENAMED: Final = cypher("""\
  WITH n, row
  CALL (n, row) {
    MATCH (n)<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'})
    SET record.id = 'openalex:' + row[1], record.record = row[1], record.updated = '', record.digest = null
  }
""")


async def store_claims(run: Run, moves: list[list[str]]) -> None:
    """Store the claims of all papers in `moves` (old id, new id) that have a source other than OpenAlex."""
    rows: list[Any] = await run.read(ORIGINS, {"ids": list({paper for pair in moves for paper in pair})})
    origins = {paper: (source, sources) for paper, source, sources in rows}
    foreign = {paper for paper, (source, sources) in origins.items() if sources or source != OPENALEX.name}
    ends = {paper for old, new in moves if old in foreign for paper in (old, new)} & origins.keys()
    if not ends:
        return
    stored = await state.papers(run, [paper for paper in ends if not origins[paper][1]])
    implied = {paper: claims.implied_claim(paper, record) for paper, record in stored.items()}
    rows = [
        [paper, [[implied[paper].id, implied[paper].properties]] if paper in implied else []] for paper in sorted(ends)
    ]
    await run.write(STORE_CLAIMS, {"papers": rows})
