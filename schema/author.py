"""An author."""

import strawberry

from graphdb import author, reported, source_claim
from schema.connections import AffiliationConnection, CoauthorConnection, PaperConnection, TopicCountConnection
from schema.fields import listing, stored
from schema.lists import papers
from schema.map import ResearchMap, around
from schema.node import Node
from schema.reported import ReportedCounts
from schema.source_claim import SourceClaim


@strawberry.type(description="A person who writes papers.")
class Author(Node):
    name: str = stored(author.NAME, "The name, as the author's own record writes it; bylines print their own.")
    orcid: str | None = stored(author.ORCID, "The ORCID iD, without an address.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, as search finds them.")
    scopus: str | None = stored(reported.SCOPUS, "The address of the profile at Scopus.")
    twitter: str | None = stored(reported.TWITTER, "The address or handle at Twitter, as the source has it.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The address of the article in Wikipedia.")
    paper_count: int = stored(author.PAPER_COUNT, "How many papers in this graph are theirs.")
    citation_count: int = stored(author.CITATION_COUNT, "How often these papers are cited in this graph.")
    papers: PaperConnection = papers(author.PAPERS, "Their papers, most cited first.")
    institutions: AffiliationConnection = listing(author.INSTITUTIONS, "Where they worked, latest first.")
    topics: TopicCountConnection = listing(author.TOPICS, "What their papers are about, most papers first.")
    coauthors: CoauthorConnection = listing(author.COAUTHORS, "Whom they wrote with, most papers first.")
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, the most trusted source first."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as the source of the record reports them.")
    map: ResearchMap = around(
        "What is near the author: papers and institutions, and further away coauthors and topics."
    )
