"""Reads candidate papers for the entries of imported libraries."""

import asyncio
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.search.words import COMMON, words
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

#: Entries of one statement; a search by words costs the store more.
BATCH: Final = 1_000
WORDS_BATCH: Final = 50
#: Papers with one identifier, with one title (thousands are called "Introduction"), and with similar titles.
_MAX_BY_IDENTIFIER: Final = 5
_MAX_BY_TITLE: Final = 20
_MAX_SIMILAR: Final = 8
#: Minimal length of words for which typing errors are tolerated.
_MIN_FUZZY_LENGTH: Final = 4

#: A candidate, in the order of `ingest.library.candidate.FIELDS`.
_RECORD: Final = cypher("""\
[p.id, p.title, p.year, p.kind, p.doi, p.openalex, p.arxiv, p.pmid, p.pmcid, p.mag, p.url, p.volume, p.firstPage,
      COLLECT { MATCH (p)-[:PUBLISHED_IN]->(venue) RETURN venue.name }[0],
      COLLECT { MATCH (p)<-[by:AUTHORED|ALSO_AUTHORED]-(author)
        RETURN [by.name, author.name] ORDER BY by.position LIMIT 50 },
      p.citations]""")
#: The index hints are for a graph whose statistics are outdated: without them an entry can scan all papers.
_IDENTIFIER: Final = cypher("""\
    MATCH (p:Paper) USING INDEX p:Paper({key}) WHERE p.{key} = entry.{key}
    RETURN p, '{key}' AS scheme ORDER BY p.citations DESC, p.id LIMIT $identified
  UNION ALL
""")
#: Properties that identify a paper. If two records have the same identifier, the more cited one comes first.
_KEYS: Final = (
    cypher("doi"), cypher("arxiv"), cypher("pmid"), cypher("pmcid"), cypher("openalex"), cypher("mag"), cypher("url"),
)  # fmt: skip
_LOOKUP: Final = (
    cypher("""\
UNWIND $entries AS entry
CALL (entry) {
  CALL (entry) {
""")
    + join("", [_IDENTIFIER.fill(key=key) for key in _KEYS])
    + cypher("""\
    UNWIND entry.ids AS named
    MATCH (alias:Alias {id: named[1]})
    MATCH (p:Paper {id: alias.of})
    RETURN p, named[0] AS scheme
  UNION ALL
    UNWIND entry.ids AS named
    MATCH (p:Paper {id: named[1]})
    RETURN p, named[0] AS scheme
  UNION ALL
    UNWIND entry.keys AS title
    CALL (title) {
      MATCH (p:Paper) USING INDEX p:Paper(titleKey) WHERE p.titleKey = title
      RETURN p ORDER BY p.citations DESC, p.id LIMIT $titled
    }
    RETURN p, 'title' AS scheme
  }
  WITH p, collect(DISTINCT scheme) AS schemes
  RETURN collect([schemes, """)
    + _RECORD
    + cypher("""]) AS papers
}
RETURN collect(papers)""")
)
_SIMILAR_TITLES: Final = cypher("""\
UNWIND $entries AS entry
CALL (entry) {
  CALL (entry) {
    CALL db.index.fulltext.queryNodes('peergraph_search', entry.words, {limit: $similar}) YIELD node
    RETURN node AS p
  UNION
    WITH entry
    WHERE entry.beginning IS NOT NULL
    MATCH (p:Paper) USING INDEX p:Paper(titleKey) WHERE p.titleKey STARTS WITH entry.beginning
    RETURN p LIMIT $titled
  }
  WITH p WHERE p:Paper
  RETURN collect([p.id, p.title, p.year]) AS papers
}
RETURN collect(papers)""")
_RECORDS: Final = cypher("UNWIND $entries AS id MATCH (p:Paper {id: id}) RETURN collect(") + _RECORD + cypher(")")
_PAPERS: Final = VIEWER + cypher("""\
MATCH (viewer)-[:OWNS]->(collection:Collection {id: $collection})
RETURN [
  COLLECT { MATCH (collection)-[:HOLDS|KEEPS]->(p) RETURN p.id },
  coalesce(COLLECT { MATCH (collection)-[held:HOLDS|KEEPS]->() RETURN max(held.position) }[0], 0)
]""")

