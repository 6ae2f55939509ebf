"""Membership edges, each derived from one property that holds the id of its end.

A venue's publisher, a publisher's parent and an award's funder are properties, so that `graphdb.ingest.description`
chooses between records as for any other value. Setting the property replaces the edge in the same statement.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from graphdb.cypher import Cypher, cypher, join
from graphdb.ingest.rows import EntityRow, Label, Properties, label_of


class Belonging(NamedTuple):
    """The property that names the end, the type of the edge, and the label of the end."""

    property: str
    edge: str
    end: Label


BELONGINGS: Final[dict[Label, Belonging]] = {
    "Venue": Belonging("publisherId", "PUBLISHED_BY", "Publisher"),
    "Publisher": Belonging("parentId", "PART_OF", "Publisher"),
    "Award": Belonging("funderId", "GRANTED_BY", "Funder"),
}
#: Parameters: rows of the index of the node and the id of its end, null to remove the edge.
_WRITE: Final = cypher("""\
CALL ({n}) {
  UNWIND $belonging{label} AS row
  WITH {n}[row[0]] AS node, row[1] AS id
  OPTIONAL MATCH (node)-[edge:{r}]->(before)
  FOREACH (end IN CASE WHEN before IS NULL THEN [] ELSE [before] END | SET end:Stale)
  DELETE edge
  WITH DISTINCT node, id
  MATCH (end:{m} {id: id})
  CREATE (node)-[:{r}]->(end)
  SET node:Stale, end:Stale
}
""")


WRITE: Final = join("", (
    _WRITE.fill(label=cypher("Venue"), n=cypher("venues"), r=cypher("PUBLISHED_BY"), m=cypher("Publisher")),
    _WRITE.fill(label=cypher("Publisher"), n=cypher("publishers"), r=cypher("PART_OF"), m=cypher("Publisher")),
    _WRITE.fill(label=cypher("Award"), n=cypher("awards"), r=cypher("GRANTED_BY"), m=cypher("Funder")),
))  # fmt: skip


def end(label: Label, properties: Properties) -> str | None:
    """The id of the end, if it has the right label: the host of a venue can be an institution, which is not a
    publisher."""
    belonging = BELONGINGS.get(label)
    value = properties.get(belonging.property) if belonging else None
    return value if belonging and isinstance(value, str) and label_of(value) == belonging.end else None


def changes(label: Label, properties: Properties) -> bool:
    """Whether setting these properties replaces the edge."""
    belonging = BELONGINGS.get(label)
    return belonging is not None and belonging.property in properties


def rename_end(row: EntityRow, aliases: Mapping[str, str]) -> EntityRow:
    """The row with the successor of its end."""
    belonging = BELONGINGS.get(row.label)
    value = row.properties.get(belonging.property) if belonging else None
    if belonging is None or not isinstance(value, str) or value not in aliases:
        return row
    return row._replace(properties={**row.properties, belonging.property: aliases[value]})


def ids_of(rows: Iterable[EntityRow]) -> Iterable[str]:
    """The ids of the ends of these rows."""
    return (node for row in rows if (node := end(row.label, row.properties)) is not None)


#: Deletes the edge of a merged node if its successor has one.
CARRIED_OVER: Final = cypher("""\
  CALL (old, new) {
    MATCH (old)-[edge:{r}]->()
    WHERE EXISTS { (new)-[:{r}]->() }
    DELETE edge
  }
""")
_BELOW: Final = cypher("""\
  CALL ({p}) {
    MATCH ({n})<-[:{r}]-(below)
    SET below.{key} = {m}.id
  }
""")
_FUNDED: Final = cypher("""\
  CALL ({p}) {
    MATCH ({n})<-[:FUNDED_BY]-(paper)
    SET paper.fundingFunders =
      [name IN paper.fundingFunders | CASE name WHEN {key} THEN {m}.id ELSE name END]
  }
""")


def _successor_updates(node: Cypher, new: Cypher, scope: Cypher, old: Cypher) -> dict[Label, Cypher]:
    below = _BELOW.fill(p=scope, n=node, m=new)
    funded = _FUNDED.fill(p=scope, n=node, m=new, key=old)
    return {
        "Publisher": below.fill(r=cypher("PUBLISHED_BY"), key=cypher("publisherId"))
        + below.fill(r=cypher("PART_OF"), key=cypher("parentId")),
        "Funder": below.fill(r=cypher("GRANTED_BY"), key=cypher("funderId")) + funded,
    }


#: Updates the properties that name an end: for an end merged into `new`, and for one renamed as `n`.
SUCCEEDED: Final = _successor_updates(cypher("old"), cypher("new"), cypher("old, new"), cypher("old.id"))
RENAMED: Final = {
    label: cypher("  WITH n, row\n") + text
    for label, text in _successor_updates(cypher("n"), cypher("n"), cypher("n, row"), cypher("row[0]")).items()
}
