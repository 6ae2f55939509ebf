"""The ways into the graph: by id, merged ids included, and by any other identifier."""

from typing import Final, LiteralString

from graphdb import collection, resource
from graphdb.cypher import Cypher, cypher
from graphdb.fragments import Entry


def by_id(label: LiteralString) -> Entry:
    """By public id. An id that was merged away finds its successor."""
    match = cypher("OPTIONAL MATCH (alias:Alias {id: id}) MATCH ({n}:{label} {id: coalesce(alias.of, id)})")
    return Entry(match.fill(label=cypher(label)))


def by_key(label: LiteralString, key: LiteralString) -> Entry:
    """By an identifier of another scheme. Where two records carry it: the one that is cited more."""
    match = cypher("MATCH (found:{label}) WHERE found.{key} = id ").fill(key=cypher(key))
    return _found(match + cypher("WITH found ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1"), label)


def by_alias(label: LiteralString) -> Entry:
    """By a name that only an alias holds, such as `issn:0028-0836`."""
    return _found(cypher("MATCH (alias:Alias {id: id}) MATCH (found:{label} {id: alias.of})"), label)


def _found(match: Cypher, label: LiteralString) -> Entry:
    return Entry(cypher("CALL (id) { ") + match.fill(label=cypher(label)) + cypher(" RETURN found AS {n} }"))


#: By label, then by scheme. The scheme is a field of the contract's key inputs, or the property that it is matched by.
ENTRIES: Final = {
    "Paper": {
        "id": by_id("Paper"),
        "doi": by_key("Paper", "doi"),
        "arxiv": by_key("Paper", "arxiv"),
        "openalex": by_id("Paper"),
        "pmid": by_key("Paper", "pmid"),
        "pmcid": by_key("Paper", "pmcid"),
        "url": by_key("Paper", "url"),
        "title": by_key("Paper", "titleKey"),
    },
    "Author": {"id": by_id("Author"), "orcid": by_key("Author", "orcid"), "openalex": by_id("Author")},
    "Institution": {
        "id": by_id("Institution"),
        "ror": by_key("Institution", "ror"),
        "openalex": by_id("Institution"),
    },
    "Topic": {"id": by_id("Topic"), "openalex": by_id("Topic"), "name": by_key("Topic", "nameKey")},
    "Venue": {"id": by_id("Venue"), "openalex": by_id("Venue"), "issn": by_alias("Venue")},
    "Resource": {"id": resource.BY_ID},
    "Comment": {"id": by_id("Comment")},
    "Review": {"id": by_id("Review")},
    "Collection": {"id": collection.BY_ID},
    "User": {"id": by_id("User")},
}
