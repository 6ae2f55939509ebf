"""Linking code, data and other things to papers."""

from dataclasses import asdict, dataclass
from typing import Final

from graphdb.activity import APPENDED, ActivityKind, appending
from graphdb.cypher import cypher
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER, on_paper

#: Others who write about the paper wait (`on_paper`), so that nobody links the same address at the same time.
_LOCK: Final = cypher("""\
RETURN [paper.id, COUNT { (paper)-[:HAS]->() },
  EXISTS { (paper)-[:HAS]->(there) WHERE there.url = $url OR there.key = $key }
  OR EXISTS { (paper)<-[:HIDDEN_FROM]-(there:Resource) WHERE there.url = $url OR there.key = $key }
]""")
_LINKED: Final = cypher("""\
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
_UNLINKED: Final = cypher("""\
MATCH (resource:Resource {id: $resource})<-[:HAS]-(paper)
DETACH DELETE resource
WITH paper, true AS changed""")
_RETURN_TRUE: Final = cypher("RETURN true")


@dataclass(frozen=True, slots=True)
class NewResource:
    """A resource to be. `key` is the address as two of them are compared; `addedAt` is RFC 3339."""

    id: str
    kind: str
    url: str
    key: str
    title: str | None
    addedAt: str  # noqa: N815 - as it is stored


@dataclass(frozen=True, slots=True)
class LockedPaper:
    """A paper, how many resources it has, and whether this address is one of them, or was until it was hidden."""

    paper: str
    number: int
    is_there: bool


async def lock_paper(
    transaction: Transaction, viewer: str, paper: tuple[str, str], url: str, key: str
) -> LockedPaper | None:
    """What linking begins with: nobody else links to the paper until this is committed. None: no such paper."""
    scheme, value = paper
    parameters = {"viewer": viewer, "paper": value, "url": url, "key": key}
    found = await transaction.run(on_paper(scheme) + _LOCK, parameters)
    return None if found is None else LockedPaper(*found)


async def link(transaction: Transaction, viewer: str, paper: str, new: NewResource) -> None:
    """Links a new resource to a paper that is there."""
    told = appending(ActivityKind.RESOURCE, new.addedAt, new.id)
    parameters = {"viewer": viewer, "paper": paper, "properties": asdict(new)}
    await transaction.run(_LINKED + APPENDED + _RETURN_TRUE, parameters | told)


async def stored(transaction: Transaction, viewer: str, resource: str) -> tuple[bool, str] | None:
    """Whether the person linked the resource, and its paper; None where there is none."""
    found = await transaction.run(_STORED, {"viewer": viewer, "resource": resource})
    return None if found is None else (found[0], found[1])


async def unlink(transaction: Transaction, resource: str, at: str) -> None:
    """Takes a resource away."""
    told = appending(ActivityKind.RESOURCE, at, resource)
    await transaction.run(_UNLINKED + APPENDED + _RETURN_TRUE, {"resource": resource, **told})
