"""Merges ids: the old node is removed, and its edges and its id (as an alias) move to the successor.

If both nodes exist, the successor's record is used, and only edges from elsewhere move from an old paper: citations,
reviews, saves and the claims of other sources (`graphdb.ingest.merge_claims`). If the successor does not exist, the old
node is renamed to its id and awaits its record.

User content moves with its relationships. Duplicate saves and reactions of one person are merged, the later of two
votes is used, and a collection with both papers keeps the successor's position. Two reviews of one person, one of each
paper, both stay. The activity log of the old paper is deleted.
"""

from collections.abc import Iterable
from typing import Any, Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.ingest import deletions, funding, membership, merge_claims
from graphdb.ingest.rows import Label, Merge, label_of
from graphdb.ingest.run import FENCE, Run

#: Lucene accepts at most 1,024 clauses.
CLAUSES: Final = 1_000

STORED: Final = cypher("""\
RETURN [
  COLLECT { UNWIND $ids AS id MATCH (alias:Alias {id: id}) RETURN [alias.id, alias.of] },
  COLLECT { UNWIND $ids AS id MATCH (alias:Alias {of: id}) RETURN [alias.id, alias.of] },
  COLLECT { UNWIND $ids AS id MATCH (n:{label} {id: id}) RETURN n.id }
]""")
GRANTED: Final = cypher("""\
MATCH (:Funder {id: $funder})<-[:GRANTED_BY]-(award)
WHERE award.id STARTS WITH $prefix
RETURN collect(award.id)""")
_ALIASES: Final = cypher("""\
CALL () {
  UNWIND $aliases AS row
  MERGE (alias:Alias {id: row[0]})
  SET alias.of = row[1]
}
""")
RENAME: Final = join("", (
    FENCE,
    _ALIASES,
    cypher("""\
CALL () {
  UNWIND $renames AS row
  MATCH (n:{label} {id: row[0]})
  SET n.id = row[1], n.openalex = CASE WHEN row[1] CONTAINS ':' THEN n.openalex ELSE row[1] END,
    n.updated = CASE WHEN n.source IS NULL THEN null ELSE '' END, n.digest = null, n.mentioned = null
  SET n:Stale{m}
{r}}
RETURN true"""),
))  # fmt: skip
#: Marks papers that await a paper by its old id for linking.
WAITING: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  CALL db.index.fulltext.queryNodes('peergraph_awaited', $query) YIELD node
  SET node:Unlinked
}
RETURN true"""),
))  # fmt: skip
MOVE: Final = join("", (
    FENCE,
    _ALIASES,
    cypher("""\
CALL () {
  UNWIND $moves AS row
  MATCH (old:{label} {id: row[0]})
  MATCH (new:{label} {id: row[1]})
  SET old:Stale, new:Stale
  WITH old, new
  CALL (old) {
    MATCH (old)--(far:Paper|Author|Institution|Topic|Venue|Funder|Publisher|Award)
    SET far:Stale
  }
{n}  CALL (old, new) {
    MATCH (old)-[edge]->(far)
    WHERE far <> new AND NOT type(edge) IN $dropped
      AND NOT EXISTS { MATCH (new)-[same]->(far) WHERE type(same) = type(edge) }
    CREATE (new)-[copy:$(type(edge))]->(far)
    SET copy = properties(edge)
  }
  CALL (old, new) {
    MATCH (old)<-[edge]-(far)
    WHERE far <> new AND NOT type(edge) IN $droppedIn
      AND NOT EXISTS { MATCH (new)<-[same]-(far) WHERE type(same) = type(edge) }
    CREATE (new)<-[copy:$(type(edge))]-(far)
    SET copy = properties(edge)
  }
  DETACH DELETE old
}
RETURN true"""),
))  # fmt: skip
_NOTHING: Final = cypher("")
#: Further parts of `MOVE`, by label.
_LABEL_MOVES: Final[dict[Label, Cypher]] = {
    "Paper": merge_claims.RECORDS
    + cypher("""\
  CALL (old) {
    MATCH (old)-[:AVAILABLE_AT]->(location)
    DETACH DELETE location
  }
  CALL (old, new) {
    MATCH (old)<-[one:LIKED|DISLIKED]-()-[other:LIKED|DISLIKED]->(new)
    FOREACH (vote IN [CASE WHEN one.at > other.at THEN other ELSE one END] | DELETE vote)
  }
  CALL (old) {
    MATCH (log:Log {id: old.id})
    DELETE log
  }
  CALL (old) {
    MATCH (entry:Activity) WHERE entry.paper = old.id AND entry.position > 0
    DELETE entry
  }
