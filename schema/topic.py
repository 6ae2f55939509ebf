"""A topic."""

import strawberry

from graphdb import reported, source_claim, topic
from schema.connections import AuthorConnection, PaperConnection, TopicConnection, TopicRef
from schema.enums import TopicLevel
from schema.fields import listing, stored
from schema.lists import papers
from schema.map import ResearchMap, around
from schema.node import Node
from schema.reported import ReportedCounts
from schema.source_claim import SourceClaim


@strawberry.type(description="What papers are about. Topics form a hierarchy: domain, field, subfield, topic.")
class Topic(Node):
    name: str = stored(topic.NAME, "The name.")
    description: str | None = stored(topic.DESCRIPTION, "What it covers, in a sentence.")
    level: TopicLevel = stored(topic.LEVEL, "How wide it is.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, as search finds them.")
    keywords: list[str] = stored(reported.KEYWORDS, "Words that its papers have in common.")
    translations: list[str] = stored(reported.TRANSLATIONS, "Its name in other languages, as search finds them.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The address of its article in Wikipedia.")
    wikidata: str | None = stored(reported.WIKIDATA, "The address of its item in Wikidata.")
    broader: TopicRef | None = stored(topic.BROADER, "The topic above it.")
    narrower: TopicConnection = listing(topic.NARROWER, "The topics directly below it, by name.")
    paper_count: int = stored(topic.PAPER_COUNT, "How many papers of this graph are about it or a topic below it.")
    papers: PaperConnection = papers(topic.PAPERS, "The papers about it or a topic below it, most cited first.")
    authors: AuthorConnection = listing(topic.AUTHORS, "Who writes about it or a topic below it, most papers first.")
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, the most trusted source first."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as its source reports them.")
    map: ResearchMap = around(
        "What is near the topic: papers and the topics below it, and further away people, institutions and topics."
    )
