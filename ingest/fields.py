"""Reads one field of a record: a malformed field is rejected by name, and the other fields are used."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from graphdb.ingest.rows import Batch
from ingest.keys import key
from ingest.values import Record, count_invalid_values, invalid, take_invalid_values

T = TypeVar("T")
Arguments = ParamSpec("Arguments")


def read(
    batch: Batch,
    record: str,
    field: str,
    reader: Callable[Arguments, T],
    *values: Arguments.args,
    **options: Arguments.kwargs,
) -> T | None:
    """The result of `reader` on the field. Invalid values become rejects of the field; None where `reader` fails
    because the field has another structure."""
    argument: object = values[0] if values else None
    try:
        result = reader(*values, **options)
    except (TypeError, AttributeError, LookupError, ValueError, ArithmeticError) as error:
        result, value = None, _fields(argument).get(field, argument)
        invalid(f"is not built as OpenAlex's are ({error or type(error).__name__})", value)
    if count_invalid_values():
        report_invalid_values(batch, record, field, argument)
    return result


def report_invalid_values(batch: Batch, record: str, field: str, source: object = None) -> None:
    """List the invalid values since the last call as rejects of the field. A reader can also read other fields: where
    `source` is the record, the reject has the field that contains the value."""
    invalid_values = take_invalid_values()
    fields = _fields(source) if invalid_values else {}
    if key(fields.get("id")) != record:
        fields = {}
    contents = {name: _contents(fields[name]) for name in sorted(fields, key=lambda name: name != field)}
    for reason, value in invalid_values:
        holder = next((name for name, content in contents.items() if _identity(value) in content), field)
        batch.leave_out(record, holder, reason, value)


def _fields(value: object) -> Record:
    return cast("Record", value) if isinstance(value, dict) else {}


def _contents(value: object) -> set[tuple[type, object]]:
    """The identities of the value and of all values in it."""
    contents: set[tuple[type, object]] = set()
    pending: list[object] = [value]
    while pending:
        entry = pending.pop()
        contents.add(_identity(entry))
        if isinstance(entry, dict):
            pending += cast("Record", entry).values()
        elif isinstance(entry, list):
            pending += cast("list[object]", entry)
    return contents


def _identity(value: object) -> tuple[type, object]:
    """The type with the value of a scalar, or with the address in memory of an object or list."""
    return type(value), value if isinstance(value, str | int | float) else id(value)


def identifier(parse: Callable[[object], str | None], value: object, kind: str) -> str | None:
    """An identifier in its normal form; any other value is reported as invalid. `kind` is its name: "a DOI"."""
    parsed = parse(value)
    if parsed is None and value is not None and value != "":
        return invalid(f"is not {kind}", value)
    return parsed
