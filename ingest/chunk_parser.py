"""A chunk of lines → a batch of rows. Pure, so it can run in a separate process."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

import orjson

from graphdb.ingest.rows import Batch, Deletion, EntityRow, Merge, Reject
from ingest import entities
from ingest.fields import read, report_invalid_values
from ingest.keys import TOMBSTONES, key
from ingest.kinds import READERS, WORKS, Reader, entity
from ingest.unread_fields import count_unread_fields
from ingest.values import Record, Unusable, collect_invalid_values, day, take_invalid_values, timestamp
from ingest.works import work

#: Increased when the same record gives different rows, so that the next ingest reads every record again.
VERSION: Final = b"12"
#: Later than every record's date.
_MAX_DATE: Final = "9999-12-31"
#: Constants that occur although they are not JSON (RFC 8259, section 6).
_CONSTANTS: Final = {"Infinity": math.inf, "-Infinity": -math.inf}
_MAX_EXCERPT_LENGTH: Final = 100_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of one source. `first` is the number of the first line, from 1. `csv`: lines of merged or deleted
    ids."""

    source: str
    first: int
    lines: list[bytes]
    csv: bool = False
    #: Position in the source after the chunk, in the unit of the source's size, for progress.
    position: int = 0


def parse(chunk: Chunk, choose: Callable[[Record], bool] | None = None) -> Batch:
    """Every record of the chunk as rows; unusable records become rejects with line and reason. With `choose`, works
    for which it is false are only counted (`Batch.excluded`)."""
    batch = Batch()
    read_line = _merge if chunk.csv else partial(_record, choose=choose)
    with collect_invalid_values():
        for number, line in enumerate(chunk.lines, start=chunk.first):
            if not line or line.isspace():
                continue
            count_before = len(batch.mentions)
            try:
                read_line(line, chunk.source, number, batch)
            except Unusable as error:
                batch.rejects.append(reject(chunk.source, number, str(error), line))
            # The dict is ordered, so first mentions by this record are last.
            for entity_id in islice(reversed(batch.mentions), len(batch.mentions) - count_before):
                batch.source_lines.setdefault(entity_id, (chunk.source, number))
    for row in batch.mentions.values():
        if isinstance(name := row.properties.get("name"), str):
            row.properties.update(entities.name_properties(row.label, name))
    batch.seen.clear()
    batch.repeated.clear()
    return batch


def reject(source: str, number: int, reason: str, line: bytes) -> Reject:
    """A reject with the line; long lines are truncated."""
    return Reject(source, number, reason, line.rstrip(b"\n")[:_MAX_EXCERPT_LENGTH].decode("utf-8", "replace"))


def _record(
    line: bytes, source: str, number: int, batch: Batch, *, choose: Callable[[Record], bool] | None = None
) -> None:
    record = decode_json(line)
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    kind = entity(record)  # pyright: ignore[reportUnknownArgumentType]
    if kind == WORKS and choose is not None and not choose(record):  # pyright: ignore[reportUnknownArgumentType]
        batch.excluded += 1
    else:
        _entity(kind, record, line, source, number, batch)  # pyright: ignore[reportUnknownArgumentType]


def decode_json(line: bytes) -> Any:
    """The line as JSON. Unpaired surrogates, bytes that are not UTF-8 and infinities are accepted here, and invalidate
    only their field later. `NaN`, which DuckDB and pandas write for null, is null."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(line.decode("utf-8", "surrogateescape"), strict=False, parse_constant=_CONSTANTS.get)
        except (ValueError, RecursionError):
            raise Unusable(f"it is not JSON ({error})") from error


def _entity(kind: str | None, record: Record, line: bytes, source: str, number: int, batch: Batch) -> None:
    if kind is None:
        raise Unusable(_unidentified(record))
    count_unread_fields(kind, record, batch)
    entity_id = key(record["id"]) or str(record["id"])
    batch.source_lines[entity_id] = (source, number)
    batch.date = read(batch, entity_id, "updated_date", timestamp, record.get("updated_date")) or ""
    if entity_id in TOMBSTONES:
        _tombstone(record, entity_id, batch)
        return
    if kind == WORKS:
        digest = int.from_bytes(blake2b(line, digest_size=8, key=VERSION).digest(), "big", signed=True)
        work(record, digest, batch)
    elif isinstance(reader := READERS[kind], str):
        batch.skipped[kind] = batch.skipped.get(kind, 0) + 1
    else:
        batch.entities.append(_entity_row(record, reader, batch))
    report_invalid_values(batch, entity_id, "fields")


def _tombstone(record: Record, entity_id: str, batch: Batch) -> None:
    """A placeholder of deleted records is not stored; one that an earlier version stored as a work is deleted."""
    if entity_id[0] == "W":
        batch.deletions.append(Deletion(entity_id, day(record.get("updated_date")) or _MAX_DATE))
    batch.skipped["placeholders"] = batch.skipped.get("placeholders", 0) + 1


def _unidentified(record: Record) -> str:
    """The reason why a record without an entity cannot be used."""
    if "id" in record:
        return f"its id {record['id']!r} is not one of OpenAlex"
    if "meta" in record and "group_by" in record:
        return "it is a page of groups (`group_by`) without records"
    if "error" in record:
        return f"it is an error message of the API: {record.get('message') or record['error']}"
    return "it has no id"


def _entity_row(record: Record, reader: Reader, batch: Batch) -> EntityRow:
    try:
        return reader(record, batch)
    except (TypeError, AttributeError, LookupError, ArithmeticError) as error:
        take_invalid_values()
        raise Unusable(f"a field of it is not built as OpenAlex's are ({error or type(error).__name__})") from error


def _deletion(name: str, date: str, batch: Batch) -> None:
    work_id, deleted_on = key(name), day(date)
    if work_id is None or work_id[0] != "W" or deleted_on is None:
        raise Unusable("it is not a line of work_id,deleted_date")
    batch.deletions.append(Deletion(work_id, deleted_on))


def _merge(line: bytes, source: str, number: int, batch: Batch) -> None:
    """Parse a line of `merged_ids`, merge_date,id,merge_into_id, or of `deleted_ids.csv`, work_id,deleted_date."""
    fields = [field.strip(' "') for field in line.decode("utf-8", "replace").strip().split(",")]
    if fields in (["merge_date", "id", "merge_into_id"], ["work_id", "deleted_date"]):
        return
    if len(fields) == 2:
        _deletion(fields[0], fields[1], batch)
        return
    pair = [key(field.strip()) for field in fields[1:]]
    if len(pair) != 2 or pair[0] is None or pair[1] is None or pair[0][0] != pair[1][0]:
        raise Unusable("it is not a line of merge_date,id,merge_into_id or work_id,deleted_date")
    if pair[1] not in TOMBSTONES:
        batch.merges.append(Merge(pair[0], pair[1]))
    elif (deleted_on := day(fields[0])) is not None and pair[0][0] == "W":
        batch.deletions.append(Deletion(pair[0], deleted_on))
