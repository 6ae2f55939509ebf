"""Search: parses the arguments into a query, and reads the requested parts of the result."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from errors import BadInput
from graphdb.cypher import cypher
from graphdb.fragments import Direction, Sort
from graphdb.paper import ALL as PAPERS
from graphdb.search import statement as stored
from graphdb.search.statement import Query, SearchParams, SearchResult
from graphdb.search.words import chunks
from graphdb.store import Store
from identifiers.title import sort_key, title_key
from loaders import cursors, filters, ordering, paging
from loaders.cost import Limits
from resolvers import text_lookups
from resolvers.highlights import SearchWords
from resolvers.search_syntax import SearchText, search_text

#: Maximum length of a search text.
MAX_TEXT: Final = 1_000
KINDS: Final = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE", "FUNDER", "PUBLISHER")
#: The values of a cursor before the id: a digest of the search, and the score.
SORTS: Final = (Sort(cypher("search")), Sort(cypher("score"), Direction.DESC))

#: The work of a search, as a cost: ranking its hits; each word of its text; and each facet.
RANKING: Final = 100_000
WORD: Final = 8_000
FACET: Final = 20_000
MAX_WORDS: Final = 10

#: A field of the search syntax that could also be the id of an author, whose name has several parts.
_AUTHOR_FIELD: Final = re.compile(r"author:\w+", re.IGNORECASE)

Part = frozenset[str]
"""The parts of the result that a field needs: `texts`, or names of facets."""


@dataclass(frozen=True, slots=True)
class SearchWindow:
    """A page of hits: the first or, if `backwards`, the last `size` between two hits, each a score and an id."""

    size: int
    backwards: bool = False
    after: tuple[float, str] | None = None
    before: tuple[float, str] | None = None

    def cut(self, rows: list[list[Any]]) -> list[list[Any]]:
        """The rows of the page, of which there can be one more."""
        return rows[max(len(rows) - self.size, 0) :] if self.backwards else rows[: self.size]


@dataclass(frozen=True, eq=False, slots=True)
class SearchRequest:
    """One search with validated arguments."""

    query: Query
    window: SearchWindow
    digest: int

    def cursor(self, score: float, id: str) -> str:  # noqa: A002
        """The cursor of a hit."""
        return cursors.encode(cursors.order_of(SORTS), [self.digest, score, id])

    def words(self, result: SearchResult) -> SearchWords:
        """The words to mark in the hits."""
        return SearchWords.of(self.query.words, result.mistyped)


def search_request(
    text: str,
    kinds: Sequence[str] | None,
    paper_filter: Mapping[str, Any] | None,
    page: Mapping[str, Any],
    limit: int = Limits().page,
    order: Sequence[Mapping[str, Any]] | None = None,
) -> SearchRequest:
    """Reads the arguments. With a paper filter or an order only papers are searched. `page`: `first`, `after`, `last`,
    `before`.

    An empty text with a filter or an order lists papers. Raises BadInput for an invalid text, filter, order, page or
    cursor.
    """
    if len(text) > MAX_TEXT:
        raise BadInput(f"`text` has {len(text)} characters: it may have {MAX_TEXT}.")
    if kinds is not None and not kinds:
        raise BadInput("`kinds` is an empty list, which nothing matches: omit it, or add a kind.")
    # Neither the store nor JSON accepts a lone surrogate.
    text = text.encode(errors="replace").decode()
    pins = [] if _AUTHOR_FIELD.fullmatch(text.strip()) else text_lookups.lookups_of(text)
    parsed = SearchText(chunks(text), text) if pins else search_text(text)
    condition = filters.normalize(PAPERS, _both(paper_filter, parsed.filter))
    listed = not text.strip() and (paper_filter is not None or bool(order))
    sorts = ordering.sorts(PAPERS, order) if order or listed else ()
    only_papers = sorts or condition or parsed.venue or any(chunk.field for chunk in parsed.words)
    named = [kind for kind in KINDS if (kinds is None or kind in kinds) and (not only_papers or kind == "PAPER")]
    words = parsed.words
    pins = pins or ([] if words else text_lookups.title_lookups(text))
    name = sort_key(parsed.plain) if words and parsed.plain else ""
    query = Query(words, named, title_key(parsed.plain), name, pins, condition, parsed.venue, sorts, listed)
    digest = zlib.crc32(orjson.dumps([query.title, text, named, condition, cursors.order_of(sorts)]))
    ends = [_keys(name, page.get(name), digest) for name in ("after", "before")]
    window = SearchWindow(paging.size(page, limit), page.get("last") is not None, *ends)
    return SearchRequest(query, window, digest)


def _both(first: Mapping[str, Any] | None, second: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The filter that matches what both match."""
    return {"and": [first, second]} if first and second else second or first


def _keys(name: str, cursor: str | None, digest: int) -> tuple[float, str] | None:
    if cursor is None:
        return None
    of, score, id = cursors.decode(name, cursor, SORTS)  # noqa: A001
    if of != digest or not isinstance(score, float | int) or not isinstance(id, str):
        raise BadInput(f"`{name}` is a cursor that was created with a different search: {cursor[:80]!r}.")
    return float(score), id


def work(arguments: Mapping[str, Any]) -> int:
    """The work of a search."""
    return RANKING + WORD * min(len(str(arguments.get("text")).split()), MAX_WORDS)


async def search_results(parts: Sequence[Part], store: Store, search: SearchRequest) -> list[SearchResult]:
    """One result with all requested parts, repeated for each of them."""
    query = search.query
    if not query.kinds or not (query.words or query.pins or query.listed):
        return [stored.NOTHING for _ in parts]
    needed = frozenset[str]().union(*parts)
    facets = tuple(name for name in stored.FACETS if name in needed)
    window = search.window
    params = SearchParams(
        window.size, window.after, window.before, window.backwards, texts="texts" in needed, facets=facets
    )
    result = await stored.search(store, query, params)
    return [result for _ in parts]
