"""Rows of the ingest from the rows of shape tables."""

from collections.abc import Mapping
from typing import Any

import orjson

from bulk.columns import FURTHER, PAPER
from bulk.numbers import identifier
from bulk.part_tables import UNTITLED
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.rows import EntityRow, Label, PaperRow, Properties

#: Ids of the nodes whose numbers are hashes.
Hashed = Mapping[int, str]


def node_id(nid: int, hashed: Hashed) -> str:
    """The id of a node."""
    return identifier(nid) or hashed[nid]


def paper_row(record: Mapping[str, Any], hashed: Hashed) -> PaperRow:
    """The row of a paper's record. `record`: a row of `papers` with `bylines`, `topics`, `venues` and `works` from the
    other tables."""
    fields = set(record["fields"].split())
    properties: Properties = {name: record[name] for name in record["fields"].split() if name in PAPER}
    if UNTITLED in fields:
        properties["title"] = None
    lists: dict[str, Any] = {
        "bylines": [
            [node_id(by["author"], hashed), by["position"], by["corresponding"], by["institutions"], by["name"],
             by["affiliations"] or [], by["countries"] or []]
            for by in record["bylines"] or ()
        ],
        "topics": [[node_id(row["topic"], hashed), row["score"], row["primary"]] for row in record["topics"] or ()],
        "venues": [node_id(venue, hashed) for venue in record["venues"] or ()],
        "references": record["texts"] or [node_id(work, hashed) for work in record["works"] or ()],
    }  # fmt: skip
    return PaperRow(
        record["id"], [], record["updated"], record["digest"] or 0, properties, truncated=record["truncated"] is True,
        **{name: value if f"@{name}" in fields else None for name, value in lists.items()},
    )  # fmt: skip


def mention_row(label: Label, record: Mapping[str, Any]) -> EntityRow:
    """The mention of an entity. `record`: a row of the label's table of mentions."""
    facts = MENTIONED_FACTS[label]
    properties: Properties = {name: record[name] for name in (*facts, *FURTHER.get(label, ())) if name != "broader"}
    properties |= {name: record[name] for name in ("sortName", "nameKey") if record[name] is not None}
    return EntityRow(
        label, record["id"], properties, broader=record.get("broader"), names=tuple(record["names"] or ()),
        dates={name: record[f"{name}On"] or "" for name in facts},
    )  # fmt: skip


def entity_row(label: Label, node: str, record: str) -> EntityRow:
    """The record of an entity from its JSON, without affiliations."""
    properties, updated, broader, names = orjson.loads(record)
    return EntityRow(label, node, properties, is_record=True, updated=updated, broader=broader, names=tuple(names))
