"""References → citations: what a paper cites and the graph holds becomes an edge, the rest waits in `awaits`.

Papers arrive with all their references in `unlinked` and the label `Unlinked`; linking a paper is one transaction: it
makes its edges, lists what it waits for, and finds who waits for it. A killed run leaves papers `Unlinked`, and the
next one links them: whichever of two papers comes first, the citation appears with the second.
"""

from collections.abc import Callable
from typing import Any, Final

from graphdb.cypher import cypher, join
from graphdb.ingest import state
from graphdb.ingest.merges import CLAUSES, clauses
from graphdb.ingest.run import FENCE, Run

#: Papers linked in one transaction. Their ids are one full-text query.
BATCH: Final = CLAUSES

COUNT: Final = cypher("RETURN COUNT { (:Unlinked) }")
UNLINKED: Final = cypher("""\
MATCH (p:Unlinked)
WITH p LIMIT $limit
RETURN collect([p.id, p.unlinked, p.awaits, COLLECT { MATCH (p)-[:CITES]->(cited) RETURN cited.id }])""")
THERE: Final = cypher("UNWIND $ids AS id MATCH (p:Paper {id: id}) RETURN collect(p.id)")
WAITING: Final = cypher("""\
CALL db.index.fulltext.queryNodes('awaited', $query) YIELD node
WHERE NOT node:Unlinked
RETURN collect([node.id, node.awaits])""")
LINK: Final = join("", (
    FENCE,
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
    """Link every paper that is not yet; how many citations were made, and how many went. `progress` hears of papers."""
    made = gone = 0
    while rows := await run.read(UNLINKED, {"limit": BATCH}):
        links = await _links(run, rows)
        await run.write(LINK, links)
        made, gone = made + len(links["edges"]), gone + len(links["dropped"])
        progress(len(rows))
    return made, gone


async def _links(run: Run, rows: list[list[Any]]) -> dict[str, list[Any]]:
    """What to write for these papers and for those that wait for them."""
    asked: set[str] = {name for _, unlinked, awaits, _ in rows for name in unlinked or awaits or ()}
    there = set[str](await run.read(THERE, {"ids": list(asked)}))
    successors = await state.aliases(run, asked - there)
    papers: list[list[Any]] = []
    pairs: dict[tuple[str, str], None] = {}
    dropped: list[list[str]] = []
    for found, unlinked, awaits, cited in rows:
        listed: list[str] = (awaits or []) if unlinked is None else unlinked
        wanted = dict.fromkeys(successors.get(name, name) for name in listed)
        here = [name for name in wanted if (name in there or name in successors.values()) and name != found]
        papers.append([found, [name for name in wanted if name not in here and name != found] or None])
        pairs |= dict.fromkeys((found, name) for name in here if name not in cited)
        if unlinked is not None:
            dropped += [[found, name] for name in cited if name not in wanted]
    await _waiting(run, {row[0] for row in rows}, papers, pairs)
    return _edge_lists(papers, pairs) | {"dropped": dropped}


async def _waiting(run: Run, arrived: set[str], papers: list[list[Any]], pairs: dict[tuple[str, str], None]) -> None:
    """Add the papers that wait for those that arrived."""
    rows: list[Any] = await run.read(WAITING, {"query": clauses(arrived)})
    for found, awaits in rows:
        papers.append([found, [name for name in awaits if name not in arrived] or None])
        pairs |= dict.fromkeys((found, name) for name in awaits if name in arrived)


def _edge_lists(papers: list[list[Any]], pairs: dict[tuple[str, str], None]) -> dict[str, list[Any]]:
    """The statement's lists: edges name their ends by place."""
    citing = {row[0]: place for place, row in enumerate(papers)}
    cited = {name: place for place, name in enumerate(dict.fromkeys(name for _, name in pairs))}
    edges = [[citing[found], cited[name]] for found, name in pairs]
    return {"papers": papers, "cited": list(cited), "edges": edges}


async def count(run: Run) -> int:
    """How many papers are not linked yet."""
    return await run.read(COUNT, {})
