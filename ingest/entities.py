"""OpenAlex's authors, institutions, topics, concepts, sources, publishers, funders and awards → rows of the graph.

Reads full records, partial records (`select=`) and those of the autocomplete (`hint`, `external_id`).
Source: OpenAlex documentation, the entities' objects.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from graphdb.ingest.funding import award_id
from graphdb.ingest.rows import Affiliation, Batch, EntityRow, Label, Properties
from identifiers.title import title_key
from ingest import mentions, profiles
from ingest.fields import identifier, read
from ingest.keys import NO_AUTHOR, doi_of, issns_of, key, orcid_of, ror_of
from ingest.values import (
    Record,
    Unusable,
    address,
    cached_sort_key,
    day,
    invalid,
    items,
    mapping,
    mappings,
    number,
    plain,
    text,
    year,
)  # fmt: skip


def author(record: Record, batch: Batch) -> EntityRow:
    """An author with institutions and years. Raises Unusable for the placeholder."""
    if key(record.get("id")) == NO_AUTHOR:
        raise Unusable(f"{NO_AUTHOR} stands for authors without an id and is not an author")
    row = _entity("Author", record, batch)
    if orcid := identifier(orcid_of, record.get("orcid") or record.get("external_id"), "an ORCID iD"):
        row.properties["orcid"] = orcid
    return row._replace(affiliations=tuple(_affiliations(row.id, _affiliation_entries(record), batch)))


def _affiliation_entries(record: Record) -> list[Record]:
    """The affiliations, or else the last known institutions."""
    last = [record.get("last_known_institution"), *mappings(record.get("last_known_institutions"))]
    return mappings(record.get("affiliations")) or [{"institution": institution} for institution in last if institution]


def _affiliations(author_id: str, entries: Iterable[Record], batch: Batch) -> Iterable[Affiliation]:
    for entry in entries:
        institution = mentions.institution(mapping(entry.get("institution")), batch)
        years = [value for value in map(year, items(entry.get("years"))) if value is not None]
        if institution is not None:
            yield author_id, institution, min(years, default=None), max(years, default=None)


def institution(record: Record, batch: Batch) -> EntityRow:
    """An institution and its location."""
    row = _entity("Institution", record, batch)
    _add_fields(record, row, batch, (("ror", "ror", _ror), ("country_code", "country", text), ("type", "kind", text),
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
    """Degrees north and east; both None where one is missing or out of range."""
    latitude, longitude = number(geo.get("latitude")), number(geo.get("longitude"))
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:
        invalid("is not on the globe", f"{latitude}, {longitude}")
        return None, None
    return latitude, longitude


def topic(record: Record, batch: Batch) -> EntityRow:
    """A topic with the levels above it, one of those levels, or a concept of older data."""
    row = _entity("Topic", record, batch)
    row.properties["level"] = _level(row.id)
    _add_fields(record, row, batch, (("description", "description", plain), ("hint", "description", plain)))
    above = mentions.levels({name: record[name] for name in _levels_above(row.id) if name in record}, batch)
    return row._replace(broader=above)


def _level(topic_id: str) -> str:
    scheme, colon, _ = topic_id.partition(":")
    return scheme.upper() if colon else {"T": "TOPIC", "C": "CONCEPT"}[topic_id[0]]


def _levels_above(topic_id: str) -> tuple[str, ...]:
    """The fields of the record for the levels above. The record of a level also has fields for the levels below."""
    above = ("domain", "field", "subfield")
    return above[: above.index(_level(topic_id).lower())] if ":" in topic_id else above


def source(record: Record, batch: Batch) -> EntityRow:
    """A venue."""
    row = _entity("Venue", record, batch)
    _add_fields(record, row, batch, (
        ("type", "kind", text), ("homepage_url", "homepage", address), ("hint", "publisher", plain),
        ("publisher", "publisher", plain),
    ))  # fmt: skip
    # Records of 2023 have publishers without a record only in `publisher`.
    if (host := read(batch, row.id, "host_organization_name", plain, record.get("host_organization_name"))) is not None:
        row.properties["publisher"] = host
    mentions.publishers(record, batch)
    if {"issn", "issn_l", "external_id"} & record.keys():
        row.properties["issn"] = issns_of(record.get("issn"), record.get("issn_l") or record.get("external_id"))
    issn = row.properties.get("issn")
    return row._replace(names=tuple(f"issn:{number}" for number in issn) if isinstance(issn, list) else ())


def publisher(record: Record, batch: Batch) -> EntityRow:
    """A publisher with its parent."""
    row = _entity("Publisher", record, batch)
    _add_fields(record, row, batch, (("homepage_url", "homepage", address),))
    parent_value = record.get("parent_publisher")
    parent_record: Record = {"id": parent_value} if isinstance(parent_value, str) else mapping(parent_value)
    if (parent_id := key(parent_record.get("id"))) is not None and parent_id[0] == "P":
        mentions.publisher(parent_id, parent_record.get("display_name"), None, batch)
        row.properties["parentId"] = parent_id
    return row


def funder(record: Record, batch: Batch) -> EntityRow:
    """A funder."""
    row = _entity("Funder", record, batch)
    _add_fields(record, row, batch, (("homepage_url", "homepage", address), ("country_code", "country", text),
                                   ("description", "description", plain)))  # fmt: skip
    return row


def award(record: Record, batch: Batch) -> EntityRow:
    """An award, under the id that follows from funder and number, because works often have only these."""
    row = _entity("Award", record, batch)
    funder_record: Record = mapping(record.get("funder"))
    funder_id = key(funder_record.get("id"))
    row.properties["openalex"] = row.id
    if funder_id is not None and funder_id[0] == "F":
        mentions.funder(funder_id, funder_record.get("display_name"), batch)
        row.properties["funderId"] = funder_id
    _add_fields(record, row, batch, _AWARD)
    number = text(record.get("funder_award_id"))
    if number is not None:
        row.properties["number"] = number
        row.properties.update(name_properties("Award", number) | row.properties)
    award_key = award_id(funder_id, number, row.id) or row.id
    return row._replace(id=award_key, names=(row.id,) if award_key != row.id else ())


def _person(value: Any) -> str | None:
    """The name of an investigator."""
    person: Record = mapping(value)
    names = (plain(person.get(name)) for name in ("given_name", "family_name"))
    return " ".join(filter(None, names)) or None


def _amount(value: Any) -> float | None:
    amount = number(value)
    return amount if amount is None or amount >= 0 else invalid("is less than nothing", value)


#: Fields of an award that become one property each.
_AWARD: Final[tuple[tuple[str, str, Callable[[Any], Any]], ...]] = (
    ("description", "description", plain), ("funding_type", "kind", text), ("funder_scheme", "scheme", plain),
    ("amount", "amount", _amount), ("currency", "currency", text), ("start_date", "startsOn", day),
    ("end_date", "endsOn", day), ("start_year", "startYear", year), ("end_year", "endYear", year),
    ("doi", "doi", lambda value: identifier(doi_of, value, "a DOI")), ("landing_page_url", "url", address),
    ("lead_investigator", "leadInvestigator", _person),
)  # fmt: skip


def _entity(label: Label, record: Record, batch: Batch) -> EntityRow:
    """The row with the fields that all entities have."""
    entity_id = key(record.get("id"))
    if entity_id is None:
        raise Unusable(f"its id {record.get('id')!r} is not one of OpenAlex")
    properties: Properties = {}
    if (name := plain(record.get("display_name"))) is not None:
        properties = name_properties(label, name)
        # A record without a name creates no node and adds nothing to an existing one.
        profiles.describe(label, entity_id, record, properties, batch)
    updated = batch.date or None
    if updated is not None:
        properties["updated"] = updated
    return EntityRow(label, entity_id, properties, is_record=True, updated=updated)


def name_properties(label: Label, name: str) -> Properties:
    """A name, and the keys by which it is found and sorted."""
    keyed: Properties = {"nameKey": title_key(name) or None} if label == "Topic" else {}
    return {"name": name, "sortName": cached_sort_key(name), **keyed}


def _add_fields(
    record: Record, row: EntityRow, batch: Batch, fields: tuple[tuple[str, str, Callable[[Any], Any]], ...]
) -> None:
    """Add the property of each field that the record has: (field, property, reader)."""
    for field, name, reader in fields:
        if field in record:
            row.properties[name] = read(batch, row.id, field, reader, record[field])
