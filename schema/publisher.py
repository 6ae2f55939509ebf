"""A publisher."""

import strawberry

from graphdb import publisher, reported
from schema.connections import PaperConnection, PublisherConnection, PublisherRef, VenueConnection
from schema.fields import page, stored
from schema.lists import papers
from schema.node import Node
from schema.reported import ReportedCounts
from schema.scalars import URL


@strawberry.type(description="An organisation that publishes venues: a company, a society, a university …")
class Publisher(Node):
    name: str = stored(publisher.NAME, "The name.")
    countries: list[str] = stored(publisher.COUNTRIES, "The countries (ISO 3166-1 alpha-2).")
    homepage: URL | None = stored(publisher.HOMEPAGE, "The homepage.")
    ror: str | None = stored(publisher.ROR, "The ROR id, without a URL.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    wikidata: str | None = stored(reported.WIKIDATA, "The URL of its Wikidata item.")
    parent: PublisherRef | None = stored(publisher.PARENT, "The publisher that it is part of.")
    children: PublisherConnection = page(publisher.CHILDREN, "The publishers that are part of it, by name.")
    venue_count: int = stored(
        publisher.VENUE_COUNT, "The number of its venues in this graph, without those of its parts."
    )
    paper_count: int = stored(
        publisher.PAPER_COUNT, "The number of papers in this graph in its venues and those of its parts."
    )
    reported_venue_count: int | None = stored(
        publisher.REPORTED_VENUES, "The number of its venues as reported by the source."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Counts reported by the source.")
    venues: VenueConnection = page(publisher.VENUES, "Its venues, without those of its parts, most papers first.")
    papers: PaperConnection = papers(
        publisher.PAPERS, "The papers in its venues and in those of its parts, most cited first."
    )
