"""OpenAlex's snapshot as a folder: `works/updated_date=*/part_*.gz`, the other entities alike, and `merged_ids/`.

Source: OpenAlex documentation, snapshot data format. A folder may hold any part of it: manifests that name more files
than are there are no mistake.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson

from errors import CannotStart
from ingest.jsonl import file_source
from ingest.sources import Source

#: In the order in which they are read: what works name before works. Any order is right.
ENTITIES: Final = (
    "domains", "fields", "subfields", "topics", "concepts", "publishers", "funders", "sources", "institutions",
    "authors", "works",
)  # fmt: skip


def is_snapshot(folder: Path) -> bool:
    """Whether the folder is laid out as a snapshot."""
    return any((_data(folder) / name).is_dir() for name in (*ENTITIES, "merged_ids"))


def snapshot_sources(folder: Path) -> Iterator[Source]:
    """The files of the snapshot, merged ids first, then the newest parts of each entity before the older."""
    data = _data(folder)
    found = False
    for path in [*_merged(data), *_parts(data)]:
        found = True
        yield file_source(path, part=_mark(path, data), csv=path.name.removesuffix(".gz").endswith(".csv"))
    if not found:
        raise CannotStart(f"{folder} holds no part of a snapshot (`works/updated_date=…/part_….gz`).")


def missing(folder: Path) -> int:
    """How many files the manifests name that are not in the folder."""
    data = _data(folder)
    named = (url for manifest in sorted(data.glob("*/manifest")) for url in _named(manifest))
    return sum(not (data / url).exists() for url in named)


def _data(folder: Path) -> Path:
    return folder / "data" if (folder / "data").is_dir() else folder


def _merged(data: Path) -> list[Path]:
    return sorted(path for path in (data / "merged_ids").glob("*/*.csv*") if path.is_file())


def _parts(data: Path) -> Iterator[Path]:
    for entity in ENTITIES:
        yield from sorted((data / entity).glob("updated_date=*/*.gz"), reverse=True)


def _mark(path: Path, data: Path) -> str:
    """What tells this part from every other, and from a later one of its name: place, size, and gzip's own checksum and
    length of the content (RFC 1952, section 2.3.1)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8))
        return f"{path.relative_to(data).as_posix()} {path.stat().st_size} {file.read().hex()}"


def _named(manifest: Path) -> Iterator[str]:
    """The files of a manifest, relative to the folder. A manifest that cannot be read names none."""
    try:
        entries = orjson.loads(manifest.read_bytes())["entries"]
        for entry in entries:
            yield "/".join(str(entry["url"]).split("/")[-3:])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return
