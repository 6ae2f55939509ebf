"""Resolves references to public ids, for statements that take only ids."""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.composing import ParameterNames
from graphdb.cypher import Cypher, cypher, join
from graphdb.lookups import LABELS, LOOKUPS, by_scheme
from graphdb.store import Store

_NODE: Final = cypher("node")
_IDS: Final = cypher("COLLECT { UNWIND {p} AS id {m} RETURN [id, {n}.id] }")


async def ids(store: Store, names: Sequence[str]) -> dict[str, str]:
    """The public ids of existing nodes by reference (`identifiers.reference.Reference.name`). None of `names` is a
    public id. One statement for all schemes."""
    groups, parameters = by_scheme(names), ParameterNames()
    lists = [join(" + ", _id_rows(scheme, parameters.parameter(keys))) for scheme, keys in groups.items()]
    statement = parameters.statement(cypher("RETURN [") + join(", ", lists) + cypher("]"))
    answer: list[Any] = await store.read(statement.text, statement.parameters)
    return {
        f"{scheme}:{key}": node for scheme, rows in zip(groups, answer, strict=True) for key, node in reversed(rows)
    }


def _id_rows(scheme: str, keys: Cypher) -> list[Cypher]:
    """Rows of key and id for each label of the scheme, in order."""
    matches = [LOOKUPS[label][scheme].match.fill(n=_NODE) for label in LABELS[scheme]]
    return [_IDS.fill(p=keys, n=_NODE).fill(m=match) for match in matches]
