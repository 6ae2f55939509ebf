"""Funders and awards of a work, as parallel lists of values.

OpenAlex has them in `grants` until 2025, in `awards` and `funders` since. Source: OpenAlex documentation, work object
and award object.
"""

from collections.abc import Callable, Iterable
from typing import Final

from graphdb.ingest.funding import FIELDS, Funding
from graphdb.ingest.rows import Properties
from ingest.keys import doi_of, key
from ingest.values import Record, mappings, plain, text


def funding(record: Record, properties: Properties) -> None:
    """Set the funding properties: every award once, then the funders without an award."""
    awards = list(dict.fromkeys(_awards(record)))
    named_ids = {grant.funder for grant in awards}
    without_award = [grant for grant in dict.fromkeys(_funders(record)) if grant.funder not in named_ids]
    columns = [list(column) for column in zip(*awards, *without_award, strict=True)] or [None] * len(FIELDS)
    properties |= dict(zip(FIELDS, columns, strict=True))


def _awards(record: Record) -> Iterable[Funding]:
    for award in mappings(record.get("awards")):
        yield Funding(
            key(award.get("funder_id")) or "",
            plain(award.get("funder_display_name")) or "",
            key(award.get("id")) or "",
            text(award.get("funder_award_id")) or "",
            plain(award.get("display_name")) or "",
            doi_of(award.get("doi")) or "",
        )
    for grant in mappings(record.get("grants")):
        number = text(grant.get("award_id")) or ""
        yield Funding(key(grant.get("funder")) or "", plain(grant.get("funder_display_name")) or "", "", number, "", "")


def _funders(record: Record) -> Iterable[Funding]:
    for funder in mappings(record.get("funders")):
        funder_id = key(funder.get("id"))
        if funder_id is not None:
            yield Funding(funder_id, plain(funder.get("display_name")) or "", "", "", "", "")


#: Field of the record → its reader, as in `ingest.works`.
PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("grants", funding), ("awards", funding), ("funders", funding),
)  # fmt: skip
