"""Neo4j's jars: the committed lock, the cache folder, and the check for missing or damaged jars."""

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


def is_intact(folder: Path, jar: Jar) -> bool:
    """Whether the folder has the jar with the SHA-256 of the lock."""
    try:
        with (folder / jar.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


def read_lock(lock: Path) -> list[Jar]:
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
    """The class path: every locked jar. Missing and damaged jars are downloaded first.

    Raises CannotStart if a download fails.
    """
    folder = cache / "jars"
    jars = read_lock(lock)
    with ThreadPoolExecutor() as pool:
        checked = zip(jars, pool.map(partial(is_intact, folder), jars), strict=True)
        missing = [jar for jar, intact in checked if not intact]
    if missing:
        from graphdb.embedded.download import download  # noqa: PLC0415 (costs 0.2 s, needed once)

        download(missing, folder)
    return [folder / jar.path for jar in jars]
