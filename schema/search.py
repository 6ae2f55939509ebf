"""Search over all kinds of nodes, with highlights and facets."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

import strawberry
from strawberry.types.nodes import SelectedField, Selection

from graphdb.search.statement import FACETS, MAX_RESULTS, MAX_VALUES, FacetCounts, SearchResult
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, LOOKUP, FieldSpec
from resolvers.highlights import MARKING, highlights
from resolvers.search import FACET, Part, SearchRequest, search_request, search_results
from schema.enumeration import enumeration
from schema.filters import PaperFilter, input_to_dict
from schema.node import Node
from schema.orders import PaperOrder
from schema.page_info import PageInfo

SEARCH: Final = (
    "Full-text search over titles, abstracts and names: ranked, typo-tolerant, with highlights and facets. A hit has"
    " all words, the last one as a prefix; if there are few such hits, misspelt words match as well. An identifier or a"
    " URL finds its node. Words in quotation marks are a phrase; `author:`, `title:`, `venue:` and `year:2017-2020`"
    " search papers by these fields. With `filter` or `orderBy`, which apply to papers, only papers are returned."
    " An empty text with `filter` or `orderBy` lists the papers of the filter, by default most cited first. Any other"
    " text without letters and digits finds nothing."
)
_CURSOR: Final = "The cursor of the hit, for `after` or `before`."
_KINDS: Final = {
    "PAPER": "Papers", "AUTHOR": "Authors", "INSTITUTION": "Institutions", "TOPIC": "Topics", "VENUE": "Venues",
    "FUNDER": "Funders", "PUBLISHER": "Publishers",
}  # fmt: skip
_OPEN: Final = {True: "Free to read", False: "Not free to read"}
_NONE: Final[Part] = frozenset()
_EMPTY: Final = FacetCounts([], 0)
#: The counts that a field of `facets` needs, if it is not the one of its name.
_COUNTED: Final[Mapping[str, Part]] = {
    "withoutYear": frozenset({"papers", "years"}), "otherVenues": frozenset({"venues"}),
    "withoutVenue": frozenset({"papers", "venues"}),
}  # fmt: skip
_COUNTS: Final = FieldSpec(weight=FACET).metadata


@enumeration(
    "The kinds of nodes in search.",
    PAPER="Papers.",
    AUTHOR="Authors.",
    INSTITUTION="Institutions.",
    TOPIC="Topics.",
    VENUE="Venues.",
    FUNDER="Funders.",
    PUBLISHER="Publishers.",
)
class SearchKind(Enum):
    PAPER = "PAPER"
    AUTHOR = "AUTHOR"
    INSTITUTION = "INSTITUTION"
    TOPIC = "TOPIC"
    VENUE = "VENUE"
    FUNDER = "FUNDER"
    PUBLISHER = "PUBLISHER"


@strawberry.type(description="A field of a hit with the matching words marked.")
class Highlight:
    field: str = strawberry.field(description="The field: `title`, `abstract`, `name`, or `authors` for a byline.")
    fragments: list[str] = strawberry.field(
        description="HTML: matching words between `<mark>` and `</mark>`, all other text escaped."
    )


@strawberry.type(description="A value of a facet, with its number of hits.")
class Facet:
    value: str = strawberry.field(
        description="The value for use in arguments: a kind, a year, an id, `true` or `false`."
    )
    label: str = strawberry.field(description="The label of the value.")
    count: int = strawberry.field(description="The number of hits with this value.")


@strawberry.type(description="Counts of hits by value, over the whole result.")
class SearchFacets:
    result: strawberry.Private[SearchResult]

    @strawberry.field(description="By kind of node, most first; they add up to `totalCount`.", metadata=_COUNTS)
    def kinds(self) -> list[Facet]:
        """Names of SearchKind."""
        return _values(self.result, "kinds", _KINDS)

    @strawberry.field(description="The number of papers among the hits.", metadata=_COUNTS)
    def papers(self) -> int:
        """Those of `kinds`."""
        return _facet(self.result, "papers").total

    @strawberry.field(
        description="Papers by year, latest first. With `withoutYear`, they add up to `papers`.", metadata=_COUNTS
    )
    def years(self) -> list[Facet]:
        """Papers without a year are not counted."""
        return sorted(_values(self.result, "years", {}), key=lambda year: int(year.value), reverse=True)

    @strawberry.field(description=f"Papers by topic, most first: the first {MAX_VALUES}.", metadata=_COUNTS)
    def topics(self) -> list[Facet]:
        """A paper counts for each of its topics."""
        return _values(self.result, "topics", {})

    @strawberry.field(description="The number of papers of unknown year.", metadata=_COUNTS)
    def without_year(self) -> int:
        """Those that `years` do not have."""
        return _facet(self.result, "papers").total - _facet(self.result, "years").total

    @strawberry.field(
        description=f"Papers by venue, most first: the first {MAX_VALUES}. With `otherVenues` and `withoutVenue`, they"
        " add up to `papers`.",
        metadata=_COUNTS,
    )
    def venues(self) -> list[Facet]:
        """Papers without a venue are not counted."""
        return _values(self.result, "venues", {})

    @strawberry.field(description="The number of papers of all other venues.", metadata=_COUNTS)
    def other_venues(self) -> int:
        """Those after the first ones."""
        facet = _facet(self.result, "venues")
        return facet.total - sum(number for *_, number in facet.first)

    @strawberry.field(description="The number of papers without a venue.", metadata=_COUNTS)
    def without_venue(self) -> int:
        """A paper has one venue."""
        return _facet(self.result, "papers").total - _facet(self.result, "venues").total

    @strawberry.field(description=f"Papers by author, most first: the first {MAX_VALUES}.", metadata=_COUNTS)
    def authors(self) -> list[Facet]:
        """A paper counts for each of its authors."""
        return _values(self.result, "authors", {})

    @strawberry.field(description=f"Papers by institution, most first: the first {MAX_VALUES}.", metadata=_COUNTS)
    def institutions(self) -> list[Facet]:
        """A paper counts for each institution on its byline."""
        return _values(self.result, "institutions", {})

    @strawberry.field(
        description=f"Papers by country on the byline (ISO 3166-1 alpha-2), most first: the first {MAX_VALUES}.",
        metadata=_COUNTS,
    )
    def countries(self) -> list[Facet]:
        """A paper counts for each country on its byline."""
        return _values(self.result, "countries", {})

    @strawberry.field(
        description="Papers by whether they are free to read, most first; they add up to `papers`.", metadata=_COUNTS
    )
    def open_access(self) -> list[Facet]:
        """`true` and `false`."""
        return _values(self.result, "openAccess", _OPEN)


def _id(hit: "SearchEdge") -> str:
    return hit.row[1]


@strawberry.type(description="A hit.")
class SearchEdge:
    request: strawberry.Private[SearchRequest]
    result: strawberry.Private[SearchResult]
    row: strawberry.Private[list[Any]]

    @strawberry.field(description=_CURSOR)
    def cursor(self) -> str:
        """Valid only for this search."""
        return self.request.cursor(*self.row[:2])

    @strawberry.field(description="The relevance, comparable only within the same search.")
    def score(self) -> float:
        """About 1 for the best match, 1 more for a whole title or name, 10 more for a node found by its identifier."""
        return self.row[0]

    @strawberry.field(
        description="The fields with matching words.", metadata=FieldSpec(weight=MARKING, size=1_000).metadata
    )
    def highlights(self) -> list[Highlight]:
        """Computed from the stored text."""
        marked = highlights(self.row[2:], self.request.words(self.result))
        return [Highlight(field=each.field, fragments=each.fragments) for each in marked]

    @strawberry.field(description="The node.", metadata=FieldSpec(finds=_id, weight=LOOKUP).metadata)
    async def node(self, info: Info) -> Node:
        """All hits of a kind by one statement."""
        return await info.context.fetch_groups.node(path_of(info), _id(self))  # pyright: ignore[reportReturnType]


@strawberry.type(description=f"Hits, best first, in pages. A search lists and counts its best {MAX_RESULTS} hits.")
class SearchConnection:
    request: strawberry.Private[SearchRequest]

    @strawberry.field(description="The edges of the page.", metadata=LOOKS_UP)
    async def edges(self, info: Info) -> list[SearchEdge]:
        """Reads texts only if highlights are selected."""
        part = frozenset({"texts"}) if "highlights" in _selected(info.selected_fields) else _NONE
        result = await _search(info, self.request, part)
        rows = self.request.window.cut(result.rows)
        return [SearchEdge(request=self.request, result=result, row=row) for row in rows]

    @strawberry.field(description="The nodes of the page.", metadata=LOOKS_UP)
    async def nodes(self, info: Info) -> list[Node]:
        """All hits of a kind by one statement."""
        result = await _search(info, self.request, _NONE)
        ids = [row[1] for row in self.request.window.cut(result.rows)]
        return await info.context.fetch_groups.nodes(path_of(info), ids)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="Whether there are more pages, and the cursors of this one.", metadata=LOOKS_UP)
    async def page_info(self, info: Info) -> PageInfo:
        """As Relay defines it."""
        rows, window = (await _search(info, self.request, _NONE)).rows, self.request.window
        page, more = window.cut(rows), len(rows) > window.size
        ends = [self.request.cursor(*row[:2]) for row in page[:1] + page[-1:]]
        return PageInfo(
            has_next_page=window.before is not None if window.backwards else more,
            has_previous_page=more if window.backwards else window.after is not None,
            start_cursor=ends[0] if ends else None,
            end_cursor=ends[-1] if ends else None,
        )

    @strawberry.field(description="The number of hits of the whole result.", metadata=LOOKS_UP)
    async def total_count(self, info: Info) -> int:
        """At most `MAX_RESULTS`."""
        return (await _search(info, self.request, _NONE)).total

    @strawberry.field(description=f"False if more than {MAX_RESULTS} nodes match.", metadata=LOOKS_UP)
    async def complete(self, info: Info) -> bool:
        """Counted before `kinds` and `filter` are applied."""
        return (await _search(info, self.request, _NONE)).complete

    @strawberry.field(description="Counts of hits by value, over the whole result.", metadata=LOOKS_UP)
    async def facets(self, info: Info) -> SearchFacets:
        """Computes only the selected facets."""
        selected = _selected(info.selected_fields)
        part = frozenset[str]().union(*(_COUNTED.get(name, {name}) for name in selected)) & frozenset(FACETS)
        return SearchFacets(result=await _search(info, self.request, part))


async def resolve_search(
    info: Info,
    text: str,
    kinds: list[SearchKind] | None = strawberry.UNSET,
    filter: PaperFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[PaperOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> SearchConnection | None:
    """Reads the arguments; the fields of the connection query the store, in one batch. Raises BadInput."""
    arguments = {"first": first, "after": after, "last": last, "before": before}
    page = {name: input_to_dict(value) for name, value in arguments.items()}
    named = [kind.value for kind in kinds] if kinds is not None and kinds is not strawberry.UNSET else None
    limit, order = info.context.limits.page, input_to_dict(order_by)
    return SearchConnection(request=search_request(text, named, input_to_dict(filter), page, limit, order))


async def _search(info: Info, request: SearchRequest, part: Part) -> SearchResult:
    return await info.context.loader(search_results, info.context.store, request).load(part)


def _selected(selections: Iterable[Selection]) -> set[str]:
    """The names of the selected subfields."""
    names: set[str] = set()
    for field in selections:
        names |= {each.name for each in field.selections if isinstance(each, SelectedField)}
        names |= _selected(each for each in field.selections if not isinstance(each, SelectedField))
    return names


def _values(result: SearchResult, name: str, labels: Mapping[Any, str]) -> list[Facet]:
    """The first values, with their labels."""
    return [
        Facet(value=_to_text(value), label=label or labels.get(value, _to_text(value)), count=number)
        for value, label, number in _facet(result, name).first
    ]


def _facet(result: SearchResult, name: str) -> FacetCounts:
    return result.facets.get(name, _EMPTY)


def _to_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
