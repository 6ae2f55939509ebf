"""Organisations of the Research Organization Registry → names, places, relations and status of institutions.

Source: ROR, "Data structure" (schema 2.1) and "Data dump". Records of schema 1, which ended in 2025, are rejected.
"""

from collections.abc import Iterable
from typing import Any, Final

import orjson

from graphdb.ingest.registry import Organisation
from graphdb.ingest.rows import Batch, Properties
from identifiers import ror
from ingest.chunk_parser import Chunk, reject
from ingest.entities import name_properties
from ingest.fields import read
from ingest.values import (
    Record,
    Unusable,
    address,
    collect_invalid_values,
    day,
    invalid,
    items,
    mapping,
    mappings,
    number,
    plain,
    text,
)
from ingest.values import year as year_of

#: Types used only without another one: nearly every funder has a more specific type as well.
_LAST_TYPES: Final = ("funder", "other")
#: Relations of one organisation to another, as in `Institution.associated`.
_RELATIONS: Final = frozenset({"parent", "child", "related", "successor", "predecessor"})


def organisations(chunk: Chunk, batch: Batch) -> list[Organisation]:
    """The organisations of a chunk. A malformed field is rejected by name, any other record as a record."""
    listed: list[Organisation] = []
    with collect_invalid_values():
        for line_number, line in enumerate(chunk.lines, start=chunk.first):
            if line and not line.isspace():
                try:
                    listed.append(organisation(_record(line), (chunk.source, line_number), batch))
                except Unusable as error:
                    batch.rejects.append(reject(chunk.source, line_number, str(error), line))
    return listed


def _record(line: bytes) -> Record:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unusable(f"it is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    return mapping(record)


def organisation(record: Record, origin: tuple[str, int], batch: Batch) -> Organisation:
    """One organisation. Raises Unusable for a record that is not of schema 2."""
    key = ror.parse(record["id"]) if isinstance(record.get("id"), str) else None
    if key is None:
        raise Unusable(f"its id {record.get('id')!r} is not one of ROR")
    if "names" not in record:
        raise Unusable("it is not of schema 2 of ROR: use a data dump of 2024 or later")
    batch.source_lines[key] = origin
    properties: Properties = {"ror": key}
    for field, reader in _PARTS:
        if field in record:
            read(batch, key, field, reader, record, properties)
    return Organisation(
        key,
        read(batch, key, "admin", _modified, record),
        text(record.get("status")) == "withdrawn",
        properties,
        read(batch, key, "relationships", _relations, record) or [],
    )


def _names(record: Record, properties: Properties) -> None:
    """The display name, the acronyms, and all other names: labels in several languages, aliases."""
    entries = mappings(record["names"])
    display_names = _values(entries, "ror_display")
    if not display_names:
        invalid("has no name of the type ror_display", record["names"])
        return
    properties |= name_properties("Institution", display_names[0])
    acronyms = _values(entries, "acronym")
    properties["acronyms"] = acronyms or None
    others = [name for name in _values(entries, "label", "alias") if name not in {display_names[0], *acronyms}]
    properties["otherNames"] = others or None


def _values(entries: Iterable[Record], *types: str) -> list[str]:
    listed = (plain(entry.get("value")) for kind in types for entry in entries if kind in items(entry.get("types")))
    return list(dict.fromkeys(value for value in listed if value))


def _location(record: Record, properties: Properties) -> None:
    """The place: the first of the locations."""
    location: Record = mapping(next(iter(mappings(record["locations"])), None))
    details = mapping(location.get("geonames_details"))
    city = location.get("geonames_id")
    properties["geonames"] = str(city) if type(city) is int else text(city)
    properties["country"] = text(details.get("country_code"))
    properties["city"] = plain(details.get("name"))
    properties["region"] = plain(details.get("country_subdivision_name"))
    latitude, longitude = number(details.get("lat")), number(details.get("lng"))
    if latitude is not None and longitude is not None:
        properties["latitude"], properties["longitude"] = latitude, longitude


def _kind(record: Record, properties: Properties) -> None:
    types = [name for entry in items(record["types"]) if (name := text(entry))]
    properties["kind"] = next(iter(sorted(types, key=lambda name: (name in _LAST_TYPES, types.index(name)))), None)


def _links(record: Record, properties: Properties) -> None:
    entries = {text(entry.get("type")): entry.get("value") for entry in reversed(mappings(record["links"]))}
    properties["homepage"] = address(entries.get("website"))
    properties["wikipedia"] = address(entries.get("wikipedia"))


def _external_ids(record: Record, properties: Properties) -> None:
    """The ids in GRID and Wikidata: the preferred one, else the first."""
    for entry in mappings(record["external_ids"]):
        keys = [entry.get("preferred"), *items(entry.get("all"))]
        value = next((text_value for key in keys if (text_value := text(key))), None)
        match text(entry.get("type")):
            case "grid":
                properties["grid"] = value
            case "wikidata":
                properties["wikidata"] = value and f"https://www.wikidata.org/wiki/{value}"
            case _:
                pass


def _status(record: Record, properties: Properties) -> None:
    properties["status"] = text(record["status"])


def _established(record: Record, properties: Properties) -> None:
    properties["established"] = year_of(record["established"])


def _relations(record: Record) -> list[tuple[str, str]]:
    """ROR ids of other organisations, with the relation to each."""
    listed: list[tuple[str, str]] = []
    for entry in mappings(record.get("relationships")):
        other, relation = ror.parse(text(entry.get("id")) or ""), text(entry.get("type"))
        if other is None or relation not in _RELATIONS:
            invalid("is not a relation of ROR", dict[str, Any](entry))
        else:
            listed.append((other, relation))
    return list(dict.fromkeys(listed))


def _modified(record: Record) -> str | None:
    """The day on which ROR last changed the record."""
    return day(mapping(mapping(record.get("admin")).get("last_modified")).get("date"))


_PARTS: Final = (
    ("names", _names), ("locations", _location), ("types", _kind), ("links", _links), ("external_ids", _external_ids),
    ("status", _status), ("established", _established),
)  # fmt: skip
