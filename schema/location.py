"""A place where a paper can be read."""

from enum import Enum

import strawberry

from graphdb import location
from schema.connections import VenueRef
from schema.enumeration import enumeration
from schema.fields import stored
from schema.scalars import URL


@enumeration(
    "Which version of a paper a place holds. Source: NISO RP-8-2008, Journal Article Versions.",
    SUBMITTED="Before peer review.",
    ACCEPTED="After peer review, before it was typeset.",
    PUBLISHED="As it was published.",
)
class PaperVersion(Enum):
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    PUBLISHED = "PUBLISHED"


@strawberry.type(description="A place where a paper can be read.")
class Location:
    url: URL | None = stored(location.PAGE, "The landing page.")
    pdf_url: URL | None = stored(location.PDF, "The PDF.")
    licence: str | None = stored(location.LICENCE, "The licence of this copy, such as `cc-by`.")
    version: PaperVersion | None = stored(location.VERSION, "Which version it holds.")
    is_open: bool = stored(location.IS_OPEN, "Whether it is free to read there.")
    is_primary: bool = stored(location.IS_PRIMARY, "Whether it is the place nearest to the version of record.")
    is_best: bool = stored(location.IS_BEST, "Whether it is the best place to read it freely.")
    venue: VenueRef | None = stored(location.VENUE, "The journal, repository or other venue that holds it.")
    raw_venue_name: str | None = stored(location.RAW_VENUE_NAME, "The venue as the record prints it.")
    raw_type: str | None = stored(location.RAW_TYPE, "The type of the work as this place names it.")
