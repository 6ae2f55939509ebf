"""What a work says of others: authors, institutions, topics and venues by id and name.

Several mentions of one thing are joined (`graphdb.ingest.rows.joined`): each fact is that of the newest work, in any
order, and the thing's own record stands above them all. The same venue, topic or institution comes again and again with
the same words, so each wording is read once a batch.
"""

from contextlib import suppress
from typing import Any, Final

from graphdb.ingest.rows import About, Batch, EntityRow, Properties, merge_rows
from ingest.fields import identifier
from ingest.keys import issns_of, key, keys_of, live_key, orcid_of, ror_of
from ingest.values import Record, items, mapping, mappings, number, plain, text

#: The levels above topics, from the top: the field of the record that names each, and what the graph calls it.
_LEVELS: Final = (("domain", "DOMAIN"), ("field", "FIELD"), ("subfield", "SUBFIELD"))


def author(authorship: Record, printed: str | None, place: str, batch: Batch) -> str:
    """The author of one place of a byline, printed there as `printed`.

    Whom OpenAlex has not identified stands for this place alone, under its id, as `author:w123.4`: two works that print
    the same name may mean two people.
    """
    person: Record = mapping(authorship.get("author"))
    name, orcid = profile_name(authorship), person.get("orcid")
    found = live_key(person.get("id"))
    if found is None:
        found, name = place, printed or name
    name = name or printed
    words = (found, name, orcid)
    if _is_new(batch, words):
        said: Properties = {"name": name, "orcid": identifier(orcid_of, orcid, "an ORCID iD")}
        _mention(batch, words, EntityRow("Author", found, said))
    return found


def profile_name(authorship: Record) -> str | None:
    """The name of the author whom one place of a byline means, as the author's own record writes it."""
    return plain(mapping(authorship.get("author")).get("display_name"))


def institutions(listed: Any, batch: Batch) -> list[str]:
    """The institutions of one place of a byline. Affiliations that OpenAlex has not identified are no institutions."""
    return keys_of([institution(named, batch) for named in mappings(listed)])


def institution(named: Record, batch: Batch) -> str | None:
    """An institution as others name it; None when it is not identified."""
    found = live_key(named.get("id"))
    said = named.get("display_name"), named.get("ror"), named.get("country_code"), named.get("type")
    above = tuple(items(named.get("lineage")))
    words = (found, *said, above)
    if found is not None and _is_new(batch, words):
        name, ror, country, kind = said
        described: Properties = {
            "name": plain(name), "ror": identifier(ror_of, ror, "a ROR id"), "country": text(country),
            "kind": text(kind), "lineage": [other for other in keys_of(above) if other != found] or None,
        }  # fmt: skip
        _mention(batch, words, EntityRow("Institution", found, described))
    return found


def topics(listed: list[Record], first: str | None, batch: Batch) -> list[About]:
    """The topics of 2024 and later, each once, with the levels above them."""
    entries: dict[str, About] = {}
    for named in listed:
        found = key(named.get("id"))
        if found is not None and found not in entries:
            above = levels(named, batch)
            words = (found, named.get("display_name"), above)
            if _is_new(batch, words):
                said: Properties = {"name": plain(named.get("display_name")), "level": "TOPIC"}
                _mention(batch, words, EntityRow("Topic", found, said, broader=above))
            entries[found] = [found, number(named.get("score")) or 0.0, found == first]
    return list(entries.values())


def levels(record: Record, batch: Batch) -> str | None:
    """Mention the domain, field and subfield that the record names; the lowest of them."""
    above: str | None = None
    for field, level in _LEVELS:
        named: Record = mapping(record.get(field))
        found = key(named.get("id"))
        if found is not None:
            words = (found, named.get("display_name"), above)
            if _is_new(batch, words):
                said: Properties = {"name": plain(named.get("display_name")), "level": level}
                _mention(batch, words, EntityRow("Topic", found, said, broader=above))
            above = found
    return above


