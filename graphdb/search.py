"""Full-text search over papers, authors, institutions, topics and venues: one index, one ranking, one statement.

The index `search` is asked for records that hold all the words. Where there are hardly any, words that the index hardly
knows may be mistyped; where there are still none, any of the words will do. Each answer is cut at its best `MOST` hits,
ranked again (`_SCORE`), filtered and counted in the store; only one page leaves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphdb import predicates
from graphdb.composing import Names
from graphdb.cypher import Cypher, cypher, join
from graphdb.entries import ENTRIES
from graphdb.paper import ALL as PAPERS
from graphdb.searching import lucene
from graphdb.searching.words import Chunk
from graphdb.store import Store

#: Hits of one query that are ranked, filtered and counted.
MOST: Final = 10_000
#: Fewer hits than this make it likely that a word is mistyped.
FEW: Final = 3
#: A word in fewer records than this may be mistyped itself.
RARE: Final = 3
#: Misspelt words that are looked for at once: each costs the store as much as a whole query.
MOST_RARE: Final = 8
#: Hits of the loosest query.
MOST_LOOSE: Final = 100
#: Values of one facet.
MOST_VALUES: Final = 50

_NODE: Final = cypher("node")
_HITS: Final = cypher("""\
CALL () {
  UNWIND $strict AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $most}) YIELD node, score
  RETURN collect([node, score]) AS strictHits
}
CALL (strictHits) {
  UNWIND CASE WHEN size(strictHits) < $few THEN $words ELSE [] END AS word
  CALL (word) {
    CALL db.index.fulltext.queryNodes('search', word[0], {limit: $rare}) YIELD node
    RETURN count(node) AS holding
  }
  WITH collect([word, holding]) AS known, [word IN collect(CASE WHEN holding < $rare THEN word END) | word[0]] AS rare
  WITH known, rare[..$mostRare] AS rare
  RETURN [each IN known | CASE WHEN each[0][0] IN rare THEN each[0][2] ELSE each[0][1] END] AS clauses,
    [each IN known WHERE each[0][0] IN rare | each[0][3]] AS mistyped
}
CALL (clauses) {
  UNWIND CASE WHEN clauses = [] THEN [] ELSE [reduce(all = '', clause IN clauses | all + ' +' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $most}) YIELD node, score
  RETURN collect([node, 0.8 * score]) AS nearHits
}
CALL (strictHits, nearHits, clauses) {
  UNWIND CASE WHEN clauses = [] OR size(strictHits) + size(nearHits) > 0 THEN []
    ELSE [reduce(any = '', clause IN clauses | any + ' ' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $mostLoose}) YIELD node, score
  RETURN collect([node, 0.6 * score]) AS looseHits
}
WITH *, strictHits + nearHits + looseHits AS hits, size(strictHits) < $most AND size(nearHits) < $most AS complete
""")
_PIN: Final = cypher("UNWIND [{p}] AS id {m} RETURN node")
_PINNED: Final = cypher("CALL () { CALL () { {p} } RETURN collect(DISTINCT node) AS pinned }\n")
_NO_PINS: Final = cypher("WITH *, [] AS pinned\n")
_SCORED: Final = cypher("""\
CALL (*) {
  UNWIND hits + [node IN pinned | [node, null]] AS hit
  WITH hit[0] AS node, max(hit[1]) AS text, hits[0][1] AS best
  WITH node, coalesce(text / best, 0.0) AS text,
    CASE WHEN node:Paper THEN 'PAPER' WHEN node:Author THEN 'AUTHOR' WHEN node:Institution THEN 'INSTITUTION'
      WHEN node:Topic THEN 'TOPIC' ELSE 'VENUE' END AS kind,
    CASE WHEN node:Paper THEN coalesce(node.titleKey, '') ELSE node.sortName END AS name,
    CASE WHEN node:Paper THEN $title ELSE $name END AS asked,
    log10(1.0 + coalesce(node.citations, node.papers, 0)) AS known
  WHERE kind IN $kinds""")
_SCORE: Final = cypher("""\

  WITH node, kind, CASE WHEN node IN pinned THEN 10.0 ELSE 0.0 END
    + CASE WHEN asked <> '' AND name = asked THEN 1.0
        WHEN asked <> '' AND name STARTS WITH asked + ' ' THEN 0.2
        WHEN asked <> '' AND name CONTAINS asked THEN 0.1 ELSE 0.0 END
    + text * (1.0 + 0.06 * CASE WHEN known > 5.0 THEN 5.0 ELSE known END) AS exact
  RETURN collect([round(exact, 4), node.id, node, kind]) AS ranked
}
""")
_PAGE: Final = cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[0] AS score, hit[1] AS id, hit[2] AS node
  WHERE $after IS NULL OR score < $after[0] OR (score = $after[0] AND id > $after[1])
  WITH score, id, node ORDER BY score DESC, id LIMIT $size
  RETURN [score, id{r}]
}""")
_TEXTS: Final = cypher(", node.title, node.name, node.credits, node.abstract")
_NOTHING: Final = cypher("")

