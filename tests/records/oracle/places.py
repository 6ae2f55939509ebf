"""Places where a work can be read."""

import json
from typing import Any, Final

from tests.records.oracle.values import Json, Plain, address, key, line, listed, live, mapping, text

_VERSIONS: Final = {"publishedVersion": "PUBLISHED", "acceptedVersion": "ACCEPTED", "submittedVersion": "SUBMITTED"}


def _hosts(record: Json) -> list[Json]:
    """The venues of records before 2023, as locations."""
    hosts = [mapping(record.get("host_venue")), *listed(record.get("alternate_host_venues"))]
    return [
        {"landing_page_url": host.get("url"), "is_oa": host.get("is_oa"), "license": host.get("license"),
         "version": host.get("version"), "source": host if host.get("id") or host.get("display_name") else None}
        for host in hosts if host
    ]  # fmt: skip


def _identity(place: Json) -> str:
    source = mapping(place.get("source"))
    return json.dumps([place.get("landing_page_url"), place.get("pdf_url"), place.get("version"), source.get("id"),
                       source.get("display_name"), place.get("raw_source_name")])  # fmt: skip


def locations(record: Json) -> list[Json]:
    """Every place once, the primary one first and the best one next."""
    primary, best = mapping(record.get("primary_location")), mapping(record.get("best_oa_location"))
    places = [place for place in (primary, best, *listed(record.get("locations"))) if place] or _hosts(record)
    distinct = {_identity(place): place for place in places}
    rows = [_location(place, _identity(place) == _identity(primary), _identity(place) == _identity(best))
            for place in distinct.values()]  # fmt: skip
    return [row for row in rows if any(row[name] for name in ("url", "pdfUrl", "venue", "rawVenueName"))]


def _location(place: Json, primary: bool, best: bool) -> Json:
    return {
        "url": address(place.get("landing_page_url")), "pdfUrl": address(place.get("pdf_url")),
        "licence": text(place.get("license")), "version": _VERSIONS.get(place.get("version") or ""),
        "isOpen": place.get("is_oa") is True, "isPrimary": primary, "isBest": best,
        "venue": live(mapping(place.get("source")).get("id")), "rawVenueName": raw_name(place),
        "rawType": text(place.get("raw_type")),
    }  # fmt: skip


def raw_name(place: Json) -> Any:
    """The venue as printed; where no venue is identified, its name."""
    source = mapping(place.get("source"))
    if line(place.get("raw_source_name")):
        return Plain(place["raw_source_name"])
    name = None if key(source.get("id")) else source.get("display_name")
    return Plain(name) if name else None


def raw_venue(record: Json) -> Any:
    """The printed venue of the primary place."""
    hosts = _hosts(record)[:1] if record.get("host_venue") else []
    named = [raw_name(place) for place in (mapping(record.get("primary_location")), *hosts)]
    return next((name for name in named if name), None)


def venue(record: Json) -> str | None:
    """The venue of the primary place, or the host of older records."""
    source = mapping(mapping(record.get("primary_location")).get("source"))
    return live(source.get("id")) or live(mapping(record.get("host_venue")).get("id"))
