"""Imports prepared files into a new data folder while no Neo4j runs on it.

Runs `neo4j-admin database import full` (Neo4j Operations Manual, "Import") in a child process with the JVM and the jars
of the embedded Neo4j. The folder has no graph until the import succeeds; a failed one leaves files that the next one
overwrites.
"""

import json
import re
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final, cast

from errors import PeergraphError
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import cache_folder, fetch
from graphdb.embedded.process import IMPORT_RUNS, ImportConfig, end, spawn
from graphdb.embedded.server import jvm_library

#: Receives the name of each stage when it begins, and the percentage of it that is done.
StageProgress = Callable[[str, int], None]

#: The line at the begin of a stage, such as `(1/4) Node import 2026-11-28 03:15:29.239+0000`.
_STAGE: Final = re.compile(r"^\((\d)/(\d)\) (.*?) \d{4}-")
_PERCENT: Final = re.compile(r"(\d+)%")
_FULL_DISK: Final = re.compile(r"no space left|not enough space|disk quota", re.IGNORECASE)
#: The cause of a failure in the output of Neo4j's command-line tools.
_CAUSE: Final = re.compile(r"Command Failed (.*?) (?:Full exception details|-----)")
#: Lines of output that an error message quotes at most.
_MAX_QUOTED: Final = 12


class ImportFailed(PeergraphError):
    """The import failed: one sentence with its reason."""


def import_offline(
    folder: Folder,
    arguments: Sequence[str],
    *,
    cache: Path | None,
    heap: str,
    page_cache: str,
    progress: StageProgress = lambda stage, percent: None,
) -> None:
    """Import into the data folder, which the caller has locked. `heap`: of the JVM, as in `1g`.

    Raises ImportFailed.
    """
    folder.write_conf(page_cache)
    config = ImportConfig(
        home=str(folder.root),
        logs=str(folder.logs),
        jvm=str(jvm_library()),
        options=[f"-Xmx{heap}"],
        classpath=[str(jar) for jar in fetch(cache or cache_folder())],
        arguments=[*arguments],
    )
    child = spawn("graphdb.embedded.import_child")
    try:
        stdin, stdout = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        stdin.write(json.dumps(config).encode() + b"\n")
        stdin.flush()
        last = _follow(stdout, progress)
        status = child.wait()
    except BaseException:
        child.kill()
        raise
    finally:
        end(child, seconds=10)
    if status != 0:
        raise ImportFailed(_reason(status, last, folder))


def _follow(output: IO[bytes], progress: StageProgress) -> list[str]:
    """Report the progress in the output; its last lines."""
    last = deque[str](maxlen=_MAX_QUOTED)
    stage = ""
    for line in output:
        text = line.decode(errors="replace").strip()
        if text:
            last.append(text)
        if match := _STAGE.match(text):
            stage = match[3]
            progress(stage, 0)
        elif stage and (percents := _PERCENT.findall(text)):
            progress(stage, int(percents[-1]))
    return [*last]


def _reason(status: int, last: list[str], folder: Folder) -> str:
    """The sentence of a failed import."""
    if status == IMPORT_RUNS:
        return f"An earlier import still runs in {folder.root}: wait until it has ended, and run this again."
    output = " ".join(" ".join(last).split())
    if _FULL_DISK.search(output):
        return f"The disk of {folder.root} is full: free space, and run this again."
    if status < 0:
        return f"The import was ended by signal {-status}, possibly out of memory: run this again with less --memory."
    cause = _CAUSE.search(output)
    return f"Neo4j's import failed (status {status}): {cause[1] if cause else output}"
