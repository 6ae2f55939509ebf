"""Files at addresses (`s3://…`, `https://…`, `file://…`), which fsspec opens.

Source: fsspec documentation, "API Reference", `AbstractFileSystem`.
"""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from errors import CannotStart
from ingest.chunk_parser import Chunk
from ingest.jsonl import chunks
from ingest.sources import Damaged

#: The bucket of OpenAlex, which anyone can read.
BUCKET: Final = "s3://openalex"
Answer = TypeVar("Answer")


def is_address(text: str) -> bool:
    """Whether the text is an address and not a path."""
    return "://" in text


class Address:
    """A file or folder at an address. `files`: its file system, `path`: its path there."""

    def __init__(self, text: str) -> None:
        self.text = text.rstrip("/")
        options = {"anon": True} if self.text.startswith(BUCKET) else {}
        self.files, self.path = self.connected(
            lambda: cast("tuple[Any, str]", _fsspec().url_to_fs(self.text, **options))
        )

    def connected(self, read: Callable[[], Answer]) -> Answer:
        """The result. Raises CannotStart if the address does not answer, FileNotFoundError if a file is missing."""
        try:
            return read()
        except (CannotStart, FileNotFoundError):
            raise
        except Exception as error:  # each file system has exceptions of its own
            reason = str(error) or type(error).__name__
            raise CannotStart(
                f"{self.text} cannot be read ({reason}): check the address and the network, then run it again."
            ) from error

    def chunks(self, size: int, *, csv: bool = False) -> Iterator[Chunk]:
        """The records of the file, which is downloaded to a temporary file. Raises Damaged, also for a file shorter
        than `size` in bytes."""
        with self._downloaded() as file:
            if file.stat().st_size < size:
                raise Damaged(self.text, 1, f"the file has {file.stat().st_size:,} of {size:,} bytes")
            try:
                for chunk in chunks(file, csv=csv):
                    yield replace(chunk, source=self.text)
            except Damaged as error:
                raise Damaged(self.text, error.line, str(error)) from error

    def content(self) -> bytes:
        """The content of a small file. Raises FileNotFoundError."""
        return self.connected(partial(cast("Callable[[str], bytes]", self.files.cat_file), self.path))

    @contextmanager
    def _downloaded(self) -> Generator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, self.path.rpartition("/")[2])
            self.connected(lambda: self.files.get_file(self.path, str(file)))
            yield file


def _fsspec() -> Any:
    try:
        return import_module("fsspec.core")
    except ImportError as error:
        raise CannotStart("Addresses need the package fsspec: pip install 'peergraph[remote]'.") from error
