"""A publisher."""

import strawberry

from graphdb import publisher, reported
from schema.connections import PaperConnection, PublisherConnection, PublisherRef, VenueConnection
from schema.fields import listing, stored
from schema.lists import papers
from schema.node import Node
from schema.reported import ReportedCounts
from schema.scalars import URL


@strawberry.type(description="A company, a society, a university … that publishes venues.")
class Publisher(Node):
    name: str = stored(publisher.NAME, "The name.")
    countries: list[str] = stored(publisher.COUNTRIES, "The countries (ISO 3166-1 alpha-2).")
    homepage: URL | None = stored(publisher.HOMEPAGE, "Its own page.")
    ror: str | None = stored(publisher.ROR, "The ROR id, without an address.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, as search finds them.")
    wikidata: str | None = stored(reported.WIKIDATA, "The address of its item in Wikidata.")
    parent: PublisherRef | None = stored(publisher.PARENT, "The publisher that it is part of.")
    children: PublisherConnection = listing(publisher.CHILDREN, "The publishers that are part of it, by name.")
    venue_count: int = stored(publisher.VENUE_COUNT, "How many venues in this graph it publishes itself.")
    paper_count: int = stored(
        publisher.PAPER_COUNT, "How many papers in this graph its venues, and those of its parts, published."
    )
    reported_venue_count: int | None = stored(
        publisher.REPORTED_VENUES, "How many venues it has as counted by the source that it came from."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as its source reports them.")
    venues: VenueConnection = listing(publisher.VENUES, "The venues that it publishes itself, most papers first.")
    papers: PaperConnection = papers(
        publisher.PAPERS, "The papers in its venues and in those of its parts, most cited first."
    )
