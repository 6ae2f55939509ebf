"""What a filter means in Cypher."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import Many, Predicate

_TRUE: Final = cypher("true")


class Parameters(Protocol):
    """Where values go."""

    def parameter(self, value: object) -> Cypher:
        """A parameter that holds the value."""
        ...

    def ids(self, value: Sequence[str]) -> Cypher:
        """A variable that holds the ids that references name, each merged one as its successor."""
        ...


def matched(many: Many, wanted: Mapping[str, Any], parameters: Parameters) -> tuple[Cypher, list[Cypher]]:
    """The `MATCH` of a filtered list, and what must hold. A list of a whole label begins at the filter's anchor."""
    anchor = next((name for name in wanted if many.whole and name in many.filters and many.filters[name].anchor), None)
    if anchor is None:
        return many.match, conditions(many, wanted, parameters)
    predicate = many.filters[anchor]
    start = (predicate.anchor or many.match).fill(p=_parameter(predicate, wanted[anchor], parameters))
    rest = {name: value for name, value in wanted.items() if name != anchor}
    return start, conditions(many, rest, parameters)


def conditions(many: Many, wanted: Mapping[str, Any], parameters: Parameters) -> list[Cypher]:
    """What must hold, in the order of the filter's fields."""
    found: list[Cypher] = []
    for name, value in wanted.items():
        match name, value:
            case "and", _:
                found += [_every(conditions(many, part, parameters)) for part in value]
            case "or", _:
                found += [_any([_every(conditions(many, part, parameters)) for part in value])]
            case "not", _:
                # A comparison with a value that is not there is null, and so would be its opposite.
                found.append(cypher("NOT coalesce(") + _every(conditions(many, value, parameters)) + cypher(", false)"))
            case _:
                predicate = many.filters[name]
                found.append(predicate.where.fill(p=_parameter(predicate, value, parameters)))
    return found


def where(conditions: Sequence[Cypher]) -> Cypher:
    """The `WHERE` of conditions that all must hold; nothing of none."""
    return cypher(" WHERE ") + join(" AND ", conditions) if conditions else cypher("")


def _parameter(predicate: Predicate, value: Any, parameters: Parameters) -> Cypher:
    return parameters.ids(value) if predicate.ids else parameters.parameter(value)


def _every(parts: Sequence[Cypher]) -> Cypher:
    return cypher("(") + join(" AND ", parts) + cypher(")") if parts else _TRUE


def _any(parts: Sequence[Cypher]) -> Cypher:
    return cypher("(") + join(" OR ", parts) + cypher(")") if parts else _TRUE
