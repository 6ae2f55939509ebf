"""Who paid for a work: funders and their awards, as lists of values side by side.

OpenAlex names them in `grants` until 2025, in `awards` and `funders` since. Source: OpenAlex documentation, work
object and award object.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from graphdb.ingest.rows import Properties
from ingest.keys import doi_of, key
from ingest.values import Record, mappings, plain, text


class _Grant(NamedTuple):
    """One award of one funder, or a funder alone. What is not known is empty."""

    funder: str
    name: str
    award: str
    number: str
    title: str
    doi: str


_NAMES: Final = (
    "fundingFunders", "fundingNames", "fundingAwards", "fundingNumbers", "fundingTitles", "fundingDois",
)  # fmt: skip


def funding(record: Record, properties: Properties) -> None:
    """Every award once, then the funders of which no award is known."""
    awards = list(dict.fromkeys(_awards(record)))
    named = {grant.funder for grant in awards}
    alone = [grant for grant in dict.fromkeys(_funders(record)) if grant.funder not in named]
    columns = [list(column) for column in zip(*awards, *alone, strict=True)] or [None] * len(_NAMES)
    properties |= dict(zip(_NAMES, columns, strict=True))


def _awards(record: Record) -> Iterable[_Grant]:
    for award in mappings(record.get("awards")):
        yield _Grant(
            key(award.get("funder_id")) or "",
            plain(award.get("funder_display_name")) or "",
            key(award.get("id")) or "",
            text(award.get("funder_award_id")) or "",
            plain(award.get("display_name")) or "",
            doi_of(award.get("doi")) or "",
        )
    for grant in mappings(record.get("grants")):
        number = text(grant.get("award_id")) or ""
        yield _Grant(key(grant.get("funder")) or "", plain(grant.get("funder_display_name")) or "", "", number, "", "")


def _funders(record: Record) -> Iterable[_Grant]:
    for funder in mappings(record.get("funders")):
        found = key(funder.get("id"))
        if found is not None:
            yield _Grant(found, plain(funder.get("display_name")) or "", "", "", "", "")


#: Field of the record → its reader, as in `ingest.works`.
PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("grants", funding), ("awards", funding), ("funders", funding),
)  # fmt: skip
