"""A snapshot at an address, such as OpenAlex's bucket: its manifests list the files.

fsspec opens the address: `s3://` (with s3fs), `https://`, `file://` and others. A file is downloaded when it is read.
"""

from functools import partial
from typing import Final, cast

from errors import CannotStart
from ingest.addresses import Address
from ingest.manifest import Inventory, listed_entities, listed_files
from ingest.partitions import Part, Snapshot, day_of
from ingest.snapshot import ENTITIES, end_bytes, fingerprint, is_table
from ingest.sources import Source, in_thread

#: Folders of entities below the address; the first with a manifest is read.
_TREES: Final = ("data/jsonl", "data", "jsonl", ".", "data/parquet", "parquet")
_LOGS: Final = ("deleted_ids.csv", "deleted_ids.csv.gz")


class RemoteSnapshot:
    """The files at one address."""

    def __init__(self, address: str) -> None:
        self._at = Address(address)
        self.address = self._at.text
        self._files, self._root, self._connected = self._at.files, self._at.path, self._at.connected

    def read(self) -> Snapshot:
        """The snapshot by its manifests. Raises CannotStart if there is none, or if the address does not answer."""
        for tree in _TREES:
            combined = self._content(f"{tree}/manifest.json")
            if combined is not None or self._manifest(tree, ENTITIES[-1]) is not None:
                return self._snapshot(tree, combined)
        raise CannotStart(f"{self.address} has no manifest of a snapshot (`works/manifest.json`).")

    def _snapshot(self, tree: str, combined: bytes | None) -> Snapshot:
        parts: list[Part] = []
        inventory = Inventory()
        logs = self._merged(tree)
        for entity in ENTITIES:
            content = self._manifest(tree, entity)
            if content is None and combined is not None and entity in listed_entities(combined):
                content = combined
            if content is None:
                continue
            try:
                files = listed_files(content, entity)
            except ValueError:
                inventory.unreadable.append(f"{self.address}/{tree}/{entity}/manifest.json")
                continue
            logs += [self._part(entity, "", f"{tree}/{entity}/{name}", name) for name in self._existing(tree, entity)]
            parts += [
                self._part(entity, day_of(name.partition("/")[0]), f"{tree}/{entity}/{name}", name, size)
                for name, size in sorted(files.items(), reverse=True)
            ]
        if not parts and not inventory.unreadable:
            inventory.unreadable.append(f"{self.address}/{tree}/manifest.json")
        return Snapshot(self.address, [*logs, *parts], inventory)

    def _merged(self, tree: str) -> list[Part]:
        """The tables of merged ids. A server without listings has none."""
        try:
            paths = cast("list[str]", self._files.glob(f"{self._path(tree)}/merged_ids/*/*.csv*"))
        except Exception:  # each file system has exceptions of its own
            return []
        names = sorted("/".join(path.split("/")[-3:]) for path in paths)
        return [
            self._part(name.rpartition("/")[0], name.rpartition("/")[2][:10], f"{tree}/{name}", name.rpartition("/")[2])
            for name in names
        ]

    def _existing(self, tree: str, entity: str) -> list[str]:
        """The log of deleted ids of an entity."""
        return [
            name for name in _LOGS
            if self._connected(partial(self._files.exists, self._path(f"{tree}/{entity}/{name}")))
        ][:1]  # fmt: skip

    def _part(self, entity: str, day: str, path: str, name: str, size: int | None = None) -> Part:
        return Part(entity, day, partial(self._source, path, f"{entity}/{name}", size))

    def _source(self, path: str, name: str, size: int | None) -> Source:
        """A file with its fingerprint, which needs its end."""
        full = self._path(path)
        if size is None:
            size = int(self._connected(lambda: self._files.size(full)) or 0)
        start = max(0, size - end_bytes(path))
        end = self._connected(lambda: cast("bytes", self._files.cat_file(full, start=start, end=size)))
        address = f"{self.address}/{path}"
        return Source(
            address, lambda: in_thread(Address(address).chunks(size, csv=is_table(path))), size,
            # A server without ranges answers with the whole file.
            fingerprint(name, size, end[start - size :]),
        )  # fmt: skip

    def _manifest(self, tree: str, entity: str) -> bytes | None:
        contents = (self._content(f"{tree}/{entity}/{name}") for name in ("manifest.json", "manifest"))
        return next((content for content in contents if content is not None), None)

    def _content(self, path: str) -> bytes | None:
        """The content of a small file; None if it does not exist."""
        try:
            return self._connected(lambda: cast("bytes", self._files.cat_file(self._path(path))))
        except FileNotFoundError:
            return None

    def _path(self, path: str) -> str:
        return f"{self._root}/{path.removeprefix('./')}"
