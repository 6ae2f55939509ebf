"""An award."""

import strawberry

from graphdb import award
from schema.connections import FunderRef, PaperConnection
from schema.fields import stored, stored_date
from schema.lists import papers
from schema.node import Node
from schema.scalars import URL, Date


@strawberry.type(description="A grant or another award of one funder.")
class Award(Node):
    name: str = stored(award.NAME, "The title, or the number if the title is unknown.")
    number: str | None = stored(award.NUMBER, "The number assigned by the funder.")
    openalex: str | None = stored(award.OPENALEX, "The OpenAlex key.")
    doi: str | None = stored(award.DOI, "The DOI.")
    url: URL | None = stored(award.URL, "The homepage.")
    description: str | None = stored(award.DESCRIPTION, "The description.")
    kind: str | None = stored(award.KIND, "The kind of funding, e.g. `research`.")
    scheme: str | None = stored(award.SCHEME, "The funding scheme.")
    amount: float | None = stored(award.AMOUNT, "The amount in `currency`.")
    currency: str | None = stored(award.CURRENCY, "The currency (ISO 4217).")
    starts_on: Date | None = stored_date(award.STARTS_ON, "The first day.")
    ends_on: Date | None = stored_date(award.ENDS_ON, "The last day.")
    start_year: int | None = stored(award.START_YEAR, "The first year.")
    end_year: int | None = stored(award.END_YEAR, "The last year.")
    lead_investigator: str | None = stored(award.LEAD_INVESTIGATOR, "The name of the lead investigator.")
    funder: FunderRef | None = stored(award.FUNDER, "The funder that granted it.")
    paper_count: int = stored(award.PAPER_COUNT, "How many papers in this graph name it.")
    papers: PaperConnection = papers(award.PAPERS, "The papers that name it, most cited first.")
