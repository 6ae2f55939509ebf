"""An author."""

import strawberry

from analytics.measures import Family
from graphdb import author, claim_request, follow, reported, source_claim
from schema.claim_request import ClaimState
from schema.connections import AffiliationConnection, CoauthorConnection, PaperConnection, TopicCountConnection
from schema.fields import page, stored
from schema.lists import papers
from schema.map import ResearchMap, around
from schema.measures import PaperYearCount, counts_by_year, measure_of
from schema.node import Node
from schema.reported import ReportedCounts
from schema.source_claim import SourceClaim


@strawberry.type(description="A person who writes papers.")
class Author(Node):
    name: str = stored(author.NAME, "The name in the author's record; bylines have the printed names.")
    orcid: str | None = stored(author.ORCID, "The ORCID iD, without a URL.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    scopus: str | None = stored(reported.SCOPUS, "The URL of the Scopus profile.")
    twitter: str | None = stored(reported.TWITTER, "The URL or handle at Twitter, as in the source.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The URL of the Wikipedia article.")
    paper_count: int = stored(author.PAPER_COUNT, "How many papers in this graph they wrote.")
    citation_count: int = stored(author.CITATION_COUNT, "How often these papers are cited in this graph.")
    h_index: int | None = measure_of(
        "hIndex", Family.RANKED, author.PAPERS, "Author", "The h-index, by citations in this graph."
    )
    i10_index: int | None = measure_of(
        "i10Index", Family.RANKED, author.PAPERS, "Author", "How many of their papers have ten citations in this graph."
    )
    counts_by_year: list[PaperYearCount] | None = counts_by_year(
        author.PAPERS, "Author", "Their papers, and the citations of all of them, by year in ascending order."
    )
    papers: PaperConnection = papers(author.PAPERS, "Their papers, most cited first.")
    institutions: AffiliationConnection = page(
        author.INSTITUTIONS, "The institutions that they were affiliated with, latest first."
    )
    topics: TopicCountConnection = page(author.TOPICS, "The topics of their papers, most papers first.")
    coauthors: CoauthorConnection = page(author.COAUTHORS, "Their coauthors, most papers first.")
    viewer_follows: bool = stored(follow.VIEWER_FOLLOWS, "Whether the signed-in user follows them.")
    viewer_claim: ClaimState | None = stored(
        claim_request.OF_VIEWER,
        "Whether the signed-in user is linked to the author, or the state of their latest request to be; null without.",
    )
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, by precedence of their sources."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as the source of the record reports them.")
    map: ResearchMap | None = around(
        "What is near the author: papers and institutions, and further away coauthors and topics."
    )
