"""The entity of an OpenAlex record, and its reader.

Ids of works, authors and the like are a letter and a number (`https://openalex.org/W2741809807`); all others contain
their collection (`https://openalex.org/keywords/machine-learning`). Source: OpenAlex documentation, "The OpenAlex ID
scheme" and "Snapshot", the folders of the bucket.
"""

import re
from collections.abc import Callable
from typing import Final

from graphdb.ingest.rows import Batch, EntityRow
from ingest import entities
from ingest.keys import key
from ingest.values import Record

#: Reads one record into one row. Raises Unusable.
Reader = Callable[[Record, Batch], EntityRow]

#: Entity (name of its folder in the snapshot) → reader. `ingest.works` reads works, which give several rows. An entity
#: with a text instead of a reader is only counted; the text completes "12 continents read: …".
READERS: Final[dict[str, Reader | str]] = {
    "domains": entities.topic, "fields": entities.topic, "subfields": entities.topic, "topics": entities.topic,
    "concepts": entities.topic,
    "publishers": entities.publisher, "funders": entities.funder,
    "sources": entities.source, "institutions": entities.institution, "authors": entities.author,
    "awards": entities.award,
    "keywords": "not part of the graph.",
    "sdgs": "not part of the graph.",
    "continents": "not part of the graph.", "countries": "the graph holds the country code of each institution.",
    "languages": "the graph holds the language code of each work.",
    "licenses": "the graph holds the licence of each work.",
    "work-types": "the graph holds the kind of each work.",
    "source-types": "the graph holds the kind of each venue.",
    "institution-types": "the graph holds the kind of each institution.",
    "oa-statuses": "the graph holds the open access status of each work.",
}  # fmt: skip
WORKS: Final = "works"

#: First letter of a key → entity.
LETTERS: Final = {
    "W": WORKS, "A": "authors", "I": "institutions", "T": "topics", "C": "concepts", "S": "sources",
    "P": "publishers", "F": "funders", "G": "awards",
}  # fmt: skip
#: Entities with other addresses: `types/article` is a work type; goals have addresses of the United Nations.
_ADDRESS: Final = re.compile(r"https?://(?:api\.)?openalex\.org/([a-z-]+)/[^/?#]+")
_ALIASES: Final = {"types": "work-types"}
_GOAL: Final = "https://metadata.un.org/sdg/"


def entity(record: Record) -> str | None:
    """The entity of the record according to its id; None when it is not an id of OpenAlex."""
    record_id = record.get("id")
    if (short := key(record_id)) is not None:
        level, colon, _ = short.partition(":")
        return f"{level}s" if colon else LETTERS[short[0]]
    if not isinstance(record_id, str):
        return None
    if record_id.startswith(_GOAL):
        return "sdgs"
    address = _ADDRESS.fullmatch(record_id)
    collection = _ALIASES.get(address[1], address[1]) if address else None
    return collection if collection in READERS else None
