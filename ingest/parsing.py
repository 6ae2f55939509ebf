"""A chunk of lines → what the graph is told. Pure: it runs in a process of its own as well as here."""

import json
import math
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

import orjson

from graphdb.ingest.rows import Batch, Deletion, EntityRow, Merge, Reject
from ingest import entities
from ingest.fields import read, report
from ingest.keys import TOMBSTONES, key
from ingest.kinds import READERS, WORKS, Reader, entity
from ingest.unread_fields import unread
from ingest.values import Record, Unusable, day, noted, noting, timestamp
from ingest.works import work

#: Advanced when the same record would give other rows, so that a new version reads every record anew.
VERSION: Final = b"12"
#: Later than every record's date.
_EVER: Final = "9999-12-31"
#: What is no JSON (RFC 8259, section 6) and written nevertheless.
_CONSTANTS: Final = {"Infinity": math.inf, "-Infinity": -math.inf}
_MAX_EXCERPT_LENGTH: Final = 100_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of one source. `first` is the number of the first line, counted from 1. `csv`: lines of merged ids."""

    source: str
    first: int
    lines: list[bytes]
    csv: bool = False
    #: The bytes of the source up to here, as far as they are read, for progress.
    position: int = 0
    #: Whether this is the last chunk of its source.
    last: bool = False


def parse(chunk: Chunk) -> Batch:
    """Every record of the chunk as rows; what cannot be used as rejects, with line and reason."""
    batch = Batch()
    read = _merge if chunk.csv else _record
    with noting():
        for number, line in enumerate(chunk.lines, start=chunk.first):
            if not line or line.isspace():
                continue
            before = len(batch.mentions)
            try:
                read(line, chunk.source, number, batch)
            except Unusable as error:
                batch.rejects.append(reject(chunk.source, number, str(error), line))
            # What this record is the first to mention stands last.
            for found in islice(reversed(batch.mentions), len(batch.mentions) - before):
                batch.places.setdefault(found, (chunk.source, number))
    for row in batch.mentions.values():
        if isinstance(name := row.properties.get("name"), str):
            row.properties.update(entities.name_properties(row.label, name))
    batch.seen.clear()
    return batch


def reject(source: str, number: int, reason: str, line: bytes) -> Reject:
    """A reject; of a very long line the beginning."""
    return Reject(source, number, reason, line.rstrip(b"\n")[:_MAX_EXCERPT_LENGTH].decode("utf-8", "replace"))


def _record(line: bytes, source: str, number: int, batch: Batch) -> None:
    record = decode_json(line)
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    _entity(record, line, source, number, batch)  # pyright: ignore[reportUnknownArgumentType]


def decode_json(line: bytes) -> Any:
    """The line as JSON. Half surrogate pairs, bytes that are not UTF-8 and infinities are read as they stand: they cost
    no more than their field. `NaN`, which DuckDB and pandas write for null, is null."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(line.decode("utf-8", "surrogateescape"), strict=False, parse_constant=_CONSTANTS.get)
        except (ValueError, RecursionError):
            raise Unusable(f"it is not JSON ({error})") from error


def _entity(record: Record, line: bytes, source: str, number: int, batch: Batch) -> None:
    kind = entity(record)
    if kind is None:
        raise Unusable(_unidentified(record))
    unread(kind, record, batch)
    found = key(record["id"]) or str(record["id"])
    batch.places[found] = (source, number)
    batch.date = read(batch, found, "updated_date", timestamp, record.get("updated_date")) or ""
    if found in TOMBSTONES:
        _tombstone(record, found, batch)
        return
    if kind == WORKS:
        digest = int.from_bytes(blake2b(line, digest_size=8, key=VERSION).digest(), "big", signed=True)
        work(record, digest, batch)
    elif isinstance(reader := READERS[kind], str):
        batch.skipped[kind] = batch.skipped.get(kind, 0) + 1
    else:
        batch.entities.append(_other(record, reader, batch))
    report(batch, found, "fields")


def _tombstone(record: Record, found: str, batch: Batch) -> None:
    """What stands for deleted records is nothing itself, and goes where an earlier version stored it as a work."""
    if found[0] == "W":
        batch.deletions.append(Deletion(found, day(record.get("updated_date")) or _EVER))
    batch.skipped["placeholders"] = batch.skipped.get("placeholders", 0) + 1


def _unidentified(record: Record) -> str:
    """Why the record, which names no entity, cannot be used."""
    if "id" in record:
        return f"its id {record['id']!r} is not one of OpenAlex"
    if "meta" in record and "group_by" in record:
        return "it is a page of groups (`group_by`), which holds no records"
    if "error" in record:
        return f"it is an error that the API answered: {record.get('message') or record['error']}"
    return "it has no id"


def _other(record: Record, reader: Reader, batch: Batch) -> EntityRow:
    try:
        return reader(record, batch)
    except (TypeError, AttributeError, LookupError, ArithmeticError) as error:
        noted()
        raise Unusable(f"a field of it is not built as OpenAlex's are ({error or type(error).__name__})") from error


def _deletion(name: str, date: str, batch: Batch) -> None:
    found, deleted_on = key(name), day(date)
    if found is None or found[0] != "W" or deleted_on is None:
        raise Unusable("it is not a line of work_id,deleted_date")
    batch.deletions.append(Deletion(found, deleted_on))


def _merge(line: bytes, source: str, number: int, batch: Batch) -> None:
    """A line of `merged_ids`, merge_date,id,merge_into_id, or of `deleted_ids.csv`, work_id,deleted_date."""
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
    elif (on := day(fields[0])) is not None and pair[0][0] == "W":
        batch.deletions.append(Deletion(pair[0], on))
