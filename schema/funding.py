"""The funding of a paper."""

import strawberry

from graphdb import funding
from graphdb.ingest.funding import award_id
from schema.connections import FunderRef
from schema.fields import stored


def _award(values: list[str | None]) -> strawberry.ID | None:
    key = award_id(*values)
    return None if key is None else strawberry.ID(key)


@strawberry.type(description="An award of a paper, or a funder without an award.")
class PaperFunding:
    funder_id: str | None = stored(funding.FUNDER, "The OpenAlex key of the funder.")
    funder: FunderRef | None = stored(funding.FUNDER_NODE, "The funder.")
    funder_name: str | None = stored(funding.NAME, "The name of the funder.")
    award: strawberry.ID | None = stored(
        funding.AWARD_KEY, "The id of the award in this graph, for `Query.award`.", compute=_award
    )
    award_id: str | None = stored(funding.AWARD, "The OpenAlex key of the award.")
    award_number: str | None = stored(funding.NUMBER, "The number assigned by the funder.")
    title: str | None = stored(funding.TITLE, "The title of the award.")
    doi: str | None = stored(funding.DOI, "The DOI of the award.")
