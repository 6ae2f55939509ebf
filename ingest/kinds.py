"""Which entity of OpenAlex a record describes, and what reads it: one table.

Works, authors and the like are named by a letter and a number (`https://openalex.org/W2741809807`), all others by their
collection (`https://openalex.org/keywords/machine-learning`). Source: OpenAlex documentation, "The OpenAlex ID scheme"
and "Snapshot", the folders of the bucket.
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

#: Entity, as its folder in the snapshot is named → its reader. `works` have more than one row and are read by
#: `ingest.works`. An entity with a text instead of a reader is counted, and the text completes "12 continents read: …".
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
#: Entities that other addresses name: `types/article` is a work type; the goals have addresses of the United Nations.
_ADDRESS: Final = re.compile(r"https?://(?:api\.)?openalex\.org/([a-z-]+)/[^/?#]+")
_ALIASES: Final = {"types": "work-types"}
_GOAL: Final = "https://metadata.un.org/sdg/"


def entity(record: Record) -> str | None:
    """The entity that the record's id names; None when it is not an id of OpenAlex."""
    name = record.get("id")
    if (short := key(name)) is not None:
        level, colon, _ = short.partition(":")
        return f"{level}s" if colon else LETTERS[short[0]]
    if not isinstance(name, str):
        return None
    if name.startswith(_GOAL):
        return "sdgs"
    address = _ADDRESS.fullmatch(name)
    collection = _ALIASES.get(address[1], address[1]) if address else None
    return collection if collection in READERS else None
