"""A venue."""

import strawberry

from graphdb import reported, venue
from schema.connections import PaperConnection
from schema.fields import stored
from schema.lists import papers
from schema.node import Node
from schema.reported import ReportedCounts, VenuePrice
from schema.scalars import URL


@strawberry.type(description="Where papers are published: a journal, a conference, a repository …")
class Venue(Node):
    name: str = stored(venue.NAME, "The name.")
    issn: list[str] = stored(venue.ISSN, "Its ISSNs.")
    kind: str | None = stored(venue.KIND, "What kind of venue it is, such as `journal`.")
    homepage: URL | None = stored(venue.HOMEPAGE, "Its own page.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, as search finds them.")
    abbreviation: str | None = stored(reported.ABBREVIATION, "The abbreviated title.")
    publisher: str | None = stored(reported.PUBLISHER, "The name of its publisher or host.")
    publisher_id: str | None = stored(reported.PUBLISHER_ID, "The OpenAlex key of its publisher or host.")
    country: str | None = stored(reported.COUNTRY, "The country (ISO 3166-1 alpha-2).")
    is_open: bool | None = stored(reported.IS_OPEN, "Whether all of it is free to read.")
    in_doaj: bool | None = stored(reported.IN_DOAJ, "Whether the Directory of Open Access Journals lists it.")
    is_core: bool | None = stored(reported.IS_CORE, "Whether the CWTS counts it as a core source.")
    in_scopus: bool | None = stored(reported.IN_SCOPUS, "Whether Scopus indexes it.")
    societies: list[str] = stored(reported.SOCIETIES, "The societies that it belongs to.")
    apc_usd: int | None = stored(reported.APC_USD, "The article processing charge in US dollars.")
    apc_prices: list[VenuePrice] = stored(reported.APC_PRICES, "The article processing charge in each currency.")
    wikidata: str | None = stored(reported.WIKIDATA, "The address of its item in Wikidata.")
    paper_count: int = stored(venue.PAPER_COUNT, "How many papers in this graph it published.")
    reported: ReportedCounts = stored(reported.REPORTED, "Numbers as its source reports them.")
    papers: PaperConnection = papers(venue.PAPERS, "The papers that it published, most cited first.")
