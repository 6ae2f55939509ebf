"""The manifests of a snapshot, which list the files and their lengths.

`manifest.json` lists `files`, of one entity or, in the folder of a format, of each of its `entities`; the older
`manifest` lists `entries`. Source: OpenAlex documentation, "Snapshot", the manifest files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import orjson

#: Maximum number of file names in a sentence.
_MAX_NAMED: Final = 3


@dataclass(slots=True)
class Inventory:
    """Files of the manifests that are `missing` or `short`, such as `works/updated_date=…/part_0000.gz`, and manifests
    that are `unreadable`."""

    missing: list[str] = field(default_factory=list[str])
    short: list[str] = field(default_factory=list[str])
    unreadable: list[str] = field(default_factory=list[str])

    def check(self, entity: str, folder: Path, days: str) -> None:
        """Check the files of one entity in the partitions that match `days`."""
        for name, length in self._entries(entity, folder).items():
            if fnmatchcase(name.partition("/")[0], days):
                path = folder / name
                if path.is_file():
                    if path.stat().st_size < length:
                        self.short.append(f"{entity}/{name}")
                elif not any(path.parent.glob(f"{path.name.partition('.')[0]}.*")):
                    self.missing.append(f"{entity}/{name}")

    def sentences(self) -> list[str]:
        """One sentence for each kind of difference from the manifests."""
        return [
            f"{len(names):,} {fact}: {', '.join(names[:_MAX_NAMED])}"
            + (f" and {len(names) - _MAX_NAMED:,} more." if len(names) > _MAX_NAMED else ".")
            for names, fact in (
                (self.missing, "files of the snapshot are not in the folder"),
                (self.short, "files are shorter than in their manifest, download them again"),
                (self.unreadable, "manifests cannot be read"),
            )
            if names
        ]

    def since(self, days: Mapping[str, str], first: str = "") -> "Inventory":
        """The differences in partitions later than these days; from `first` on for entities without one."""

        def is_later(name: str) -> bool:
            entity, partition, *_ = name.split("/")
            day = partition.rpartition("=")[2]
            return day > days[entity] if entity in days else day >= first

        return Inventory(
            [name for name in self.missing if is_later(name)], [name for name in self.short if is_later(name)],
            self.unreadable,
        )  # fmt: skip

    def add(self, other: "Inventory") -> None:
        """Add the files of another inventory."""
        self.missing += other.missing
        self.short += other.short
        self.unreadable += other.unreadable

    def _entries(self, entity: str, folder: Path) -> dict[str, int]:
        """Part, such as `updated_date=…/part_0000.gz` → bytes, from the first existing manifest."""
        for path in (folder / "manifest.json", folder / "manifest", folder.parent / "manifest.json"):
            if path.is_file():
                try:
                    return listed_files(path.read_bytes(), entity)
                except ValueError:
                    self.unreadable.append(str(path))
        return {}


def listed_entities(content: bytes) -> set[str]:
    """The entities that a manifest of a format lists; empty if it lists none."""
    try:
        return {listed["entity"] for listed in orjson.loads(content)["entities"]}
    except (ValueError, KeyError, TypeError):
        return set()


def listed_files(content: bytes, entity: str) -> dict[str, int]:
    """Part, such as `updated_date=…/part_0000.gz` → bytes, from a manifest. Raises ValueError if it is not one."""
    try:
        return _files(orjson.loads(content), entity)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is not a manifest ({error})") from error


def _files(manifest: Any, entity: str) -> dict[str, int]:
    if "entities" in manifest:
        manifest = next((listed for listed in manifest["entities"] if listed["entity"] == entity), manifest)
    files: Any = manifest.get("files") or manifest.get("entries") or ()
    return {"/".join(str(file["url"]).split("/")[-2:]): int(file["meta"].get("content_length") or 0) for file in files}
