"""Which of given papers a filter lets through."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphdb import predicates
from graphdb.composing import Names
from graphdb.cypher import cypher
from graphdb.paper import ALL
from graphdb.store import Store


async def passing(store: Store, ids: Sequence[str], wanted: Mapping[str, Any]) -> set[str]:
    """Those of the papers of which the filter (in the form of `loaders.filters.normal`) holds."""
    names, paper = Names(), cypher("m")
    held = predicates.where([each.fill(m=paper) for each in predicates.conditions(ALL, wanted, names)])
    statement = names.statement(cypher("UNWIND $asked.ids AS id MATCH (m:Paper {id: id})") + held)
    asked = {"ids": list(ids)}  # in a map, because for a list Neo4j plans by its size, and anew for other sizes
    found = await store.read(
        statement.text + cypher(" RETURN collect(m.id) AS answer"), {**statement.parameters, "asked": asked}
    )
    return set(found)
