"""The JVM's ahead-of-time cache for Neo4j, which halves the start-up time.

A rehearsal (`graphdb.embedded.rehearsal`) records the classes that Neo4j loads and profiles of its methods. The JVM
stores them in one file of some 180 MB and maps it at every later start (JEP 483, JEP 514 and JEP 515). The file is
valid for one JVM and one class path including the times of the jars, so its name is a hash of those.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Final

#: Newest caches to retain; several Python environments can share the folder.
MAX_CACHES: Final = 2


def cache_path(cache: Path, jvm: Path, classpath: list[Path]) -> Path:
    """The path of the ahead-of-time cache for this JVM and class path, whether it exists or not."""
    digest = hashlib.sha256()
    for path in (jvm, jpype_jar(), *classpath):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return cache / "aot" / f"{digest.hexdigest()[:16]}.aot"


def jpype_jar() -> Path:
    """The jar that JPype adds to every class path."""
    spec = find_spec("jpype")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jpype")
    return Path(spec.origin).parents[1] / "org.jpype.jar"


def install(draft: Path, path: Path) -> None:
    """Move a finished cache to its path and delete the oldest caches."""
    draft.replace(path)
    caches = sorted(path.parent.glob("*.aot"), key=lambda cache: cache.stat().st_mtime, reverse=True)
    for old in caches[MAX_CACHES:]:
        old.unlink(missing_ok=True)
