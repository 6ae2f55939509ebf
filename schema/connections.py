"""The base of connections, and connections whose edges have only a node.

Source: Relay Cursor Connections, https://relay.dev/graphql/connections.htm
"""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graphdb import author, institution, paper
from loaders.field_spec import FieldSpec
from resolvers.groups import LISTING, group_request
from resolvers.groups import work as grouping_work
from schema.fields import part, stored
from schema.groups import PaperGroupConnection, resolve_groups, resolve_measures
from schema.measures import PaperMeasures
from schema.page_info import PageInfo

if TYPE_CHECKING:
    from schema.author import Author
    from schema.award import Award
    from schema.collection import Collection
    from schema.comment import Comment
    from schema.funder import Funder
    from schema.institution import Institution
    from schema.paper import Paper
    from schema.publisher import Publisher
    from schema.resource import Resource
    from schema.review import Review
    from schema.topic import Topic
    from schema.user import User
    from schema.venue import Venue

AuthorRef = Annotated["Author", strawberry.lazy("schema.author")]
AwardRef = Annotated["Award", strawberry.lazy("schema.award")]
CollectionRef = Annotated["Collection", strawberry.lazy("schema.collection")]
CommentRef = Annotated["Comment", strawberry.lazy("schema.comment")]
FunderRef = Annotated["Funder", strawberry.lazy("schema.funder")]
InstitutionRef = Annotated["Institution", strawberry.lazy("schema.institution")]
PaperRef = Annotated["Paper", strawberry.lazy("schema.paper")]
PublisherRef = Annotated["Publisher", strawberry.lazy("schema.publisher")]
ResourceRef = Annotated["Resource", strawberry.lazy("schema.resource")]
ReviewRef = Annotated["Review", strawberry.lazy("schema.review")]
TopicRef = Annotated["Topic", strawberry.lazy("schema.topic")]
UserRef = Annotated["User", strawberry.lazy("schema.user")]
VenueRef = Annotated["Venue", strawberry.lazy("schema.venue")]

_CURSOR = "The cursor of the edge, for `after` or `before`."
_NODE = "The node of the edge."
_EDGES = "The edges of the page."
_NODES = "The nodes of the page."


@strawberry.type
class Connection:
    """The fields of all connections."""

    page_info: PageInfo = part("Whether there are more pages, and the cursors of this one.")
    total_count: int = part("The number of edges of the whole list. Counted only if selected.")


def _edge(kind: str) -> str:
    return f"{kind} in a list."


@strawberry.type(description=_edge("A paper"))
class PaperEdge:
    cursor: str = part(_CURSOR)
    node: PaperRef = part(_NODE)


@strawberry.type(description="Papers, in pages.")
class PaperConnection(Connection):
    edges: list[PaperEdge] = part(_EDGES)
    nodes: list[PaperRef] = part(_NODES)
    groups: PaperGroupConnection | None = strawberry.field(
        resolver=resolve_groups,
        description="The papers of the whole list by the values of one key or of two, by default most papers first.",
        metadata=FieldSpec(check=group_request, weight=grouping_work).metadata,
    )
    measures: PaperMeasures | None = strawberry.field(
        resolver=resolve_measures,
        description="Measures of the papers of the whole list.",
        metadata=FieldSpec(weight=LISTING).metadata,
    )


@strawberry.type(description=_edge("An author"))
class AuthorEdge:
    cursor: str = part(_CURSOR)
    node: AuthorRef = part(_NODE)


@strawberry.type(description="Authors, in pages.")
class AuthorConnection(Connection):
    edges: list[AuthorEdge] = part(_EDGES)
    nodes: list[AuthorRef] = part(_NODES)


@strawberry.type(description=_edge("An institution"))
class InstitutionEdge:
    cursor: str = part(_CURSOR)
    node: InstitutionRef = part(_NODE)


@strawberry.type(description="Institutions, in pages.")
class InstitutionConnection(Connection):
    edges: list[InstitutionEdge] = part(_EDGES)
    nodes: list[InstitutionRef] = part(_NODES)


@strawberry.type(description=_edge("A topic"))
class TopicEdge:
    cursor: str = part(_CURSOR)
    node: TopicRef = part(_NODE)


