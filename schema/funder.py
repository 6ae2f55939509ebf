"""A funder."""

import strawberry

from graphdb import funder, reported
from schema.connections import AwardConnection, PaperConnection
from schema.fields import listing, stored
from schema.lists import papers
from schema.node import Node
from schema.reported import ReportedCounts
from schema.scalars import URL


@strawberry.type(description="An organisation that pays for research.")
class Funder(Node):
    name: str = stored(funder.NAME, "The name.")
    description: str | None = stored(funder.DESCRIPTION, "What kind of organisation it is.")
    country: str | None = stored(funder.COUNTRY, "The country (ISO 3166-1 alpha-2).")
    homepage: URL | None = stored(funder.HOMEPAGE, "Its own page.")
    ror: str | None = stored(funder.ROR, "The ROR id, without an address.")
    registry_number: str | None = stored(
        funder.REGISTRY, "The number in the Crossref Funder Registry: its DOI is `10.13039/` and the number."
    )
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, as search finds them.")
    wikidata: str | None = stored(reported.WIKIDATA, "The address of its item in Wikidata.")
    paper_count: int = stored(funder.PAPER_COUNT, "How many papers in this graph name it.")
    award_count: int = stored(funder.AWARD_COUNT, "How many of its awards papers in this graph name.")
    reported_award_count: int | None = stored(
        funder.REPORTED_AWARDS, "How many awards it has made as counted by the source that it came from."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as its source reports them.")
    papers: PaperConnection = papers(funder.PAPERS, "The papers that name it, most cited first.")
    awards: AwardConnection = listing(funder.AWARDS, "Its awards, most papers first.")