#: What is counted of all hits, `[value, label, count]` each.
FACETS: Final = {
    "kinds": cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[3] AS kind, count(*) AS number ORDER BY number DESC, kind
  RETURN [kind, left(kind, 1) + toLower(substring(kind, 1)), number]
}"""),
    "years": cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[2].year AS year, count(*) AS number WHERE year IS NOT NULL ORDER BY year DESC
  RETURN [toString(year), toString(year), number]
}"""),
    "topics": cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[2] AS paper
  MATCH (paper)-[:ABOUT]->(topic)
  WITH topic, count(*) AS number ORDER BY number DESC, topic.id LIMIT $values
  RETURN [topic.id, topic.name, number]
}"""),
    "venues": cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[2] AS paper
  MATCH (paper)-[:PUBLISHED_IN]->(venue)
  WITH venue, count(*) AS number ORDER BY number DESC, venue.id LIMIT $values
  RETURN [venue.id, venue.name, number]
}"""),
    "openAccess": cypher("""\
COLLECT {
  UNWIND ranked AS hit
  WITH hit WHERE hit[3] = 'PAPER'
  WITH coalesce(hit[2].isOpen, false) AS open, count(*) AS number ORDER BY open DESC
  RETURN [toString(open), CASE WHEN open THEN 'Free to read' ELSE 'Not free to read' END, number]
}"""),
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `kinds` are names of the contract's SearchKind; `pins` are identifiers that the text may be,
    `(label, scheme, value)` of `graphdb.entries`; `title` and `name` are the text as `Paper.titleKey` and `sortName`
    hold theirs; `filter` is a normal PaperFilter."""

    words: Sequence[Chunk]
    kinds: Sequence[str]
    title: str
    name: str
    pins: Sequence[tuple[str, str, str]] = ()
    filter: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the answer is wanted: a page of so many hits after a score and an id, with the texts that were matched,
    and facets by name."""

    size: int
    after: tuple[float, str] | None = None
    texts: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` are `[score, id]`, with texts `[score, id, title, name, credits, abstract]`: one more than asked for where
    there are more. `total` and `facets` (`[value, label, count]` each) count every hit that was ranked; `complete` says
    whether that is all there are. `mistyped`: the places of the words that were looked for misspelt as well."""

    rows: list[list[Any]]
    total: int
    complete: bool
    mistyped: list[int]
    facets: dict[str, list[list[Any]]]


async def search(store: Store, query: Query, wanted: Wanted) -> Found:
    """One statement. Raises StoreError and its kin."""
    names = Names()
    pinned = _pinned(query.pins, names)
    conditions = [each.fill(m=_NODE) for each in predicates.conditions(PAPERS, query.filter, names)]
    also = join("", [cypher(" AND ") + each for each in conditions])
    statement = names.statement(_HITS + pinned + _SCORED + also + _SCORE + _answer(wanted))
    rows, total, complete, mistyped, *facets = await store.read(
        statement.text, {**statement.parameters, **_parameters(query, wanted)}
    )
    return Found(rows, total, complete, mistyped, dict(zip(wanted.facets, facets, strict=True)))


def _parameters(query: Query, wanted: Wanted) -> dict[str, object]:
    papers, names = "PAPER" in query.kinds, any(kind != "PAPER" for kind in query.kinds)
    words = lucene.wordings(query.words, papers=papers, names=names)
    clauses = [[word.known, word.strict, word.near, place] for place, word in enumerate(words)]
    return {
        "strict": [lucene.strict(words)] if words else [],
        # What is an identifier is not mistyped.
        "words": [] if query.pins else clauses,
        "kinds": list(query.kinds),
        "title": query.title,
        "name": query.name,
        "after": wanted.after,
        "size": wanted.size + 1,
        "most": MOST,
        "few": FEW,
        "rare": RARE,
        "mostRare": MOST_RARE,
        "mostLoose": MOST_LOOSE,
        "values": MOST_VALUES,
    }


def _pinned(pins: Sequence[tuple[str, str, str]], names: Names) -> Cypher:
    """Binds the nodes that the identifiers name."""
    if not pins:
        return _NO_PINS
    found = [
        _PIN.fill(m=ENTRIES[label][scheme].match.fill(n=_NODE), p=names.parameter(value))
        for label, scheme, value in pins
    ]
    return _PINNED.fill(p=join(" UNION ", found))


def _answer(wanted: Wanted) -> Cypher:
    page = _PAGE.fill(r=_TEXTS if wanted.texts else _NOTHING)
    facets = [FACETS[name] for name in wanted.facets]
    return cypher("RETURN [") + join(", ", [page, cypher("size(ranked), complete, mistyped"), *facets]) + cypher("]")
