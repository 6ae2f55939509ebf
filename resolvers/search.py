"""Search: what a person's text asks for, and its answer for all the parts of it that a selection wants."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from errors import BadInput
from graphdb import search as stored
from graphdb.cypher import cypher
from graphdb.fragments import Sort, Way
from graphdb.paper import ALL as PAPERS
from graphdb.search import Query, SearchParams, SearchResult
from graphdb.searching.words import chunks
from graphdb.store import Store
from identifiers.title import sort_key, title_key
from loaders import cursors, filters
from resolvers import identified
from resolvers.highlights import Words

#: Characters of a text that is searched for.
MAX_TEXT: Final = 1_000
KINDS: Final = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE", "FUNDER", "PUBLISHER")
#: What a cursor holds: which search it is of, the score, and the id.
SORTS: Final = (Sort(cypher("search")), Sort(cypher("score"), Way.DESC))

Part = frozenset[str]
"""What a field needs of the answer: nothing, `texts`, or names of facets."""


@dataclass(frozen=True, eq=False, slots=True)
class SearchRequest:
    """One search as the client asked for it, within its limits."""

    query: Query
    size: int
    after: tuple[float, str] | None
    digest: int

    def cursor(self, score: float, id: str) -> str:  # noqa: A002
        """The cursor of a hit."""
        return cursors.encode(cursors.order_of(SORTS), [self.digest, score, id])

    def words(self, found: SearchResult) -> Words:
        """What is marked in the hits."""
        return Words.of(self.query.words, found.mistyped)


def search_request(
    text: str, kinds: Sequence[str] | None, given: Mapping[str, Any] | None, size: int, after: str | None
) -> SearchRequest:
    """Reads the arguments. A filter is one of papers: with it, nothing else is found.

    Raises BadInput for a text, a filter or a cursor that cannot be used.
    """
    if len(text) > MAX_TEXT:
        raise BadInput(f"`text` has {len(text)} characters: it may have {MAX_TEXT}.")
    # A half of a surrogate pair is no character: neither the store nor JSON takes it.
    text = text.encode(errors="replace").decode()
    wanted = filters.normal(PAPERS, given)
    named = [kind for kind in KINDS if (kinds is None or kind in kinds) and (not wanted or kind == "PAPER")]
    words = chunks(text)
    pins = identified.lookups_of(text) or ([] if words else identified.titled(text))
    query = Query(words, named, title_key(text), sort_key(text) if words else "", pins, wanted)
    digest = zlib.crc32(orjson.dumps([query.title, text, named, wanted]))
    return SearchRequest(query, size, None if after is None else _keys(after, digest), digest)


def _keys(after: str, digest: int) -> tuple[float, str]:
    of, score, id = cursors.decode("after", after, SORTS)  # noqa: A001
    if of != digest or not isinstance(score, float | int) or not isinstance(id, str):
        raise BadInput(f"`after` is a cursor of another search than the one asked for now: {after[:80]!r}.")
    return float(score), id


async def answers(parts: Sequence[Part], store: Store, search: SearchRequest) -> list[SearchResult]:
    """One answer with all that the parts need, once for each of them."""
    query = search.query
    if not query.kinds or not (query.words or query.pins):
        return [stored.NOTHING for _ in parts]
    needed = frozenset[str]().union(*parts)
    facets = tuple(name for name in stored.FACETS if name in needed)
    wanted = SearchParams(search.size, search.after, "texts" in needed, facets)
    found = await stored.search(store, query, wanted)
    return [found for _ in parts]
