"""The root type of queries."""

from typing import Annotated, Any

import strawberry

from graphdb.author import ALL as AUTHORS
from graphdb.claim_request import ALL as CLAIM_REQUESTS
from graphdb.fragments import Inline
from graphdb.funder import ALL as FUNDERS
from graphdb.institution import ALL as INSTITUTIONS
from graphdb.moderation import LOG as DECISIONS
from graphdb.moderation import REPORTS
from graphdb.paper import ALL as PAPERS
from graphdb.publisher import ALL as PUBLISHERS
from graphdb.topic import ALL as TOPICS
from graphdb.venue import ALL as VENUES
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, FieldSpec
from loaders.filters import names_in
from loaders.references import in_argument
from resolvers.keys import public_id, user_key
from resolvers.maps import resolve_ids
from resolvers.maps import work as map_work
from resolvers.node import by_id, by_ids, by_key
from resolvers.paths import work as paths_work
from resolvers.search import work as search_work
from schema.author import Author
from schema.award import Award
from schema.claim_request import ClaimRequestConnection, claim_requests_arguments
from schema.collection import Collection
from schema.connections import (
    AuthorConnection,
    FunderConnection,
    InstitutionConnection,
    PaperConnection,
    PublisherConnection,
    TopicConnection,
    VenueConnection,
)
from schema.enums import Direction, PaperOrderField
from schema.fields import page, stored, with_arguments
from schema.filters import (
    FunderFilter,
    PaperFilter,
    PublisherFilter,
    VenueFilter,
    input_to_dict,
)
from schema.funder import Funder
from schema.graph_stats import GraphSummary
from schema.institution import Institution
from schema.keys import (
    AuthorKey,
    AwardKey,
    FunderKey,
    InstitutionKey,
    PaperKey,
    PublisherKey,
    TopicKey,
    VenueKey,
)
from schema.library import STORED_IMPORT, LibraryImport, library_import
from schema.lists import CURSORS, authors_arguments, institutions_arguments, topics_arguments
from schema.map import MapOptions, ResearchMap, length, research_map
from schema.moderation import ModerationConnection, ReportConnection, reports_arguments
from schema.node import Node
from schema.orders import (
    FunderOrder,
    PaperOrder,
    PublisherOrder,
    VenueOrder,
)
from schema.paper import Paper
from schema.path import CONNECTIONS, GraphPath, length_of, resolve_connections
from schema.preview import PREVIEW, preview_work, resolve_preview
from schema.publisher import Publisher
from schema.search import SEARCH, SearchConnection, resolve_search
from schema.sign_in import SignInOptions, resolve_sign_in_options
from schema.topic import Topic
from schema.user import User
from schema.venue import Venue


