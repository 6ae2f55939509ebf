"""The neighbours of a paper: related papers with reasons."""

from operator import attrgetter
from typing import Annotated, Any, cast

import strawberry

from citations.ranking import Reason
from citations.weights import DEFAULT, Part
from loaders import paging
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, LOOKUP, FieldSpec
from loaders.reading import Row
from resolvers import neighbours
from resolvers.neighbours import Edge, Page
from schema.arguments import FEW
from schema.connections import PaperRef
from schema.enumeration import enumeration
from schema.filters import PaperFilter, input_to_dict
from schema.node import Node
from schema.page_info import PageInfo

enumeration(
    "Why a paper is a neighbour. Rare shared items count more.",
    name="NeighbourReasonKind",
    SHARED_REFERENCES="Both cite the same papers (bibliographic coupling).",
    SHARED_CITATIONS="The same papers cite both (co-citation).",
    CITES="The paper whose neighbour it is cites it.",
    CITED_BY="It cites the paper whose neighbour it is.",
    SHARED_AUTHORS="Both have the same authors.",
    SHARED_TOPICS="Both are about the same topics.",
)(Part)


def _weight(part: Part, what: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=f"{what}: default {DEFAULT[part]:g}; 0 excludes it.")


@strawberry.input(description="The weights of the components of the score of a neighbour, from 0 to 100.")
class NeighbourWeights:
    cites: float | None = _weight(Part.CITES, "That the paper cites the neighbour")
    cited_by: float | None = _weight(Part.CITED_BY, "That the neighbour cites the paper")
    shared_references: float | None = _weight(Part.SHARED_REFERENCES, "Bibliographic coupling")
    shared_citations: float | None = _weight(Part.SHARED_CITATIONS, "Co-citation")
    shared_authors: float | None = _weight(Part.SHARED_AUTHORS, "Authors of both")
    shared_topics: float | None = _weight(Part.SHARED_TOPICS, "Topics of both")


@strawberry.type(description="A component of a neighbour's score; the contributions add up to the score.")
class NeighbourReason:
    kind: Part = strawberry.field(description="The component.")
    contribution: float = strawberry.field(description="What it adds to the score.")

    @strawberry.field(
        description="The number of shared references, citing papers, authors or topics; 1 for a citation."
    )
    def count(self) -> int:
        """The number."""
        return cast("Reason", self).shared.count

    @strawberry.field(
        description="The shared references, citing papers, authors or topics, rarest first. For a citation the"
        " neighbour.",
        metadata=LOOKS_UP,
    )
    async def examples(self, info: Info, first: Annotated[int | None, FEW] = 3) -> list[Node]:
        """Ids from the reason, nodes from a fetch group."""
        ids = cast("Reason", self).shared.examples(paging.size({"first": first}, info.context.limits.page))
        nodes = await info.context.fetch_groups.nodes(path_of(info), list(ids))
        return [node for node in nodes if node is not None]  # pyright: ignore[reportReturnType]


@strawberry.type(description="A neighbour of a paper.")
class NeighbourEdge:
    cursor: str = strawberry.field(description="The cursor of the edge, for `after` or `before`.")
    score: float = strawberry.field(description="The score: the sum of the contributions of the reasons.")

    @strawberry.field(
        description="Why it is a neighbour, by contribution in descending order.",
        metadata=FieldSpec(weight=neighbours.REASONS).metadata,
    )
    async def reasons(self, info: Info) -> list[NeighbourReason]:
        """Computed for all neighbours of a request in one batch."""
        return await info.context.loader(neighbours.reasons).load(self)

    @strawberry.field(
        description="The neighbour.", metadata=FieldSpec(finds=attrgetter("neighbour.id"), weight=LOOKUP).metadata
    )
    async def node(self, info: Info) -> PaperRef:
        """From a fetch group."""
        return await info.context.fetch_groups.node(path_of(info), cast("Edge", self).neighbour.id)  # pyright: ignore[reportReturnType]


@strawberry.type(description="The neighbours of a paper, in pages, best first.")
class NeighbourConnection:
    @strawberry.field(description="The edges of the page.")
    def edges(self) -> list[NeighbourEdge]:
        """The edges."""
        return cast("Any", self).edges

    @strawberry.field(description="The nodes of the page.", metadata=LOOKS_UP)
    async def nodes(self, info: Info) -> list[PaperRef]:
        """From a fetch group."""
        ids = [edge.neighbour.id for edge in cast("Page", self).edges]
        return await info.context.fetch_groups.nodes(path_of(info), ids)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="Whether there are more pages, and the cursors of this one.")
    def page_info(self) -> PageInfo:
        """As Relay defines it."""
        page = cast("Page", self)
        ends = [page.edges[0].cursor, page.edges[-1].cursor] if page.edges else [None, None]
        return PageInfo(
            has_next_page=page.params.before is not None if page.params.backwards else page.more,
            has_previous_page=page.more if page.params.backwards else page.params.after is not None,
            start_cursor=ends[0],
            end_cursor=ends[1],
        )

    @strawberry.field(
        description="How many neighbours the paper has. With a filter this checks every neighbour, so request it only"
        " if needed.",
        metadata=FieldSpec(weight=neighbours.COUNTING).metadata,
    )
    async def total_count(self, info: Info) -> int:
        """Known without a filter."""
        page = cast("Page", self)
        if not page.params.filter:
            return page.total
        return await info.context.loader(neighbours.totals, info.context, page.params).load(page.paper)

    exact: bool = strawberry.field(
        description="True: computed completely from the citation index. False: the index is missing or out of date, and"
        " the store answered within bounds, rarest shared items first; scores, ranks and `totalCount` can be too low."
    )


async def resolve_neighbours(
    root: strawberry.Parent[Any],
    info: Info,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
    weights: NeighbourWeights | None = strawberry.UNSET,
    filter: PaperFilter | None = strawberry.UNSET,  # noqa: A002
) -> NeighbourConnection | None:
    """The neighbours of a paper, computed with those of all papers with the same arguments."""
    arguments = {"first": first, "after": after, "last": last, "before": before, "weights": weights, "filter": filter}
    params = neighbours.neighbour_params(
        {name: input_to_dict(each) for name, each in arguments.items()}, info.context.limits.page
    )
    return await info.context.loader(neighbours.pages, info.context, params).load(cast("Row", root).id)
