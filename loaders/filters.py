"""Checks the limits of a filter and brings its values into the form that the store compares with."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final, cast

from errors import BadInput
from graphdb.fragments import Many
from identifiers import reference
from identifiers.title import sort_key, title_key

MAX_VALUES: Final = 1_000
MAX_CONDITIONS: Final = 50
#: Lists of references in one filter: Neo4j holds the sets of 16 lists, and compares a list beyond them item by item.
MAX_LISTS: Final = 10
MAX_TEXT_LENGTH: Final = 500


def normal(many: Many, filter: Mapping[str, Any] | None) -> dict[str, Any]:  # noqa: A002
    """The filter without nulls, with ranges as `year.from`, ids and names in normal form.

    Raises BadInput beyond a limit, naming the field.
    """
    conditions = _level(many, filter or {})
    if (count := sum(1 for _ in _names(conditions))) > MAX_CONDITIONS:
        raise BadInput(f"`filter` has {count} conditions: it may have {MAX_CONDITIONS}.")
    lists = sum(1 for name in _names(conditions) if name in many.filters and many.filters[name].ids)
    if lists > MAX_LISTS:
        raise BadInput(f"`filter` has {lists} lists of ids: it may have {MAX_LISTS}.")
    return conditions


def size(filter: Mapping[str, Any]) -> tuple[int, int]:  # noqa: A002
    """The number of conditions of a filter, and of the values in their lists."""
    conditions, values = 0, 0
    for name, value in filter.items():
        parts: list[Any] = value if name in {"and", "or"} else [value] if name == "not" else []
        if value is None or value == {}:
            continue
        if parts:
            sizes = [size(part) for part in parts if part]
            conditions, values = conditions + sum(a for a, _ in sizes), values + sum(b for _, b in sizes)
            continue
        conditions += 1
        values += len(cast("list[Any]", value)) if isinstance(value, list) else 1
    return conditions, values


def _level(many: Many, filter: Mapping[str, Any]) -> dict[str, Any]:  # noqa: A002
    conditions: dict[str, Any] = {}
    for name, value in filter.items():
        match name, value:
            case _, None:
                continue
            case (("and" | "or"), _):
                conditions[name] = [_level(many, part) for part in value]
            case "not", _:
                conditions[name] = _level(many, value)
            case _, {**ends}:
                conditions |= {f"{name}.{end}": bound for end, bound in _range(name, ends).items()}
            case _:
                conditions[name] = _value(many, name, value)
    return conditions


def _range(name: str, ends: Mapping[str, Any]) -> dict[str, Any]:
    low, high = ends.get("from"), ends.get("to")
    if low is not None and high is not None and low > high:
        raise BadInput(f"`filter.{name}` runs from {low} to {high}: `from` must not be greater than `to`.")
    return {end: bound for end, bound in ends.items() if bound is not None}


def _value(many: Many, name: str, value: Any) -> object:
    if isinstance(value, list):
        values = cast("list[Any]", value)
        if len(values) > MAX_VALUES:
            raise BadInput(f"`filter.{name}` has {len(values)} values: it may have {MAX_VALUES}.")
        plain = [item.value if isinstance(item, Enum) else item for item in values]
        if many.filters[name].keyed:
            return [title_key(item) for item in plain]
        return [_reference(item) for item in plain] if many.filters[name].ids else plain
    if isinstance(value, str) and len(value) > MAX_TEXT_LENGTH:
        raise BadInput(f"`filter.{name}` has {len(value)} characters: it may have {MAX_TEXT_LENGTH}.")
    return sort_key(value) if many.filters[name].folded else value


def _reference(text: str) -> str:
    """The reference in normal form. A text that is no reference matches nothing, and stays so that the list is not
    empty."""
    parsed = reference.read_page(text)
    return text if parsed is None else parsed.name


def _names(conditions: Mapping[str, Any]) -> Iterator[str]:
    for name, value in conditions.items():
        yield name
        for part in value if name in {"and", "or"} else [value] if name == "not" else []:
            yield from _names(part)