#: Prefixes of ids that are derived from an identifier: ids of papers that OpenAlex lacks, and of merged records.
_PREFIXES: Final = {"doi": "doi:", "arxiv": "arxiv:", "pmid": "pmid:", "openalex": "", "mag": "W"}


class Words(Enum):
    """Kinds of searches for the words of a title, cheapest first. The value is the number of words, longest first.

    LONGEST: long words are rare in most graphs, so that they match nearly all titles. MISTYPED tolerates one wrong
    letter per word, which costs ten times as much; it is for short titles, as longer ones have enough correct words.
    """

    LONGEST = 5
    ALL = 12
    MISTYPED = 6

    def suit(self, title: str) -> bool:
        """Whether this search can find more than the cheaper ones."""
        match self:
            case Words.LONGEST:
                return True
            case Words.ALL:
                return len(_longest(title)) > Words.LONGEST.value
            case Words.MISTYPED:
                return len(_longest(title)) <= self.value


async def candidates(store: Store, entries: Sequence[tuple[Mapping[str, str], Sequence[str]]]) -> list[list[Any]]:
    """`[schemes, record]` of the papers that match each entry. An entry is its identifiers by scheme, and title keys.
    `schemes` are the matching schemes, `title` for a title key; `record` has the order of
    `ingest.library.candidate.FIELDS`.
    """
    rows = [
        {
            **identifiers,
            "ids": [
                [scheme, _PREFIXES[scheme] + value] for scheme, value in identifiers.items() if scheme in _PREFIXES
            ],
            "keys": list(keys),
        }
        for identifiers, keys in entries
    ]
    limits = {"identified": _MAX_BY_IDENTIFIER, "titled": _MAX_BY_TITLE}
    return await _read_batches(store, _LOOKUP, rows, BATCH, limits)


async def similar(store: Store, titles: Sequence[str], beginnings: Sequence[str | None], kind: Words) -> list[Any]:
    """`[id, title, year]` of papers with the words of each title, or whose title key starts with its beginning."""
    rows = [
        {"words": query(title, kind), "beginning": beginning}
        for title, beginning in zip(titles, beginnings, strict=True)
    ]
    return await _read_batches(
        store, _SIMILAR_TITLES, rows, WORDS_BATCH, {"similar": _MAX_SIMILAR, "titled": _MAX_BY_TITLE}
    )


async def records(store: Store, ids: Sequence[str]) -> list[Any]:
    """The records of the papers, unordered."""
    return await _read_batches(store, _RECORDS, ids, BATCH, {})


def query(title: str, kind: Words) -> str:
    """A query of the full-text index with the words of the title, each in quotation marks, letters and digits only."""
    chosen = _longest(title)[: kind.value]
    clauses = [f'title:"{word}"' for word in chosen]
    if kind is Words.MISTYPED:
        clauses += [f"title:{word}~1^0.5" for word in chosen if len(word) >= _MIN_FUZZY_LENGTH]
    return " ".join(clauses) or 'title:"-"'


def _longest(title: str) -> list[str]:
    return sorted({word for word in words(title) if word not in COMMON}, key=lambda word: (-len(word), word))


async def _read_batches(
    store: Store, statement: Cypher, rows: Sequence[Any], size: int, limits: Mapping[str, int]
) -> list[Any]:
    """The results of all batches, which run concurrently; callers limit their number."""
    batches = [rows[start : start + size] for start in range(0, len(rows), size)]
    results = await asyncio.gather(*(store.read(statement, {"entries": batch, **limits}) for batch in batches))
    return [row for result in results for row in result]


async def papers_of(transaction: Transaction, viewer: str, collection: str) -> tuple[list[str], int] | None:
    """The papers of the viewer's collection and the last position in it; None if the viewer has no such collection.
    The transaction holds the viewer's lock (`graphdb.write_prelude`), so that the collection does not change."""
    row = await transaction.run(_PAPERS, {"viewer": viewer, "collection": collection})
    return None if row is None else (row[0], row[1])
