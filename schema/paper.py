"""A paper."""

from typing import Annotated, Any, Final

import strawberry

from graphdb import (
    comment,
    follow,
    funding,
    location,
    paper,
    reaction,
    reading_frame,
    review,
    review_note,
    source_claim,
)
from graphdb import indicators as reported
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from loaders.filters import names_in
from resolvers import citation
from resolvers.neighbours import neighbour_params
from resolvers.neighbours import work as neighbours_work
from schema.comment import CommentKind, CommentOrder
from schema.connections import (
    AuthorshipConnection,
    AwardConnection,
    CommentConnection,
    FunderConnection,
    InstitutionConnection,
    InstitutionRef,
    PaperConnection,
    PaperTopicConnection,
    ResourceConnection,
    ReviewConnection,
    VenueRef,
)
from schema.enums import AbstractKind, CitationFormat, OpenAccessStatus, PaperKind, ResourceKind
from schema.fields import page, stored, stored_date, with_arguments
from schema.funding import PaperFunding
from schema.indicators import (
    CitationIndicators,
    Keyword,
    MeshTerm,
    ProcessingCharge,
    SourceRecord,
    SustainableDevelopmentGoal,
)
from schema.lists import CURSORS, papers
from schema.location import Location
from schema.map import ResearchMap, around
from schema.measures import PaperYearCount, counts_by_year
from schema.neighbour import NeighbourConnection, resolve_neighbours
from schema.node import Node
from schema.reaction import ReactionTally
from schema.reading_frame import ReadingFrame
from schema.review import ReviewOrder, ReviewSummary
from schema.review_note import ReviewNote
from schema.scalars import URL, Date, DateTime
from schema.source_claim import SourceClaim


@strawberry.type(description="The identifiers of the paper in other catalogues.")
class PaperIdentifiers:
    doi: str | None = stored(paper.DOI, "The DOI, in lower case, without a URL.")
    arxiv: str | None = stored(paper.ARXIV, "The arXiv id, without its version.")
    openalex: str | None = stored(paper.OPENALEX, "The OpenAlex key.")
    pmid: str | None = stored(paper.PMID, "The PubMed id.")
    pmcid: str | None = stored(paper.PMCID, "The PubMed Central id.")
    mag: str | None = stored(paper.MAG, "The key in Microsoft Academic Graph, which ended in 2021.")


@strawberry.type(description="Whether and where a paper is free to read.")
class OpenAccess:
    is_open: bool = stored(paper.IS_OPEN, "Whether it is free to read.")
    status: OpenAccessStatus | None = stored(paper.OA_STATUS, "The open access status.")
    url: URL | None = stored(paper.OA_URL, "The URL of the open version.")
    licence: str | None = stored(paper.LICENCE, "The licence, e.g. `cc-by`.")
    in_repository: bool | None = stored(paper.IN_REPOSITORY, "Whether a repository holds its full text.")


