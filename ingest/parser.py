"""Parsing beside the store's work: in a process of its own for much, in a thread for little.

The process is this module, run: it reads chunks from its standard input and answers each with a batch, both as a length
of eight bytes and a pickle. It ends when its input does, which the operating system sees to however the parent ended.
"""

import asyncio
import gc
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self, cast

from errors import PeergraphError
from graphdb.ingest.rows import Batch
from ingest.parsing import Chunk, parse

_LENGTH: Final = 8


class Parser:
    """Turns chunks into batches, one after another, without holding up the event loop. Use `with`."""

    def __init__(self, *, apart: bool) -> None:
        self._apart = apart
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)

    def submit(self, chunk: Chunk) -> asyncio.Future[Batch]:
        """The batch of a chunk, to be awaited."""
        work = self._exchange if self._apart else parse
        return asyncio.get_running_loop().run_in_executor(self._thread, work, chunk)

    def _exchange(self, chunk: Chunk) -> Batch:
        child = self._child = self._child or _started()
        try:
            write_value(cast("IO[bytes]", child.stdin), chunk)
            batch = read_value(cast("IO[bytes]", child.stdout))
        except OSError:
            batch = None
        if batch is None:
            raise PeergraphError("The process that parses records has ended: is there memory left? Run this again.")
        return cast("Batch", batch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._child is not None:
            self._child.kill()
        self._thread.shutdown(cancel_futures=True)
        if self._child is not None:
            self._child.communicate()


def _started() -> subprocess.Popen[bytes]:
    rooms = str(Path(__file__).parents[1])
    paths = os.pathsep.join(filter(None, [rooms, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.parser"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        # Ctrl-C is the parent's to answer.
        start_new_session=True,
    )


def write_value(stream: IO[bytes], value: object) -> None:
    """Write a value to the other side."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def read_value(stream: IO[bytes]) -> object:
    """The next value of the other side; None at the end."""
    length = stream.read(_LENGTH)
    content = stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else b""
    # What is read was written by this module on the other side of a pipe that nobody else has.
    return pickle.loads(content) if content else None  # noqa: S301


def main() -> None:
    """Answer chunks with batches until the input ends."""
    # Records have no cycles, and looking for some takes a third of the time.
    gc.disable()
    while (chunk := read_value(sys.stdin.buffer)) is not None:
        write_value(sys.stdout.buffer, parse(cast("Chunk", chunk)))


if __name__ == "__main__":
    main()
