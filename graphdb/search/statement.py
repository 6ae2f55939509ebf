"""Full-text search over all research kinds: one index, one ranking, one statement.

The first query needs all words. With few hits, rare words are also matched fuzzily; without any hits, one of the words
is enough. The best `MAX_RESULTS` hits are ranked again (`_RANK`), filtered and counted in the store; only one page is
returned. Without words, the hits are the first `MAX_RESULTS` papers of the filter in an order of papers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, Final

from graphdb import paging, predicates
from graphdb.composing import ParameterNames
from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import Sort
from graphdb.lookups import LOOKUPS
from graphdb.paper import ALL as PAPERS
from graphdb.search import lucene
from graphdb.search.words import Chunk
from graphdb.store import Store

#: Hits of one query that are ranked, filtered and counted.
MAX_RESULTS: Final = 10_000
#: With fewer hits, rare words are matched fuzzily.
MIN_HITS: Final = 3
#: A word in fewer records is rare and can be mistyped.
MIN_RECORDS: Final = 3
#: Words that are matched fuzzily at once; each costs as much as a whole query.
MAX_RARE: Final = 8
#: Hits of the loosest query.
MAX_LOOSE: Final = 100
#: The share that a tenfold number of citations, or of papers, adds to the score of a text of one, two, three or more
#: words: the fewer words, the less they say which paper is meant.
IMPORTANCE: Final = (0.25, 0.2, 0.1, 0.06)
#: The least score of the text of a paper whose first author is named: a word in a long byline has a low one.
OF_FIRST_AUTHOR: Final = 0.85
#: Values of one facet.
MAX_VALUES: Final = 50

_NODE: Final = cypher("node")
#: A word of the text is a name of the paper's venue, such as `NeurIPS`; or a name contains it.
_IN_VENUE: Final = cypher("""\
EXISTS { (node)-[:PUBLISHED_IN]->(venue) WHERE any(name IN venue.name + coalesce(venue.searchNames, [])
  WHERE any(word IN $text WHERE toLower(name) = word)) }""")
_OF_VENUE: Final = cypher("""\
EXISTS { (node)-[:PUBLISHED_IN]->(venue) WHERE any(name IN venue.name + coalesce(venue.searchNames, [])
  WHERE toLower(name) CONTAINS {p}) }""")
_HITS: Final = cypher("""\
CALL () {
  UNWIND $strict AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $limit}) YIELD node, score
  RETURN collect([node, score]) AS strictHits
}
CALL (strictHits) {
  UNWIND CASE WHEN size(strictHits) < $few THEN $words ELSE [] END AS word
  CALL (word) {
    CALL db.index.fulltext.queryNodes('peergraph_search', word[0], {limit: $rare}) YIELD node
    RETURN count(node) AS holding
  }
  WITH collect([word, holding]) AS counts, [word IN collect(CASE WHEN holding < $rare THEN word END) | word[0]] AS rare
  WITH counts, rare[..$mostRare] AS rare
  RETURN [row IN counts | CASE WHEN row[0][0] IN rare THEN row[0][2] ELSE row[0][1] END] AS clauses,
    [row IN counts WHERE row[0][0] IN rare | row[0][3]] AS mistyped
}
CALL (clauses) {
  UNWIND CASE WHEN clauses = [] THEN [] ELSE [reduce(all = '', clause IN clauses | all + ' +' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $limit}) YIELD node, score
  RETURN collect([node, 0.8 * score]) AS nearHits
}
CALL (strictHits, nearHits, clauses) {
  UNWIND CASE WHEN clauses = [] OR size(strictHits) + size(nearHits) > 0 THEN []
    ELSE [reduce(any = '', clause IN clauses | any + ' ' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $mostLoose}) YIELD node, score
  RETURN collect([node, 0.6 * score * CASE WHEN {m} THEN 2.0 ELSE 1.0 END]) AS looseHits
}
WITH *, strictHits + nearHits + looseHits AS hits, size(strictHits) < $limit AND size(nearHits) < $limit AS complete
""").fill(m=_IN_VENUE)
#: Without words: the first papers of a filter, one more than are counted.
_LISTED: Final = cypher("""\
CALL () {
  {m}
  WITH node
  {p} LIMIT $limit + 1
  RETURN collect([node, 1.0]) AS papers
}
WITH papers[..$limit] AS hits, size(papers) <= $limit AS complete, [] AS mistyped
""")
_PIN: Final = cypher("UNWIND [{p}] AS id {m} RETURN node")
_PINS: Final = cypher("CALL () { CALL () { {p} } RETURN collect(DISTINCT node) AS pinned }\n")
_NO_PINS: Final = cypher("WITH *, [] AS pinned\n")
# A sorted row occupies the store's memory with all its variables: the lists are dropped before the sort.
_KINDS: Final = cypher("""\
UNWIND hits + [node IN pinned | [node, null]] AS hit
WITH *, hit[0] AS node,
  CASE WHEN hit[0]:Paper THEN 'PAPER' WHEN hit[0]:Author THEN 'AUTHOR' WHEN hit[0]:Institution THEN 'INSTITUTION'
    WHEN hit[0]:Topic THEN 'TOPIC' WHEN hit[0]:Venue THEN 'VENUE' WHEN hit[0]:Funder THEN 'FUNDER'
    ELSE 'PUBLISHER' END AS kind
