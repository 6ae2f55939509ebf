"""Translates filters to Cypher."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import PagedList, Predicate

_TRUE: Final = cypher("true")


class Parameters(Protocol):
    """Collects the values of a statement as parameters."""

    def parameter(self, value: object) -> Cypher:
        """A parameter that holds the value."""
        ...

    def ids(self, value: Sequence[str]) -> Cypher:
        """A variable with the ids of these references, merged ids replaced by their successors."""
        ...

    def matches(self, value: object, match: Cypher) -> Cypher:
        """A variable with the ids of the nodes that match the value."""
        ...


def matched(connection: PagedList, condition: Mapping[str, Any], parameters: Parameters) -> tuple[Cypher, list[Cypher]]:
    """The `MATCH` of a filtered list, and its conditions. A list of a whole label begins at the filter's anchor."""
    anchor = next(
        (
            name
            for name in condition
            if connection.whole and name in connection.filters and connection.filters[name].anchor
        ),
        None,
    )
    if anchor is None:
        return connection.match, conditions(connection, condition, parameters)
    predicate = connection.filters[anchor]
    value = condition[anchor]
    key = parameters.ids(value) if predicate.ids else parameters.parameter(value)
    start = (predicate.anchor or connection.match).fill(p=key)
    further = {name: value for name, value in condition.items() if name != anchor}
    return start, conditions(connection, further, parameters)


def conditions(connection: PagedList, condition: Mapping[str, Any], parameters: Parameters) -> list[Cypher]:
    """The conditions of the filter, in the order of its fields."""
    clauses: list[Cypher] = []
    for name, value in condition.items():
        match name, value:
            case "and", _:
                clauses += [_every(conditions(connection, part, parameters)) for part in value]
            case "or", _:
                clauses += [_any([_every(conditions(connection, part, parameters)) for part in value])]
            case "not", _:
                # A comparison with a missing value is null, and so is its negation.
                clauses.append(
                    cypher("NOT coalesce(") + _every(conditions(connection, value, parameters)) + cypher(", false)")
                )
            case _:
                predicate = connection.filters[name]
                clauses.append(predicate.where.fill(p=_parameter(predicate, value, parameters)))
    return clauses


def where(conditions: Sequence[Cypher]) -> Cypher:
    """The `WHERE` clause of these conditions; empty without conditions."""
    return cypher(" WHERE ") + join(" AND ", conditions) if conditions else cypher("")


def _parameter(predicate: Predicate, value: Any, parameters: Parameters) -> Cypher:
    if predicate.ids:
        return parameters.ids(value)
    return parameters.matches(value, predicate.matches) if predicate.matches else parameters.parameter(value)


def _every(parts: Sequence[Cypher]) -> Cypher:
    return cypher("(") + join(" AND ", parts) + cypher(")") if parts else _TRUE


def _any(parts: Sequence[Cypher]) -> Cypher:
    return cypher("(") + join(" OR ", parts) + cypher(")") if parts else _TRUE
