"""The ahead-of-time cache: its file name, its limit, and a rehearsal that ends with the service."""

import os
import time
from pathlib import Path

import pytest

from graphdb.embedded.aot_cache import MAX_CACHES, cache_path, install
from graphdb.embedded.jars import cache_folder
from graphdb.embedded.locks import lock_owner
from graphdb.embedded.process import end, spawn


def test_another_jar_needs_another_cache(tmp_path: Path) -> None:
    jar = tmp_path / "a.jar"
    jar.write_bytes(b"one")
    first = cache_path(tmp_path, jar, [jar])
    assert cache_path(tmp_path, jar, [jar]) == first
    jar.write_bytes(b"three")
    assert cache_path(tmp_path, jar, [jar]) != first


def test_the_oldest_caches_are_forgotten(tmp_path: Path) -> None:
    for number in range(MAX_CACHES + 2):
        cache = tmp_path / "made"
        cache.write_bytes(b"cache")
        os.utime(cache, (number, number))
        install(cache, tmp_path / f"{number}.aot")
    assert {path.name for path in tmp_path.iterdir()} == {f"{number}.aot" for number in range(2, MAX_CACHES + 2)}


def test_a_rehearsal_ends_with_the_service(tmp_path: Path) -> None:
    rehearsal = spawn("graphdb.embedded.rehearsal", str(cache_folder()), str(tmp_path / "aot" / "place.aot"))
    child_lock = tmp_path / "aot" / "rehearsal" / "data" / "neo4j.lock"
    while lock_owner(child_lock) == "?" and rehearsal.poll() is None:
        time.sleep(0.05)
    child = lock_owner(child_lock)
    end(rehearsal, 60)
    assert rehearsal.returncode == 1
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)
    assert {path.name for path in (tmp_path / "aot").iterdir()} == {"lock", "rehearsal.log"}