@strawberry.type(description="Topics, in pages.")
class TopicConnection(Connection):
    edges: list[TopicEdge] = part(_EDGES)
    nodes: list[TopicRef] = part(_NODES)


@strawberry.type(description=_edge("A venue"))
class VenueEdge:
    cursor: str = part(_CURSOR)
    node: VenueRef = part(_NODE)


@strawberry.type(description="Venues, in pages.")
class VenueConnection(Connection):
    edges: list[VenueEdge] = part(_EDGES)
    nodes: list[VenueRef] = part(_NODES)


@strawberry.type(description=_edge("An award"))
class AwardEdge:
    cursor: str = part(_CURSOR)
    node: AwardRef = part(_NODE)


@strawberry.type(description="Awards, in pages.")
class AwardConnection(Connection):
    edges: list[AwardEdge] = part(_EDGES)
    nodes: list[AwardRef] = part(_NODES)


@strawberry.type(description=_edge("A funder"))
class FunderEdge:
    cursor: str = part(_CURSOR)
    node: FunderRef = part(_NODE)


@strawberry.type(description="Funders, in pages.")
class FunderConnection(Connection):
    edges: list[FunderEdge] = part(_EDGES)
    nodes: list[FunderRef] = part(_NODES)


@strawberry.type(description=_edge("A publisher"))
class PublisherEdge:
    cursor: str = part(_CURSOR)
    node: PublisherRef = part(_NODE)


@strawberry.type(description="Publishers, in pages.")
class PublisherConnection(Connection):
    edges: list[PublisherEdge] = part(_EDGES)
    nodes: list[PublisherRef] = part(_NODES)


@strawberry.type(description=_edge("A resource"))
class ResourceEdge:
    cursor: str = part(_CURSOR)
    node: ResourceRef = part(_NODE)


@strawberry.type(description="Resources, in pages.")
class ResourceConnection(Connection):
    edges: list[ResourceEdge] = part(_EDGES)
    nodes: list[ResourceRef] = part(_NODES)


@strawberry.type(description=_edge("A review"))
class ReviewEdge:
    cursor: str = part(_CURSOR)
    node: ReviewRef = part(_NODE)


@strawberry.type(description="Reviews, in pages.")
class ReviewConnection(Connection):
    edges: list[ReviewEdge] = part(_EDGES)
    nodes: list[ReviewRef] = part(_NODES)


@strawberry.type(description=_edge("A collection"))
class CollectionEdge:
    cursor: str = part(_CURSOR)
    node: CollectionRef = part(_NODE)


@strawberry.type(description="Collections, in pages.")
class CollectionConnection(Connection):
    edges: list[CollectionEdge] = part(_EDGES)
    nodes: list[CollectionRef] = part(_NODES)


@strawberry.type(description=_edge("A comment"))
class CommentEdge:
    cursor: str = part(_CURSOR)
    node: CommentRef = part(_NODE)


@strawberry.type(description="Comments, in pages.")
class CommentConnection(Connection):
    edges: list[CommentEdge] = part(_EDGES)
    nodes: list[CommentRef] = part(_NODES)


@strawberry.type(description="A place on a byline. Two people with one id at the source are two places of one author.")
class AuthorshipEdge:
    cursor: str = part(_CURSOR)
    node: AuthorRef = part(_NODE)
    name: str = stored(
        paper.AUTHORSHIP_NAME, "The name as it is printed on the paper; the author's own where no source has it."
    )
    position: int = stored(paper.AUTHORSHIP_POSITION, "The place on the byline, from 1.")
    corresponding: bool = stored(paper.AUTHORSHIP_CORRESPONDING, "Whether the author is a corresponding author.")
    institutions: list[InstitutionRef] = stored(
        institution.ON_BYLINE, "The institutions that stand with the author on this byline."
    )
    affiliations: list[str] = stored(
        paper.AUTHORSHIP_AFFILIATIONS, "Affiliations as they are printed that no institution is identified for."
    )
    countries: list[str] = stored(
        paper.AUTHORSHIP_COUNTRIES,
        "The countries (ISO 3166-1 alpha-2) of the institutions, and those that only the printed affiliations name.",
    )