def concepts(listed: Any, batch: Batch) -> list[About]:
    """The concepts of older data. None of them is the first."""
    entries: dict[str, About] = {}
    for named in mappings(listed):
        found = key(named.get("id"))
        if found is not None and found not in entries:
            words = (found, named.get("display_name"))
            if _is_new(batch, words):
                said: Properties = {"name": plain(named.get("display_name")), "level": "CONCEPT"}
                _mention(batch, words, EntityRow("Topic", found, said))
            entries[found] = [found, number(named.get("score")) or 0.0, False]
    return list(entries.values())


def venue(source: Record, batch: Batch) -> str | None:
    """The venue that a location or `host_venue` names; None when it is not identified."""
    found = live_key(source.get("id"))
    if found is None:
        return None
    issn = issns_of(source.get("issn"), source.get("issn_l"))
    publisher = source.get("host_organization_name") or source.get("publisher")
    host = publishers(source, batch)
    words = (found, source.get("display_name"), tuple(issn), publisher, source.get("type"), host)
    if _is_new(batch, words):
        said: Properties = {
            "name": plain(source.get("display_name")), "issn": issn or None, "kind": text(source.get("type")),
            "publisher": plain(publisher), "publisherId": host,
        }  # fmt: skip
        names = tuple(f"issn:{number}" for number in issn)
        _mention(batch, words, EntityRow("Venue", found, said, names=names))
    return found


def publishers(source: Record, batch: Batch) -> str | None:
    """Mention the publisher of a venue and those above it; its id, or that of the institution that hosts the venue.

    `host_organization_lineage` begins with the publisher itself in some records and ends with it in others, so it does
    not say which is above which: where there are two, the other one is above.
    """
    host = key(source.get("host_organization")) or key(source.get("publisher_id"))
    if host is not None and host[0] == "P":
        name = source.get("host_organization_name") or source.get("publisher")
        above = _parent(source, host, batch)
        publisher(host, name, above, batch)
    return host


def publisher(found: str, name: Any, above: str | None, batch: Batch) -> None:
    """Mention a publisher, and the one that it is part of."""
    words = (found, name, above)
    if _is_new(batch, words):
        _mention(batch, words, EntityRow("Publisher", found, {"name": plain(name), "parentId": above}))


def funder(found: str, name: Any, batch: Batch) -> None:
    """Mention the funder of an award; works name theirs in their funding properties (`graphdb.ingest.funding`)."""
    words = (found, name)
    if _is_new(batch, words):
        _mention(batch, words, EntityRow("Funder", found, {"name": plain(name)}))


def _parent(source: Record, host: str, batch: Batch) -> str | None:
    lineage = [key(each) for each in items(source.get("host_organization_lineage") or source.get("publisher_lineage"))]
    names = items(source.get("host_organization_lineage_names") or source.get("publisher_lineage_names"))
    above = [(found, names[at] if len(names) == len(lineage) else None)
             for at, found in enumerate(lineage) if found and found != host and found[0] == "P"]  # fmt: skip
    if len(above) != 1:
        return None
    found, name = above[0]
    publisher(found, name, None, batch)
    return found


def _is_new(batch: Batch, words: tuple[object, ...]) -> bool:
    """Whether these words have not been read yet in this batch. If they have, their facts are as new as this record."""
    try:
        row = batch.seen.get(words)
    except TypeError:  # a list or an object where a word should be, which its reader notes
        return True
    if row is not None and batch.date > (row.dates or {}).get("broader", ""):
        _mention(batch, words, row)
    return row is None


def _mention(batch: Batch, words: tuple[object, ...], row: EntityRow) -> None:
    """Add the mention, with the date of the record that is read."""
    row = row._replace(dates=dict.fromkeys((*row.properties, "broader"), batch.date))
    with suppress(TypeError):
        batch.seen[words] = row
    known = batch.mentions.get(row.id)
    batch.mentions[row.id] = row if known is None else merge_rows(known, row)
