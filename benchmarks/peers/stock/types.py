"""The types, each field that is not a property with a resolver that asks its dataloader."""

from typing import Any

import strawberry

from benchmarks.peers.stock import statements
from benchmarks.peers.stock.loading import Loaders

Info = strawberry.Info[Loaders, None]


@strawberry.type
class Venue:
    id: strawberry.ID
    name: str


@strawberry.type
class Institution:
    id: strawberry.ID
    name: str
    country: str | None


@strawberry.type
class InstitutionConnection:
    nodes: list[Institution]


@strawberry.type
class Author:
    id: strawberry.ID
    name: str

    @strawberry.field
    async def institutions(self, info: Info, first: int = 25) -> InstitutionConnection:
        rows: list[dict[str, Any]] = await info.context.load(statements.INSTITUTIONS, self.id, first)
        return InstitutionConnection(nodes=[Institution(**each) for each in rows])


@strawberry.type
class AuthorshipEdge:
    position: int
    corresponding: bool
    node: Author


@strawberry.type
class AuthorshipConnection:
    edges: list[AuthorshipEdge]

    @strawberry.field
    def nodes(self) -> list[Author]:
        return [edge.node for edge in self.edges]


@strawberry.type
class Topic:
    id: strawberry.ID
    name: str

    @strawberry.field
    async def broader(self, info: Info) -> "Topic | None":
        row = await info.context.load(statements.BROADER, self.id)
        return None if row is None else Topic(**row)

    @strawberry.field
    async def papers(self, info: Info, first: int = 25) -> "PaperConnection":
        return connection(await info.context.load(statements.TOPIC_PAPERS, self.id, first))


@strawberry.type
class PaperTopicEdge:
    score: float
    primary: bool
    node: Topic


@strawberry.type
class PaperTopicConnection:
    edges: list[PaperTopicEdge]


@strawberry.type
class PaperIdentifiers:
    doi: str | None
    openalex: str | None


@strawberry.type
class OpenAccess:
    is_open: bool
    status: str | None


@strawberry.type
class Paper:
    id: strawberry.ID
    title: str
    abstract: str | None
    abstract_kind: str | None
    kind: str
    year: int | None
    published_on: str | None
    language: str | None
    citation_count: int
    reference_count: int
    author_count: int
    institution_count: int
    identifiers: PaperIdentifiers
    open_access: OpenAccess

    @strawberry.field
    async def venue(self, info: Info) -> Venue | None:
        row = await info.context.load(statements.VENUE, self.id)
        return None if row is None else Venue(**row)

    @strawberry.field
    async def authors(self, info: Info, first: int = 25) -> AuthorshipConnection:
        rows: list[dict[str, Any]] = await info.context.load(statements.AUTHORS, self.id, first)
        return AuthorshipConnection(edges=[_authorship(each) for each in rows])

    @strawberry.field
    async def topics(self, info: Info, first: int = 25) -> PaperTopicConnection:
        rows: list[dict[str, Any]] = await info.context.load(statements.TOPICS, self.id, first)
        return PaperTopicConnection(edges=[_about(each) for each in rows])

    @strawberry.field
    async def references(self, info: Info, first: int = 25) -> "PaperConnection":
        return connection(await info.context.load(statements.REFERENCES, self.id, first))

    @strawberry.field
    async def citations(self, info: Info, first: int = 25) -> "PaperConnection":
        return connection(await info.context.load(statements.CITATIONS, self.id, first))


@strawberry.type
class PaperConnection:
    nodes: list[Paper]


def connection(rows: list[dict[str, Any]]) -> PaperConnection:
    """The papers of a list."""
    return PaperConnection(nodes=[paper(each) for each in rows])


def paper(row: dict[str, Any]) -> Paper:
    """A paper from its properties."""
    return Paper(
        id=row["id"],
        title=row["title"],
        abstract=row["abstract"],
        abstract_kind=row["abstractKind"],
        kind=row["kind"],
        year=row["year"],
        published_on=row["publishedOn"],
        language=row["language"],
        citation_count=row["citationCount"],
        reference_count=row["referenceCount"],
        author_count=row["authorCount"],
        institution_count=row["institutionCount"],
        identifiers=PaperIdentifiers(doi=row["doi"], openalex=row["openalex"]),
        open_access=OpenAccess(is_open=row["isOpen"], status=row["oaStatus"]),
    )


def _authorship(row: dict[str, Any]) -> AuthorshipEdge:
    author = Author(**row["node"])
    return AuthorshipEdge(position=row["position"], corresponding=row["corresponding"], node=author)


def _about(row: dict[str, Any]) -> PaperTopicEdge:
    return PaperTopicEdge(score=row["score"], primary=row["primary"], node=Topic(**row["node"]))
