"""Downloads jars from a local registry: only missing or damaged ones, verified, with readable errors."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jgo.env import LockFile

from errors import CannotStart
from graphdb.embedded.jars import LOCK, fetch, read_lock

CONTENT = {f"org/example/part{i}/1.{i}/part{i}-1.{i}.jar": f"content {i}".encode() * 1000 for i in range(20)}


class Registry(ThreadingHTTPServer):
    """A server with the layout of a Maven repository; `failing` paths return 503 once."""

    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.content = dict(CONTENT)
        self.failing = set[str]()


class Handler(BaseHTTPRequestHandler):
    server: Registry  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        path = self.path.removeprefix("/")
        self.server.asked.append(path)
        if path in self.server.failing:
            self.server.failing.remove(path)
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.content[path])))
        self.end_headers()
        self.wfile.write(self.server.content[path])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    with Registry() as server:
        monkeypatch.setenv("PEERGRAPH_MAVEN", f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    entries = [
        f'[[dependencies]]\ngroupId = "org.example"\nartifactId = "part{i}"\nversion = "1.{i}"\npackaging = "jar"\n'
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n'
        for i, content in enumerate(CONTENT.values())
    ]
    (tmp_path / "lock.toml").write_text("\n".join(entries))
    return tmp_path / "lock.toml"


def test_only_what_is_missing_or_damaged_is_fetched(registry: Registry, lock: Path, tmp_path: Path) -> None:
    jars = fetch(tmp_path, lock)
    assert [jar.read_bytes() for jar in jars] == list(CONTENT.values())
    assert sorted(registry.asked) == sorted(CONTENT)
    jars[3].write_bytes(b"damaged")
    jars[7].unlink()
    registry.asked.clear()
    assert fetch(tmp_path, lock) == jars
    assert sorted(registry.asked) == [list(CONTENT)[3], list(CONTENT)[7]]
    assert jars[3].read_bytes() == list(CONTENT.values())[3]
    assert not list(tmp_path.rglob("*.part"))


def test_an_overloaded_registry_is_asked_again(registry: Registry, lock: Path, tmp_path: Path) -> None:
    registry.failing = {list(CONTENT)[5]}
    fetch(tmp_path, lock)
    assert registry.asked.count(list(CONTENT)[5]) == 2


def test_many_at_once_do_not_harm_each_other(registry: Registry, lock: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(fetch, [tmp_path] * 4, [lock] * 4))
    assert all([jar.read_bytes() for jar in jars] == list(CONTENT.values()) for jars in answers)
    assert set(registry.asked) == set(CONTENT)


def test_other_content_than_was_locked_is_refused(registry: Registry, lock: Path, tmp_path: Path) -> None:
    registry.content[next(iter(CONTENT))] = b"something else"
    with pytest.raises(CannotStart, match="does not match the lock"):
        fetch(tmp_path, lock)
    assert not list(tmp_path.rglob("part0-*"))


def test_without_a_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch, lock: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("PEERGRAPH_MAVEN", "http://127.0.0.1:1")
    with pytest.raises(CannotStart, match="connect to the network") as raised:
        fetch(tmp_path, lock)
    assert "\n" not in str(raised.value)


def test_a_cache_that_cannot_be_written_is_one_sentence(registry: Registry, lock: Path, tmp_path: Path) -> None:
    (tmp_path / "jars").touch()
    with pytest.raises(CannotStart, match="set PEERGRAPH_CACHE"):
        fetch(tmp_path, lock)
    assert not registry.asked


def test_the_lock_is_in_the_format_of_jgo_and_names_no_host() -> None:
    assert [entry.sha256 for entry in LockFile.load(LOCK).dependencies] == [jar.sha256 for jar in read_lock(LOCK)]
    assert "://" not in LOCK.read_text()
