"""Parses chunks while the store writes: in a separate process for large ingests, in a thread for small ones.

The process runs this module: it reads chunks with the filter from standard input and writes a batch for each to
standard output, both as a length of eight bytes and a pickle. It ends with its input, which the operating system closes
when the parent ends.
"""

import asyncio
import gc
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self, cast

from errors import PeergraphError
from graphdb.ingest.rows import Batch
from ingest.chunk_parser import Chunk, parse
from ingest.selection import Selection

_LENGTH: Final = 8


class Parser:
    """Parses chunks in order without blocking the event loop, works by `selection`. A context manager."""

    def __init__(self, *, use_process: bool, selection: Selection | None = None) -> None:
        self._use_process = use_process
        self.selection = selection
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)

    def submit(self, chunk: Chunk) -> asyncio.Future[Batch]:
        """A future of the batch of a chunk."""
        function = self._exchange if self._use_process else partial(parse_selected, self.selection)
        return asyncio.get_running_loop().run_in_executor(self._thread, function, chunk)

    def _exchange(self, chunk: Chunk) -> Batch:
        child = self._child = self._child or _start_process()
        try:
            write_value(cast("IO[bytes]", child.stdin), (self.selection, chunk))
            batch = read_value(cast("IO[bytes]", child.stdout))
        except OSError:
            batch = None
        if batch is None:
            raise PeergraphError("The process that parses records ended, possibly out of memory. Run this again.")
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


def parse_selected(selection: Selection | None, chunk: Chunk) -> Batch:
    """The batch of a chunk, with the works that the filter takes."""
    return parse(chunk, None if selection is None else selection.accepts)


def _start_process() -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parents[__name__.count(".")])
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.parser_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        # Only the parent handles Ctrl-C.
        start_new_session=True,
    )


def write_value(stream: IO[bytes], value: object) -> None:
    """Write a value to the stream."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def read_value(stream: IO[bytes]) -> object:
    """The next value of the stream; None at the end."""
    length = stream.read(_LENGTH)
    content = stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else b""
    # The other end of the pipe is this module, and no other process has it.
    return pickle.loads(content) if content else None  # noqa: S301


def main() -> None:
    """Read chunks and write batches until the input ends."""
    # Records have no reference cycles, and the garbage collector takes a third of the time.
    gc.disable()
    while (task := read_value(sys.stdin.buffer)) is not None:
        write_value(sys.stdout.buffer, parse_selected(*cast("tuple[Selection | None, Chunk]", task)))


if __name__ == "__main__":
    main()
