"""Neo4j's jars: which ones (a committed lock), where they are kept, and which are missing or damaged."""

import hashlib
import os
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).with_name("jgo.lock.toml")


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked jar: its path in a repository of Maven's layout, and the SHA-256 of its content (hex)."""

    path: str
    sha256: str


def is_whole(folder: Path, jar: Jar) -> bool:
    """Whether the folder has the jar with the locked content."""
    try:
        with (folder / jar.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


def locked(lock: Path) -> list[Jar]:
    """The jars of a lock in jgo's `jgo.lock.toml` format."""
    return [_jar(entry) for entry in tomllib.loads(lock.read_text(encoding="utf-8"))["dependencies"]]


def _jar(entry: dict[str, str]) -> Jar:
    artifact, version = entry["artifactId"], entry["version"]
    classifier = f"-{entry['classifier']}" if "classifier" in entry else ""
    folder = f"{entry['groupId'].replace('.', '/')}/{artifact}/{version}"
    return Jar(f"{folder}/{artifact}-{version}{classifier}.{entry['packaging']}", entry["sha256"])


def cache_folder() -> Path:
    """PEERGRAPH_CACHE, or the user's cache folder."""
    if chosen := os.environ.get("PEERGRAPH_CACHE"):
        return Path(chosen).expanduser().absolute()
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base or Path.home() / ".cache") / "peergraph"


def fetch(cache: Path, lock: Path = LOCK) -> list[Path]:
    """The class path: every locked jar, whole; those that are missing or damaged are downloaded first.

    Raises CannotStart when they cannot be had.
    """
    folder = cache / "jars"
    jars = locked(lock)
    with ThreadPoolExecutor() as pool:
        checked = zip(jars, pool.map(partial(is_whole, folder), jars), strict=True)
        missing = [jar for jar, whole in checked if not whole]
    if missing:
        from graphdb.embedded.download import download  # noqa: PLC0415 (costs 0.2 s, needed once)

        download(missing, folder)
    return [folder / jar.path for jar in jars]
