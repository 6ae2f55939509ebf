"""A place where a paper can be read."""

from enum import Enum

import strawberry

from graphdb import location
from schema.connections import VenueRef
from schema.enumeration import enumeration
from schema.fields import stored
from schema.scalars import URL


@enumeration(
    "The version of a paper at a location. Source: NISO RP-8-2008, Journal Article Versions.",
    SUBMITTED="Before peer review.",
    ACCEPTED="After peer review, before typesetting.",
    PUBLISHED="The version of record.",
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
    version: PaperVersion | None = stored(location.VERSION, "The version at this location.")
    is_open: bool = stored(location.IS_OPEN, "Whether it is free to read there.")
    is_primary: bool = stored(location.IS_PRIMARY, "Whether it is the location closest to the version of record.")
    is_best: bool = stored(location.IS_BEST, "Whether it is the best open location.")
    venue: VenueRef | None = stored(location.VENUE, "The journal, repository or other venue that holds it.")
    raw_venue_name: str | None = stored(location.RAW_VENUE_NAME, "The venue as the record prints it.")
    raw_type: str | None = stored(location.RAW_TYPE, "The type of the work at this location.")
