"""Snapshots of small records in each of OpenAlex's layouts."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import orjson

from tests.ingest.records import Record

DAY = "updated_date=2026-06-24"


def lines(records: Iterable[Record]) -> bytes:
    """The records as JSON Lines."""
    return b"".join(orjson.dumps(record) + b"\n" for record in records)


def json_part(folder: Path, *records: Record, day: str = DAY, name: str = "part_0000.gz") -> Path:
    """A part of JSON Lines in the folder of an entity."""
    path = folder / day / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(lines(records), mtime=0))
    return path


def parquet_part(folder: Path, *records: Record, day: str = DAY, name: str = "part_0000.parquet") -> Path:
    """A part of Parquet in the folder of an entity: abstracts as text, dates and times as dates and timestamps."""
    path = folder / day / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return parquet_file(path, *records)


def parquet_file(path: Path, *records: Record) -> Path:
    """The records as Parquet."""
    source = path.with_suffix(".source")
    source.write_bytes(lines(_texts(record) for record in records))
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        table = database.read_json(
            str(source), format="newline_delimited", sample_size=-1, map_inference_threshold=-1,
            maximum_object_size=2**27, hive_partitioning=False,
        )  # fmt: skip
        columns = [
            f"CAST({name} AS TIMESTAMPTZ) AS {name}" if name in ("updated_date", "created_date") else f'"{name}"'
            for name in table.columns
        ]
        table.select(", ".join(columns)).write_parquet(str(path), compression="snappy", row_group_size=2_048)
    source.unlink()
    return path


def _texts(record: Record) -> Record:
    index = record.get("abstract_inverted_index")
    return record if index is None else {**record, "abstract_inverted_index": orjson.dumps(index).decode()}


def manifest(tree: Path, entity: str, *names: str, length: int = 1) -> dict[str, Any]:
    """A manifest of 2026 of one entity, whose parts have `length` bytes."""
    files = [
        {"url": f"s3://openalex/data/{tree.name}/{entity}/{name}", "meta": {"content_length": length}} for name in names
    ]
    return {"date": "2026-06-25", "format": tree.name, "entity": entity, "files": files}


def write_manifest(path: Path, content: Any) -> None:
    """Write a manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(content))
