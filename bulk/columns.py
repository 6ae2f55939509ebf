"""The columns of the shape tables: what the records of one part say, before duplicates, merges and counts."""

from typing import Any, Final

from bulk.parquet import FLAG, INTEGER, INTEGERS, REAL, TEXT, TEXTS, Columns, column_type, columns_of
from graphdb import model
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.rows import Label
from graphdb.model import NODES

#: Increased when the same records give other tables.
VERSION: Final = 1

KINDS: Final = {kind.label: kind for kind in NODES}
#: Properties of papers that the global step computes or that only other sources and other layouts of the graph have.
_NOT_SHAPED: Final = frozenset(
    {"id", "readAt", "addedAt", "unlinked", "awaits", "sources", "deletedOn", "citations", "top", "bylinesOn"}
)
#: Properties of a paper that follow from its records.
PAPER: Final[dict[str, Any]] = {
    name: column_type(kind) for name, kind in model.PAPER.types.items() if name not in _NOT_SHAPED
} | {"bylinesOn": TEXT}
LOCATION: Final = columns_of({name: kind for name, kind in model.LOCATION.types.items() if name != "id"})
#: The row of the paper in the part. Every table of papers begins with it and the number of the paper.
_PLACE: Final = {"paper": INTEGER, "row": INTEGER}
#: Mentions have these facts, and a topic its level.
FURTHER: Final[dict[Label, tuple[str, ...]]] = {"Topic": ("level",)}


def fact_columns(label: Label) -> dict[str, Any]:
    """The columns of the facts that works give of an entity, without their dates."""
    types = KINDS[label].types
    return {name: TEXT if name == "broader" else column_type(types[name]) for name in MENTIONED_FACTS[label]}


def _mention(label: Label) -> Columns:
    facts = fact_columns(label)
    return {
        "nid": INTEGER, "id": TEXT, "chunk": INTEGER, "names": TEXTS, "sortName": TEXT, "nameKey": TEXT,
        **dict.fromkeys(FURTHER.get(label, ()), TEXT),
        **facts, **{f"{name}On": TEXT for name in facts},
    }  # fmt: skip


#: `fields` of a paper: the names of the properties that its record has, including empty ones (`bulk.rows`).
TABLES: Final[dict[str, Columns]] = {
    "papers": {**_PLACE, "chunk": INTEGER, "fields": TEXT, "id": TEXT, **PAPER},
    "authored": {
        **_PLACE, "author": INTEGER, "isFurther": FLAG, "position": INTEGER, "corresponding": FLAG,
        "institutions": TEXTS, "name": TEXT, "affiliations": TEXTS, "countries": TEXTS,
    },
    "origins": {**_PLACE, "institution": INTEGER},
    "about": {**_PLACE, "topic": INTEGER, "score": REAL, "primary": FLAG},
    "published": {**_PLACE, "venue": INTEGER},
    "funded": {**_PLACE, "funder": INTEGER},
    "supported": {**_PLACE, "award": INTEGER},
    "located": {**_PLACE, "location": INTEGER, "id": TEXT, "position": INTEGER, "venue": INTEGER, **LOCATION},
    #: `texts` only where a cited id is not that of a work.
    "cited": {**_PLACE, "works": INTEGERS, "texts": TEXTS},
    #: `paper` is null for the affiliations in the record of an author.
    "affiliated": {**_PLACE, "author": INTEGER, "institution": INTEGER, "first": INTEGER, "last": INTEGER},
    #: `record` is JSON (`bulk.rows`).
    "entities": {
        "nid": INTEGER, "label": TEXT, "id": TEXT, "chunk": INTEGER, "row": INTEGER, "isNamed": FLAG, "record": TEXT,
    },
    "merges": {"old": TEXT, "new": TEXT, "oldNid": INTEGER, "newNid": INTEGER},
    "deletions": {"id": TEXT, "day": TEXT, "nid": INTEGER},
    **{f"mentions{label}": _mention(label) for label in MENTIONED_FACTS},
}  # fmt: skip
