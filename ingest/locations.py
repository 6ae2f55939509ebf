"""Where a work can be read: every place with its page, PDF, licence, version and venue.

A paper holds its places as `locations`, one JSON object each; `graphdb.ingest.locations` makes nodes of them. Source:
OpenAlex documentation, location object; `host_venue` and `alternate_host_venues` are its form before 2023.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import orjson

from graphdb.ingest.locations import PARTIAL
from graphdb.ingest.rows import Batch, Properties
from identifiers import address as addresses
from ingest import mentions
from ingest.keys import key, live_key
from ingest.values import Record, address, mapping, mappings, mark, misfit, plain, text

VERSIONS: Final = {
    "publishedVersion": "PUBLISHED", "acceptedVersion": "ACCEPTED", "submittedVersion": "SUBMITTED",
}  # fmt: skip


def listed(record: Record) -> list[Record]:
    """The places that the record names, the primary one first, each once."""
    named = [mapping(record.get(name)) for name in ("host_venue", "primary_location", "best_oa_location")]
    hosts = [_location(host) for host in (named[0], *mappings(record.get("alternate_host_venues"))) if host]
    locations = [*filter(None, named[1:]), *mappings(record.get("locations"))] or hosts
    return list({orjson.dumps(_key(place), option=orjson.OPT_SORT_KEYS): place for place in locations}.values())


def mention(record: Record, batch: Batch) -> None:
    """Mention the venue of every place."""
    for place in listed(record):
        mentions.venue(mapping(place.get("source")), batch)


def read_locations(record: Record, properties: Properties) -> None:
    """Every place; a record that is only a part of one (`select=`) may name the primary place alone."""
    primary, best = _key(mapping(record.get("primary_location"))), _key(mapping(record.get("best_oa_location")))
    entries = [_entry(place, _key(place) == primary, _key(place) == best) for place in listed(record)]
    named = [entry for entry in entries if _NAMES & entry.keys()]
    if named and "locations" not in record:
        named[0] |= PARTIAL
    properties["locations"] = [orjson.dumps(entry, option=orjson.OPT_SORT_KEYS).decode() for entry in named] or None


#: An entry that has none of these says of no place.
_NAMES: Final = {"url", "pdfUrl", "venue", "rawVenueName"}


def _entry(place: Record, primary: bool, best: bool) -> dict[str, Any]:
    source: Record = mapping(place.get("source"))
    url, pdf = address(place.get("landing_page_url")), address(place.get("pdf_url"))
    entry = {
        "url": url,
        "key": url and addresses.key(url),
        "pdfUrl": pdf,
        "pdfKey": pdf and addresses.key(pdf),
        "licence": text(place.get("license")),
        "version": _version(place.get("version")),
        "rawVenueName": raw_name(place),
        "rawType": text(place.get("raw_type")),
        "venue": live_key(source.get("id")),
        "isOpen": mark(place.get("is_oa")) is True,
        "isPrimary": primary,
        "isBest": best,
    }
    return {name: value for name, value in entry.items() if value is not None}


def _version(value: Any) -> str | None:
    """The version of the schema that the value names."""
    named = text(value)
    return None if named is None else VERSIONS.get(named) or misfit("is no version", value)


def raw_name(place: Record) -> str | None:
    """The venue as the work's own metadata print it, or where OpenAlex has not identified it."""
    source: Record = mapping(place.get("source"))
    printed = plain(place.get("raw_source_name"))
    return printed or (None if key(source.get("id")) else plain(source.get("display_name")))


def _key(place: Record) -> tuple[Any, ...]:
    """What tells a place from another."""
    source: Record = mapping(place.get("source"))
    venue = source.get("id"), source.get("display_name"), place.get("raw_source_name")
    return place.get("landing_page_url"), place.get("pdf_url"), place.get("version"), venue


def _location(host: Record) -> Record:
    """A venue of the older form as a location."""
    return {
        "landing_page_url": host.get("url"), "is_oa": host.get("is_oa"), "license": host.get("license"),
        "version": host.get("version"), "source": host if host.get("id") or host.get("display_name") else None,
    }  # fmt: skip


def _printed(record: Record, properties: Properties) -> None:
    found = (raw_name(place) for place in _firsts(record))
    properties["rawVenueName"] = next(filter(None, found), None)


def _firsts(record: Record) -> Iterable[Record]:
    host = record.get("host_venue")
    return filter(None, (record.get("primary_location"), _location(host) if host else None))


#: Field of the record → its reader, as in `ingest.works`.
PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("primary_location", read_locations), ("host_venue", read_locations), ("locations", read_locations),
    ("primary_location", _printed), ("host_venue", _printed),
)  # fmt: skip
