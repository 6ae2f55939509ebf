"""A topic."""

import strawberry

from graphdb import follow, reported, source_claim, topic
from schema.connections import (
    AuthorCountConnection,
    InstitutionCountConnection,
    PaperConnection,
    TopicConnection,
    TopicRef,
)
from schema.enums import TopicLevel
from schema.fields import page, stored
from schema.lists import authors, institutions, papers
from schema.map import ResearchMap, around
from schema.measures import PaperYearCount, counts_by_year
from schema.node import Node
from schema.reported import ReportedCounts
from schema.source_claim import SourceClaim


@strawberry.type(description="A subject of papers. Topics form a hierarchy: domain, field, subfield, topic.")
class Topic(Node):
    name: str = stored(topic.NAME, "The name.")
    description: str | None = stored(topic.DESCRIPTION, "A description in one sentence.")
    level: TopicLevel = stored(topic.LEVEL, "The level in the hierarchy.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    keywords: list[str] = stored(reported.KEYWORDS, "Keywords of its papers.")
    translations: list[str] = stored(reported.TRANSLATIONS, "Its names in other languages, which are searched.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The URL of its Wikipedia article.")
    wikidata: str | None = stored(reported.WIKIDATA, "The URL of its Wikidata item.")
    broader: TopicRef | None = stored(topic.BROADER, "The topic above it.")
    narrower: TopicConnection = page(topic.NARROWER, "The topics directly below it, by name.")
    paper_count: int = stored(topic.PAPER_COUNT, "How many papers of this graph are about it or a topic below it.")
    counts_by_year: list[PaperYearCount] | None = counts_by_year(
        topic.PAPERS, "Topic", "Its papers, and the citations of all of them, by year in ascending order."
    )
    papers: PaperConnection = papers(topic.PAPERS, "The papers about it or a topic below it, most cited first.")
    authors: AuthorCountConnection = authors(
        topic.AUTHORS, "The authors of papers about it or a topic below it, by default most of these papers first."
    )
    institutions: InstitutionCountConnection = institutions(
        topic.INSTITUTIONS, "The institutions of these papers, by default most of them first."
    )
    viewer_follows: bool = stored(follow.VIEWER_FOLLOWS, "Whether the signed-in user follows it.")
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, by precedence of their sources."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Counts reported by the source.")
    map: ResearchMap | None = around(
        "A map around the topic: its papers and the topics below it, then authors, institutions and other topics."
    )
