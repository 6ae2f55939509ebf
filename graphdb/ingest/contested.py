"""Before two papers become one: what each source says of both is kept, for claims to decide what stands.

Papers of OpenAlex alone need none of it: the successor's own record stands (`graphdb.ingest.merges`).
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
KEEP: Final = join("", (
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
#: Of the paper that goes: OpenAlex's record of it, where the successor has one of its own, says nothing more.
RECORDS: Final = cypher("""\
  CALL (old, new) {
    MATCH (old)<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'})
    WHERE new.source = 'openalex' OR EXISTS { (new)<-[:DESCRIBES]-(:SourceClaim {source: 'openalex'}) }
    DETACH DELETE record
  }
""")
#: OpenAlex's record of a paper that takes another of its ids waits to be replaced by that id's own record.
RENAMED: Final = cypher("""\
  WITH n, row
  CALL (n, row) {
    MATCH (n)<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'})
    SET record.id = 'openalex:' + row[1], record.record = row[1], record.updated = '', record.digest = null
  }
""")


async def keep(run: Run, moves: list[list[str]]) -> None:
    """Store the claims of all papers that move, or are moved to, where OpenAlex is not the only source of both."""
    rows: list[Any] = await run.read(ORIGINS, {"ids": list({found for pair in moves for found in pair})})
    origins = {found: (source, sources) for found, source, sources in rows}
    foreign = {found for found, (source, sources) in origins.items() if sources or source != OPENALEX.name}
    ends = {found for old, new in moves if old in foreign for found in (old, new)} & origins.keys()
    if not ends:
        return
    stored = await state.papers(run, [found for found in ends if not origins[found][1]])
    implied = {found: claims.implied(found, paper) for found, paper in stored.items()}
    papers = [
        [found, [[implied[found].id, implied[found].properties]] if found in implied else []] for found in sorted(ends)
    ]
    await run.write(KEEP, {"papers": papers})
