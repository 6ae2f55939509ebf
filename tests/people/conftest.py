"""Two papers by Ada, who has an account, and further people: new ones for each test of this folder."""

from typing import Final

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from tests.people.client import Client

#: Their ids are `usr_` and the name. `ada` claims the author of both papers.
PEOPLE: Final = ("ada", "ben", "cleo", "dora", "mod", "root")
CREATE_PEOPLE: Final = cypher("""\
CREATE (author:Author {id: 'A1', name: 'Ada Lovelace', sortName: 'ada lovelace', papers: 2, citations: 0})
FOREACH (number IN [1, 2] |
  CREATE (author)-[:AUTHORED {position: 1, corresponding: true}]->(:Paper {
    id: 'W' + number, title: 'Paper ' + number, sortTitle: 'paper ' + number, kind: 'ARTICLE', year: 2020 + number,
    sortYear: 2020 + number, sortDate: '', citations: 0, doi: '10.5555/' + number, openalex: 'W' + number
  })
)
CREATE (:Alias {id: 'W9', of: 'W1'})
FOREACH (name IN $people |
  CREATE (:User {id: 'usr_' + name, handle: name, handleKey: name, name: name, joinedAt: '2026-01-01T00:00:00Z'})
)
WITH author
MATCH (mod:User {id: 'usr_mod'}), (root:User {id: 'usr_root'})
SET mod.role = 'MODERATOR', root.role = 'ADMIN'
WITH author
MATCH (ada:User {id: 'usr_ada'})
CREATE (ada)-[:CLAIMS {at: '2026-01-01T00:00:00Z'}]->(author)
RETURN true""")


async def create_people(store: Store) -> Client:
    """A client on an empty store, with the people and the papers."""
    await store.write(CREATE_PEOPLE, {"people": list(PEOPLE)})
    return Client(store)


@pytest_asyncio.fixture
async def people(empty_store: Store) -> Client:
    """A client on a store with the people and the papers, as if nobody had done anything."""
    return await create_people(empty_store)
