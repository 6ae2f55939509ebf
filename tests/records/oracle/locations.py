"""Locations of a work."""

import json
from typing import Any, Final

from tests.records.oracle.values import Json, Plain, address, key, line, live_key, mapping, mappings, text

_VERSIONS: Final = {"publishedVersion": "PUBLISHED", "acceptedVersion": "ACCEPTED", "submittedVersion": "SUBMITTED"}


def _hosts(record: Json) -> list[Json]:
    """The venues of records before 2023, as locations."""
    hosts = [mapping(record.get("host_venue")), *mappings(record.get("alternate_host_venues"))]
    return [
        {"landing_page_url": host.get("url"), "is_oa": host.get("is_oa"), "license": host.get("license"),
         "version": host.get("version"), "source": host if host.get("id") or host.get("display_name") else None}
        for host in hosts if host
    ]  # fmt: skip


def _identity(location: Json) -> str:
    source = mapping(location.get("source"))
    values = [location.get(name) for name in ("landing_page_url", "pdf_url", "version", "raw_source_name")]
    return json.dumps([*values, source.get("id"), source.get("display_name")])


def locations(record: Json) -> list[Json]:
    """Every location once, the primary one first and the best one next."""
    primary, best = mapping(record.get("primary_location")), mapping(record.get("best_oa_location"))
    all_locations = [
        location for location in (primary, best, *mappings(record.get("locations"))) if location
    ] or _hosts(record)
    distinct = {_identity(location): location for location in all_locations}
    rows = [_location(location, _identity(location) == _identity(primary), _identity(location) == _identity(best))
            for location in distinct.values()]  # fmt: skip
    return [row for row in rows if any(row[name] for name in ("url", "pdfUrl", "venue", "rawVenueName"))]


def _location(location: Json, primary: bool, best: bool) -> Json:
    return {
        "url": address(location.get("landing_page_url")), "pdfUrl": address(location.get("pdf_url")),
        "licence": text(location.get("license")), "version": _VERSIONS.get(location.get("version") or ""),
        "isOpen": location.get("is_oa") is True, "isPrimary": primary, "isBest": best,
        "venue": live_key(mapping(location.get("source")).get("id")), "rawVenueName": raw_name(location),
        "rawType": text(location.get("raw_type")),
    }  # fmt: skip


def raw_name(location: Json) -> Any:
    """The printed venue, or the name of an unidentified one."""
    source = mapping(location.get("source"))
    if line(location.get("raw_source_name")):
        return Plain(location["raw_source_name"])
    name = None if key(source.get("id")) else source.get("display_name")
    return Plain(name) if name else None


def raw_venue(record: Json) -> Any:
    """The printed venue of the primary location."""
    hosts = _hosts(record)[:1] if record.get("host_venue") else []
    names = [raw_name(location) for location in (mapping(record.get("primary_location")), *hosts)]
    return next((name for name in names if name), None)


def venue(record: Json) -> str | None:
    """The venue of the primary location, or the host of older records."""
    source = mapping(mapping(record.get("primary_location")).get("source"))
    return live_key(source.get("id")) or live_key(mapping(record.get("host_venue")).get("id"))
