"""Works that their source has deleted: removed from the graph, and not restored by older records.

User content stays: a paper that has a review, comment, collection entry, save, follow or vote becomes a `DeletedPaper`
with the same id, its title and the day of the deletion (`deletedOn`), without authors, topics, venue and citations. It
can be read by id and from the user content; lists, counts, search, maps and exports exclude it. All other deleted
papers are removed with their edges. Papers that cite a deleted paper list it in `awaits` again, so that a newer record
links them. A paper with further sources stays: OpenAlex's claim is withdrawn, and its values are removed when the
claims are combined.
"""

from collections.abc import Iterable
from typing import Any, Final

from graphdb.cypher import cypher, join
from graphdb.ingest.rows import Batch, Deletion
from graphdb.ingest.run import FENCE, Run

#: The stored deletions of these ids, except ids that are now aliases of a successor.
STORED: Final = cypher("""\
UNWIND $ids AS id
MATCH (deleted:Deleted {id: id})
WHERE NOT EXISTS { (:Alias {id: id}) }
RETURN collect([id, deleted.at])""")
#: The papers of these ids: date of the record, whether they have user content, whether another source identifies them,
#: and whether OpenAlex's claim is one of several.
EXISTING: Final = cypher("""\
UNWIND $ids AS id
MATCH (p:Paper {id: id})
RETURN collect([
  id, p.updated,
  EXISTS { (p)<-[:REVIEWS|WITHDRAWN_FROM|HIDDEN_FROM|NOTES|ON|WAS_ON|DISCUSSES|DISCUSSED|HOLDS|KEEPS]-() }
    OR EXISTS { (p)<--(:User) } OR EXISTS { (p)-[:HAS]->()<-[:ADDED]-() },
  EXISTS { MATCH (alias:Alias {of: id}) WHERE alias.id =~ '(doi|arxiv|pmid):.*' }
    OR coalesce(p.source, 'openalex') <> 'openalex',
  EXISTS { (p)<-[:DESCRIBES]-(record:SourceClaim) WHERE record.source <> 'openalex' }
    AND EXISTS { (p)<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'}) }
])""")
_UNLINK: Final = cypher("""\
  CALL (p) {
    MATCH (p)--(far:Paper|Author|Institution|Topic|Venue|Funder|Award)
    SET far:Stale
  }
  CALL (p) {
    MATCH (p)<-[:CITES]-(citing)
    SET citing.awaits = [name IN coalesce(citing.awaits, []) WHERE name <> p.id] + p.id
  }
  CALL (p) {
    MATCH (p)-[:AVAILABLE_AT]->(location)
    DETACH DELETE location
  }
  CALL (p) {
    MATCH (p)<-[:DESCRIBES]-(record:SourceClaim)
    DETACH DELETE record
  }
""")
DELETE: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  UNWIND $deletions AS row
  MERGE (deleted:Deleted {id: row[0]})
  SET deleted.at = row[1]
}
CALL () {
  UNWIND $withdrawn AS id
  MATCH (p:Paper {id: id})<-[:DESCRIBES]-(record:SourceClaim {source: 'openalex'})
  SET record.withdrawn = true, p:Contested
}
CALL () {
  UNWIND $removed AS id
  MATCH (p:Paper {id: id})
"""),
    _UNLINK,
    cypher("""\
  CALL (p) {
    MATCH (p)-[:HAS]->(resource:Resource)
    DETACH DELETE resource
  }
  CALL (p) {
    MATCH (log:Log {id: p.id})
    DELETE log
  }
  CALL (p) {
    MATCH (entry:Activity) WHERE entry.paper = p.id AND entry.position > 0
    DELETE entry
  }
  DETACH DELETE p
}
CALL () {
  UNWIND $marked AS row
  MATCH (p:Paper|DeletedPaper {id: row[0]})
"""),
    _UNLINK,
    cypher("""\
  SET p:DeletedPaper, p.deletedOn = row[1], p.updated = '', p.citations = 0
  REMOVE p:Paper, p:Unlinked, p:Stale, p:Unplaced, p:Reordered, p:Contested, p.digest, p.abstract, p.abstractKind,
    p.credits, p.unlinked, p.awaits, p.titleKey, p.locations, p.top,
    p.fundingFunders, p.fundingNames, p.fundingAwards, p.fundingNumbers, p.fundingTitles, p.fundingDois
  WITH p
  MATCH (p)-[edge]-(:Paper|Author|Institution|Topic|Venue|Funder|Award)
  DELETE edge
}
RETURN true"""),
))  # fmt: skip
#: The deleted papers among these ids, with the day of the deletion.
_MARKED: Final = cypher("UNWIND $ids AS id MATCH (p:DeletedPaper {id: id}) RETURN collect([id, p.deletedOn])")
RESTORE: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  UNWIND $ids AS id
  MATCH (deleted:Deleted {id: id})
  DELETE deleted
}
CALL () {
  UNWIND $ids AS id
  MATCH (p:DeletedPaper {id: id})
  SET p:Paper, p:Stale, p.unlinked = [], p:Unlinked
  REMOVE p:DeletedPaper, p.deletedOn
}
RETURN true"""),
))  # fmt: skip


async def delete(run: Run, deletions: Iterable[Deletion]) -> int:
    """Store the deletions and remove the papers. Returns the number of papers that were removed, marked or
    withdrawn."""
    days = {row.id: row.day for row in deletions}
    stored = dict[str, str](await run.read(STORED, {"ids": list(days)}))
    days = {paper: day for paper, day in days.items() if stored.get(paper, "") < day}
    papers: list[Any] = await run.read(EXISTING, {"ids": list(days)}) if days else []
    # A record that is newer than the deletion keeps its paper.
    papers = [row for row in papers if (row[1] or "")[:10] <= days[row[0]]]
    withdrawn = [paper for paper, _, _, _, is_shared in papers if is_shared]
    papers = [row for row in papers if not row[3] and not row[4]]
    removed = [row[0] for row in papers if not row[2]]
    marked = [[row[0], days[row[0]]] for row in papers if row[2]]
    if days:
        await _delete(run, [[*pair] for pair in days.items()], removed, marked, withdrawn)
    return len(papers) + len(withdrawn)


async def _delete(
    run: Run, deletions: list[list[str]], removed: list[str], marked: list[list[str]], withdrawn: list[str]
) -> None:
    await run.write(DELETE, {"deletions": deletions, "removed": removed, "marked": marked, "withdrawn": withdrawn})


async def unlink(run: Run, ids: Iterable[str]) -> None:
    """Remove the research edges of the deleted papers among these, which records of other nodes may have added."""
    if marked := await run.read(_MARKED, {"ids": list(ids)}):
        await _delete(run, [], [], marked, [])


async def withhold(run: Run, batch: Batch) -> int:
    """Remove the records of deleted works from the batch and return their number. A record that is newer than the
    deletion stays, and the deletion is dropped."""
    stored = dict[str, str](await run.read(STORED, {"ids": [row.id for row in batch.papers]})) if batch.papers else {}
    if not stored:
        return 0
    newer = {row.id for row in batch.papers if row.id in stored and (row.updated or "")[:10] > stored[row.id]}
    if newer:
        await run.write(RESTORE, {"ids": list(newer)})
    before = len(batch.papers)
    batch.papers = [row for row in batch.papers if row.id not in stored or row.id in newer]
    return before - len(batch.papers)
