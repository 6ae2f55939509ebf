"""From what people call nodes to their public ids, for those that a statement takes by id alone."""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.composing import ParameterNames
from graphdb.cypher import Cypher, cypher, join
from graphdb.lookups import LABELS, LOOKUPS, by_scheme
from graphdb.store import Store

_NODE: Final = cypher("node")
_IDS: Final = cypher("COLLECT { UNWIND {p} AS id {m} RETURN [id, {n}.id] }")


async def ids(store: Store, names: Sequence[str]) -> dict[str, str]:
    """By reference as one text (`identifiers.reference.Reference.name`), none of them a public id: the ids of those
    that name a node. One statement, whatever their schemes."""
    groups, parameters = by_scheme(names), ParameterNames()
    lists = [join(" + ", _id_rows(scheme, parameters.parameter(keys))) for scheme, keys in groups.items()]
    statement = parameters.statement(cypher("RETURN [") + join(", ", lists) + cypher("]"))
    answer: list[Any] = await store.read(statement.text, statement.parameters)
    return {
        f"{scheme}:{key}": node for scheme, rows in zip(groups, answer, strict=True) for key, node in reversed(rows)
    }


def _id_rows(scheme: str, keys: Cypher) -> list[Cypher]:
    """Rows of key and id for each label that the scheme can name, the first of them first."""
    matches = [LOOKUPS[label][scheme].match.fill(n=_NODE) for label in LABELS[scheme]]
    return [_IDS.fill(p=keys, n=_NODE).fill(m=match) for match in matches]
