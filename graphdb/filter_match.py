"""Applies a filter to a set of papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphdb import predicates
from graphdb.composing import ParameterNames
from graphdb.cypher import cypher
from graphdb.paper import ALL
from graphdb.store import Store


async def match_filter(store: Store, ids: Sequence[str], condition: Mapping[str, Any]) -> set[str]:
    """The papers that match the filter (in the form of `loaders.filters.normalize`)."""
    names, paper = ParameterNames(), cypher("m")
    where = predicates.where([part.fill(m=paper) for part in predicates.conditions(ALL, condition, names)])
    text = cypher("UNWIND $keys.ids AS id MATCH (m:Paper {id: id})") + where + cypher(" RETURN collect(m.id) AS result")
    statement = names.statement(text)
    return set(await store.read(statement.text, statement.parameters_for(ids)))