def _resources(
    kinds: list[ResourceKind] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> ResourceConnection:  # pyright: ignore[reportReturnType]
    """The arguments."""


def _outside(
    first: Annotated[int, strawberry.argument(description="The number of keys from the start of the list.")] = 100,
) -> list[str]:  # pyright: ignore[reportReturnType]
    """The arguments."""


def _first(ids: list[str], first: int) -> list[str]:
    return ids[: max(first, 0)]


_ORDER: Final = strawberry.argument(description="The sort key.")


def _reviews(
    order_by: Annotated[ReviewOrder | None, _ORDER] = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""


def _comments(
    kinds: list[CommentKind] | None = strawberry.UNSET,
    order_by: Annotated[CommentOrder | None, _ORDER] = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""


@strawberry.type(description="A scholarly work: an article, a preprint, a book, a data set …")
class Paper(Node):
    title: str = stored(paper.TITLE, "The title, plain text.")
    abstract: str | None = stored(paper.ABSTRACT, "The abstract or a summary, plain text.", size=1_500)
    abstract_kind: AbstractKind | None = stored(paper.ABSTRACT_KIND, "Whether `abstract` is the original or a summary.")
    kind: PaperKind = stored(paper.KIND, "The kind of work.")
    year: int | None = stored(paper.YEAR, "The year of publication; of a preprint, that of its latest version.")
    published_on: Date | None = stored_date(paper.PUBLISHED_ON, "The day of publication.")
    deleted_on: Date | None = stored_date(
        paper.DELETED_ON, "The day on which its source deleted the record; reviews and comments stay."
    )
    language: str | None = stored(paper.LANGUAGE, "The language (ISO 639-1).")
    identifiers: PaperIdentifiers = stored(paper.IDENTIFIERS, "Its identifiers in other catalogues.")
    url: URL | None = stored(paper.URL, "The landing page for readers.")
    open_access: OpenAccess = stored(paper.OPEN_ACCESS, "Whether and where it is free to read.")
    retracted: bool = stored(paper.RETRACTED, "Whether it has been retracted.")
    venue: VenueRef | None = stored(paper.VENUE, "The venue of publication.")
    raw_venue_name: str | None = stored(
        paper.RAW_VENUE_NAME, "The venue as printed in the record, also if `venue` is null."
    )
    locations: list[Location] = stored(location.OF_PAPER, "The locations where it is available, the primary one first.")

    citation_count: int = stored(paper.CITATION_COUNT, "How many papers in this graph cite it.")
    reference_count: int = stored(paper.REFERENCE_COUNT, "How many papers in this graph it cites.")
    reported_citation_count: int | None = stored(
        paper.REPORTED_CITATIONS, "The number of citations as reported by the source."
    )
    reported_reference_count: int | None = stored(
        paper.REPORTED_REFERENCES, "The number of cited works as reported by the source."
    )
    author_count: int = stored(paper.AUTHOR_COUNT, "How many authors are on its byline.")
    institution_count: int = stored(paper.INSTITUTION_COUNT, "How many institutions are on its byline.")
    review_count: int = stored(paper.REVIEW_COUNT, "How many structured reviews it has.")
    comment_count: int = stored(paper.COMMENT_COUNT, "How many comments it has.")
    save_count: int = stored(paper.SAVE_COUNT, "How many people saved it.")
    like_count: int = stored(paper.LIKE_COUNT, "How many people like it.")
    dislike_count: int = stored(paper.DISLIKE_COUNT, "How many people dislike it.")
    has_code: bool = stored(paper.HAS_CODE, "Whether it comes with code.")
    has_dataset: bool = stored(paper.HAS_DATASET, "Whether it comes with a data set.")

    authors: AuthorshipConnection = page(paper.AUTHORS, "The byline, in order.")
    institutions: InstitutionConnection = page(paper.INSTITUTIONS, "The institutions on the byline, by name.")
    topics: PaperTopicConnection = page(paper.TOPICS, "Its topics, best match first.")
    references: PaperConnection = papers(paper.REFERENCES, "The papers that it cites, most cited first.")
    references_outside: list[str] = with_arguments(
        paper.REFERENCES_OUTSIDE, _outside, "OpenAlex keys of cited works that are not in this graph.",
        compute=_first,
    )  # fmt: skip
    citations: PaperConnection = papers(paper.CITATIONS, "The papers that cite it, most cited first.")
    counts_by_year: list[PaperYearCount] | None = counts_by_year(
        paper.ITSELF, "Paper", "Its citations by the year of the citing paper, in ascending order."
    )
    funding: list[PaperFunding] = stored(funding.OF_PAPER, "The awards and funders that it names.")
    funders: FunderConnection = page(paper.FUNDERS, "The funders that it names, by name.")
    awards: AwardConnection = page(paper.AWARDS, "The awards that it names, by name.")
    corresponding_institutions: list[InstitutionRef] = stored(
        paper.CORRESPONDING_INSTITUTIONS, "The institutions of its corresponding authors."
    )
    keywords: list[Keyword] = stored(reported.KEYWORDS, "Keywords of the source, best match first.")
    mesh_terms: list[MeshTerm] = stored(reported.MESH, "Its Medical Subject Headings.")
    sustainable_development_goals: list[SustainableDevelopmentGoal] = stored(
        reported.SDGS, "The related Sustainable Development Goals of the United Nations."
    )
    indicators: CitationIndicators = stored(reported.INDICATORS, "Citation indicators as reported by the source.")
    apc_list: ProcessingCharge | None = stored(
        reported.APC_LIST, "The article processing charge that its journal lists."
    )
    apc_paid: ProcessingCharge | None = stored(
        reported.APC_PAID, "An estimate of the article processing charge that was paid."
    )
    source_record: SourceRecord = stored(reported.RECORD, "Metadata of the record at the source.")
    viewer_follows: bool = stored(follow.VIEWER_FOLLOWS, "Whether the signed-in user follows it.")
    added_at: DateTime | None = stored(
        paper.ADDED_AT, "When an import added it to this graph; null for the papers with which the graph began."
    )
    sources: list[SourceClaim] = stored(
        source_claim.OF_PAPER, "The records of the paper, by precedence of their sources."
    )
    resources: ResourceConnection = with_arguments(paper.RESOURCES, _resources, "Code, data and other resources.")
    neighbours: NeighbourConnection | None = strawberry.field(
        resolver=resolve_neighbours,
        description="Related papers, best first, each with reasons.",
        metadata=FieldSpec(
            check=neighbour_params, weight=neighbours_work, names={"filter": names_in(paper.ALL)}
        ).metadata,
    )
    map: ResearchMap | None = around(
        "A map around the paper: authors, institutions, topics, references, citations and neighbours."
    )

    reviews: ReviewConnection = with_arguments(
        review.OF_PAPER, _reviews, f"Its structured reviews, newest first. {CURSORS}"
    )
    review_summary: ReviewSummary = stored(review.OVERALL, "A summary of its reviews.")
    review_notes: list[ReviewNote] = stored(
        review_note.OF_PAPER,
        "Decisions, meta-reviews and withdrawals of the venues that reviewed it, and responses to all reviewers, oldest"
        " first.",
    )
    comments: CommentConnection = with_arguments(
        comment.OF_PAPER, _comments, f"Its comments, newest first, without replies. {CURSORS}"
    )
    reading_frame: ReadingFrame = stored(
        reading_frame.FRAME,
        "Votes, save state, collections, reviews and comments: the context for a reader's decision.",
    )
    reactions: list[ReactionTally] = stored(
        reaction.TALLIES, "The reactions: all kinds with their counts, including 0, in a fixed order."
    )

    @strawberry.field(
        description="The citation of the paper. `style`, a name in the repository of the Citation Style Language such"
        " as `apa` or `ieee`, and `locale` apply to TEXT and HTML.",
        metadata=FieldSpec(needs=paper.REFERENCE, weight=citation.work, size=500).metadata,
    )
    async def cite(
        self,
        info: Info,
        format: CitationFormat,  # noqa: A002
        style: str | None = "apa",
        locale: str | None = "en-US",
    ) -> str | None:
        """Formatted by `exports`, many papers in one batch."""
        request = info.context
        return await request.loader(citation.citations, format, style or "apa", locale or "en-US").load(
            needed(self, info)
        )
