"""Which of given papers a filter lets through."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphdb import predicates
from graphdb.composing import ParameterNames
from graphdb.cypher import cypher
from graphdb.paper import ALL
from graphdb.store import Store


async def passing(store: Store, ids: Sequence[str], wanted: Mapping[str, Any]) -> set[str]:
    """Those of the papers of which the filter (in the form of `loaders.filters.normal`) holds."""
    names, paper = ParameterNames(), cypher("m")
    held = predicates.where([each.fill(m=paper) for each in predicates.conditions(ALL, wanted, names)])
    passed = (
        cypher("UNWIND $asked.ids AS id MATCH (m:Paper {id: id})") + held + cypher(" RETURN collect(m.id) AS answer")
    )
    statement = names.statement(passed)
    found = await store.read(statement.text, statement.asking(ids))
    return set(found)
