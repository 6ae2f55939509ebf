"""OpenAlex's authors, institutions, topics, concepts, sources, publishers, funders and awards → rows of the graph.

Read in full, as `select=` returns them in part, and as its autocomplete returns them (`hint`, `external_id`).
Source: OpenAlex documentation, the entities' objects.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from graphdb.ingest.funding import award_id
from graphdb.ingest.rows import Affiliation, Batch, EntityRow, Label, Properties
from identifiers.title import title_key
from ingest import mentions, profiles
from ingest.fields import identifier, read
from ingest.keys import NOBODY, doi_of, issns_of, key, orcid_of, ror_of
from ingest.values import (
    Record,
    Unusable,
    address,
    day,
    items,
    mapping,
    mappings,
    misfit,
    number,
    plain,
    sorted_as,
    text,
    year,
)  # fmt: skip


def author(record: Record, batch: Batch) -> EntityRow:
    """An author, with the institutions and years that the record gives. Raises Unusable for the placeholder."""
    if key(record.get("id")) == NOBODY:
        raise Unusable(f"{NOBODY} stands for authors without an id and is no author")
    row = _entity("Author", record, batch)
    if orcid := identifier(orcid_of, record.get("orcid") or record.get("external_id"), "an ORCID iD"):
        row.properties["orcid"] = orcid
    return row._replace(affiliations=tuple(_affiliations(row.id, _places(record), batch)))


def _places(record: Record) -> list[Record]:
    """The affiliations; of a record that has none, the institutions that it names as the last known."""
    last = [record.get("last_known_institution"), *mappings(record.get("last_known_institutions"))]
    return mappings(record.get("affiliations")) or [{"institution": place} for place in last if place]


def _affiliations(found: str, listed: Iterable[Record], batch: Batch) -> Iterable[Affiliation]:
    for entry in listed:
        institution = mentions.institution(mapping(entry.get("institution")), batch)
        years = [value for value in map(year, items(entry.get("years"))) if value is not None]
        if institution is not None:
            yield found, institution, min(years, default=None), max(years, default=None)


def institution(record: Record, batch: Batch) -> EntityRow:
    """An institution and where it is."""
    row = _entity("Institution", record, batch)
    _take(record, row, batch, (("ror", "ror", _ror), ("country_code", "country", text), ("type", "kind", text),
                                   ("homepage_url", "homepage", address)))  # fmt: skip
    if "external_id" in record:
        row.properties["ror"] = _ror(record["external_id"])
    if "geo" in record:
        geo: Record = mapping(record["geo"])
        row.properties["city"] = plain(geo.get("city"))
        row.properties["latitude"], row.properties["longitude"] = _position(geo)
    return row


def _ror(value: object) -> str | None:
    return identifier(ror_of, value, "a ROR id")


def _position(geo: Record) -> tuple[float | None, float | None]:
    """Degrees north and east; neither where one is missing or off the globe."""
    latitude, longitude = number(geo.get("latitude")), number(geo.get("longitude"))
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:
        misfit("is not on the globe", f"{latitude}, {longitude}")
        return None, None
    return latitude, longitude


def topic(record: Record, batch: Batch) -> EntityRow:
    """A topic with the levels above it, or one of those levels, or a concept of older data."""
    row = _entity("Topic", record, batch)
    row.properties["level"] = _level(row.id)
    _take(record, row, batch, (("description", "description", plain), ("hint", "description", plain)))
    above = mentions.levels({name: record[name] for name in _above(row.id) if name in record}, batch)
    return row._replace(broader=above)


def _level(found: str) -> str:
    scheme, colon, _ = found.partition(":")
    return scheme.upper() if colon else {"T": "TOPIC", "C": "CONCEPT"}[found[0]]


def _above(found: str) -> tuple[str, ...]:
    """The fields that name what is above it: a field's record names its subfields too, which are below."""
    above = ("domain", "field", "subfield")
    return above[: above.index(_level(found).lower())] if ":" in found else above


