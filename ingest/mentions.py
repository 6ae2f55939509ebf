"""Mentions in a work: authors, institutions, topics, venues, publishers and funders by id and name.

Several mentions of an entity are merged (`graphdb.ingest.rows.merge_rows`): each fact is that of the newest work in any
order of ingest, and the entity's record takes precedence. Works repeat the same venues, topics and institutions, so
each distinct mention is read once per batch.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import orjson

from graphdb.ingest.rows import About, Batch, EntityRow, Properties, merge_rows
from ingest.fields import identifier
from ingest.keys import issns_of, key, keys_of, live_key, orcid_of, ror_of
from ingest.values import Record, count_invalid_values, items, mapping, mappings, number, plain, text

#: The levels above topics, from the top: field of the record, and level in the graph.
_LEVELS: Final = (("domain", "DOMAIN"), ("field", "FIELD"), ("subfield", "SUBFIELD"))


def author(authorship: Record, printed: str | None, fallback_id: str, batch: Batch) -> str:
    """The id of the author at one place of a byline, with the printed name.

    An author whom OpenAlex has not identified gets the id of the place, such as `author:w123.4`: the same printed name
    on two works can mean two people.
    """
    person: Record = mapping(authorship.get("author"))
    name, orcid = profile_name(authorship), person.get("orcid")
    author_id = live_key(person.get("id"))
    if author_id is None:
        author_id, name = fallback_id, printed or name
    name = name or printed
    wording = (author_id, name, orcid)
    if _is_new(batch, wording):
        properties: Properties = {"name": name, "orcid": identifier(orcid_of, orcid, "an ORCID iD")}
        _mention(batch, wording, EntityRow("Author", author_id, properties))
    return author_id


def profile_name(authorship: Record) -> str | None:
    """The name in the profile of the author at one place of a byline."""
    return plain(mapping(authorship.get("author")).get("display_name"))


def institutions(records: Any, batch: Batch) -> list[str]:
    """The ids of the identified institutions at one place of a byline."""
    return keys_of([institution(record, batch) for record in mappings(records)])


def institution(record: Record, batch: Batch) -> str | None:
    """The id of a mentioned institution; None when it is not identified."""
    institution_id = live_key(record.get("id"))
    if institution_id is not None:
        _mention_once(_institution, institution_id, record, batch)
    return institution_id


def _institution(institution_id: str, record: Record, batch: Batch) -> None:
    values = record.get("display_name"), record.get("ror"), record.get("country_code"), record.get("type")
    lineage = tuple(items(record.get("lineage")))
    wording = (institution_id, *values, lineage)
    if _is_new(batch, wording):
        name, ror, country, kind = values
        properties: Properties = {
            "name": plain(name), "ror": identifier(ror_of, ror, "a ROR id"), "country": text(country),
            "kind": text(kind), "lineage": [other for other in keys_of(lineage) if other != institution_id] or None,
        }  # fmt: skip
        _mention(batch, wording, EntityRow("Institution", institution_id, properties))


def topics(records: list[Record], first: str | None, batch: Batch) -> list[About]:
    """The topics of 2024 and later, each once, with the levels above them."""
    entries: dict[str, About] = {}
    for record in records:
        topic_id = key(record.get("id"))
        if topic_id is not None and topic_id not in entries:
            level_id = levels(record, batch)
            wording = (topic_id, record.get("display_name"), level_id)
            if _is_new(batch, wording):
                properties: Properties = {"name": plain(record.get("display_name")), "level": "TOPIC"}
                _mention(batch, wording, EntityRow("Topic", topic_id, properties, broader=level_id))
            entries[topic_id] = [topic_id, number(record.get("score")) or 0.0, topic_id == first]
    return list(entries.values())


def levels(record: Record, batch: Batch) -> str | None:
    """Mention the domain, field and subfield of the record; returns the id of the lowest."""
    above: str | None = None
    for field, level in _LEVELS:
        named: Record = mapping(record.get(field))
        topic_id = key(named.get("id"))
        if topic_id is not None:
            wording = (topic_id, named.get("display_name"), above)
            if _is_new(batch, wording):
                properties: Properties = {"name": plain(named.get("display_name")), "level": level}
                _mention(batch, wording, EntityRow("Topic", topic_id, properties, broader=above))
            above = topic_id
    return above


def concepts(records: Any, batch: Batch) -> list[About]:
    """The concepts of older data; none is the primary topic."""
    entries: dict[str, About] = {}
    for record in mappings(records):
        topic_id = key(record.get("id"))
        if topic_id is not None and topic_id not in entries:
            wording = (topic_id, record.get("display_name"))
            if _is_new(batch, wording):
                properties: Properties = {"name": plain(record.get("display_name")), "level": "CONCEPT"}
                _mention(batch, wording, EntityRow("Topic", topic_id, properties))
            entries[topic_id] = [topic_id, number(record.get("score")) or 0.0, False]
    return list(entries.values())


def venue(source: Record, batch: Batch) -> str | None:
    """The id of the venue of a location or `host_venue`; None when it is not identified."""
    venue_id = live_key(source.get("id"))
    if venue_id is not None:
        _mention_once(_venue, venue_id, source, batch)
    return venue_id


def _venue(venue_id: str, source: Record, batch: Batch) -> None:
    issn = issns_of(source.get("issn"), source.get("issn_l"))
    publisher = source.get("host_organization_name") or source.get("publisher")
    host = publishers(source, batch)
    wording = (venue_id, source.get("display_name"), tuple(issn), publisher, source.get("type"), host)
    if _is_new(batch, wording):
        properties: Properties = {
            "name": plain(source.get("display_name")), "issn": issn or None, "kind": text(source.get("type")),
            "publisher": plain(publisher), "publisherId": host,
        }  # fmt: skip
        names = tuple(f"issn:{number}" for number in issn)
        _mention(batch, wording, EntityRow("Venue", venue_id, properties, names=names))


def publishers(source: Record, batch: Batch) -> str | None:
    """Mention the publisher of a venue and its parent; returns its id, or that of the institution that hosts the venue.

    `host_organization_lineage` begins with the publisher in some records and ends with it in others, so its order does
    not identify the parent; only a lineage of two does.
    """
    host = key(source.get("host_organization")) or key(source.get("publisher_id"))
    if host is not None and host[0] == "P":
        name = source.get("host_organization_name") or source.get("publisher")
        parent_id = _parent(source, host, batch)
        publisher(host, name, parent_id, batch)
    return host


def publisher(publisher_id: str, name: Any, parent_id: str | None, batch: Batch) -> None:
    """Mention a publisher with the id of its parent."""
    wording = (publisher_id, name, parent_id)
    if _is_new(batch, wording):
        _mention(batch, wording, EntityRow("Publisher", publisher_id, {"name": plain(name), "parentId": parent_id}))


def funder(funder_id: str, name: Any, batch: Batch) -> None:
    """Mention the funder of an award; those of works are in their funding properties (`graphdb.ingest.funding`)."""
    wording = (funder_id, name)
    if _is_new(batch, wording):
        _mention(batch, wording, EntityRow("Funder", funder_id, {"name": plain(name)}))


def _parent(source: Record, host: str, batch: Batch) -> str | None:
    lineage = [
        key(entry) for entry in items(source.get("host_organization_lineage") or source.get("publisher_lineage"))
    ]
    names = items(source.get("host_organization_lineage_names") or source.get("publisher_lineage_names"))
    parents = [
        (entry, names[index] if len(names) == len(lineage) else None)
        for index, entry in enumerate(lineage)
        if entry and entry != host and entry[0] == "P"
    ]
    if len(parents) != 1:
        return None
    publisher_id, name = parents[0]
    publisher(publisher_id, name, None, batch)
    return publisher_id


def _mention_once(mention: Callable[[str, Record, Batch], None], node: str, record: Record, batch: Batch) -> None:
    """Mention what the object names, unless the batch has an equal object of a record that is as new. One with invalid
    values is read each time, so that every record reports them."""
    try:
        content = orjson.dumps(record)
    except TypeError:  # half of a surrogate pair
        mention(node, record, batch)
        return
    date = batch.repeated.get(content)
    if date is not None and batch.date <= date:
        return
    count_before = count_invalid_values()
    mention(node, record, batch)
    if count_invalid_values() == count_before:
        batch.repeated[content] = batch.date


def _is_new(batch: Batch, wording: tuple[object, ...]) -> bool:
    """Whether the batch has no such mention yet. An existing one gets the date of the current record, if newer."""
    try:
        row = batch.seen.get(wording)
    except TypeError:  # a list or an object in place of text, which the reader reports
        return True
    if row is not None and batch.date > (row.dates or {}).get("broader", ""):
        _mention(batch, wording, row)
    return row is None


def _mention(batch: Batch, wording: tuple[object, ...], row: EntityRow) -> None:
    """Add the mention with the date of the current record."""
    row = row._replace(dates=dict.fromkeys((*row.properties, "broader"), batch.date))
    with suppress(TypeError):
        batch.seen[wording] = row
    existing = batch.mentions.get(row.id)
    batch.mentions[row.id] = row if existing is None else merge_rows(existing, row)