"""),
    "Author": cypher("""\
  CALL (old) {
    MATCH (old)-[:AUTHORED]->()-[:ABOUT|WITHIN]->(topic)
    WITH DISTINCT topic
    SET topic:Stale
  }
  CALL (old, new) {
    MATCH (old)-[edge:AUTHORED|ALSO_AUTHORED]->(paper)
    WHERE type(edge) = 'ALSO_AUTHORED' OR EXISTS { (new)-[:AUTHORED]->(paper) }
    WITH old, new, edge, paper, coalesce(edge.name, old.name) AS name
    WHERE NONE(other IN COLLECT { MATCH (new)-[by:AUTHORED|ALSO_AUTHORED]->(paper) RETURN coalesce(by.name, new.name) }
      WHERE toLower(other) = toLower(name))
    CREATE (new)-[also:ALSO_AUTHORED]->(paper)
    SET also = properties(edge), also.name = name
  }
  CALL (old, new) {
    MATCH (old)-[edge:AFFILIATED_WITH]->()<-[affiliation:AFFILIATED_WITH]-(new)
    SET affiliation.firstYear = COLLECT { UNWIND [affiliation.firstYear, edge.firstYear] AS year RETURN min(year) }[0],
        affiliation.lastYear = COLLECT { UNWIND [affiliation.lastYear, edge.lastYear] AS year RETURN max(year) }[0]
  }
"""),
    "Institution": cypher("""\
  CALL (old) {
    MATCH (old)<-[:DESCRIBES]-(record:SourceClaim)
    DETACH DELETE record
  }
  CALL (old, new) {
    MATCH (old)<-[edge:AFFILIATED_WITH]-()-[affiliation:AFFILIATED_WITH]->(new)
    SET affiliation.firstYear = COLLECT { UNWIND [affiliation.firstYear, edge.firstYear] AS year RETURN min(year) }[0],
        affiliation.lastYear = COLLECT { UNWIND [affiliation.lastYear, edge.lastYear] AS year RETURN max(year) }[0]
  }
  CALL (old, new) {
    MATCH (old)<-[:FROM]-()<-[by:AUTHORED|ALSO_AUTHORED]-()
    WHERE old.id IN by.institutions
    SET by.institutions =
      [at IN by.institutions WHERE at <> new.id | CASE at WHEN old.id THEN new.id ELSE at END]
  }
"""),
    "Venue": membership.CARRIED_OVER.fill(r=cypher("PUBLISHED_BY")),
    "Award": membership.CARRIED_OVER.fill(r=cypher("GRANTED_BY")),
    "Publisher": membership.CARRIED_OVER.fill(r=cypher("PART_OF")) + membership.SUCCEEDED["Publisher"],
    "Funder": membership.SUCCEEDED["Funder"],
    "Topic": cypher("""\
  CALL (old, new) {
    UNWIND [old, new] AS topic
    MATCH (topic)<-[:BROADER]-*(below)
    SET below:Unplaced
  }
  CALL (old, new) {
    MATCH (old)-[edge:BROADER]->()
    WHERE EXISTS { (new)-[:BROADER]->(above) WHERE above <> old }
    DELETE edge
  }
"""),
}
#: Label expressions for ids of several labels.
_LABELS: Final[dict[Label, Cypher]] = {"Paper": cypher("Paper|DeletedPaper")}
#: Label changes of a renamed node: a deleted paper becomes a paper again and awaits its successor's record.
_MARKS: Final[dict[Label, Cypher]] = {"Paper": cypher(":Unlinked:Paper\n  REMOVE n:DeletedPaper, n.deletedOn")}
#: Further parts of `RENAME`, by label: a paper's log moves to the new id.
_RENAMED: Final[dict[Label, Cypher]] = {
    "Author": cypher("""\
  WITH n
  CALL (n) {
    MATCH (n)-[:AUTHORED]->()-[:ABOUT|WITHIN]->(topic)
    WITH DISTINCT topic
    SET topic:Stale
  }
"""),
    "Publisher": membership.RENAMED["Publisher"],
    "Funder": membership.RENAMED["Funder"],
    "Paper": merge_claims.RENAMED
    + cypher("""\
  WITH row
  CALL (row) {
    MATCH (log:Log {id: row[0]})
    SET log.id = row[1]
  }
  CALL (row) {
    MATCH (entry:Activity) WHERE entry.paper = row[0] AND entry.position > 0
    SET entry.paper = row[1], entry.id = 'act_' + row[1] + '/' + toString(entry.position)
  }