def source(record: Record, batch: Batch) -> EntityRow:
    """A venue."""
    row = _entity("Venue", record, batch)
    _take(record, row, batch, (
        ("type", "kind", text), ("homepage_url", "homepage", address), ("hint", "publisher", plain),
        ("publisher", "publisher", plain),
    ))  # fmt: skip
    # Records of 2023 name publishers that have no record of their own in `publisher` alone.
    if (host := read(batch, row.id, "host_organization_name", plain, record.get("host_organization_name"))) is not None:
        row.properties["publisher"] = host
    mentions.publishers(record, batch)
    if {"issn", "issn_l", "external_id"} & record.keys():
        row.properties["issn"] = issns_of(record.get("issn"), record.get("issn_l") or record.get("external_id"))
    issn = row.properties.get("issn")
    return row._replace(names=tuple(f"issn:{number}" for number in issn) if isinstance(issn, list) else ())


def publisher(record: Record, batch: Batch) -> EntityRow:
    """A publisher, with the one that it is part of."""
    row = _entity("Publisher", record, batch)
    _take(record, row, batch, (("homepage_url", "homepage", address),))
    parent = record.get("parent_publisher")
    name_properties: Record = {"id": parent} if isinstance(parent, str) else mapping(parent)
    if (above := key(name_properties.get("id"))) is not None and above[0] == "P":
        mentions.publisher(above, name_properties.get("display_name"), None, batch)
        row.properties["parentId"] = above
    return row


def funder(record: Record, batch: Batch) -> EntityRow:
    """A funder."""
    row = _entity("Funder", record, batch)
    _take(record, row, batch, (("homepage_url", "homepage", address), ("country_code", "country", text),
                                   ("description", "description", plain)))  # fmt: skip
    return row


def award(record: Record, batch: Batch) -> EntityRow:
    """An award, under the id that works which name its funder and number alone give it."""
    row = _entity("Award", record, batch)
    paid: Record = mapping(record.get("funder"))
    funder_id = key(paid.get("id"))
    row.properties["openalex"] = row.id
    if funder_id is not None and funder_id[0] == "F":
        mentions.funder(funder_id, paid.get("display_name"), batch)
        row.properties["funderId"] = funder_id
    _take(record, row, batch, _AWARD)
    number = text(record.get("funder_award_id"))
    if number is not None:
        row.properties["number"] = number
        row.properties.update(name_properties("Award", number) | row.properties)
    found = award_id(funder_id, number, row.id) or row.id
    return row._replace(id=found, names=(row.id,) if found != row.id else ())


def _person(value: Any) -> str | None:
    """The name of an investigator."""
    person: Record = mapping(value)
    names = (plain(person.get(name)) for name in ("given_name", "family_name"))
    return " ".join(filter(None, names)) or None


def _amount(value: Any) -> float | None:
    found = number(value)
    return found if found is None or found >= 0 else misfit("is less than nothing", value)


#: Fields of an award that become one property each.
_AWARD: Final[tuple[tuple[str, str, Callable[[Any], Any]], ...]] = (
    ("description", "description", plain), ("funding_type", "kind", text), ("funder_scheme", "scheme", plain),
    ("amount", "amount", _amount), ("currency", "currency", text), ("start_date", "startsOn", day),
    ("end_date", "endsOn", day), ("start_year", "startYear", year), ("end_year", "endYear", year),
    ("doi", "doi", lambda value: identifier(doi_of, value, "a DOI")), ("landing_page_url", "url", address),
    ("lead_investigator", "leadInvestigator", _person),
)  # fmt: skip


def _entity(label: Label, record: Record, batch: Batch) -> EntityRow:
    """What the records of all entities have in common."""
    found = key(record.get("id"))
    if found is None:
        raise Unusable(f"its id {record.get('id')!r} is not one of OpenAlex")
    properties: Properties = {}
    if (name := plain(record.get("display_name"))) is not None:
        properties = name_properties(label, name)
        # A record without a name only counts, and makes no node: where the node is there, it says nothing either.
        profiles.describe(label, found, record, properties, batch)
    updated = batch.date or None
    if updated is not None:
        properties["updated"] = updated
    return EntityRow(label, found, properties, own=True, updated=updated)


def name_properties(label: Label, name: str) -> Properties:
    """A name, and the properties by which it is found and put in order."""
    keyed: Properties = {"nameKey": title_key(name) or None} if label == "Topic" else {}
    return {"name": name, "sortName": sorted_as(name), **keyed}


def _take(
    record: Record, row: EntityRow, batch: Batch, wanted: tuple[tuple[str, str, Callable[[Any], Any]], ...]
) -> None:
    """Each property for which the record carries the field, read by its reader."""
    for field, name, reader in wanted:
        if field in record:
            row.properties[name] = read(batch, row.id, field, reader, record[field])
