"""A venue."""

import strawberry

from graphdb import follow, reported, source_claim, venue
from schema.connections import AuthorCountConnection, PaperConnection, PublisherRef, TopicCountConnection
from schema.fields import stored
from schema.lists import authors, papers, topics
from schema.measures import PaperYearCount, counts_by_year
from schema.node import Node
from schema.reported import ReportedCounts, VenuePrice
from schema.scalars import URL
from schema.source_claim import SourceClaim


@strawberry.type(description="A place of publication: a journal, a conference, a repository …")
class Venue(Node):
    name: str = stored(venue.NAME, "The name.")
    issn: list[str] = stored(venue.ISSN, "Its ISSNs.")
    kind: str | None = stored(venue.KIND, "The kind of venue, e.g. `journal`.")
    homepage: URL | None = stored(venue.HOMEPAGE, "The homepage.")
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    abbreviation: str | None = stored(reported.ABBREVIATION, "The abbreviated title.")
    publisher: str | None = stored(reported.PUBLISHER, "The name of its publisher or host.")
    publisher_id: str | None = stored(reported.PUBLISHER_ID, "The OpenAlex key of its publisher or host.")
    published_by: PublisherRef | None = stored(
        venue.PUBLISHED_BY, "Its publisher; null for a venue that an institution hosts."
    )
    country: str | None = stored(reported.COUNTRY, "The country (ISO 3166-1 alpha-2).")
    is_open: bool | None = stored(reported.IS_OPEN, "Whether all of it is free to read.")
    in_doaj: bool | None = stored(reported.IN_DOAJ, "Whether the Directory of Open Access Journals lists it.")
    in_doaj_since: int | None = stored(
        reported.IN_DOAJ_SINCE, "The year since which the Directory of Open Access Journals lists it."
    )
    is_core: bool | None = stored(reported.IS_CORE, "Whether the CWTS counts it as a core source.")
    in_scopus: bool | None = stored(reported.IN_SCOPUS, "Whether Scopus indexes it.")
    in_scielo: bool | None = stored(reported.IN_SCIELO, "Whether SciELO publishes it.")
    in_jstage: bool | None = stored(reported.IN_JSTAGE, "Whether J-STAGE publishes it.")
    in_jstage_since: int | None = stored(reported.IN_JSTAGE_SINCE, "The year since which J-STAGE publishes it.")
    is_ojs: bool | None = stored(reported.IS_OJS, "Whether it is published with Open Journal Systems.")
    is_preprint_repository: bool | None = stored(
        reported.IS_PREPRINT_REPOSITORY, "Whether it is a repository of preprints."
    )
    mostly_open: bool | None = stored(reported.MOSTLY_OPEN, "Whether a high share of its papers is free to read.")
    mostly_open_since: int | None = stored(
        reported.MOSTLY_OPEN_SINCE, "The year since which a high share of its papers is free to read."
    )
    open_since: int | None = stored(
        reported.OPEN_SINCE, "The year in which it changed from subscriptions to open access."
    )
    first_year: int | None = stored(reported.FIRST_YEAR, "The year of its first paper in the source's catalogue.")
    last_year: int | None = stored(reported.LAST_YEAR, "The year of its latest paper in the source's catalogue.")
    societies: list[str] = stored(reported.SOCIETIES, "The societies that it belongs to.")
    apc_usd: int | None = stored(reported.APC_USD, "The article processing charge in US dollars.")
    apc_prices: list[VenuePrice] = stored(reported.APC_PRICES, "The article processing charge in each currency.")
    wikidata: str | None = stored(reported.WIKIDATA, "The URL of its Wikidata item.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The URL of its Wikipedia article.")
    fatcat: str | None = stored(reported.FATCAT, "The URL of its record in the Fatcat catalogue.")
    paper_count: int = stored(venue.PAPER_COUNT, "How many papers in this graph it published.")
    viewer_follows: bool = stored(follow.VIEWER_FOLLOWS, "Whether the signed-in user follows it.")
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, by precedence of their sources."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Counts reported by the source.")
    counts_by_year: list[PaperYearCount] | None = counts_by_year(
        venue.PAPERS, "Venue", "Its papers, and the citations of all of them, by year in ascending order."
    )
    papers: PaperConnection = papers(venue.PAPERS, "The papers that it published, most cited first.")
    authors: AuthorCountConnection = authors(venue.AUTHORS, "Their authors, by default most papers first.")
    topics: TopicCountConnection = topics(venue.TOPICS, "Their topics, by default most papers first.")
