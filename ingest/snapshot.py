"""A folder with OpenAlex's snapshot or a part of it, in each of its layouts.

Since 2026: `data/jsonl/works/updated_date=…/part_0000.gz`, `data/parquet/…/part_0000.parquet`, `works/deleted_ids.csv`.
Before 2026: `data/works/updated_date=…/part_000.gz` and `data/merged_ids/`. Source: OpenAlex documentation, "Snapshot"
and "Sync". The folder can be that of the bucket, a format, an entity or a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from errors import CannotStart
from ingest.chunk_parser import VERSION
from ingest.jsonl import file_source
from ingest.kinds import READERS, WORKS
from ingest.manifest import Inventory
from ingest.partitions import Part, Snapshot, day_of
from ingest.sources import Source

#: Entities in the order of reading: works last, because they refer to all others. Every order gives the same graph.
ENTITIES: Final = (*READERS, WORKS)
#: Folders of entities below the folder; of an entity with several, the first is read.
_TREES: Final = ("data/jsonl", "jsonl", "data/parquet", "parquet", "data", "legacy-data", ".")
_DAYS: Final = "updated_date=*"
_DELETED: Final = "deleted_ids.csv*"
#: Suffixes of parts; of a part in several formats, the first is read.
ENDINGS: Final = (".gz", ".jsonl", ".json", "", ".parquet")
#: Bytes at the end of a part that identify its content: gzip's checksum and length (RFC 1952, section 2.3.1), Parquet's
#: footer.
_END_BYTES: Final = {".gz": 8, ".parquet": 65_536}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one entity; `days` is the pattern of the partitions that are read."""

    entity: str
    path: Path
    days: str = _DAYS

    def parts(self) -> list[Path]:
        """The parts, the latest partitions first."""
        below = [*self.path.glob(f"{self.days}/*"), *(self.path.glob("*") if self.days == _DAYS else ())]
        chosen: dict[tuple[Path, str], Path] = {}
        for path in sorted(filter(_is_part, below), key=lambda path: ENDINGS.index(path.suffix)):
            chosen.setdefault((path.parent, path.name.partition(".")[0]), path)
        return sorted(chosen.values(), reverse=True)

    def deletions(self) -> list[Path]:
        """The log of deleted ids, which is the same file in candidates format."""
        return sorted(self.path.glob(_DELETED))[:1]


def is_snapshot(folder: Path) -> bool:
    """Whether the folder has the layout of a snapshot or a part of one."""
    return bool(_folders(folder) or _merged(folder))


def snapshot_sources(folder: Path) -> list[Source]:
    """The files of the snapshot: first merged and deleted ids, then the parts of each entity, newest first."""
    return [part.source() for part in folder_snapshot(folder).parts]


def snapshot_parts(folder: Path) -> Iterator[tuple[Path, str, bool]]:
    """The same files with their fingerprints, and whether they are tables of ids."""
    for part in folder_snapshot(folder).parts:
        source = part.source()
        yield Path(source.name), source.part or "", is_table(source.name)


def folder_snapshot(folder: Path) -> Snapshot:
    """The folder as a snapshot. Raises CannotStart if it has no part of one."""
    folders = _folders(folder)
    parts = [_part(f"merged_ids/{path.parent.name}", path.name[:10], path, "") for path in _merged(folder)]
    parts += [_part(listed.entity, "", path, "") for listed in folders for path in listed.deletions()]
    parts += [
        _part(listed.entity, day_of(path.parent.name), path, f"/{path.parent.name}")
        for listed in folders
        for path in listed.parts()
    ]
    if not parts:
        raise CannotStart(f"{folder} has no part of a snapshot (`works/updated_date=…/part_….gz`).")
    is_whole = all(listed.days == _DAYS for listed in folders)
    return Snapshot(str(folder), parts, inventory(folder), is_whole)


def _part(entity: str, day: str, path: Path, partition: str) -> Part:
    """`partition`: its folder below that of the entity."""
    return Part(entity, day, lambda: _source(path, f"{entity}{partition}/{path.name}"))


def _source(path: Path, name: str) -> Source:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - end_bytes(path.name)))
        part = fingerprint(name, size, file.read())
    return file_source(path, part=part, csv=is_table(path.name))


def is_table(name: str) -> bool:
    """Whether the file is a table of merged or deleted ids."""
    return name.removesuffix(".gz").endswith(".csv")


def inventory(folder: Path) -> Inventory:
    """The differences between the manifests and the folder."""
    total = Inventory()
    for entity_folder in _folders(folder):
        total.check(entity_folder.entity, entity_folder.path, entity_folder.days)
    return total


def _folders(folder: Path) -> list[Folder]:
    """The entities' folders, each entity once."""
    folder = folder.absolute()
    if folder.match(_DAYS):
        return [Folder(folder.parent.name, folder.parent, folder.name)]
    if folder.name in ENTITIES or any(folder.glob(_DAYS)):
        return [Folder(folder.name, folder)]
    candidates = [Folder(entity, folder / tree / entity) for entity in ENTITIES for tree in _TREES]
    chosen: dict[str, Folder] = {}
    for entity_folder in candidates:
        if entity_folder.entity not in chosen and (entity_folder.parts() or entity_folder.deletions()):
            chosen[entity_folder.entity] = entity_folder
    return list(chosen.values())


def _merged(folder: Path) -> list[Path]:
    return sorted({path for tree in _TREES for path in (folder / tree).glob("merged_ids/*/*.csv*") if path.is_file()})


def _is_part(path: Path) -> bool:
    is_data = not path.name.startswith((".", "_", "manifest", "deleted_ids"))
    return is_data and path.suffix in ENDINGS and path.is_file()


def end_bytes(name: str) -> int:
    """The number of bytes at the end of this file that `fingerprint` needs."""
    return _END_BYTES.get(Path(name).suffix, 65_536)


def fingerprint(name: str, size: int, end: bytes) -> str:
    """The fingerprint of a part: the version of the readers, its folder and name, its size, and a digest of its end. A
    new version, or a part with the same name and other content, has another one."""
    content = end if len(end) <= 8 else blake2b(end, digest_size=8).digest()
    return f"{VERSION.decode()} {name} {size} {content.hex()}"
