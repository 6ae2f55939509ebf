"""The folder with the tables of one part, at a path or at an address that the processes of all machines reach.

A folder is complete if it has the summary. At a path it is written under a temporary name and renamed; at an address
its files are copied, the summary last.
"""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from ingest.addresses import Address, is_address

SUMMARY: Final = "part.json"
#: The beginning of temporary names.
_TEMPORARY: Final = "."


@contextmanager
def draft(folder: str, key: str) -> Generator[Path]:
    """A folder for the files of a part, which become those of the part `key` in `folder` at the end, unless another
    process was faster."""
    if is_address(folder):
        with tempfile.TemporaryDirectory() as temporary:
            yield Path(temporary)
            _copy(Path(temporary), Address(f"{folder}/{key}"))
        return
    target = Path(folder, key)
    path = Path(folder, f"{_TEMPORARY}{key}.{uuid4().hex[:8]}")
    path.mkdir(parents=True)
    try:
        yield path
        try:
            path.rename(target)
        except OSError:
            if not (target / SUMMARY).exists():
                raise
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _copy(source: Path, target: Address) -> None:
    files = sorted(source.iterdir(), key=lambda path: path.name == SUMMARY)
    target.connected(lambda: target.files.makedirs(target.path, exist_ok=True))
    for file in files:
        target.connected(lambda file=file: target.files.put_file(str(file), f"{target.path}/{file.name}"))


def summary_of(folder: str, key: str) -> bytes | None:
    """The content of the summary of the part; None if the part is not complete."""
    try:
        place = f"{folder}/{key}/{SUMMARY}"
        return Address(place).content() if is_address(folder) else Path(place).read_bytes()
    except FileNotFoundError:
        return None


def fetch(folder: str, key: str, target: Path) -> None:
    """Copy the complete part from the address to the folder `target`, unless it is there."""
    if (target / key).exists():
        return
    source = Address(f"{folder}/{key}")
    with draft(str(target), key) as path:
        for file in source.connected(lambda: source.files.ls(source.path, detail=False)):
            source.connected(lambda file=file: source.files.get_file(file, str(path / str(file).rpartition("/")[2])))


def remove_drafts(folder: Path) -> None:
    """Remove what ended processes have left in the folder."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(path, ignore_errors=True)
