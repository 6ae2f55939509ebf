"""A disk that is almost full: changes are refused with a sentence, reading goes on, and space that is freed is used."""

import asyncio
import math
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from pydantic import SecretStr

from errors import CannotStart, StoreFull, StoreUnavailable
from graphdb.connect import open_bootstrapped
from graphdb.cypher import cypher
from graphdb.disk_reserve import DiskReserve
from graphdb.embedded import supervisor
from graphdb.embedded.server import MIN_FREE, Address, EmbeddedNeo4j
from graphdb.embedded.supervisor import Supervisor
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from settings import Settings
from tests.endpoints.serving import Service, served, settings
from tests.ingest.records import work, write_records
from tests.people.signing import LOG_IN, PASSWORD, SIGN_UP

GRAPHQL: Final = "application/graphql-response+json"
MARK: Final = cypher("CREATE (n:Filling {id: $id}) SET n.text = $text RETURN n.id")
COUNT: Final = cypher("RETURN COUNT { (:Filling) }")
#: More than any disk has.
ENDLESS: Final = 2**80


def fill(store: Store, folder: Path) -> None:
    store.reserve = DiskReserve(folder, ENDLESS)


@pytest_asyncio.fixture
async def service(neo4j: Address, tmp_path: Path) -> AsyncIterator[Service]:
    async with served(settings(neo4j, tmp_path)) as running:
        yield running


async def test_changes_are_refused_and_reading_goes_on(service: Service, graph: Store, tmp_path: Path) -> None:
    _ = graph
    store: Store = service.app.state.store
    fill(store, tmp_path)
    person = {"handle": "ada", "password": PASSWORD}
    for mutation in (SIGN_UP, LOG_IN):
        answer = await service.post({"query": mutation, "variables": person}, accept=GRAPHQL, origin=service.address)
        assert (answer.status_code, answer.headers["content-type"]) == (507, f"{GRAPHQL}; charset=utf-8")
        assert int(answer.headers["retry-after"]) > 0
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "STORE_FULL"
        assert "data" not in answer.json()
    form = {"do": "sign-up", "back": "/", **person}
    page = await service.http.post("/sign-up", data=form, headers={"origin": service.address})
    assert (page.status_code, "disk" in page.text) == (507, True)
    assert (await service.http.get("/health/ready")).status_code == 200
    assert (await service.http.get("/", headers={"accept": "text/html"})).status_code == 200
    assert "errors" not in await service.ask("{ graph { papers } }")

    assert store.reserve is not None
    store.reserve.size, store.reserve.measured = 0, -math.inf
    page = await service.http.post("/sign-up", data=form, headers={"origin": service.address})
    assert page.status_code == 303


async def test_an_ingest_ends_and_rejects_no_record(graph: Store, tmp_path: Path) -> None:
    works, rejects = write_records(tmp_path / "works.jsonl", *map(work, range(1, 5))), tmp_path / "rejects"

    def fill_after_the_begin() -> None:
        fill(graph, tmp_path)

    graph.committed.append(fill_after_the_begin)
    try:
        with pytest.raises(StoreFull):
            await ingest(graph, [file_source(works)], rejects=rejects)
    finally:
        graph.committed.remove(fill_after_the_begin)
        graph.reserve = None
    assert not rejects.exists()


async def test_only_the_disk_of_the_embedded_neo4j_is_known(neo4j: Address, tmp_path: Path) -> None:
    async with open_bootstrapped(settings(neo4j, tmp_path)) as store:
        assert store.reserve is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory; mounting it needs root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("A file system cannot be mounted here.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.thorough("the short tests have a reserve that no disk has; this one has a disk that becomes full")
async def test_a_full_disk_loses_nothing_and_needs_no_restart_by_hand(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "CHECK_SECONDS", 0.5)
    reserve = MIN_FREE + 20_000_000
    chosen = Settings(data=small_disk / "data", heap="512m", page_cache="64m", disk_reserve=reserve)
    ballast = small_disk / "ballast"
    neo4j = EmbeddedNeo4j(chosen.data, heap=chosen.heap, page_cache=chosen.page_cache)
    uri, auth = neo4j.start()
    try:
        password = SecretStr(auth[1] if auth else "")
        running = chosen.model_copy(update={"neo4j_uri": uri, "neo4j_password": password})
        with Supervisor(neo4j):
            async with open_bootstrapped(running) as store:
                ballast.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - reserve - 10_000_000))
                stored = await write_until(StoreFull, store, 0)
                assert stored > 0
                assert await store.read(COUNT, {}) == stored
                # Another program fills the disk, and a change that was under way fails Neo4j's database.
                store.reserve = None
                with ballast.open("ab") as file:
                    file.write(b"\0" * (shutil.disk_usage(small_disk).free - 2_000_000))
                stored = await write_until(StoreUnavailable, store, stored)
                with pytest.raises(CannotStart, match="free"):
                    await asyncio.to_thread(neo4j.restart)
                ballast.unlink()
                async with asyncio.timeout(300):
                    while not await answers(store):  # noqa: ASYNC110 - there is no event for it
                        await asyncio.sleep(0.2)
                # What was acknowledged is stored; of the last one the outcome is unknown.
                assert await store.read(COUNT, {}) in {stored, stored + 1}
                assert await store.write(MARK, {"id": -1, "text": ""}) == -1
    finally:
        neo4j.stop()


async def write_until(kind: type[StoreUnavailable], store: Store, stored: int) -> int:
    """The number of stored nodes, of a megabyte each, when an error of this kind is raised."""
    for number in range(stored, stored + 1_000):
        try:
            await store.write(MARK, {"id": number, "text": os.urandom(500_000).hex()})
        except kind:
            return number
    raise AssertionError


async def answers(store: Store) -> bool:
    try:
        return await store.read(COUNT, {}) >= 0
    except StoreUnavailable:
        return False