@strawberry.type(description="A byline, in pages, in its order.")
class AuthorshipConnection(Connection):
    edges: list[AuthorshipEdge] = part(_EDGES)
    nodes: list[AuthorRef] = part(_NODES)


@strawberry.type(description="A topic of a paper.")
class PaperTopicEdge:
    cursor: str = part(_CURSOR)
    node: TopicRef = part(_NODE)
    score: float = stored(paper.TOPIC_SCORE, "How well the topic fits, from 0 to 1.")
    primary: bool = stored(paper.TOPIC_PRIMARY, "Whether it is the paper's main topic.")


@strawberry.type(description="The topics of a paper, in pages, best first.")
class PaperTopicConnection(Connection):
    edges: list[PaperTopicEdge] = part(_EDGES)
    nodes: list[TopicRef] = part(_NODES)


@strawberry.type(description="An institution that an author is or was affiliated with.")
class AffiliationEdge:
    cursor: str = part(_CURSOR)
    node: InstitutionRef = part(_NODE)
    first_year: int | None = stored(author.AFFILIATION_FIRST_YEAR, "The year of the first paper written there.")
    last_year: int | None = stored(author.AFFILIATION_LAST_YEAR, "The year of the last paper written there.")


@strawberry.type(description="The institutions of an author, in pages, latest first.")
class AffiliationConnection(Connection):
    edges: list[AffiliationEdge] = part(_EDGES)
    nodes: list[InstitutionRef] = part(_NODES)


@strawberry.type(description="A topic that several papers share.")
class TopicCountEdge:
    cursor: str = part(_CURSOR)
    node: TopicRef = part(_NODE)
    paper_count: int = stored(author.SHARED_PAPERS, "How many of the papers are about the topic.")


@strawberry.type(description="Topics with the number of papers on each, in pages, most papers first.")
class TopicCountConnection(Connection):
    edges: list[TopicCountEdge] = part(_EDGES)
    nodes: list[TopicRef] = part(_NODES)


@strawberry.type(description="An author of several papers of a list.")
class AuthorCountEdge:
    cursor: str = part(_CURSOR)
    node: AuthorRef = part(_NODE)
    paper_count: int = stored(author.SHARED_PAPERS, "How many of the papers they wrote.")


@strawberry.type(description="Authors with the number of papers of each, in pages, by default most papers first.")
class AuthorCountConnection(Connection):
    edges: list[AuthorCountEdge] = part(_EDGES)
    nodes: list[AuthorRef] = part(_NODES)


@strawberry.type(description="An institution of several papers of a list.")
class InstitutionCountEdge:
    cursor: str = part(_CURSOR)
    node: InstitutionRef = part(_NODE)
    paper_count: int = stored(author.SHARED_PAPERS, "How many of the papers come from it.")


@strawberry.type(description="Institutions with the number of papers of each, in pages, by default most papers first.")
class InstitutionCountConnection(Connection):
    edges: list[InstitutionCountEdge] = part(_EDGES)
    nodes: list[InstitutionRef] = part(_NODES)


@strawberry.type(description="A coauthor of an author.")
class CoauthorEdge:
    cursor: str = part(_CURSOR)
    node: AuthorRef = part(_NODE)
    paper_count: int = stored(author.SHARED_PAPERS, "How many papers they wrote together.")


@strawberry.type(description="Coauthors, in pages, most papers first.")
class CoauthorConnection(Connection):
    edges: list[CoauthorEdge] = part(_EDGES)
    nodes: list[AuthorRef] = part(_NODES)


@strawberry.type(description="An institution that shares papers with the institution.")
class CollaboratorEdge:
    cursor: str = part(_CURSOR)
    node: InstitutionRef = part(_NODE)
    paper_count: int = stored(author.SHARED_PAPERS, "How many papers they wrote together.")


@strawberry.type(description="Collaborating institutions, in pages, most papers first.")
class CollaboratorConnection(Connection):
    edges: list[CollaboratorEdge] = part(_EDGES)
    nodes: list[InstitutionRef] = part(_NODES)
