"""A backup of a running store has every write that was acknowledged before it, and is never half a backup; neither is
a restored store."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from errors import CannotStart
from graphdb import audit
from graphdb.audit import AuditEntry
from graphdb.cypher import cypher
from graphdb.embedded import manifest
from graphdb.embedded.backup import back_up, restore
from graphdb.embedded.folder import Folder
from graphdb.embedded.manifest import Manifest
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.embedded.supervisor import Supervisor
from graphdb.migrations import VERSION
from graphdb.store import Store
from tests.commands.service import PEERGRAPH, ROOT, environment, refused

WRITE: Final = cypher("MERGE (n:Written {id: $id}) RETURN n.id")
NUMBERS: Final = cypher("MATCH (n:Written) RETURN collect(n.id)")
STEPS: Final = ("Copying", "Copying what changed meanwhile", "Opening the copy")
ENTRY: Final = AuditEntry("ada@machine", "RESTORE", "graph", "local peergraph")
RESTORES: Final = ("Checking the backup", "Copying", "Opening the copy", "Replacing the graph")


def start(data: Path, *arguments: object) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [*PEERGRAPH, *map(str, arguments)], cwd=ROOT, env=environment(data), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


async def run(data: Path, *arguments: object, kill: str = "") -> int:
    """The exit status of a command, which is killed with its children when it prints the step."""

    def follow() -> int:
        with start(data, *arguments) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if line.strip() == kill:
                    os.kill(process.pid, signal.SIGKILL)
        return process.returncode

    return await asyncio.to_thread(follow)


@asynccontextmanager
async def running(data: Path) -> AsyncGenerator[Store]:
    """The store of a data folder, as a service runs it."""
    neo4j = EmbeddedNeo4j(data, heap="256m", page_cache="64m")
    try:
        address = await asyncio.to_thread(neo4j.start)
        with Supervisor(neo4j):
            async with await Store.open(*address, timeout=60) as store:
                yield store
    finally:
        await asyncio.to_thread(neo4j.stop)


async def numbers(data: Path) -> list[int]:
    async with running(data) as store:
        return sorted(await store.read(NUMBERS, {}))


async def write_on(store: Store, acknowledged: list[int]) -> None:
    """Writes consecutive numbers until it is cancelled."""
    while True:
        number = len(acknowledged)
        await store.write(WRITE, {"id": number}, within=120)
        acknowledged.append(number)


@pytest.mark.thorough("the parts of a backup are tested without Neo4j in tests/graphdb/embedded/test_freeze.py")
@pytest.mark.timeout(1_800)  # it starts a Neo4j for each step
async def test_a_backup_of_a_running_store_is_whole_or_absent(tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backups" / "one"
    async with running(data) as store:
        acknowledged: list[int] = []
        writing = asyncio.create_task(write_on(store, acknowledged))
        for step in STEPS:
            assert await run(data, "backup", backup, kill=step) == -signal.SIGKILL, step
            assert not backup.exists(), step
        # A backup that was killed while Neo4j was stopped holds no write up for ever.
        before = len(acknowledged)
        while len(acknowledged) == before:  # noqa: ASYNC110 - another task appends
            await asyncio.sleep(0.1)
        before = len(acknowledged)
        assert await run(data, "backup", backup) == 0
        assert not writing.done()
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    assert {each.name for each in backup.iterdir()} == {"neo4j", "password", manifest.NAME}
    assert [each.name for each in backup.parent.iterdir()] == ["one"]
    other = tmp_path / "other"
    assert await run(other, "restore", backup) == 0
    async with running(other) as store:
        restored = sorted(await store.read(NUMBERS, {}))
        assert [entry[2] for entry in await audit.list_entries(store, 10)] == ["RESTORE"]
    assert restored == list(range(len(restored)))
    assert before <= len(restored) <= len(acknowledged)


@pytest.mark.thorough(
    "it starts Neo4j a dozen times; the replacement of a graph is tested in tests/bulk/test_new_store.py"
)
@pytest.mark.timeout(1_800)
async def test_a_restored_store_is_the_former_one_or_the_backup(tmp_path: Path) -> None:
    data, other, backup = tmp_path / "data", tmp_path / "other", tmp_path / "backup"
    for folder, written in ((data, 1), (other, 2)):
        async with running(folder) as store:
            await store.write(WRITE, {"id": written})
    assert await run(data, "backup", backup) == 0
    assert "use --replace" in refused(other, "restore", str(backup))
    for step in RESTORES:
        assert await run(other, "restore", backup, "--replace", kill=step) == -signal.SIGKILL, step
        assert await numbers(other) in ([[2]] if step != RESTORES[-1] else [[1], [2]]), step
    assert await run(other, "restore", backup, "--replace") == 0
    assert await numbers(other) == [1]
    assert not (other / "restore").exists()


def written(folder: Path, **more: object) -> Path:
    """A backup of one file, as far as its manifest."""
    (folder / "neo4j").mkdir(parents=True)
    (folder / "neo4j" / "store").write_text("whole")
    Manifest("0.1.0", "2026.08.1", VERSION, "2026-01-01T00:00:00Z", 0.0, {}, manifest.checksums(folder)).write(folder)
    stored = json.loads((folder / manifest.NAME).read_text())
    (folder / manifest.NAME).write_text(json.dumps({**stored, **more}))
    return folder


@pytest.mark.parametrize(
    ("more", "damage", "says"),
    [
        ({}, "neo4j/store", "damaged: neo4j/store is missing or has changed"),
        ({}, "manifest.json", "manifest.json cannot be read"),
        ({"graph": VERSION + 1}, None, "update it"),
        ({"format": 2}, None, "format 2"),
        ({"later": 1}, None, "cannot be read"),
    ],
)
def test_a_damaged_or_newer_backup_is_refused(
    more: dict[str, object], damage: str | None, says: str, tmp_path: Path
) -> None:
    backup = written(tmp_path / "backup", **more)
    if damage:
        (backup / damage).write_text("other")
    assert says in refused_in_process(tmp_path / "data", backup)
    assert not (tmp_path / "data" / "neo4j").exists()


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    backup = written(tmp_path / "backup")
    (backup / manifest.NAME).unlink()
    assert "not a complete backup" in refused_in_process(tmp_path / "data", backup)
    assert "not a complete backup" in refused_in_process(tmp_path / "data", tmp_path / "absent")


def test_a_folder_in_use_is_not_restored(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "data")
    folder.acquire()
    try:
        assert "is in use by process" in refused_in_process(tmp_path / "data", written(tmp_path / "backup"))
    finally:
        folder.release()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data" / "neo4j").mkdir(parents=True)
    os.chown(tmp_path / "data", 1, 1)
    assert "run this command as that user" in refused_in_process(tmp_path / "data", None, tmp_path / "new")
    assert "run this command as that user" in refused_in_process(tmp_path / "data", written(tmp_path / "backup"))


def test_a_backup_needs_a_graph_and_a_new_folder(tmp_path: Path) -> None:
    assert "no graph" in refused_in_process(tmp_path / "data", None, tmp_path / "new")
    (tmp_path / "data" / "neo4j").mkdir(parents=True)
    assert "exists: name a folder" in refused_in_process(tmp_path / "data", None, tmp_path)
    shutil.rmtree(tmp_path / "data")


def refused_in_process(data: Path, source: Path | None, target: Path | None = None) -> str:
    """The sentence of a refused restore, or of a refused backup."""
    work = (
        back_up(data, target or data, cache=None, progress=ignore)
        if source is None
        else restore(source, data, cache=None, replace=False, progress=ignore, entry=ENTRY)
    )
    with pytest.raises(CannotStart) as raised:
        asyncio.run(work)
    return str(raised.value)


def ignore(_step: str) -> None:
    """Ignores the progress."""


async def test_a_backup_that_is_interrupted_ends_with_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "data" / "neo4j"
    graph.mkdir(parents=True)
    for number in range(3):
        (graph / f"store{number}").write_text("whole")
    begun, goes_on, ended, copy = Event(), Event(), list[str](), shutil.copyfile

    def copy_slowly(source: Path, target: Path) -> None:
        begun.set()
        goes_on.wait(60)
        copy(source, target)
        ended.append(source.name)

    monkeypatch.setattr(shutil, "copyfile", copy_slowly)
    backup = asyncio.create_task(back_up(tmp_path / "data", tmp_path / "backup", cache=None, progress=ignore))
    await asyncio.to_thread(begun.wait, 60)
    backup.cancel()
    asyncio.get_running_loop().call_later(0.1, goes_on.set)
    with pytest.raises(asyncio.CancelledError):
        await backup
    assert ended == ["store0"]
    assert os.listdir(tmp_path) == ["data"]
