"""Groups of the papers of a list."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import strawberry

from analytics.keys import KEYS, GroupKey
from analytics.ordering import GroupOrder
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, LOOKUP, FieldSpec
from resolvers import groups
from resolvers.groups import Group, Page
from schema.enumeration import enumeration
from schema.enums import Direction
from schema.filters import input_to_dict
from schema.measures import PaperMeasures
from schema.node import Node
from schema.page_info import PageInfo, page_info

if TYPE_CHECKING:
    from schema.paper import Paper

PaperRef = Annotated["Paper", strawberry.lazy("schema.paper")]

_UNKNOWN: Final = "False leaves out the papers without a value, so that counts can add up to less than `totalCount`."

enumeration(
    "What papers are grouped by. Papers without a value are in a group of their own, whose value is null.",
    name="PaperGroupKey",
    YEAR="The year of publication.",
    KIND="The kind of work.",
    LANGUAGE="The language (ISO 639-1).",
    OPEN_ACCESS_STATUS="The open access status.",
    LICENCE="The licence.",
    RETRACTED="Whether it has been retracted: `true` or `false`.",
    VENUE="The venue.",
    PUBLISHER="The publisher of the venue.",
    TOPIC="The topics that it names. A paper can have several.",
    SUBFIELD="The subfields of its topics. A paper can have several.",
    FIELD="The fields of its topics. A paper can have several.",
    DOMAIN="The domains of its topics. A paper can have several.",
    AUTHOR="The authors. A paper can have several.",
    INSTITUTION="The institutions on the byline. A paper can have several.",
    COUNTRY="The countries on the byline (ISO 3166-1 alpha-2). A paper can have several.",
    FUNDER="The funders that it names. A paper can have several.",
)(GroupKey)
enumeration(
    "The sort fields of groups. Groups with an equal value are in the order of their keys.",
    name="PaperGroupOrderField",
    COUNT="The number of papers.",
    CITATIONS="The sum of their citations in this graph.",
    MEAN_CITATIONS="The mean of their citations in this graph.",
    H_INDEX="Their h-index.",
    KEY="The value of the first key, then of the second: a year, an id or a text. Null comes last in both directions.",
)(GroupOrder)


@strawberry.input(description="The sort key of groups.")
class PaperGroupOrder:
    field: GroupOrder = strawberry.field(description="The sort field.")
    direction: Direction = strawberry.field(
        default=Direction.DESC, description="The direction: `DESC` starts with the greatest value."
    )


@strawberry.type(description="The value of a key that the papers of a group have in common.")
class PaperGroupValue:
    key: GroupKey = strawberry.field(description="The key.")
    value: str | None = strawberry.field(
        description="The value as a text: a year, the name of an enumeration, an id; null for papers without one."
    )

    @strawberry.field(description="The node with the id; null for keys whose values are not nodes.", metadata=LOOKS_UP)
    async def node(self, info: Info) -> Node | None:
        """From a fetch group."""
        if self.value is None or not KEYS[self.key].is_node:
            return None
        return await info.context.fetch_groups.node(path_of(info), self.value)  # pyright: ignore[reportReturnType]


@strawberry.type(description="A paper of a group.")
class PaperGroupPaperEdge:
    cursor: str = strawberry.field(description="The cursor of the edge, for `after` or `before`.")
    paper: strawberry.Private[str]

    @strawberry.field(description="The paper.", metadata=FieldSpec(finds=attrgetter("paper"), weight=LOOKUP).metadata)
    async def node(self, info: Info) -> PaperRef:
        """From a fetch group."""
        return await info.context.fetch_groups.node(path_of(info), self.paper)  # pyright: ignore[reportReturnType]


@strawberry.type(description="The papers of a group, in pages, most cited first.")
class PaperGroupPaperConnection:
    page: strawberry.Private[Page]

    @strawberry.field(description="The edges of the page.")
    def edges(self) -> list[PaperGroupPaperEdge]:
        """The edges."""
        pairs = zip(self.page.items, self.page.cursors, strict=True)
        return [PaperGroupPaperEdge(cursor=cursor, paper=paper) for paper, cursor in pairs]

    @strawberry.field(description="The nodes of the page.", metadata=LOOKS_UP)
    async def nodes(self, info: Info) -> list[PaperRef]:
        """From a fetch group."""
        return await info.context.fetch_groups.nodes(path_of(info), self.page.items)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="Whether there are more pages, and the cursors of this one.")
    def page_info(self) -> PageInfo:
        """As Relay defines it."""
        return page_info(self.page.window, self.page.cursors, more=self.page.more)

    @strawberry.field(description="The number of papers of the group.")
    def total_count(self) -> int:
        """Of the whole list."""
        return self.page.total


@strawberry.type(description="A group of papers.")
class PaperGroup:
    count: int = strawberry.field(description="The number of papers in the group.")

    @strawberry.field(description="The values that its papers have in common, in the order of `by`.")
    def keys(self) -> list[PaperGroupValue]:
        """One for each key."""
        group = cast("Group", self)
        pairs = zip(group.by, group.values, strict=True)
        return [PaperGroupValue(key=key, value=value) for key, value in pairs]

    @strawberry.field(description="Measures of its papers.")
    def measures(self) -> PaperMeasures:
        """Computed by field."""
        return cast("Any", self)

    @strawberry.field(
        description="Its papers, most cited first.",
        metadata=FieldSpec(check=groups.papers_request, weight=groups.PAPERS).metadata,
    )
    async def papers(
        self,
        info: Info,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
        last: int | None = strawberry.UNSET,
        before: str | None = strawberry.UNSET,
    ) -> PaperGroupPaperConnection:
        """All groups of a request in one batch."""
        arguments = {"first": first, "after": after, "last": last, "before": before}
        request = groups.papers_request(_set(arguments), info.context.limits.page)
        page = await info.context.loader(groups.paper_pages, info.context, request).load(self)
        return PaperGroupPaperConnection(page=page)


@strawberry.type(description="A group in a list.")
class PaperGroupEdge:
    cursor: str = strawberry.field(description="The cursor of the edge, for `after` or `before`.")
    node: PaperGroup = strawberry.field(description="The group.")


@strawberry.type(description="The groups of a list of papers, in pages.")
class PaperGroupConnection:
    page: strawberry.Private[Page]
    multi_valued: bool = strawberry.field(
        description="Whether a paper can be in several groups. Else their counts add up to the list's `totalCount`."
    )

    @strawberry.field(description="The edges of the page.")
    def edges(self) -> list[PaperGroupEdge]:
        """The edges."""
        pairs = zip(self.page.items, self.page.cursors, strict=True)
        return [PaperGroupEdge(cursor=cursor, node=group) for group, cursor in pairs]

    @strawberry.field(description="The groups of the page.")
    def nodes(self) -> list[PaperGroup]:
        """The groups."""
        return self.page.items

    @strawberry.field(description="Whether there are more pages, and the cursors of this one.")
    def page_info(self) -> PageInfo:
        """As Relay defines it."""
        return page_info(self.page.window, self.page.cursors, more=self.page.more)

    @strawberry.field(description="The number of groups.")
    def total_count(self) -> int:
        """Of the whole list."""
        return self.page.total

    @strawberry.field(
        description="Whether the groups are those of the graph now. False while the tables of a graph that changed are"
        " rebuilt."
    )
    def exact(self) -> bool:
        """The service compares its tables with the graph every two seconds."""
        return self.page.exact


async def resolve_groups(
    self: Any,
    info: Info,
    by: Annotated[list[GroupKey], strawberry.argument(description="One key, or two different ones.")],
    order_by: Annotated[PaperGroupOrder | None, strawberry.argument(description="The sort key.")] = strawberry.UNSET,
    unknown: Annotated[bool, strawberry.argument(description=_UNKNOWN)] = True,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> PaperGroupConnection:
    """The groups of a page of papers, all lists of a request in one batch. Raises BadInput."""
    arguments = {
        "by": by, "orderBy": input_to_dict(order_by), "unknown": unknown,
        "first": first, "after": after, "last": last, "before": before,
    }  # fmt: skip
    request = groups.group_request(_set(arguments), info.context.limits.page)
    page = await info.context.loader(groups.group_pages, info.context, request).load(
        groups.Papers(self.papers, self.parent)
    )
    return PaperGroupConnection(page=page, multi_valued=groups.is_multiple(request.by))


def resolve_measures(self: Any, info: Info) -> PaperMeasures:
    """The measures of a page of papers: its whole list."""
    return cast("Any", groups.Papers(self.papers, self.parent))


def _set(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not strawberry.UNSET}
