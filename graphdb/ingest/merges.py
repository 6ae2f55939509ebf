"""Ids that were merged away: their nodes go, their edges and their name stay, on the successor.

Where both nodes are there, the successor's own record stands: of an old paper only what others say of it moves (who
cites, reviews, saves it; what other sources say of it, see `graphdb.ingest.contested`). Where the successor is not
there yet, the old node takes its id and waits for its record.

What people did on the old paper moves with the relationships: who saved both, or said the same word of both, has done
so once; of two votes the later one stands; a collection that holds both keeps the successor's place. Two reviews of one
person, one of each paper, both stay. The log of the old paper ends: it told of a paper that is no more.
"""

from collections.abc import Iterable
from typing import Any, Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.ingest import contested, deletions, funding, membership
from graphdb.ingest.rows import Label, Merge, label_of
from graphdb.ingest.run import FENCE, Run

#: Lucene takes at most 1,024 clauses.
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
#: Who waits for a paper by its old name is linked anew.
WAITING: Final = join("", (
    FENCE,
    cypher("""\
CALL () {
  CALL db.index.fulltext.queryNodes('awaited', $query) YIELD node
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
    CREATE (new)-[moved:$(type(edge))]->(far)
    SET moved = properties(edge)
  }
  CALL (old, new) {
    MATCH (old)<-[edge]-(far)
    WHERE far <> new AND NOT type(edge) IN $droppedIn
      AND NOT EXISTS { MATCH (new)<-[same]-(far) WHERE type(same) = type(edge) }
    CREATE (new)<-[moved:$(type(edge))]-(far)
    SET moved = properties(edge)
  }
  DETACH DELETE old
}
RETURN true"""),
))  # fmt: skip
_NOTHING: Final = cypher("")
#: What a label needs besides.
_MORE: Final[dict[Label, Cypher]] = {
    "Paper": contested.RECORDS
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
    MATCH (old)-[edge:AFFILIATED_WITH]->()<-[kept:AFFILIATED_WITH]-(new)
    SET kept.firstYear = COLLECT { UNWIND [kept.firstYear, edge.firstYear] AS year RETURN min(year) }[0],
        kept.lastYear = COLLECT { UNWIND [kept.lastYear, edge.lastYear] AS year RETURN max(year) }[0]
  }
"""),
    "Institution": cypher("""\
  CALL (old) {
    MATCH (old)<-[:DESCRIBES]-(record:SourceClaim)
    DETACH DELETE record
  }
  CALL (old, new) {
    MATCH (old)<-[edge:AFFILIATED_WITH]-()-[kept:AFFILIATED_WITH]->(new)
    SET kept.firstYear = COLLECT { UNWIND [kept.firstYear, edge.firstYear] AS year RETURN min(year) }[0],
        kept.lastYear = COLLECT { UNWIND [kept.lastYear, edge.lastYear] AS year RETURN max(year) }[0]
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
    UNWIND [old, new] AS here
    MATCH (here)<-[:BROADER]-*(below)
    SET below:Unplaced
  }
  CALL (old, new) {
    MATCH (old)-[edge:BROADER]->()
    WHERE EXISTS { (new)-[:BROADER]->(above) WHERE above <> old }
    DELETE edge
  }
