"""Links code, data and other resources to papers."""

from dataclasses import asdict, dataclass
from typing import Final

from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import cypher
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER, on_paper

#: Other writes to the paper wait (`on_paper`), so that an address cannot be linked twice concurrently.
_LOCK: Final = cypher("""\
RETURN [paper.id, COUNT { (paper)-[:HAS]->() },
  EXISTS { (paper)-[:HAS]->(resource) WHERE resource.url = $url OR resource.key = $key }
  OR EXISTS { (paper)<-[:HIDDEN_FROM]-(resource:Resource) WHERE resource.url = $url OR resource.key = $key }
]""")
_LINK: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (paper:Paper|DeletedPaper {id: $paper})
CREATE (viewer)-[:ADDED {at: $at}]->(resource:Resource)<-[:HAS]-(paper)
SET resource = $properties
WITH paper, true AS changed""")
_STORED: Final = VIEWER + cypher("""\
MATCH (resource:Resource {id: $resource})
WITH resource, EXISTS { (viewer)-[:ADDED]->(resource) } AS mine,
  COLLECT { MATCH (resource)<-[:HAS]-(paper) RETURN paper.id } AS papers
WHERE papers <> []
RETURN [mine, papers[0]]""")
_UNLINK: Final = cypher("""\
MATCH (resource:Resource {id: $resource})<-[:HAS]-(paper)
DETACH DELETE resource
WITH paper, true AS changed""")
_RETURN_TRUE: Final = cypher("RETURN true")


@dataclass(frozen=True, slots=True)
class NewResource:
    """A new resource. `key` is the normalised address for comparison; `addedAt` is RFC 3339."""

    id: str
    kind: str
    url: str
    key: str
    title: str | None
    addedAt: str  # noqa: N815 - as it is stored


@dataclass(frozen=True, slots=True)
class LockedPaper:
    """A paper, the number of its resources, and whether this address is one of them, also hidden."""

    paper: str
    number: int
    is_linked: bool


async def lock_paper(
    transaction: Transaction, viewer: str, paper: tuple[str, str], url: str, key: str
) -> LockedPaper | None:
    """The paper, locked until the transaction ends; None if it does not exist."""
    scheme, value = paper
    parameters = {"viewer": viewer, "paper": value, "url": url, "key": key}
    row = await transaction.run(on_paper(scheme) + _LOCK, parameters)
    return None if row is None else LockedPaper(*row)


async def link(transaction: Transaction, viewer: str, paper: str, new: NewResource) -> None:
    """Links a new resource to an existing paper."""
    activity = append_params(ActivityKind.RESOURCE, new.addedAt, new.id)
    parameters = {"viewer": viewer, "paper": paper, "properties": asdict(new)}
    await transaction.run(_LINK + APPEND + _RETURN_TRUE, parameters | activity)


async def stored(transaction: Transaction, viewer: str, resource: str) -> tuple[bool, str] | None:
    """Whether the viewer linked the resource, and its paper; None if it does not exist."""
    row = await transaction.run(_STORED, {"viewer": viewer, "resource": resource})
    return None if row is None else (row[0], row[1])


async def unlink(transaction: Transaction, resource: str, at: str) -> None:
    """Deletes a resource."""
    activity = append_params(ActivityKind.RESOURCE, at, resource)
    await transaction.run(_UNLINK + APPEND + _RETURN_TRUE, {"resource": resource, **activity})
