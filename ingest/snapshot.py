"""OpenAlex's snapshot as a folder, whole or any part of it, in each of its layouts.

Today: `data/jsonl/works/updated_date=…/part_0000.gz`, `data/parquet/…/part_0000.parquet`, and `works/deleted_ids.csv`.
Before 2026: `data/works/updated_date=…/part_000.gz` and `data/merged_ids/`. Source: OpenAlex documentation, "Snapshot"
and "Sync". The folder may be the bucket's, one of a format, of an entity, or of a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from errors import CannotStart
from ingest.jsonl import file_source
from ingest.kinds import READERS, WORKS
from ingest.manifest import Inventory
from ingest.parsing import VERSION
from ingest.sources import Source

#: In the order in which they are read: what works name before works. Any order is right.
ENTITIES: Final = (*READERS, WORKS)
#: Where entities are, below the folder: what stands first is read, where an entity is there more than once.
_TREES: Final = ("data/jsonl", "jsonl", "data/parquet", "parquet", "data", "legacy-data", ".")
_DAYS: Final = "updated_date=*"
_DELETED: Final = "deleted_ids.csv*"
#: Endings of parts: of one part in several forms the first is read.
_ENDINGS: Final = (".gz", ".jsonl", ".json", "", ".parquet")
#: Bytes at the end of a part that tell its content: gzip's checksum and length (RFC 1952, section 2.3.1), Parquet's
#: footer.
_END: Final = {".gz": 8, ".parquet": 65_536}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one entity; `days` are the partitions that are read."""

    entity: str
    path: Path
    days: str = _DAYS

    def parts(self) -> list[Path]:
        """The parts, those that changed last first."""
        below = [*self.path.glob(f"{self.days}/*"), *(self.path.glob("*") if self.days == _DAYS else ())]
        chosen: dict[tuple[Path, str], Path] = {}
        for path in sorted(filter(_is_part, below), key=lambda path: _ENDINGS.index(path.suffix)):
            chosen.setdefault((path.parent, path.name.partition(".")[0]), path)
        return sorted(chosen.values(), reverse=True)

    def deletions(self) -> list[Path]:
        """The log of deleted ids, which is the same file in every format."""
        return sorted(self.path.glob(_DELETED))[:1]


def is_snapshot(folder: Path) -> bool:
    """Whether the folder is laid out as a snapshot, or as a part of one."""
    return bool(_folders(folder) or _merged(folder))


def snapshot_sources(folder: Path) -> Iterator[Source]:
    """The files of the snapshot: ids that are merged or deleted first, then the newest parts of each entity before the
    older."""
    folders = _folders(folder)
    logs = [(path, f"merged_ids/{path.parent.name}") for path in _merged(folder)]
    logs += [(path, each.entity) for each in folders for path in each.deletions()]
    parts = [(path, f"{each.entity}/{path.parent.name}") for each in folders for path in each.parts()]
    if not logs and not parts:
        raise CannotStart(f"{folder} holds no part of a snapshot (`works/updated_date=…/part_….gz`).")
    for path, place in (*logs, *parts):
        yield file_source(path, part=_mark(path, place), csv=path.name.removesuffix(".gz").endswith(".csv"))


def inventory(folder: Path) -> Inventory:
    """What the manifests name and the folder lacks."""
    whole = Inventory()
    for each in _folders(folder):
        whole.take(each.entity, each.path, each.days)
    return whole


def _folders(folder: Path) -> list[Folder]:
    """The entities' folders, each entity once."""
    folder = folder.absolute()
    if folder.match(_DAYS):
        return [Folder(folder.parent.name, folder.parent, folder.name)]
    if folder.name in ENTITIES or any(folder.glob(_DAYS)):
        return [Folder(folder.name, folder)]
    every = [Folder(entity, folder / tree / entity) for entity in ENTITIES for tree in _TREES]
    chosen: dict[str, Folder] = {}
    for each in every:
        if each.entity not in chosen and (each.parts() or each.deletions()):
            chosen[each.entity] = each
    return list(chosen.values())


def _merged(folder: Path) -> list[Path]:
    return sorted({path for tree in _TREES for path in (folder / tree).glob("merged_ids/*/*.csv*") if path.is_file()})


def _is_part(path: Path) -> bool:
    named = not path.name.startswith((".", "_", "manifest", "deleted_ids"))
    return named and path.suffix in _ENDINGS and path.is_file()


def _mark(path: Path, place: str) -> str:
    """What tells this part from every other, from a later one of its name, and from what older readers made of it: the
    readers' version, its place and size, and what its end says of its content."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END.get(path.suffix, 65_536)))
        end = file.read()
    content = end if len(end) <= 8 else blake2b(end, digest_size=8).digest()
    return f"{VERSION.decode()} {place}/{path.name} {size} {content.hex()}"
