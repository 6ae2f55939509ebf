"""An institution."""

import strawberry

from analytics.measures import Family
from graphdb import institution, reported, source_claim
from schema.connections import (
    AuthorConnection,
    CollaboratorConnection,
    InstitutionRef,
    PaperConnection,
    TopicCountConnection,
)
from schema.fields import page, stored
from schema.lists import authors, papers
from schema.map import ResearchMap, around
from schema.measures import PaperYearCount, counts_by_year, measure_of
from schema.node import Node
from schema.reported import AssociatedInstitution, ReportedCounts
from schema.scalars import URL
from schema.source_claim import SourceClaim


@strawberry.type(description="A geographic location (WGS 84).")
class GeoPoint:
    latitude: float = strawberry.field(description="Degrees north.")
    longitude: float = strawberry.field(description="Degrees east.")


def _point(place: list[float] | None) -> GeoPoint | None:
    return None if place is None else GeoPoint(latitude=place[0], longitude=place[1])


@strawberry.type(
    description="An organisation that authors are affiliated with: a university, a company, a laboratory …"
)
class Institution(Node):
    name: str = stored(institution.NAME, "The name.")
    ror: str | None = stored(institution.ROR, "The ROR id, without a URL.")
    country: str | None = stored(institution.COUNTRY, "The country (ISO 3166-1 alpha-2).")
    city: str | None = stored(institution.CITY, "The city.")
    kind: str | None = stored(institution.KIND, "What kind of institution it is, such as `education`.")
    homepage: URL | None = stored(institution.HOMEPAGE, "The homepage.")
    location: GeoPoint | None = stored(institution.LOCATION, "Where it is.", compute=_point)
    other_names: list[str] = stored(reported.OTHER_NAMES, "Other names, which are searched.")
    acronyms: list[str] = stored(reported.ACRONYMS, "Acronyms, as search finds them.")
    translations: list[str] = stored(reported.TRANSLATIONS, "Its names in other languages, which are searched.")
    region: str | None = stored(reported.REGION, "The state or province.")
    geonames: str | None = stored(reported.GEONAMES, "The number of the city at GeoNames.")
    grid: str | None = stored(reported.GRID, "The GRID id.")
    wikidata: str | None = stored(reported.WIKIDATA, "The URL of its Wikidata item.")
    wikipedia: str | None = stored(reported.WIKIPEDIA, "The URL of its Wikipedia article.")
    status: str | None = stored(reported.STATUS, "Whether it is active, as its source names it.")
    established: int | None = stored(reported.ESTABLISHED, "The year in which it was established.")
    super_system: bool = stored(
        reported.SUPER_SYSTEM, "Whether it is a system of institutions, such as a state's universities."
    )
    lineage: list[InstitutionRef] = stored(reported.LINEAGE, "The institutions in this graph that it is part of.")
    associated: list[AssociatedInstitution] = stored(reported.ASSOCIATED, "Institutions that it has to do with.")
    paper_count: int = stored(institution.PAPER_COUNT, "How many papers in this graph come from it.")
    citation_count: int = stored(institution.CITATION_COUNT, "How often these papers are cited in this graph.")
    author_count: int = stored(institution.AUTHOR_COUNT, "How many authors in this graph worked there.")
    h_index: int | None = measure_of(
        "hIndex", Family.RANKED, institution.PAPERS, "Institution", "The h-index, by citations in this graph."
    )
    i10_index: int | None = measure_of(
        "i10Index", Family.RANKED, institution.PAPERS, "Institution",
        "How many of its papers have ten citations in this graph.",
    )  # fmt: skip
    counts_by_year: list[PaperYearCount] | None = counts_by_year(
        institution.PAPERS, "Institution", "Its papers, and the citations of all of them, by year in ascending order."
    )
    papers: PaperConnection = papers(institution.PAPERS, "Papers from it, most cited first.")
    authors: AuthorConnection = authors(institution.AUTHORS, "Who worked there, by default most cited first.")
    topics: TopicCountConnection = page(institution.TOPICS, "What its papers are about, most papers first.")
    collaborators: CollaboratorConnection = page(
        institution.COLLABORATORS, "The institutions on its papers' bylines, most papers first."
    )
    sources: list[SourceClaim] = stored(
        source_claim.OF_ENTITY, "The records that describe it, by precedence of their sources."
    )
    reported: ReportedCounts = stored(reported.REPORTED, "Counts reported by the source.")
    map: ResearchMap | None = around(
        "What is near the institution: papers and authors, and further away topics and collaborators."
    )
