"""Locations of a work: page, PDF, licence, version and venue of each.

The property `locations` of a paper holds a JSON object for each; `graphdb.ingest.locations` creates the nodes. Source:
OpenAlex documentation, location object; `host_venue` and `alternate_host_venues` are its form before 2023.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

import orjson

from graphdb.ingest.locations import PARTIAL
from graphdb.ingest.rows import Batch, Properties
from identifiers import address as addresses
from ingest import mentions
from ingest.keys import key, live_key
from ingest.values import Record, address, boolean, invalid, mapping, mappings, plain, text

VERSIONS: Final = {
    "publishedVersion": "PUBLISHED", "acceptedVersion": "ACCEPTED", "submittedVersion": "SUBMITTED",
}  # fmt: skip


def listed_locations(record: Record) -> list[Record]:
    """The locations of the record, the primary one first, each once."""
    primary_records = [mapping(record.get(name)) for name in ("host_venue", "primary_location", "best_oa_location")]
    hosts = [_location(host) for host in (primary_records[0], *mappings(record.get("alternate_host_venues"))) if host]
    locations = [*filter(None, primary_records[1:]), *mappings(record.get("locations"))] or hosts
    keys = [_key(location) for location in locations]
    try:
        return list(dict(zip(keys, locations, strict=True)).values())
    except TypeError:  # a list or an object in place of text
        texts = [orjson.dumps(key, option=orjson.OPT_SORT_KEYS) for key in keys]
        return list(dict(zip(texts, locations, strict=True)).values())


def mention_venues(record: Record, batch: Batch) -> None:
    """Mention the venue of every location."""
    for location in listed_locations(record):
        mentions.venue(mapping(location.get("source")), batch)


def read_locations(record: Record, properties: Properties) -> None:
    """Set `locations`. A partial record (`select=`) can have only the primary location."""
    primary, best = _key(mapping(record.get("primary_location"))), _key(mapping(record.get("best_oa_location")))
    locations = listed_locations(record)
    entries = [_entry(location, _key(location) == primary, _key(location) == best) for location in locations]
    stored = [entry for entry in entries if _NAMES & entry.keys()]
    if stored and "locations" not in record:
        stored[0] |= PARTIAL
    properties["locations"] = [orjson.dumps(entry, option=orjson.OPT_SORT_KEYS).decode() for entry in stored] or None


#: With a cache, because the landing page of a location is often the page of another one.
_address_key: Final = lru_cache(maxsize=4_096)(addresses.key)
#: An entry with none of these is not stored.
_NAMES: Final = {"url", "pdfUrl", "venue", "rawVenueName"}


def _entry(location: Record, primary: bool, best: bool) -> dict[str, Any]:
    source: Record = mapping(location.get("source"))
    url, pdf = address(location.get("landing_page_url")), address(location.get("pdf_url"))
    entry = {
        "url": url,
        "key": url and _address_key(url),
        "pdfUrl": pdf,
        "pdfKey": pdf and _address_key(pdf),
        "licence": text(location.get("license")),
        "version": _version(location.get("version")),
        "rawVenueName": raw_name(location),
        "rawType": text(location.get("raw_type")),
        "venue": live_key(source.get("id")),
        "isOpen": boolean(location.get("is_oa")) is True,
        "isPrimary": primary,
        "isBest": best,
    }
    return {name: value for name, value in entry.items() if value is not None}


def _version(value: Any) -> str | None:
    """The version in the schema's vocabulary."""
    name = text(value)
    return None if name is None else VERSIONS.get(name) or invalid("is not a version", value)


def raw_name(location: Record) -> str | None:
    """The venue as printed in the metadata of the work, or the name of a venue that OpenAlex has not identified."""
    source: Record = mapping(location.get("source"))
    printed = plain(location.get("raw_source_name"))
    return printed or (None if key(source.get("id")) else plain(source.get("display_name")))


def _key(location: Record) -> tuple[Any, ...]:
    """The values that distinguish two locations."""
    source: Record = mapping(location.get("source"))
    venue = source.get("id"), source.get("display_name"), location.get("raw_source_name")
    return location.get("landing_page_url"), location.get("pdf_url"), location.get("version"), venue


def _location(host: Record) -> Record:
    """A venue in the form before 2023 as a location."""
    return {
        "landing_page_url": host.get("url"), "is_oa": host.get("is_oa"), "license": host.get("license"),
        "version": host.get("version"), "source": host if host.get("id") or host.get("display_name") else None,
    }  # fmt: skip


def _raw_venue_name(record: Record, properties: Properties) -> None:
    names = (raw_name(location) for location in _primary_locations(record))
    properties["rawVenueName"] = next(filter(None, names), None)


def _primary_locations(record: Record) -> Iterable[Record]:
    host = record.get("host_venue")
    return filter(None, (record.get("primary_location"), _location(host) if host else None))


#: Field of the record → its reader, as in `ingest.works`.
PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("primary_location", read_locations), ("host_venue", read_locations), ("locations", read_locations),
    ("primary_location", _raw_venue_name), ("host_venue", _raw_venue_name),
)  # fmt: skip