WHERE kind IN $kinds""")
_RANK: Final = cypher("""\

WITH node, kind, complete, mistyped, hits[0][1] AS best, node IN pinned AS isPinned, max(hit[1]) AS text
WITH node, kind, complete, mistyped, isPinned, coalesce(text / best, 0.0) AS text,
  CASE WHEN node:Paper THEN coalesce(node.titleKey, '') ELSE node.sortName END AS name,
  CASE WHEN node:Paper THEN $title ELSE $name END AS searched,
  CASE WHEN node:Paper THEN toLower(node.title) STARTS WITH $head
    ELSE any(name IN node.searchNames WHERE toLower(name) = $name) END AS isNamed,
  any(author IN [' ' + toLower(split(node.credits, ',')[0])]
    WHERE any(word IN $text WHERE author ENDS WITH (' ' + word))) AS isFirstAuthor,
  log10(1.0 + CASE WHEN coalesce(node.reportedCitations, 0) > coalesce(node.citations, 0) AND node:Paper
    THEN node.reportedCitations ELSE coalesce(node.citations, node.papers, 0) END) AS prominence
WITH node, kind, complete, mistyped, node.id AS id, round(
  CASE WHEN isPinned THEN 10.0 ELSE 0.0 END
  + CASE WHEN searched = '' THEN 0.0 WHEN name = searched THEN 1.5 WHEN name STARTS WITH searched + ' ' THEN 0.2
      WHEN name CONTAINS searched THEN 0.1 ELSE 0.0 END
  + CASE WHEN isNamed THEN 0.8 ELSE 0.0 END + CASE WHEN isFirstAuthor THEN 0.2 ELSE 0.0 END
  + CASE WHEN isFirstAuthor AND text < $ofFirst THEN $ofFirst ELSE text END
    * (1.0 + $importance * CASE WHEN prominence > 5.0 THEN 5.0 ELSE prominence END), 4) AS score
{p}
WITH complete, mistyped, collect([score, id, node, kind]) AS ranked
""")
_BY_SCORE: Final = cypher("ORDER BY score DESC, id")
#: A page of another order begins at the place of its cursor's hit.
_ORDERED_PAGE: Final = cypher("""\
[hit IN ranked[
  coalesce([place IN range(0, size(ranked) - 1) WHERE ranked[place][1] = $after[1] | place + 1][0], 0)..
  coalesce([place IN range(0, size(ranked) - 1) WHERE ranked[place][1] = $before[1]][0], size(ranked))
]{p} | [hit[0], hit[1]{r}]]""")
_PAGE: Final = cypher("""\
[hit IN [
  hit IN ranked WHERE ($after IS NULL OR hit[0] < $after[0] OR (hit[0] = $after[0] AND hit[1] > $after[1]))
    AND ($before IS NULL OR hit[0] > $before[0] OR (hit[0] = $before[0] AND hit[1] < $before[1]))
]{p} | [hit[0], hit[1]{r}]]""")
_FIRST: Final = cypher("[..$size]")
_LAST: Final = cypher("[-$size..]")
_TEXTS: Final = cypher(", hit[2].title, hit[2].name, hit[2].credits, hit[2].abstract")
_NOTHING: Final = cypher("")

_AROUND: Final = """\
COLLECT {
  UNWIND ranked AS hit
  WITH hit[2] AS paper
  MATCH {r}
  RETURN [collect(near.id), [node IN collect(DISTINCT near) | [node.id, node.name]]]
}[0]"""
#: The countries of a paper as its groups have them: of institutions, and those that only the byline names.
_COUNTRIES: Final = cypher("""\
[COLLECT {
  UNWIND ranked AS hit
  WITH hit[2] AS paper
  UNWIND COLLECT {
    MATCH (paper)-[:FROM]->(near) WHERE near.country IS NOT NULL RETURN near.country AS country
    UNION
    MATCH (paper)<-[by:AUTHORED|ALSO_AUTHORED]-() UNWIND coalesce(by.countries, []) AS country RETURN country
  } AS country
  RETURN country
}, []]""")
#: Facets: the value of each hit, and the names of values. They are counted here and not in the store, where a group
#: occupies memory with the whole list that it was made of.
FACETS: Final = {
    "kinds": cypher("[[hit IN ranked | hit[3]], []]"),
    "years": cypher("[[hit IN ranked WHERE hit[2].year IS NOT NULL | hit[2].year], []]"),
    "papers": cypher("[[hit IN ranked WHERE hit[3] = 'PAPER' | true], []]"),
    "topics": cypher(_AROUND).fill(r=cypher("(paper)-[:ABOUT]->(near)")),
    "venues": cypher(_AROUND).fill(r=cypher("(paper)-[:PUBLISHED_IN]->(near)")),
    "authors": cypher(_AROUND).fill(r=cypher("(paper)<-[:AUTHORED]-(near)")),
    "institutions": cypher(_AROUND).fill(r=cypher("(paper)-[:FROM]->(near)")),
    "countries": _COUNTRIES,
    "openAccess": cypher("[[hit IN ranked WHERE hit[3] = 'PAPER' | coalesce(hit[2].isOpen, false)], []]"),
}


Count = tuple[Any, str | None, int]
"""A value (a string, a year, a boolean), its name if it has one, and the number of hits with it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query. `kinds`: names of the contract's SearchKind; `pins`: identifiers that the text can be,
    `(label, scheme, value)` of `graphdb.lookups`; `title` and `name`: the text in the form of `Paper.titleKey` and
    `sortName`; `filter`: a normal PaperFilter; `venue`: a part of the name of a paper's venue; `sorts`: an order of
    papers, by default the best hits first; `listed`: without words, all papers of the filter in that order."""

    words: Sequence[Chunk]
    kinds: Sequence[str]
    title: str
    name: str
    pins: Sequence[tuple[str, str, str]] = ()
    filter: Mapping[str, Any] = field(default_factory=dict[str, Any])
    venue: str | None = None
    sorts: tuple[Sort, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The most frequent values of a facet, and the sum of the counts of all of them."""

    first: list[Count]
    total: int


