"""Checks the limits of a filter and normalizes its values as the stored ones."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, cast

from errors import BadInput
from graphdb.fragments import PagedList, Predicate, ValueForm
from graphdb.search import lucene
from graphdb.search.words import chunks
from graphdb.timestamps import parse, to_text
from graphdb.value_types import Day, Moment
from identifiers.title import sort_key, title_key
from loaders import references
from loaders.references import NodeReference

MAX_VALUES: Final = 1_000
MAX_CONDITIONS: Final = 50
#: Lists of references in one filter: Neo4j holds the sets of 16 lists, and compares a list beyond them item by item.
MAX_LISTS: Final = 10
MAX_TEXT_LENGTH: Final = 500
#: The number of Sustainable Development Goals.
GOALS: Final = 17
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
#: Sources use ISO 639-1, few languages have a longer tag, such as `zh-cn`.
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")


def normalize(connection: PagedList, filter: Mapping[str, Any] | None) -> dict[str, Any]:  # noqa: A002
    """The filter without nulls, with ranges as `year.from`, ids and names in normal form.

    Raises BadInput beyond a limit and for values that nothing can match, naming the field.
    """
    conditions = _level(connection, filter or {})
    if (count := sum(1 for _ in names(conditions))) > MAX_CONDITIONS:
        raise BadInput(f"`filter` has {count} conditions: it may have {MAX_CONDITIONS}.")
    if (lists := reference_lists(connection, conditions)) > MAX_LISTS:
        raise BadInput(f"`filter` has {lists} lists of ids: it may have {MAX_LISTS}.")
    return conditions


def names_in(connection: PagedList) -> Callable[[Mapping[str, Any] | None], Iterator[NodeReference]]:
    """Reads the references in a filter of a list. Raises BadInput as `normalize`."""

    def read(filter: Mapping[str, Any] | None) -> Iterator[NodeReference]:  # noqa: A002
        return references.of_filter(connection, normalize(connection, filter))

    return read


def reference_lists(connection: PagedList, conditions: Mapping[str, Any]) -> int:
    """The number of lists of references in a filter in normal form."""
    return sum(1 for name in names(conditions) if name in connection.filters and connection.filters[name].ids)


def texts(connection: PagedList, filter: Mapping[str, Any]) -> int:  # noqa: A002
    """The number of conditions of a filter in normal form that search for a text."""
    named = (name for name in names(filter) if name in connection.filters)
    return sum(1 for name in named if connection.filters[name].matches)


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


def _level(connection: PagedList, filter: Mapping[str, Any]) -> dict[str, Any]:  # noqa: A002
    conditions: dict[str, Any] = {}
    for name, value in filter.items():
        match name, value:
            case _, None:
                continue
            case _, []:
                raise BadInput(f"`filter.{name}` is an empty list, which nothing matches: omit it, or add a value.")
            case (("and" | "or"), _):
                parts = [_level(connection, part) for part in value]
                # Without conditions, a part is true: no part of `and`, and the end of any `or`.
                if name == "and" or all(parts):
                    conditions |= {name: nonempty} if (nonempty := [part for part in parts if part]) else {}
            case "not", _:
                conditions[name] = _negated(_level(connection, value))
            case _, {**ends}:
                conditions |= _range(connection, name, ends)
            case _:
                conditions[name] = _value(connection, name, value)
    return conditions


def _negated(conditions: dict[str, Any]) -> dict[str, Any]:
    if not conditions:
        raise BadInput("`filter.not` has no condition, so that nothing matches: omit it, or add a condition.")
    return conditions


def _range(connection: PagedList, name: str, ends: Mapping[str, Any]) -> dict[str, Any]:
    low, high = ends.get("from"), ends.get("to")
    if low is not None and high is not None and low > high:
        raise BadInput(f"`filter.{name}` runs from {low} to {high}: `from` must not be greater than `to`.")
    bounds = {f"{name}.{end}": bound for end, bound in ends.items() if bound is not None}
    return {end: _normalize_value(connection.filters[end], end, bound) for end, bound in bounds.items()}


def _value(connection: PagedList, name: str, value: Any) -> object:
    predicate = connection.filters[name]
    if isinstance(value, list):
        values = cast("list[Any]", value)
        if len(values) > MAX_VALUES:
            raise BadInput(f"`filter.{name}` has {len(values)} values: it may have {MAX_VALUES}.")
        return [_normalize_value(predicate, name, item) for item in values]
    if isinstance(value, str) and len(value) > MAX_TEXT_LENGTH:
        raise BadInput(f"`filter.{name}` has {len(value)} characters: it may have {MAX_TEXT_LENGTH}.")
    return _normalize_value(predicate, name, value)


def _normalize_value(predicate: Predicate, name: str, value: Any) -> object:
    """One value, normalized as the stored ones. Raises BadInput for a value that no stored one can equal."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and not value.strip():
        raise BadInput(f"`filter.{name}` has an empty text: omit it, or enter a text.")
    if predicate.ids:
        return references.normalize(f"filter.{name}", value, predicate.ids)
    if (predicate.folded or predicate.keyed) and not title_key(value):
        raise BadInput(f"`filter.{name}` is {value[:80]!r}: it must have a letter or a digit.")
    if predicate.folded:
        return sort_key(value)
    if predicate.keyed:
        return title_key(value)
    return value if predicate.form is None else _FORMS[predicate.form](name, value)


