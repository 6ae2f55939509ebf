"""A funder."""

import strawberry

from graphdb import funder, reported
from schema.connections import AwardConnection, PaperConnection
from schema.fields import page, stored
from schema.lists import papers
from schema.node import Node
from schema.reported import ReportedCounts
from schema.scalars import URL


@strawberry.type(description="An organisation that funds research.")
class Funder(Node):
    name: str = stored(funder.NAME, "The name.")
    description: str | None = stored(funder.DESCRIPTION, "A description of the organisation.")
    country: str | None = stored(funder.COUNTRY, "The country (ISO 3166-1 alpha-2).")
    homepage: URL | None = stored(funder.HOMEPAGE, "The homepage.")
    ror: str | None = stored(funder.ROR, "The ROR id, without a URL.")
    registry_number: str | None = stored(
        funder.REGISTRY, "The number in the Crossref Funder Registry: its DOI is `10.13039/` and the number."
    )
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    wikidata: str | None = stored(reported.WIKIDATA, "The URL of its Wikidata item.")
    paper_count: int = stored(funder.PAPER_COUNT, "How many papers in this graph name it.")
    award_count: int = stored(funder.AWARD_COUNT, "How many of its awards are named by papers in this graph.")
    reported_award_count: int | None = stored(
        funder.REPORTED_AWARDS, "The number of its awards as reported by the source."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Counts reported by the source.")
    papers: PaperConnection = papers(funder.PAPERS, "The papers that name it, most cited first.")
    awards: AwardConnection = page(funder.AWARDS, "Its awards, most papers first.")
