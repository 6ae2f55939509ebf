"""Records of sources and their facts."""

import strawberry

from graphdb import source_claim
from graphdb.ingest import precedence
from graphdb.sources import source
from schema.fields import stored, stored_date
from schema.scalars import URL, Date, DateTime


def _title(name: str) -> str:
    return source(name).title


def _address(record: list[str]) -> str | None:
    name, key = record
    address = source(name).address
    return None if address is None else address.format(key)


def _fields(stated: tuple[list[str] | None, list[str] | None, bool | None]) -> list[str]:
    gave, held, is_paper = stated
    if gave is not None:
        return precedence.part_titles(gave)
    return precedence.titles(precedence.PAPER if is_paper else precedence.INSTITUTION, held or ())


@strawberry.type(
    description="A record of a source, and the facts of it in this graph. Where sources disagree, a rule per field"
    " decides (docs/openalex.md)."
)
class SourceClaim:
    source: str = stored(source_claim.SOURCE, "The source, such as `OpenAlex`.", compute=_title)
    record: str = stored(source_claim.RECORD, "The id of the record at its source.")
    url: URL | None = stored(source_claim.ADDRESS, "The URL of the record at its source.", compute=_address)
    updated_on: Date | None = stored_date(
        source_claim.UPDATED_ON, "The day on which the source last updated the record."
    )
    read_at: DateTime | None = stored(source_claim.READ_AT, "When this version of the record was imported.")
    fields: list[str] = stored(
        source_claim.FIELDS, "The kinds of facts that come from the record: `title`, `byline`, `references` …",
        compute=_fields,
    )  # fmt: skip