"""),
    "Institution": cypher("""\
  WITH n, row
  CALL (n, row) {
    MATCH (n)<-[:DESCRIBES]-(record:SourceClaim)
    SET record.id = row[1] + ':' + record.source
    FOREACH (_ IN CASE record.source WHEN 'openalex' THEN [1] ELSE [] END | SET record.record = row[1])
  }
"""),
}
#: Edge types that are not moved, outgoing and incoming: those that the successor's record sets, and derived ones.
_DROPPED: Final[dict[Label, tuple[list[str], list[str]]]] = {
    "Paper": (
        ["CITES", "FROM", "ABOUT", "WITHIN", "PUBLISHED_IN", "FUNDED_BY", "SUPPORTED_BY"],
        ["AUTHORED", "ALSO_AUTHORED"],
    ),
    # Places on a byline are moved by `_LABEL_MOVES`.
    "Author": (["ALSO_AUTHORED"], []),
    "Topic": ([], ["WITHIN"]),
}


async def merge(run: Run, merges: Iterable[Merge]) -> int:
    """Make every old id an alias of its successor. Returns the number of new aliases."""
    grouped: dict[Label, dict[str, str]] = {}
    for old, new in merges:
        grouped.setdefault(label_of(new), {})[old] = new
    return sum([await _merge(run, label, pairs) for label, pairs in grouped.items()])


async def _merge(run: Run, label: Label, pairs: dict[str, str]) -> int:
    kind = _LABELS.get(label) or cypher(label)
    ids = list({*pairs, *pairs.values()})
    stored: list[Any] = await run.read(STORED.fill(label=kind), {"ids": ids})
    aliases, incoming, existing = dict[str, str](stored[0]), dict[str, str](stored[1]), set[str](stored[2])
    successors = {**aliases, **pairs, **_redirected(incoming, pairs)}
    ends = {old: end for old in {*pairs, *incoming} if (end := _final_successor(old, successors)) != old}
    new_aliases = [[old, new] for old, new in ends.items() if {**incoming, **aliases}.get(old) != new]
    moves = [[old, new] for old, new in ends.items() if old in existing]
    if not new_aliases and not moves:
        return 0
    if label == "Paper" and moves:
        await merge_claims.store_claims(run, moves)
    renames = _renames(moves, existing)
    statement = RENAME.fill(label=kind, m=_MARKS.get(label, _NOTHING), r=_RENAMED.get(label, _NOTHING))
    await run.write(statement, {"aliases": new_aliases, "renames": renames})
    remaining = [pair for pair in moves if pair not in renames]
    if remaining:
        dropped, dropped_in = _DROPPED.get(label, ([], []))
        statement = MOVE.fill(label=kind, n=_LABEL_MOVES.get(label, _NOTHING))
        await run.write(statement, {"aliases": [], "moves": remaining, "dropped": dropped, "droppedIn": dropped_in})
    if label == "Paper":
        await deletions.unlink(run, [new for _, new in remaining])
        await _relink(run, [old for old, _ in new_aliases])
    if label == "Funder":
        await merge(run, [pair for old, new in moves for pair in await _award_merges(run, old, new)])
    return len([old for old, _ in new_aliases if old in pairs])


async def _award_merges(run: Run, old: str, new: str) -> list[Merge]:
    """Merges of the awards whose ids are made of the old funder."""
    before, after = funding.prefix(old), funding.prefix(new)
    ids: list[str] = await run.read(GRANTED, {"funder": new, "prefix": before})
    return [Merge(award, after + award.removeprefix(before)) for award in ids]


def _redirected(incoming: dict[str, str], pairs: dict[str, str]) -> dict[str, str]:
    """Aliases whose successor is merged itself."""
    return {alias: of for alias, of in incoming.items() if of in pairs}


def _final_successor(old: str, successors: dict[str, str]) -> str:
    """The last successor; a cycle ends at the first repeated id."""
    visited = {old}
    while (old := successors.get(old, old)) not in visited:
        visited.add(old)
    return old


def _renames(moves: list[list[str]], existing: set[str]) -> list[list[str]]:
    """The first old node of each successor that does not exist."""
    chosen: dict[str, list[str]] = {}
    for pair in moves:
        if pair[1] not in existing:
            chosen.setdefault(pair[1], pair)
    return list(chosen.values())


async def _relink(run: Run, names: list[str]) -> None:
    for first in range(0, len(names), CLAUSES):
        await run.write(WAITING, {"query": clauses(names[first : first + CLAUSES])})


def clauses(ids: Iterable[str]) -> str:
    """A full-text query for any of these ids, each as one term."""
    return " ".join('"' + node.replace("\\", "\\\\").replace('"', '\\"') + '"' for node in ids)