@dataclass(frozen=True, slots=True)
class SearchParams:
    """The requested parts of the result: the size of a page after a score and an id and before others, from the end if
    `backwards`, whether with texts, and the names of facets."""

    size: int
    after: tuple[float, str] | None = None
    before: tuple[float, str] | None = None
    backwards: bool = False
    texts: bool = False
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`rows`: `[score, id]`, with texts `[score, id, title, name, credits, abstract]`, in order, with one more row if
    there are more hits. `total` and `facets` count every ranked hit; `complete`: whether these are all hits.
    `mistyped`: the indexes of the words that were matched fuzzily."""

    rows: list[list[Any]]
    total: int
    complete: bool
    mistyped: list[int]
    facets: dict[str, FacetCounts]


NOTHING: Final = SearchResult([], 0, complete=True, mistyped=[], facets={})


async def search(store: Store, query: Query, params: SearchParams) -> SearchResult:
    """Runs the search in one statement. Raises StoreError."""
    names = ParameterNames()
    hits = _papers(query, names) if query.listed else _matches(query, names)
    statement = names.statement(hits + _RANK.fill(p=_order(query.sorts)) + _answer(params, ordered=bool(query.sorts)))
    answer: Any = await store.read(statement.text, {**statement.parameters, **_parameters(query, params)})
    if answer is None:
        return NOTHING
    rows, total, complete, mistyped, *facets = answer
    counted = [_counts(values, labels, name) for name, (values, labels) in zip(params.facets, facets, strict=True)]
    return SearchResult(rows, total, complete, mistyped, dict(zip(params.facets, counted, strict=True)))


def _matches(query: Query, names: ParameterNames) -> Cypher:
    """The hits of words and identifiers."""
    pinned = _pins(query.pins, names)
    conditions = [part.fill(m=_NODE) for part in predicates.conditions(PAPERS, query.filter, names)]
    if query.venue is not None:
        conditions.append(_OF_VENUE.fill(p=names.parameter(query.venue.lower())))
    return _HITS + pinned + _KINDS + join("", [cypher(" AND ") + part for part in conditions])


def _papers(query: Query, names: ParameterNames) -> Cypher:
    """The papers of a filter."""
    match, conditions = predicates.matched(PAPERS, query.filter, names)
    papers = _LISTED.fill(m=(match + predicates.where(conditions)).fill(m=_NODE), p=_order(query.sorts))
    return papers + _NO_PINS + _KINDS


def _counts(values: list[Any], labels: list[list[str]], name: str) -> FacetCounts:
    """The most frequent values with their names and counts: all years, else at most `MAX_VALUES`."""
    names = dict[Any, str](labels)
    counts = Counter(values)
    size = len(counts) if name == "years" else MAX_VALUES
    first = nsmallest(size, counts.items(), key=lambda count: (-count[1], str(count[0])))
    return FacetCounts([(value, names.get(value), number) for value, number in first], len(values))


def _parameters(query: Query, params: SearchParams) -> dict[str, object]:
    papers, names = "PAPER" in query.kinds, any(kind != "PAPER" for kind in query.kinds)
    words = lucene.word_clauses(query.words, papers=papers, names=names)
    clauses = [[word.exact, word.strict, word.near, index] for index, word in enumerate(words)]
    return {
        "strict": [lucene.strict_query(words)] if words else [],
        # An identifier is not matched fuzzily.
        "words": [] if query.pins else clauses,
        "kinds": list(query.kinds),
        "title": query.title,
        # "BERT: Pre-training of …" is named BERT.
        "head": f"{query.name or query.title}:" if query.words else ":",
        "text": [part for chunk in query.words for part in chunk.parts],
        "importance": IMPORTANCE[min(len(query.words), len(IMPORTANCE)) - 1],
        "ofFirst": OF_FIRST_AUTHOR,
        "name": query.name,
        "after": params.after,
        "before": params.before,
        "size": params.size + 1,
        "limit": MAX_RESULTS,
        "few": MIN_HITS,
        "rare": MIN_RECORDS,
        "mostRare": MAX_RARE,
        "mostLoose": MAX_LOOSE,
    }


def _pins(pins: Sequence[tuple[str, str, str]], names: ParameterNames) -> Cypher:
    """Matches the nodes of the identifiers as `pinned`."""
    if not pins:
        return _NO_PINS
    pin_texts = [
        _PIN.fill(m=LOOKUPS[label][scheme].match.fill(n=_NODE), p=names.parameter(value))
        for label, scheme, value in pins
    ]
    return _PINS.fill(p=join(" UNION ", pin_texts))


def _order(sorts: Sequence[Sort]) -> Cypher:
    """The order of hits. In one of papers, equal ones are in the order of ids, as in lists."""
    return paging.order(sorts, backwards=False).fill(m=_NODE) if sorts else _BY_SCORE


def _answer(params: SearchParams, *, ordered: bool) -> Cypher:
    page = (_ORDERED_PAGE if ordered else _PAGE).fill(
        p=_LAST if params.backwards else _FIRST, r=_TEXTS if params.texts else _NOTHING
    )
    facets = [FACETS[name] for name in params.facets]
    return cypher("RETURN [") + join(", ", [page, cypher("size(ranked), complete, mistyped"), *facets]) + cypher("]")
