"""A chunk of lines → what the graph is told. Pure: it runs in a process of its own as well as here."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import orjson

from graphdb.ingest.rows import Batch, Merge, Reject
from ingest import entities
from ingest.keys import key
from ingest.kinds import LETTERS, READERS, WORKS, Reader, entity
from ingest.values import Record, Unusable
from ingest.works import work

#: Advanced when the same record would give other rows, so that a new version reads every record anew.
VERSION: Final = b"5"
_LONGEST_EXCERPT: Final = 100_000


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
    for number, line in enumerate(chunk.lines, start=chunk.first):
        if not line or line.isspace():
            continue
        try:
            read(line, chunk.source, number, batch)
        except Unusable as error:
            batch.rejects.append(reject(chunk.source, number, str(error), line))
    for found, row in batch.mentions.items():
        name = row.properties["name"]
        row.properties.update(entities.named(row.label, name if isinstance(name, str) else found))
    batch.seen.clear()
    return batch


def reject(source: str, number: int, reason: str, line: bytes) -> Reject:
    """A reject; of a very long line the beginning."""
    return Reject(source, number, reason, line.rstrip(b"\n")[:_LONGEST_EXCERPT].decode("utf-8", "replace"))


def _record(line: bytes, source: str, number: int, batch: Batch) -> None:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if (record := _without_infinities(line)) is None:
            raise Unusable(f"it is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    _entity(record, line, source, number, batch)  # pyright: ignore[reportUnknownArgumentType]


def _without_infinities(line: bytes) -> Any:
    """The record, null in place of `NaN` and `Infinity`, which Python and DuckDB write although JSON has none (RFC
    8259, section 6); None when that is not what is wrong."""
    if b"NaN" not in line and b"Infinity" not in line:
        return None
    try:
        return orjson.loads(json.dumps(json.loads(line, parse_constant=lambda _: None)))
    except ValueError:
        return None


def _entity(record: Record, line: bytes, source: str, number: int, batch: Batch) -> None:
    kind = entity(record)
    if kind is None:
        raise Unusable(_unidentified(record))
    if kind == WORKS:
        digest = int.from_bytes(blake2b(line, digest_size=8, key=VERSION).digest(), "big", signed=True)
        work(record, digest, batch)
        batch.places[batch.papers[-1].id] = (source, number)
    elif isinstance(reader := READERS[kind], str):
        batch.skipped[kind] = batch.skipped.get(kind, 0) + 1
    else:
        _other(record, reader, batch)


def _unidentified(record: Record) -> str:
    """Why the record, which names no entity, cannot be used."""
    if "id" in record:
        return f"its id {record['id']!r} is not one of OpenAlex"
    if "meta" in record and "group_by" in record:
        return "it is a page of groups (`group_by`), which holds no records"
    if "error" in record:
        return f"it is an error that the API answered: {record.get('message') or record['error']}"
    return "it has no id"


def _other(record: Record, reader: Reader, batch: Batch) -> None:
    try:
        row = reader(record, batch)
    except (TypeError, AttributeError, KeyError) as error:
        raise Unusable(f"a field of it is not built as OpenAlex's are ({error or type(error).__name__})") from error
    batch.entities.append(row)


def _merge(line: bytes, source: str, number: int, batch: Batch) -> None:
    """A line of `merged_ids`: merge_date,id,merge_into_id."""
    fields = line.decode("utf-8", "replace").strip().split(",")
    if fields == ["merge_date", "id", "merge_into_id"]:
        return
    pair = [key(field.strip()) for field in fields[1:]]
    if len(pair) != 2 or pair[0] is None or pair[1] is None or pair[0][0] != pair[1][0]:
        raise Unusable("it is not a line of merge_date,id,merge_into_id")
    if isinstance(READERS.get(kind := LETTERS.get(pair[0][0], "")), str):
        batch.skipped[kind] = batch.skipped.get(kind, 0) + 1
        return
    batch.merges.append(Merge(pair[0], pair[1]))
