"""Full-text search over all research kinds: one index, one ranking, one statement.

The index `search` is asked for records that hold all the words. Where there are hardly any, words that the index hardly
knows may be mistyped; where there are still none, any of the words will do. Each answer is cut at its best `MOST` hits,
ranked again (`_SCORE`), filtered and counted in the store; only one page leaves it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, Final

from graphdb import predicates
from graphdb.composing import ParameterNames
from graphdb.cypher import Cypher, cypher, join
from graphdb.lookups import LOOKUPS
from graphdb.paper import ALL as PAPERS
from graphdb.searching import lucene
from graphdb.searching.words import Chunk
from graphdb.store import Store

#: Hits of one query that are ranked, filtered and counted.
MAX_RESULTS: Final = 10_000
#: Fewer hits than this make it likely that a word is mistyped.
FEW: Final = 3
#: A word in fewer records than this may be mistyped itself.
RARE: Final = 3
#: Misspelt words that are looked for at once: each costs the store as much as a whole query.
MAX_RARE: Final = 8
#: Hits of the loosest query.
MAX_LOOSE: Final = 100
#: Values of one facet.
MAX_VALUES: Final = 50

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
# A row that is sorted counts in the store's memory with all that it carries: the lists are left behind before that.
_FOUND: Final = cypher("""\
UNWIND hits + [node IN pinned | [node, null]] AS hit
WITH *, hit[0] AS node,
  CASE WHEN hit[0]:Paper THEN 'PAPER' WHEN hit[0]:Author THEN 'AUTHOR' WHEN hit[0]:Institution THEN 'INSTITUTION'
    WHEN hit[0]:Topic THEN 'TOPIC' WHEN hit[0]:Venue THEN 'VENUE' WHEN hit[0]:Funder THEN 'FUNDER'
    ELSE 'PUBLISHER' END AS kind
WHERE kind IN $kinds""")
_RANKED: Final = cypher("""\

WITH node, kind, complete, mistyped, hits[0][1] AS best, node IN pinned AS meant, max(hit[1]) AS text
WITH node, kind, complete, mistyped, meant, coalesce(text / best, 0.0) AS text,
  CASE WHEN node:Paper THEN coalesce(node.titleKey, '') ELSE node.sortName END AS name,
  CASE WHEN node:Paper THEN $title ELSE $name END AS asked,
  log10(1.0 + coalesce(node.citations, node.papers, 0)) AS known
WITH node, kind, complete, mistyped, node.id AS id, round(
  CASE WHEN meant THEN 10.0 ELSE 0.0 END
  + CASE WHEN asked = '' THEN 0.0 WHEN name = asked THEN 1.0 WHEN name STARTS WITH asked + ' ' THEN 0.2
      WHEN name CONTAINS asked THEN 0.1 ELSE 0.0 END
  + text * (1.0 + 0.06 * CASE WHEN known > 5.0 THEN 5.0 ELSE known END), 4) AS score
