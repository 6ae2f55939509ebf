"""One field of a record at a time: what is malformed is left out, by name, and the rest of the record is used."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from graphdb.ingest.rows import Batch
from ingest.keys import key
from ingest.values import Record, misfit, noted

T = TypeVar("T")
Arguments = ParamSpec("Arguments")


def read(
    batch: Batch,
    record: str,
    field: str,
    part: Callable[Arguments, T],
    *values: Arguments.args,
    **options: Arguments.kwargs,
) -> T | None:
    """What `part` makes of the field. Values that do not fit are listed as rejects of the field; None where the field
    is built so differently that `part` fails on it."""
    whole: object = values[0] if values else None
    try:
        return part(*values, **options)
    except (TypeError, AttributeError, LookupError, ValueError, ArithmeticError) as error:
        value = _fields(whole).get(field, whole)
        misfit(f"is not built as OpenAlex's are ({error or type(error).__name__})", value)
        return None
    finally:
        report(batch, record, field, whole)


def report(batch: Batch, record: str, field: str, whole: object = None) -> None:
    """List what was noted since the last call as rejects of the field. A part may also read other fields than its own:
    where `whole` is the record, the field that holds the value is named."""
    misfits = noted()
    fields = _fields(whole) if misfits else {}
    if key(fields.get("id")) != record:
        fields = {}
    contents = {name: _contents(fields[name]) for name in sorted(fields, key=lambda name: name != field)}
    for reason, value in misfits:
        holder = next((name for name, content in contents.items() if _identity(value) in content), field)
        batch.leave_out(record, holder, reason, value)


def _fields(whole: object) -> Record:
    return cast("Record", whole) if isinstance(whole, dict) else {}


def _contents(whole: object) -> set[tuple[type, object]]:
    """The value, and every value in it."""
    contents: set[tuple[type, object]] = set()
    inside: list[object] = [whole]
    while inside:
        each = inside.pop()
        contents.add(_identity(each))
        if isinstance(each, dict):
            inside += cast("Record", each).values()
        elif isinstance(each, list):
            inside += cast("list[object]", each)
    return contents


def _identity(value: object) -> tuple[type, object]:
    """What tells a value from others: of an object or a list its place in memory."""
    return type(value), value if isinstance(value, str | int | float) else id(value)


def identifier(parse: Callable[[object], str | None], value: object, kind: str) -> str | None:
    """An identifier in its normal form; a value that is none is noted. `kind` is what it should be: "a DOI"."""
    found = parse(value)
    if found is None and value is not None and value != "":
        return misfit(f"is not {kind}", value)
    return found
