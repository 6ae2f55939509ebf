"""Who paid for a paper."""

import strawberry

from graphdb import funding
from schema.fields import stored


@strawberry.type(description="An award that a paper names, or a funder that it names without one.")
class PaperFunding:
    funder_id: str | None = stored(funding.FUNDER, "The OpenAlex key of the funder.")
    funder_name: str | None = stored(funding.NAME, "The name of the funder.")
    award_id: str | None = stored(funding.AWARD, "The OpenAlex key of the award.")
    award_number: str | None = stored(funding.NUMBER, "The number that the funder gave it.")
    title: str | None = stored(funding.TITLE, "The title of the award.")
    doi: str | None = stored(funding.DOI, "The DOI of the award.")