ORDER BY score DESC, id
WITH complete, mistyped, collect([score, id, node, kind]) AS ranked
""")
_PAGE: Final = cypher("""\
[hit IN [
  hit IN ranked WHERE $after IS NULL OR hit[0] < $after[0] OR (hit[0] = $after[0] AND hit[1] > $after[1])
][..$size] | [hit[0], hit[1]{r}]]""")
_TEXTS: Final = cypher(", hit[2].title, hit[2].name, hit[2].credits, hit[2].abstract")
_NOTHING: Final = cypher("")

_AROUND: Final = """\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[2] AS paper
  MATCH (paper)-[:{r}]->(near)
  RETURN [collect(near.id), [each IN collect(DISTINCT near) | [each.id, each.name]]]
}[0]"""
#: What is counted of all hits: the value of each, and the names of values that have one. They are counted here and not
#: in the store, where a group counts in memory with the whole list that it was made of.
FACETS: Final = {
    "kinds": cypher("[[hit IN ranked | hit[3]], []]"),
    "years": cypher("[[hit IN ranked WHERE hit[2].year IS NOT NULL | hit[2].year], []]"),
    "topics": cypher(_AROUND).fill(r=cypher("ABOUT")),
    "venues": cypher(_AROUND).fill(r=cypher("PUBLISHED_IN")),
    "openAccess": cypher("[[hit IN ranked WHERE hit[3] = 'PAPER' | coalesce(hit[2].isOpen, false)], []]"),
}


Count = tuple[Any, str | None, int]
"""A value (a string, a year, a truth), its name if it has one, and how many hits have it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `kinds` are names of the contract's SearchKind; `pins` are identifiers that the text may be,
    `(label, scheme, value)` of `graphdb.lookups`; `title` and `name` are the text as `Paper.titleKey` and `sortName`
    hold theirs; `filter` is a normal PaperFilter."""

    words: Sequence[Chunk]
    kinds: Sequence[str]
    title: str
    name: str
    pins: Sequence[tuple[str, str, str]] = ()
    filter: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class SearchParams:
    """What of the answer is wanted: a page of so many hits after a score and an id, with the texts that were matched,
    and facets by name."""

    size: int
    after: tuple[float, str] | None = None
    texts: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`rows` are `[score, id]`, with texts `[score, id, title, name, credits, abstract]`: one more than asked for where
    there are more. `total` and `facets` count every hit that was ranked; `complete` says
    whether that is all there are. `mistyped`: the places of the words that were looked for misspelt as well."""

    rows: list[list[Any]]
    total: int
    complete: bool
    mistyped: list[int]
    facets: dict[str, list[Count]]


NOTHING: Final = SearchResult([], 0, complete=True, mistyped=[], facets={})


async def search(store: Store, query: Query, wanted: SearchParams) -> SearchResult:
    """One statement. Raises StoreError and its kin."""
    names = ParameterNames()
    pinned = _pinned(query.pins, names)
    conditions = [each.fill(m=_NODE) for each in predicates.conditions(PAPERS, query.filter, names)]
    also = join("", [cypher(" AND ") + each for each in conditions])
    statement = names.statement(_HITS + pinned + _FOUND + also + _RANKED + _answer(wanted))
    answer: Any = await store.read(statement.text, {**statement.parameters, **_parameters(query, wanted)})
    if answer is None:
        return NOTHING
    rows, total, complete, mistyped, *facets = answer
    counted = [_counts(values, labels) for values, labels in facets]
    return SearchResult(rows, total, complete, mistyped, dict(zip(wanted.facets, counted, strict=True)))


def _counts(values: list[Any], labels: list[list[str]]) -> list[Count]:
    """The values by how many hits have them, most first, at most `MOST_VALUES`."""
    names = dict[Any, str](labels)
    counts = Counter(values)
    first = nsmallest(MAX_VALUES, counts.items(), key=lambda count: (-count[1], str(count[0])))
    return [(value, names.get(value), number) for value, number in first]


def _parameters(query: Query, wanted: SearchParams) -> dict[str, object]:
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
        "most": MAX_RESULTS,
        "few": FEW,
        "rare": RARE,
        "mostRare": MAX_RARE,
        "mostLoose": MAX_LOOSE,
    }


def _pinned(pins: Sequence[tuple[str, str, str]], names: ParameterNames) -> Cypher:
    """Binds the nodes that the identifiers name."""
    if not pins:
        return _NO_PINS
    found = [
        _PIN.fill(m=LOOKUPS[label][scheme].match.fill(n=_NODE), p=names.parameter(value))
        for label, scheme, value in pins
    ]
    return _PINNED.fill(p=join(" UNION ", found))


def _answer(wanted: SearchParams) -> Cypher:
    page = _PAGE.fill(r=_TEXTS if wanted.texts else _NOTHING)
    facets = [FACETS[name] for name in wanted.facets]
    return cypher("RETURN [") + join(", ", [page, cypher("size(ranked), complete, mistyped"), *facets]) + cypher("]")
