"""Places where papers can be read: nodes that follow from a paper's property `locations`.

The property holds one JSON object a place, in their order, with the properties of a `Location` and the id of its
`venue`. Whoever sets it replaces the paper's nodes, in the same statement: what the graph holds is what the property
says.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from graphdb.cypher import cypher
from graphdb.ingest.rows import Properties, Scalar

#: In the first entry of a list that a part of a record gave: it replaces no other list.
PARTIAL: Final = {"isPartial": True}

#: Parameters: `located` rows of place of the paper, id, position, properties, place of the venue or null;
#: `withoutLocations` places of papers.
WRITE: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutLocations AS place
  WITH papers[place] AS p
  MATCH (p)-[:AVAILABLE_AT]->(location)
  FOREACH (venue IN COLLECT { MATCH (location)-[:IN]->(venue) RETURN venue } | SET venue:Stale)
  DETACH DELETE location
}
CALL (papers, venues) {
  UNWIND $located AS row
  WITH papers[row[0]] AS p, row, CASE WHEN row[4] IS NULL THEN [] ELSE [venues[row[4]]] END AS at
  CREATE (p)-[:AVAILABLE_AT {position: row[2]}]->(location:Location {id: row[1]})
  SET location += row[3]
  FOREACH (venue IN at | CREATE (location)-[:IN]->(venue))
}
""")


def entries(properties: Mapping[str, Scalar]) -> list[dict[str, Any]]:
    """The places that the properties of a paper name."""
    held = properties.get("locations")
    return [orjson.loads(text) for text in held if isinstance(text, str)] if isinstance(held, list) else []


def venues(properties: Mapping[str, Scalar]) -> Iterable[str]:
    """The ids of the venues of these places."""
    return (entry["venue"] for entry in entries(properties) if "venue" in entry)


def rows(paper: int, found: str, properties: Mapping[str, Scalar], places: Mapping[str, int]) -> list[list[Any]]:
    """The rows of `located` for the paper at this place of the statement's list."""
    listed: list[list[Any]] = []
    for position, entry in enumerate(entries(properties), start=1):
        venue = places.get(entry.pop("venue", ""))
        entry.pop("isPartial", None)
        listed.append([paper, f"{found}/{position}", position, entry, venue])
    return listed


def replaces(new: Properties, known: Mapping[str, Scalar]) -> bool:
    """Whether the places of a record stand in place of those that are stored: a part of a record replaces no whole."""
    found = entries(new)
    return not (found and "isPartial" in found[0] and known.get("locations"))


def renamed(properties: Properties, aliases: Mapping[str, str]) -> Properties:
    """The properties with successors for venues that were merged away."""
    if not any(venue in aliases for venue in venues(properties)):
        return properties
    listed = [
        entry | {"venue": aliases.get(entry.get("venue", ""), entry.get("venue"))} for entry in entries(properties)
    ]
    stored = [{name: value for name, value in entry.items() if value is not None} for entry in listed]
    return {**properties, "locations": [orjson.dumps(entry, option=orjson.OPT_SORT_KEYS).decode() for entry in stored]}
