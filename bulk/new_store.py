"""An import into the empty embedded store: a new store is built beside the old one and takes its place when it is
complete and checked.

The folder `import` in the data folder has the new store and `state.json`, which names its tables and the steps that are
complete, so that a killed import continues. The caller has locked the data folder, so that no service runs on it.
"""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from bulk.citation_index import write_index
from bulk.completion import complete
from bulk.final_tables import Tables
from bulk.import_files import write_files
from bulk.offline_import import OPTIONS
from bulk.resources import Memory
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.audit import AuditEntry
from graphdb.embedded.folder import Folder
from graphdb.embedded.offline_import import import_offline
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.pipeline import Progress
from ingest.sources import Source

FOLDER: Final = "import"
_STATE: Final = "state.json"
#: Seconds in which the new store closes; its memory is written to disk.
_STOP_SECONDS: Final = 600.0


@dataclass(slots=True)
class State:
    """The digest of the tables, and the complete steps. `stamp`: of the complete graph."""

    tables: str
    imported: bool = False
    stamp: dict[str, Any] | None = None


class NewStore:
    """The new store of the tables, for the data folder `data`."""

    def __init__(self, data: Folder, tables: Tables, memory: Memory, cache: Path | None) -> None:
        self._data = data
        self._tables = tables
        self._memory = memory
        self._cache = cache
        self._root = data.root / FOLDER
        self._folder = Folder(self._root / "store")
        self._state = self._read_state()

    async def build(self, sample: Source, entry: AuditEntry, index: Path, progress: Progress) -> None:
        """Import, complete and check the new store, write the citation index to the folder `index`, and replace the old
        store. Raises ImportFailed, CheckFailed and StoreError; the old store is unchanged in that case."""
        if not self._state.imported:
            self._import(progress)
        if self._state.stamp is None:
            self._state.stamp = (await self._complete(sample, entry, progress))._asdict()
            self._write_state()
        progress.stage("Writing the citation index", None)
        write_index(self._tables, index, self._root, Stamp(**self._state.stamp), self._memory.tables)
        progress.stage("Replacing the old store", None)
        self._data.replace_graph(self._folder.graph)
        remove_finished(self._data)

    def _import(self, progress: Progress) -> None:
        shutil.rmtree(self._folder.root, ignore_errors=True)
        self._folder.acquire()
        try:
            # The new store has the password of the old one from its first start.
            self._folder.adopt_password(self._data.password())
            arguments = [
                *write_files(self._tables, self._root / "files"), *OPTIONS, "--format=aligned",
                f"--max-off-heap-memory={self._memory.off_heap}", "neo4j",
            ]  # fmt: skip
            import_offline(
                self._folder, arguments, cache=self._cache, heap=self._memory.heap, page_cache=self._memory.page_cache,
                progress=Percentages(progress).report,
            )  # fmt: skip
        finally:
            self._folder.release()
        self._state.imported = True
        self._write_state()

    async def _complete(self, sample: Source, entry: AuditEntry, progress: Progress) -> Stamp:
        """Complete the new store; the stamp of its graph."""
        memory = self._memory
        server = EmbeddedNeo4j(self._folder.root, cache=self._cache, heap=memory.heap, page_cache=memory.page_cache)
        try:
            async with await Store.open(*server.start()) as store:
                await complete(store, self._tables, sample, entry, progress)
                return await adjacency.stamp(store)
        finally:
            server.stop(_STOP_SECONDS)

    def _read_state(self) -> State:
        """The state of an earlier run with the same tables; else that of a new one."""
        state = _read_state(self._root)
        return state if state.tables == self._tables.digest else State(self._tables.digest)

    def _write_state(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        draft = self._root / f"{_STATE}.new"
        draft.write_bytes(orjson.dumps(asdict(self._state)))
        draft.replace(self._root / _STATE)


def remove_finished(data: Folder) -> bool:
    """Remove the folder of an import whose new store is in its place; whether there was one."""
    root = data.root / FOLDER
    finished = _read_state(root).stamp is not None and not Folder(root / "store").graph.exists()
    if finished:
        shutil.rmtree(root)
    return finished


def _read_state(root: Path) -> State:
    try:
        return State(**orjson.loads((root / _STATE).read_bytes()))
    except (OSError, orjson.JSONDecodeError, TypeError):
        return State("")


class Percentages:
    """Reports percentages of named stages as steps."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage = ""
        self._percent = 0

    def report(self, stage: str, percent: int) -> None:
        """Report that a stage is done to this percentage."""
        if stage != self._stage:
            self._stage, self._percent = stage, 0
            self._progress.stage(f"Importing: {stage}", 100)
        self._progress.step(max(0, percent - self._percent), 0)
        self._percent = max(self._percent, percent)
