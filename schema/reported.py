"""Counts and relations as reported by a source."""

import strawberry

from graphdb import reported
from schema.connections import InstitutionRef
from schema.fields import stored, stored_date
from schema.scalars import Date


@strawberry.type(description="Counts of a year, as reported by the source.")
class YearActivity:
    year: int = stored(reported.YEAR, "The year.")
    papers: int = stored(reported.YEAR_PAPERS, "Papers of the year.")
    open_papers: int = stored(reported.YEAR_OPEN, "Papers of the year that are free to read.")
    citations: int = stored(reported.YEAR_CITATIONS, "Citations in the year.")


@strawberry.type(description="Counts reported by the source of the record, over its whole catalogue.")
class ReportedCounts:
    papers: int | None = stored(reported.PAPERS, "Papers.")
    open_papers: int | None = stored(reported.OPEN_PAPERS, "Papers that are free to read.")
    citations: int | None = stored(reported.CITATIONS, "Citations of these papers.")
    h_index: int | None = stored(
        reported.H_INDEX, "The h-index: the largest h such that h papers have at least h citations each."
    )
    i10_index: int | None = stored(reported.I10_INDEX, "Papers with at least 10 citations.")
    mean_citedness: float | None = stored(
        reported.MEAN_CITEDNESS, "Mean citations per paper of the last two years, as in an impact factor."
    )
    created_on: Date | None = stored_date(reported.RECORDED_ON, "The day on which the source created the record.")
    by_year: list[YearActivity] = stored(reported.BY_YEAR, "Counts by year, latest first.")


@strawberry.type(description="An institution related to another one.")
class AssociatedInstitution:
    institution_id: strawberry.ID = stored(reported.ASSOCIATE, "Its public id, also if it is not in this graph.")
    name: str | None = stored(reported.ASSOCIATE_NAME, "Its name.")
    institution: InstitutionRef | None = stored(
        reported.ASSOCIATE_NODE, "The institution; null if it is not in this graph."
    )
    relation: str = stored(reported.RELATION, "The relation: `parent`, `child` or `related`.")


@strawberry.type(description="The article processing charge of a venue in one currency.")
class VenuePrice:
    price: int = stored(reported.PRICE, "The amount.")
    currency: str | None = stored(reported.CURRENCY, "The currency (ISO 4217).")
