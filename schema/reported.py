"""What a source reports of an author, an institution, a topic or a venue."""

import strawberry

from graphdb import reported
from schema.connections import InstitutionRef
from schema.fields import stored
from schema.scalars import Date


@strawberry.type(description="What its source counts in a year.")
class YearActivity:
    year: int = stored(reported.YEAR, "The year.")
    papers: int = stored(reported.YEAR_PAPERS, "Papers of the year.")
    open_papers: int = stored(reported.YEAR_OPEN, "Papers of the year that are free to read.")
    citations: int = stored(reported.YEAR_CITATIONS, "Citations in the year.")


@strawberry.type(
    description="What the source of the record reports beside names and places; numbers count its whole catalogue."
)
class ReportedCounts:
    papers: int | None = stored(reported.PAPERS, "Papers.")
    open_papers: int | None = stored(reported.OPEN_PAPERS, "Papers that are free to read.")
    citations: int | None = stored(reported.CITATIONS, "Citations of these papers.")
    h_index: int | None = stored(reported.H_INDEX, "The h-index: so many papers have at least so many citations.")
    i10_index: int | None = stored(reported.I10_INDEX, "Papers with at least 10 citations.")
    mean_citedness: float | None = stored(
        reported.MEAN_CITEDNESS, "Citations a paper of the last two years, as impact factors count."
    )
    created_on: Date | None = stored(reported.RECORDED_ON, "The day on which the source made its record.")
    by_year: list[YearActivity] = stored(reported.BY_YEAR, "Each year's numbers, latest first.")


@strawberry.type(description="An institution that another has to do with.")
class AssociatedInstitution:
    id: strawberry.ID = stored(reported.ASSOCIATE, "Its OpenAlex key.")
    name: str | None = stored(reported.ASSOCIATE_NAME, "Its name.")
    institution: InstitutionRef | None = stored(
        reported.ASSOCIATE_NODE, "The institution itself; null where this graph does not hold it."
    )
    relation: str = stored(reported.RELATION, "What it is to the other: `parent`, `child` or `related`.")


@strawberry.type(description="What a venue asks of authors, in one currency.")
class VenuePrice:
    price: int = stored(reported.PRICE, "The amount.")
    currency: str | None = stored(reported.CURRENCY, "The currency (ISO 4217).")
