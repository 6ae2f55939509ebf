"""A filter as the client wrote it, within its limits and in the form that the store compares with."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final, cast

from errors import BadInput
from graphdb.fragments import Many
from identifiers import reference
from identifiers.title import sort_key, title_key

MAX_VALUES: Final = 1_000
MAX_CONDITIONS: Final = 50
MAX_TEXT_LENGTH: Final = 500


def normal(many: Many, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The filter without what says nothing, ranges as `year.from`, ids and names in normal form.

    Raises BadInput beyond a limit, naming the field.
    """
    wanted = _level(many, given or {})
    if (count := sum(1 for _ in _conditions(wanted))) > MAX_CONDITIONS:
        raise BadInput(f"`filter` has {count} conditions: it may have {MAX_CONDITIONS}.")
    return wanted


def _level(many: Many, given: Mapping[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for name, value in given.items():
        match name, value:
            case _, None:
                continue
            case (("and" | "or"), _):
                wanted[name] = [_level(many, part) for part in value]
            case "not", _:
                wanted[name] = _level(many, value)
            case _, {**ends}:
                wanted |= {f"{name}.{end}": bound for end, bound in _range(name, ends).items()}
            case _:
                wanted[name] = _value(many, name, value)
    return wanted


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
    """The reference as one text. What is none names nothing, and stays so that the list is not empty."""
    found = reference.read_page(text)
    return text if found is None else found.name


def _conditions(wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        yield name
        for part in value if name in {"and", "or"} else [value] if name == "not" else []:
            yield from _conditions(part)