"""),
}
#: Labels of the nodes that an id names, where there are several.
_NAMED: Final[dict[Label, Cypher]] = {"Paper": cypher("Paper|DeletedPaper")}
#: What becomes of the labels of a node with a new id: a deleted paper is one that waits for its successor's record.
_MARKS: Final[dict[Label, Cypher]] = {"Paper": cypher(":Unlinked:Paper\n  REMOVE n:DeletedPaper, n.deletedOn")}
#: What goes with a new id besides: a paper's log goes on under it.
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
    "Paper": contested.RENAMED
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
#: What the successor's own record says, so that the old paper's word for it does not count; and what is derived.
_DROPPED: Final[dict[Label, tuple[list[str], list[str]]]] = {
    "Paper": (
        ["CITES", "FROM", "ABOUT", "WITHIN", "PUBLISHED_IN", "FUNDED_BY", "SUPPORTED_BY"],
        ["AUTHORED", "ALSO_AUTHORED"],
    ),
    # Places on a byline are moved one by one.
    "Author": (["ALSO_AUTHORED"], []),
    "Topic": ([], ["WITHIN"]),
}


async def merge(run: Run, merges: Iterable[Merge]) -> int:
    """Make every old id another name of its successor; how many of them were not so before."""
    grouped: dict[Label, dict[str, str]] = {}
    for old, new in merges:
        grouped.setdefault(label_of(new), {})[old] = new
    return sum([await _merge(run, label, pairs) for label, pairs in grouped.items()])


async def _merge(run: Run, label: Label, pairs: dict[str, str]) -> int:
    kind = _NAMED.get(label) or cypher(label)
    ids = list({*pairs, *pairs.values()})
    stored: list[Any] = await run.read(STORED.fill(label=kind), {"ids": ids})
    aliases, pointing, there = dict[str, str](stored[0]), dict[str, str](stored[1]), set[str](stored[2])
    successors = {**aliases, **pairs, **_back(pointing, pairs)}
    ends = {old: end for old in {*pairs, *pointing} if (end := _end(old, successors)) != old}
    wanted = [[old, new] for old, new in ends.items() if {**pointing, **aliases}.get(old) != new]
    moves = [[old, new] for old, new in ends.items() if old in there]
    if not wanted and not moves:
        return 0
    if label == "Paper" and moves:
        await contested.keep(run, moves)
    renames = _renames(moves, there)
    renamed = RENAME.fill(label=kind, m=_MARKS.get(label, _NOTHING), r=_RENAMED.get(label, _NOTHING))
    await run.write(renamed, {"aliases": wanted, "renames": renames})
    rest = [pair for pair in moves if pair not in renames]
    if rest:
        dropped, dropped_in = _DROPPED.get(label, ([], []))
        statement = MOVE.fill(label=kind, n=_MORE.get(label, _NOTHING))
        await run.write(statement, {"aliases": [], "moves": rest, "dropped": dropped, "droppedIn": dropped_in})
    if label == "Paper":
        await deletions.unlink(run, [new for _, new in rest])
        await _relink(run, [old for old, _ in wanted])
    if label == "Funder":
        await merge(run, [pair for old, new in moves for pair in await _awards(run, old, new)])
    return len([old for old, _ in wanted if old in pairs])


async def _awards(run: Run, old: str, new: str) -> list[Merge]:
    """The awards whose ids are made of the old funder, and their ids with the new one."""
    before, after = funding.prefix(old), funding.prefix(new)
    ids: list[str] = await run.read(GRANTED, {"funder": new, "prefix": before})
    return [Merge(found, after + found.removeprefix(before)) for found in ids]


def _back(pointing: dict[str, str], pairs: dict[str, str]) -> dict[str, str]:
    """Aliases whose successor is merged away itself."""
    return {alias: of for alias, of in pointing.items() if of in pairs}


def _end(old: str, successors: dict[str, str]) -> str:
    """The last successor; a circle ends where it began to repeat."""
    visited = {old}
    while (old := successors.get(old, old)) not in visited:
        visited.add(old)
    return old


def _renames(moves: list[list[str]], there: set[str]) -> list[list[str]]:
    """The first old node of each successor that is not there."""
    chosen: dict[str, list[str]] = {}
    for pair in moves:
        if pair[1] not in there:
            chosen.setdefault(pair[1], pair)
    return list(chosen.values())


async def _relink(run: Run, names: list[str]) -> None:
    for first in range(0, len(names), CLAUSES):
        await run.write(WAITING, {"query": clauses(names[first : first + CLAUSES])})


def clauses(ids: Iterable[str]) -> str:
    """A full-text query for any of these ids, each a term of its own."""
    return " ".join('"' + found.replace("\\", "\\\\").replace('"', '\\"') + '"' for found in ids)
