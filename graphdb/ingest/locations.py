"""Locations where papers can be read: nodes derived from a paper's property `locations`.

The property holds one JSON object for each location, in order, with the properties of a `Location` and the id of its
`venue`. Setting the property replaces the paper's `Location` nodes in the same statement.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from graphdb.cypher import cypher
from graphdb.ingest.rows import Properties, Scalar

#: Marks the first entry of a partial list, which does not replace a stored one.
PARTIAL: Final = {"isPartial": True}

#: Parameters: `located`: rows of index of the paper, id, position, properties, index of the venue or null;
#: `withoutLocations`: indexes of papers.
WRITE: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutLocations AS index
  WITH papers[index] AS p
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
    """The locations in the properties of a paper."""
    texts = properties.get("locations")
    return [orjson.loads(text) for text in texts if isinstance(text, str)] if isinstance(texts, list) else []


def venues(properties: Mapping[str, Scalar]) -> Iterable[str]:
    """The ids of the venues of the locations."""
    return (entry["venue"] for entry in entries(properties) if "venue" in entry)


def rows(index: int, paper: str, properties: Mapping[str, Scalar], venues: Mapping[str, int]) -> list[list[Any]]:
    """The rows of `located` for a paper. `index`: of the paper in the statement's list; `venues`: indexes by id."""
    located: list[list[Any]] = []
    for position, entry in enumerate(entries(properties), start=1):
        venue = venues.get(entry.pop("venue", ""))
        entry.pop("isPartial", None)
        located.append([index, f"{paper}/{position}", position, entry, venue])
    return located


def replaces(new: Properties, stored: Mapping[str, Scalar]) -> bool:
    """Whether the locations of a record replace the stored ones: a partial list replaces none."""
    located = entries(new)
    return not (located and "isPartial" in located[0] and stored.get("locations"))


def rename_venues(properties: Properties, aliases: Mapping[str, str]) -> Properties:
    """The properties with successors for merged venues."""
    if not any(venue in aliases for venue in venues(properties)):
        return properties
    listed = [
        entry | {"venue": aliases.get(entry.get("venue", ""), entry.get("venue"))} for entry in entries(properties)
    ]
    stored = [{name: value for name, value in entry.items() if value is not None} for entry in listed]
    return {**properties, "locations": [orjson.dumps(entry, option=orjson.OPT_SORT_KEYS).decode() for entry in stored]}
