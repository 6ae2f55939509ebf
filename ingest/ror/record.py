"""Organisations of the Research Organization Registry → what the graph's institutions are called and where they are.

Source: ROR, "Data structure" (schema 2.1) and "Data dump". A record of schema 1, which ended in 2025, is a reject.
"""

from collections.abc import Iterable
from typing import Any, Final

import orjson

from graphdb.ingest.registry import Organisation
from graphdb.ingest.rows import Batch, Properties
from identifiers import ror
from ingest.entities import name_properties
from ingest.fields import read
from ingest.parsing import Chunk, reject
from ingest.values import Record, Unusable, address, day, items, mapping, mappings, misfit, noting, number, plain, text
from ingest.values import year as year_of

#: The type that says most of an organisation comes first: nearly every funder is something else as well.
_LAST_TYPES: Final = ("funder", "other")
#: Relations of one organisation to another, in the words of `Institution.associated`.
_RELATIONS: Final = frozenset({"parent", "child", "related", "successor", "predecessor"})


def organisations(chunk: Chunk, batch: Batch) -> list[Organisation]:
    """The organisations of a chunk. A malformed field is left out by name, and what is no organisation is a reject."""
    listed: list[Organisation] = []
    with noting():
        for place, line in enumerate(chunk.lines, start=chunk.first):
            if line and not line.isspace():
                try:
                    listed.append(organisation(_record(line), (chunk.source, place), batch))
                except Unusable as error:
                    batch.rejects.append(reject(chunk.source, place, str(error), line))
    return listed


def _record(line: bytes) -> Record:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unusable(f"it is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    return mapping(record)


def organisation(record: Record, place: tuple[str, int], batch: Batch) -> Organisation:
    """One organisation. Raises Unusable where it is none of schema 2."""
    key = ror.parse(record["id"]) if isinstance(record.get("id"), str) else None
    if key is None:
        raise Unusable(f"its id {record.get('id')!r} is not one of ROR")
    if "names" not in record:
        raise Unusable("it is not of schema 2 of ROR: use a data dump of 2024 or later")
    batch.places[key] = place
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
    """The name to show, its acronyms, and all others: labels in the languages of the place and of others, aliases."""
    entries = mappings(record["names"])
    shown = _values(entries, "ror_display")
    if not shown:
        misfit("has no name of the type ror_display", record["names"])
        return
    properties |= name_properties("Institution", shown[0])
    acronyms = _values(entries, "acronym")
    properties["acronyms"] = acronyms or None
    others = [name for name in _values(entries, "label", "alias") if name not in {shown[0], *acronyms}]
    properties["otherNames"] = others or None


def _values(entries: Iterable[Record], *types: str) -> list[str]:
    listed = (plain(entry.get("value")) for kind in types for entry in entries if kind in items(entry.get("types")))
    return list(dict.fromkeys(value for value in listed if value))


def _location(record: Record, properties: Properties) -> None:
    """Where it is: the first of its locations."""
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
    types = [name for each in items(record["types"]) if (name := text(each))]
    properties["kind"] = next(iter(sorted(types, key=lambda name: (name in _LAST_TYPES, types.index(name)))), None)


def _links(record: Record, properties: Properties) -> None:
    entries = {text(entry.get("type")): entry.get("value") for entry in reversed(mappings(record["links"]))}
    properties["homepage"] = address(entries.get("website"))
    properties["wikipedia"] = address(entries.get("wikipedia"))


def _others(record: Record, properties: Properties) -> None:
    """What GRID and Wikidata call it: the preferred key, else the first."""
    for entry in mappings(record["external_ids"]):
        keys = [entry.get("preferred"), *items(entry.get("all"))]
        value = next((found for key in keys if (found := text(key))), None)
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
            misfit("is no relation of ROR", dict[str, Any](entry))
        else:
            listed.append((other, relation))
    return list(dict.fromkeys(listed))


def _modified(record: Record) -> str | None:
    """The day on which ROR last changed the record."""
    return day(mapping(mapping(record.get("admin")).get("last_modified")).get("date"))


_PARTS: Final = (
    ("names", _names), ("locations", _location), ("types", _kind), ("links", _links), ("external_ids", _others),
    ("status", _status), ("established", _established),
)  # fmt: skip
