"""Backup and restore of the embedded Neo4j's data folder.

A backup is a folder with `neo4j/` (the graph with its accounts), `password` and `manifest.json`. It appears under its
name when it is complete and Neo4j has opened it. The citation index is derived, so that it is not part of it.

While a service runs, the files are copied, then those that changed meanwhile, and what changed since the second copy
while Neo4j is stopped for a moment (`graphdb.embedded.freeze`): statements wait that long. Otherwise the folder is
locked, and copied. A logical export would not be consistent: Neo4j isolates reads by statement.
"""

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from errors import CannotStart
from graphdb.audit import AuditEntry, append
from graphdb.cypher import cypher
from graphdb.diagnosis import diagnose
from graphdb.embedded.file_copy import copy_files, sync_files, sync_folder
from graphdb.embedded.folder import Folder
from graphdb.embedded.freeze import frozen
from graphdb.embedded.locks import wait_for_lock
from graphdb.embedded.manifest import Manifest, checksums
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.graph_stats import counts
from graphdb.migrations import VERSION
from graphdb.store import Store
from thread_pools import ThreadPool

#: Seconds in which a copy is closed, and time limit of a statement.
SECONDS: Final = 600.0
#: Seconds to wait for a Neo4j that still stops.
PREDECESSOR_SECONDS: Final = 20.0
#: Memory of the Neo4j that opens a copy, beside that of the service.
HEAP: Final = "512m"
PAGE_CACHE: Final = "64m"
#: Copies have ended when an interrupted command removes what they wrote.
COPIES: Final = ThreadPool("copies", threads=1, queue=0)
CHANGE_PASSWORD: Final = cypher("ALTER CURRENT USER SET PASSWORD FROM $old TO $new")

#: Receives the name of each step when it begins.
Progress = Callable[[str], None]


async def back_up(data: Path, target: Path, *, cache: Path | None, progress: Progress) -> Manifest:
    """Writes a backup of the data folder to `target`, which must not exist. Raises CannotStart."""
    folder = Folder(data)
    if await asyncio.to_thread(target.exists):
        raise CannotStart(f"{target} exists: name a folder that does not exist.")
    if not folder.graph.exists():
        raise CannotStart(f"There is no graph in {folder.root}: set PEERGRAPH_DATA.")
    _check_owner(folder)
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        copy = _copy_stopped if folder.running_port() is None else _copy_running
        paused = await COPIES.run(partial(copy, folder, part, progress))
        progress("Opening the copy")
        manifest = await _verified(part, cache, paused)
        await asyncio.to_thread(_complete, manifest, part, target)
    except OSError as error:
        raise CannotStart(f"The backup cannot be written to {target} ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


async def restore(
    source: Path, data: Path, *, cache: Path | None, replace: bool, progress: Progress, entry: AuditEntry
) -> Manifest:
    """Makes a backup the graph of the data folder, which no service uses. `replace`: also if there is a graph, which
    then becomes `neo4j.old/`. `entry` is appended to the audit log of the restored graph. If the process ends early,
    the folder has its former graph or none. Raises CannotStart.
    """
    manifest = Manifest.read(source)
    if (manifest.graph or 0) > VERSION:
        raise CannotStart(f"The backup is of version {manifest.graph}, this program knows {VERSION}: update it.")
    folder = Folder(data)
    _check_owner(folder)
    await asyncio.to_thread(folder.acquire)
    part = folder.root / "restore"
    try:
        if folder.graph.exists() and not replace:
            raise CannotStart(f"There is a graph in {folder.root}: use --replace, or set another PEERGRAPH_DATA.")
        progress("Checking the backup")
        await asyncio.to_thread(manifest.check, source)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        progress("Copying")
        await COPIES.run(partial(copy_files, source, part))
        progress("Opening the copy")
        await _adopt(part, folder.password(), manifest, cache, entry)
        await asyncio.to_thread(sync_files, part / "neo4j")
        progress("Replacing the graph")
        folder.replace_graph(part / "neo4j")
    except OSError as error:
        raise CannotStart(f"The backup cannot be restored to {folder.root} ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        folder.release()
    return manifest


def _check_owner(folder: Folder) -> None:
    """Raises CannotStart for another user's folder, whose service could not write files of this one."""
    if sys.platform != "win32" and folder.root.exists() and folder.root.stat().st_uid != os.geteuid():
        raise CannotStart(f"{folder.root} belongs to {folder.root.owner()}: run this command as that user.")


def _copy_running(folder: Folder, part: Path, progress: Progress) -> float:
    """Copies the graph of a running Neo4j; the seconds for which it was stopped."""
    progress("Copying")
    copied = copy_files(folder.graph, part / "neo4j")
    progress("Copying what changed meanwhile")
    copied = copy_files(folder.graph, part / "neo4j", copied)
    with frozen(folder.root):
        began = time.monotonic()
        copy_files(folder.graph, part / "neo4j", copied)
        paused = time.monotonic() - began
    Folder(part).adopt_password(folder.password())
    return round(paused, 3)


def _copy_stopped(folder: Folder, part: Path, progress: Progress) -> float:
    """Copies the graph of a data folder that no service uses; 0 seconds."""
    folder.acquire()
    try:
        lock = wait_for_lock(folder.root / "neo4j.lock", PREDECESSOR_SECONDS)
        if lock is None:
            raise CannotStart(f"An earlier Neo4j on {folder.root} still ends: try again.")
        with lock:
            progress("Copying")
            copy_files(folder.graph, part / "neo4j")
            Folder(part).adopt_password(folder.password())
    finally:
        folder.release()
    return 0.0


@asynccontextmanager
async def _opened(part: Path, cache: Path | None) -> AsyncGenerator[Store]:
    """The copy, opened by a Neo4j that runs for the block: it recovers it, and leaves it closed."""
    neo4j = EmbeddedNeo4j(part, cache=cache, heap=HEAP, page_cache=PAGE_CACHE)
    try:
        address = await asyncio.to_thread(neo4j.start)
        async with await Store.open(*address, timeout=SECONDS) as store:
            yield store
    finally:
        await asyncio.to_thread(neo4j.stop, SECONDS)


async def _verified(part: Path, cache: Path | None, paused: float) -> Manifest:
    """Opens the copy, and removes what that adds to it."""
    async with _opened(part, cache) as store:
        state = await diagnose(store)
        numbers = await counts(store)
    if state.failed_indexes:
        raise CannotStart(f"The copy is unusable: Neo4j cannot populate {', '.join(state.failed_indexes)}.")
    await asyncio.to_thread(_tidy, part)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    files = await asyncio.to_thread(checksums, part)
    return Manifest(version("peergraph"), state.neo4j, state.version, created, paused, numbers, files)


def _tidy(part: Path) -> None:
    for path in part.iterdir():
        if path.name not in {"neo4j", "password"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _complete(manifest: Manifest, part: Path, target: Path) -> None:
    manifest.write(part)
    sync_files(part)
    part.rename(target)
    sync_folder(target.parent)


async def _adopt(part: Path, password: str, manifest: Manifest, cache: Path | None, entry: AuditEntry) -> None:
    """Opens the copy, compares it with the manifest, sets the password of the data folder that it goes to, and appends
    to the audit log."""
    async with _opened(part, cache) as store:
        numbers = await counts(store)
        if numbers != manifest.counts:
            raise CannotStart(f"The backup is damaged: it has {numbers}, its manifest {manifest.counts}.")
        if (old := Folder(part).password()) != password:
            await store.write(CHANGE_PASSWORD, {"old": old, "new": password})
        await store.transact(partial(append, entry=entry))
