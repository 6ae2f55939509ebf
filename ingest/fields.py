"""One field of a record at a time: what is malformed is left out, by name, and the rest of the record is used."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from graphdb.ingest.rows import Batch
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
    try:
        return part(*values, **options)
    except (TypeError, AttributeError, LookupError, ValueError, ArithmeticError) as error:
        whole = values[0] if values else None
        value = cast("Record", whole).get(field) if isinstance(whole, dict) else whole
        misfit(f"is not built as OpenAlex's are ({error or type(error).__name__})", value)
        return None
    finally:
        report(batch, record, field)


def report(batch: Batch, record: str, field: str) -> None:
    """List what was noted since the last call as rejects of the field."""
    for reason, value in noted():
        batch.leave_out(record, field, reason, value)


def identifier(parse: Callable[[object], str | None], value: object, kind: str) -> str | None:
    """An identifier in its normal form; a value that is none is noted. `kind` is what it should be: "a DOI"."""
    found = parse(value)
    if found is None and value is not None and value != "":
        return misfit(f"is not {kind}", value)
    return found
