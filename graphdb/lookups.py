"""Lookups of nodes: one for each label and scheme of `identifiers.reference`; merged ids resolve to their successor."""

from collections.abc import Iterable
from typing import Final, LiteralString

from graphdb import collection, resource
from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import Lookup
from graphdb.node import label_of
from identifiers.address import OF_SCHEME


def by_id(label: LiteralString) -> Lookup:
    """By public id. A merged id resolves to its successor."""
    match = cypher("OPTIONAL MATCH (alias:Alias {id: id}) MATCH ({n}:{label} {id: coalesce(alias.of, id)})")
    return Lookup(match.fill(label=cypher(label)))


def by_key(label: LiteralString, key: LiteralString) -> Lookup:
    """By an identifier of another scheme; the most cited of several nodes."""
    match = cypher("MATCH (hit:{label}) WHERE hit.{key} = id ").fill(key=cypher(key))
    return _first(match + cypher("WITH hit ORDER BY coalesce(hit.citations, 0) DESC, hit.id LIMIT 1"), label)


def by_alias(label: LiteralString, scheme: LiteralString) -> Lookup:
    """By a name that only an alias has, such as `issn:0028-0836`."""
    match = cypher("MATCH (alias:Alias {id: '{key}:' + id}) MATCH (hit:{label} {id: alias.of})")
    return _first(match.fill(key=cypher(scheme)), label)


def of_paper(scheme: LiteralString, named: LiteralString, *, address: LiteralString | None) -> Lookup:
    """A paper by an identifier, in this order: the paper with the identifier; the paper with this public id, also
    merged; the paper with a location at its address (`address` is the prefix of the address)."""
    ways = [
        cypher("MATCH (hit:Paper) WHERE hit.{key} = id RETURN hit, 0 AS way").fill(key=cypher(scheme)),
        cypher(
            "OPTIONAL MATCH (alias:Alias {id: {p} + id}) MATCH (hit:Paper {id: coalesce(alias.of, {p} + id)})"
            " RETURN hit, 1 AS way"
        ).fill(p=cypher(named)),
    ]
    at = cypher("'") + cypher(address) + cypher("' + id") if address else None
    return _ranked([*ways, *(_located(at) if at else ())])


def by_url() -> Lookup:
    """A paper by the address of its page or PDF. The paper's `url` is stored as its source writes it."""
    by_property = cypher(
        "UNWIND ['https://', 'http://', 'https://www.', 'http://www.'] AS start UNWIND ['', '/'] AS end"
        " MATCH (hit:Paper) WHERE hit.url = start + id + end RETURN hit, 0 AS way"
    )
    return _ranked([by_property, *_located(cypher("id"))])


def of_institution() -> Lookup:
    """An institution by its ROR id, or by a withdrawn one that it replaces."""
    return _ranked((
        cypher("MATCH (hit:Institution) WHERE hit.ror = id RETURN hit, 0 AS way"),
        cypher("MATCH (alias:Alias {id: 'ror:' + id}) MATCH (hit:Institution {id: alias.of}) RETURN hit, 1 AS way"),
    ))  # fmt: skip


def _located(key: Cypher) -> list[Cypher]:
    at = cypher(
        "MATCH (location:Location) WHERE location.{key} = {p} MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)"
        " RETURN hit, 2 AS way"
    ).fill(p=key)
    return [at.fill(key=cypher("key")), at.fill(key=cypher("pdfKey"))]


def _ranked(ways: Iterable[Cypher]) -> Lookup:
    union = join(" UNION ", ways)
    text = cypher("CALL (id) { ") + union + cypher(" } WITH hit, min(way) AS way")
    order = cypher(" ORDER BY way, coalesce(hit.citations, 0) DESC, hit.id LIMIT 1")
    return _first(text + order, "Paper")


def _first(match: Cypher, label: LiteralString) -> Lookup:
    return Lookup(cypher("CALL (id) { ") + match.fill(label=cypher(label)) + cypher(" RETURN hit AS {n} }"))


#: By label and scheme: a scheme of `identifiers.reference`, or `title`, `name` or `handle` of the API.
LOOKUPS: Final = {
    "Paper": {
        "id": by_id("Paper|DeletedPaper"),
        "doi": of_paper("doi", "'doi:'", address=OF_SCHEME["doi"]),
        "arxiv": of_paper("arxiv", "'arxiv:'", address=OF_SCHEME["arxiv"]),
        "pmid": of_paper("pmid", "'pmid:'", address=OF_SCHEME["pmid"]),
        "pmcid": of_paper("pmcid", "'pmcid:'", address=OF_SCHEME["pmcid"]),
        "mag": of_paper("mag", "'W'", address=None),
        "url": by_url(),
        "title": by_key("Paper", "titleKey"),
    },
    "Author": {"id": by_id("Author"), "orcid": by_key("Author", "orcid")},
    "Institution": {"id": by_id("Institution"), "ror": of_institution()},
    "Topic": {"id": by_id("Topic"), "name": by_key("Topic", "nameKey")},
    "Venue": {"id": by_id("Venue"), "issn": by_alias("Venue", "issn")},
    "Funder": {"id": by_id("Funder"), "ror": by_key("Funder", "ror"), "fundref": by_key("Funder", "registry")},
    "Publisher": {"id": by_id("Publisher"), "ror": by_key("Publisher", "ror")},
    "Award": {"id": by_id("Award")},
    "Resource": {"id": resource.BY_ID},
    "Comment": {"id": by_id("Comment")},
    "Review": {"id": by_id("Review")},
    "Collection": {"id": collection.BY_ID},
    "User": {"id": by_id("User"), "handle": Lookup(cypher("MATCH ({n}:User {handleKey: id})"))},
}

_SCHEMES: Final = dict.fromkeys(scheme for ways in LOOKUPS.values() for scheme in ways)
#: Labels by scheme, except `id`. One organisation can be an institution, a funder and a publisher with one ROR id.
LABELS: Final = {
    scheme: tuple(label for label, ways in LOOKUPS.items() if scheme in ways)
    for scheme in _SCHEMES
    if scheme not in {"id", "title", "name", "handle"}
}


def labels_of_reference(scheme: str, key: str) -> tuple[str, ...]:
    """The labels of nodes that a reference can name, in the order of lookup; empty for an invalid id."""
    if scheme == "id":
        label = label_of(key)
        return () if label is None else (label,)
    return LABELS.get(scheme, ())


def by_scheme(names: Iterable[str]) -> dict[str, list[str]]:
    """References as texts (`Reference.name`), grouped by scheme: public ids under `id`, keys under the other
    schemes."""
    groups: dict[str, list[str]] = {}
    for name in names:
        scheme, colon, key = name.partition(":")
        other = colon and scheme in LABELS
        groups.setdefault(scheme if other else "id", []).append(key if other else name)
    return groups
