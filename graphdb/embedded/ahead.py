"""The JVM's ahead-of-time cache for Neo4j, which brings it up in half the time.

A rehearsal (`graphdb.embedded.rehearsal`) records which classes Neo4j loads and how its methods are used; the JVM keeps
that in one file of some 180 MB and maps it at every later start (JEP 483, JEP 514 and JEP 515). The file holds for one
JVM and one class path, down to the times of the jars, so its name is made from those.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Final

#: Caches kept, the newest ones: another environment of Python may share the folder.
MAX_AHEAD: Final = 2


def archive(cache: Path, jvm: Path, classpath: list[Path]) -> Path:
    """Where the ahead-of-time cache for this JVM and class path is, or would be."""
    digest = hashlib.sha256()
    for path in (jvm, bridge(), *classpath):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return cache / "aot" / f"{digest.hexdigest()[:16]}.aot"


def bridge() -> Path:
    """The jar that JPype adds to every class path."""
    spec = find_spec("jpype")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jpype")
    return Path(spec.origin).parents[1] / "org.jpype.jar"


def keep(made: Path, place: Path) -> None:
    """Move a finished cache to its place, and forget the oldest of the others."""
    made.replace(place)
    others = sorted(place.parent.glob("*.aot"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[MAX_AHEAD:]:
        old.unlink(missing_ok=True)
