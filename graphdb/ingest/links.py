"""References → citations: a reference to a stored paper becomes an edge, the others are listed in `awaits`.

New papers have all references in `unlinked` and the label `Unlinked`. Linking a paper is one transaction: it creates
the edges, stores the missing references in `awaits`, and links the papers that await this one. Papers that are still
`Unlinked` after an aborted run are linked by the next one. The citation between two papers is created with the second.
"""

from collections.abc import Callable
from typing import Any, Final

from graphdb.cypher import cypher, join
from graphdb.ingest import state
from graphdb.ingest.merges import CLAUSES, clauses
from graphdb.ingest.run import FENCE, PLANNED_ONCE, Run

#: Papers linked in one transaction; their ids form one full-text query.
BATCH: Final = CLAUSES

COUNT: Final = cypher("RETURN COUNT { (:Unlinked) }")
UNLINKED: Final = cypher("""\
MATCH (p:Unlinked)
WITH p LIMIT $limit
RETURN collect([p.id, p.unlinked, p.awaits, COLLECT { MATCH (p)-[:CITES]->(cited) RETURN cited.id }])""")
EXISTING: Final = PLANNED_ONCE + cypher("UNWIND $ids AS id MATCH (p:Paper {id: id}) RETURN collect(p.id)")
WAITING: Final = cypher("""\
CALL db.index.fulltext.queryNodes('peergraph_awaited', $query) YIELD node
WHERE NOT node:Unlinked
RETURN collect([node.id, node.awaits])""")
LINK: Final = join("", (
    PLANNED_ONCE, FENCE,
    cypher("""\
CALL () {
  UNWIND $papers AS row
  MATCH (p:Paper {id: row[0]})
  SET p.awaits = row[1]
  REMOVE p.unlinked, p:Unlinked
  RETURN collect(p) AS citing
}
CALL () {
  UNWIND $cited AS id
  MATCH (q:Paper {id: id})
  SET q:Stale
  RETURN collect(q) AS cited
}
WITH citing, cited, 1 / CASE WHEN size(citing) = size($papers) AND size(cited) = size($cited) THEN 1 ELSE 0 END AS all
CALL (citing, cited) {
  UNWIND $edges AS row
  WITH citing[row[0]] AS p, cited[row[1]] AS q
  CREATE (p)-[:CITES]->(q)
}
CALL () {
  UNWIND $dropped AS row
  MATCH (p:Paper {id: row[0]})
  WITH p, row
  MATCH (p)-[edge:CITES]->(q)
  WHERE q.id = row[1]
  SET q:Stale
  DELETE edge
}
RETURN true"""),
))  # fmt: skip


async def link(run: Run, progress: Callable[[int], None]) -> tuple[int, int]:
    """Link all unlinked papers. Returns the numbers of citations created and removed; `progress` receives numbers of
    papers."""
    created = removed = 0
    while rows := await run.read(UNLINKED, {"limit": BATCH}):
        links = await _plan_links(run, rows)
        await run.write(LINK, links)
        created, removed = created + len(links["edges"]), removed + len(links["dropped"])
        progress(len(rows))
    return created, removed


async def _plan_links(run: Run, rows: list[list[Any]]) -> dict[str, list[Any]]:
    """The parameters of `LINK` for these papers and for those that await them."""
    references: set[str] = {work for _, unlinked, awaits, _ in rows for work in unlinked or awaits or ()}
    existing = set[str](await run.read(EXISTING, {"ids": list(references)}))
    successors = await state.aliases(run, references - existing)
    if successors:
        existing |= set(await run.read(EXISTING, {"ids": list(set(successors.values()))}))
    papers: list[list[Any]] = []
    pairs: dict[tuple[str, str], None] = {}
    dropped: list[list[str]] = []
    for paper, unlinked, awaits, cited in rows:
        listed: list[str] = (awaits or []) if unlinked is None else unlinked
        works = dict.fromkeys(successors.get(work, work) for work in listed)
        linked = [work for work in works if work in existing and work != paper]
        papers.append([paper, [work for work in works if work not in linked and work != paper] or None])
        pairs |= dict.fromkeys((paper, work) for work in linked if work not in cited)
        if unlinked is not None:
            dropped += [[paper, work] for work in cited if work not in works]
    await _add_waiting(run, {row[0] for row in rows}, papers, pairs)
    return _edge_lists(papers, pairs) | {"dropped": dropped}


async def _add_waiting(run: Run, new: set[str], papers: list[list[Any]], pairs: dict[tuple[str, str], None]) -> None:
    """Add the papers that await the new papers."""
    rows: list[Any] = await run.read(WAITING, {"query": clauses(new)})
    for paper, awaits in rows:
        papers.append([paper, [work for work in awaits if work not in new] or None])
        pairs |= dict.fromkeys((paper, work) for work in awaits if work in new)


def _edge_lists(papers: list[list[Any]], pairs: dict[tuple[str, str], None]) -> dict[str, list[Any]]:
    """The lists of the statement; edges name their ends by index."""
    citing = {row[0]: index for index, row in enumerate(papers)}
    cited = {work: index for index, work in enumerate(dict.fromkeys(work for _, work in pairs))}
    edges = [[citing[paper], cited[work]] for paper, work in pairs]
    return {"papers": papers, "cited": list(cited), "edges": edges}


async def count(run: Run) -> int:
    """The number of unlinked papers."""
    return await run.read(COUNT, {})