def _goal(name: str, value: int) -> int:
    if not 1 <= value <= GOALS:
        raise BadInput(f"`filter.{name}` has {value}: the goals are 1 to {GOALS}.")
    return value


def _count(name: str, value: int) -> int:
    if value < 0:
        raise BadInput(f"`filter.{name}` is {value}: it must not be negative.")
    return value


def _country(name: str, value: str) -> str:
    text = value.strip().upper()
    if not _COUNTRY.fullmatch(text):
        raise BadInput(f"`filter.{name}` has {value[:80]!r}: a country is two letters, such as `CH`.")
    return text


def _language(name: str, value: str) -> str:
    text = value.strip().lower()
    if not _LANGUAGE.fullmatch(text):
        raise BadInput(f"`filter.{name}` is {value[:80]!r}: a language is two letters, such as `en`.")
    return text


def _day(name: str, value: str) -> str:
    if fault := Day().fault(value):
        raise BadInput(f"`filter.{name}` is {value[:80]!r}, which {fault}.")
    return value


def _moment(name: str, value: str) -> str:
    if fault := Moment().fault(value):
        raise BadInput(f"`filter.{name}` is {value[:80]!r}, which {fault}.")
    return to_text(parse(value))


def _words(name: str, value: str) -> str:
    query = lucene.all_words(chunks(value))
    if not query:
        raise BadInput(f"`filter.{name}` is {value[:80]!r}: it needs a word, and not only common ones such as `the`.")
    return query


_FORMS: Final[Mapping[ValueForm, Callable[[str, Any], object]]] = {
    ValueForm.GOAL: _goal,
    ValueForm.COUNT: _count,
    ValueForm.COUNTRY: _country,
    ValueForm.LANGUAGE: _language,
    ValueForm.DATABASE: lambda _, value: value.strip().lower(),
    ValueForm.DAY: _day,
    ValueForm.MOMENT: _moment,
    ValueForm.WORDS: _words,
}


def number(conditions: Mapping[str, Any]) -> int:
    """The number of conditions in a filter in normal form."""
    return sum(1 for name in names(conditions) if name not in {"and", "or", "not"})


def names(conditions: Mapping[str, Any]) -> Iterator[str]:
    """The names of all conditions, including `and`, `or` and `not`; outer ones come first."""
    for name, value in conditions.items():
        yield name
        for part in value if name in {"and", "or"} else [value] if name == "not" else []:
            yield from names(part)
