"""Comparison of responses of different services.

Responses are converted to one form: a connection's `nodes` are a list, an edge's properties stand beside
its node, one thing in a list is that thing, and a group of fields that is no node is part of what it is in.
"""

from collections.abc import Iterable
from typing import Any, Final, cast

#: Fields with at most one value, which some services return as a list.
_ONE: Final = frozenset({"paper", "topic", "venue", "broader"})
_GROUPS: Final = frozenset({"identifiers", "openAccess", "properties"})


def plain(answer: Any) -> Any:
    """The response in that form."""
    if isinstance(answer, list):
        return [plain(each) for each in cast("list[Any]", answer)]
    return _fields(cast("dict[str, Any]", answer)) if isinstance(answer, dict) else answer


def difference(one: Any, other: Any, path: str = "data") -> str | None:
    """The first difference of two responses in that form, or None."""
    if isinstance(one, dict) and isinstance(other, dict):
        return _of_fields(cast("dict[str, Any]", one), cast("dict[str, Any]", other), path)
    if isinstance(one, list) and isinstance(other, list):
        return _of_lists(cast("list[Any]", one), cast("list[Any]", other), path)
    return None if one == other else f"{path}: {one!r} and {other!r}"


def _of_fields(one: dict[str, Any], other: dict[str, Any], path: str) -> str | None:
    if one.keys() != other.keys():
        return f"{path}: {sorted(one)} and {sorted(other)}"
    return _first(difference(one[name], other[name], f"{path}.{name}") for name in one)


def _of_lists(one: list[Any], other: list[Any], path: str) -> str | None:
    if len(one) != len(other):
        return f"{path}: {len(one)} and {len(other)} entries"
    pairs = enumerate(zip(one, other, strict=True))
    return _first(difference(left, right, f"{path}[{index}]") for index, (left, right) in pairs)


def _fields(answer: dict[str, Any]) -> Any:
    if answer.keys() == {"nodes"}:
        return plain(answer["nodes"])
    if answer.keys() == {"edges"}:
        return [_edge(plain(each)) for each in answer["edges"]]
    fields: dict[str, Any] = {}
    for name, value in answer.items():
        if name in _GROUPS:
            fields |= plain(value)
        else:
            fields[name] = _one(plain(value)) if name in _ONE else plain(value)
    return fields


def _edge(edge: dict[str, Any]) -> Any:
    return edge["node"] if edge.keys() == {"node"} else edge


def _one(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    values = cast("list[Any]", value)
    return values[0] if values else None


def _first(differences: Iterable[str | None]) -> str | None:
    return next((each for each in differences if each is not None), None)