def _papers(
    filter: PaperFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[PaperOrder] | None = [PaperOrder(field=PaperOrderField.CITATIONS, direction=Direction.DESC)],  # noqa: B006, B008
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any: ...


def _venues(
    filter: VenueFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[VenueOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any: ...


def _funders(
    filter: FunderFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[FunderOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any: ...


def _publishers(
    filter: PublisherFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[PublisherOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any: ...


@strawberry.type(description="The root type of queries.")
class Query:
    @strawberry.field(description="The node with this id, of any kind; null if there is none.", metadata=LOOKS_UP)
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002
        """A merged id leads to its successor."""
        return await by_id(info.context, path_of(info), id)  # pyright: ignore[reportReturnType]

    @strawberry.field(
        description="The nodes with these ids, in this order, with null for unknown ids.", metadata=LOOKS_UP
    )
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None] | None:
        """As `node`, for many."""
        return await by_ids(info.context, path_of(info), ids)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One paper, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def paper(self, info: Info, by: PaperKey) -> Paper | None:
        """If two papers have the identifier, the one with more citations."""
        return await by_key(info.context, path_of(info), "Paper", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One author, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def author(self, info: Info, by: AuthorKey) -> Author | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Author", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One institution, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def institution(self, info: Info, by: InstitutionKey) -> Institution | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Institution", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One topic, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def topic(self, info: Info, by: TopicKey) -> Topic | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Topic", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One venue, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def venue(self, info: Info, by: VenueKey) -> Venue | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Venue", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One funder, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def funder(self, info: Info, by: FunderKey) -> Funder | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Funder", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One publisher, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def publisher(self, info: Info, by: PublisherKey) -> Publisher | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Publisher", input_to_dict(by))  # pyright: ignore[reportReturnType]

    @strawberry.field(description="One award, by any identifier; null if unknown.", metadata=LOOKS_UP)
    async def award(self, info: Info, by: AwardKey) -> Award | None:
        """As `paper`."""
        return await by_key(info.context, path_of(info), "Award", input_to_dict(by))  # pyright: ignore[reportReturnType]

    papers: PaperConnection | None = with_arguments(
        PAPERS, _papers, f"All papers, by default most cited first. {CURSORS}"
    )
    authors: AuthorConnection | None = with_arguments(
        AUTHORS, authors_arguments, f"All authors, most cited first. {CURSORS}"
    )
    institutions: InstitutionConnection | None = with_arguments(
        INSTITUTIONS, institutions_arguments, f"All institutions, most cited first. {CURSORS}"
    )
    topics: TopicConnection | None = with_arguments(
        TOPICS, topics_arguments, f"All topics, most papers first. {CURSORS}"
    )
    venues: VenueConnection | None = with_arguments(VENUES, _venues, f"All venues, most papers first. {CURSORS}")
    funders: FunderConnection | None = with_arguments(FUNDERS, _funders, f"All funders, most papers first. {CURSORS}")
    publishers: PublisherConnection | None = with_arguments(
        PUBLISHERS, _publishers, f"All publishers, most papers first. {CURSORS}"
    )
    search: SearchConnection | None = strawberry.field(
        resolver=resolve_search,
        description=SEARCH,
        metadata=FieldSpec(weight=search_work, names={"filter": names_in(PAPERS)}).metadata,
    )
    connections_between: list[GraphPath] | None = strawberry.field(
        resolver=resolve_connections,
        description=CONNECTIONS,
        metadata=FieldSpec(
            length=length_of, weight=paths_work, names={name: in_argument(name) for name in ("from", "to")}
        ).metadata,
    )

    @strawberry.field(
        description="A map of the research graph around one or more nodes of any kind. Unknown ids are omitted,"
        " with a warning in `extensions.warnings`.",
        metadata=FieldSpec(length=length, weight=map_work, names={"around": in_argument("around")}).metadata,
    )
    async def research_map(
        self, info: Info, around: list[strawberry.ID], options: MapOptions | None = strawberry.UNSET
    ) -> ResearchMap | None:
        """As `map` of each node, together."""
        return await research_map(info, await resolve_ids(info.context.store, around), options or None)

    @strawberry.field(description="The signed-in user; null without one.", metadata=LOOKS_UP)
    async def viewer(self, info: Info) -> User | None:
        """The user of the request; their fields are read like those of any node."""
        viewer = info.context.viewer
        return viewer and await info.context.fetch_groups.find(path_of(info), "User", "id", viewer.id)  # pyright: ignore[reportReturnType]

    @strawberry.field(
        description="The user with this id or this handle; null if there is none. Set one of the two.",
        metadata=LOOKS_UP,
    )
    async def user(
        self,
        info: Info,
        id: strawberry.ID | None = strawberry.UNSET,  # noqa: A002
        handle: Annotated[
            str | None, strawberry.argument(description="The handle, with or without `@`, ignoring case.")
        ] = strawberry.UNSET,
    ) -> User | None:
        """Raises BadInput unless exactly one is set."""
        scheme, key = user_key(id or None, handle or None)
        return await info.context.fetch_groups.find(path_of(info), "User", scheme, key)  # pyright: ignore[reportReturnType]

    @strawberry.field(
        description="The collection with this id; null if there is none or it is not visible to the user.",
        metadata=LOOKS_UP,
    )
    async def collection(self, info: Info, id: strawberry.ID) -> Collection | None:  # noqa: A002
        """The lookup checks the visibility."""
        return await info.context.fetch_groups.find(path_of(info), "Collection", "id", public_id(id))  # pyright: ignore[reportReturnType]

    library_import: LibraryImport | None = strawberry.field(
        resolver=library_import,
        description="An import of the signed-in user; null if there is none.",
        metadata=FieldSpec(weight=STORED_IMPORT).metadata,
    )
    render_markdown: str | None = strawberry.field(
        resolver=resolve_preview, description=PREVIEW, metadata=FieldSpec(weight=preview_work).metadata
    )
    sign_in: SignInOptions | None = strawberry.field(
        resolver=resolve_sign_in_options, description="The ways to sign in.", metadata=LOOKS_UP
    )
    reports: ReportConnection | None = with_arguments(
        REPORTS, reports_arguments, "Reports by users, latest first. For moderators; null for others."
    )
    moderation_log: ModerationConnection | None = page(
        DECISIONS, "Decisions of moderators, latest first. For moderators; null for others."
    )

    claim_requests: ClaimRequestConnection | None = with_arguments(
        CLAIM_REQUESTS,
        claim_requests_arguments,
        "Requests to be linked to an author, latest first. For moderators; null for others.",
    )

    graph: GraphSummary | None = stored(Inline(), "Counts of this graph.")
