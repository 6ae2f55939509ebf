"""Downloads missing jars in parallel, with a progress bar."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Final

import httpx
from jgo.constants import MAVEN_CENTRAL_URL
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from errors import CannotStart
from graphdb.embedded.jars import Jar

#: Concurrent downloads.
MAX_CONCURRENT: Final = 16
#: Attempts for each jar if the connection fails or the registry is overloaded.
MAX_ATTEMPTS: Final = 3


def registry() -> str:
    """The address of Maven's central repository, or of a mirror in its layout (PEERGRAPH_MAVEN)."""
    return (os.environ.get("PEERGRAPH_MAVEN") or MAVEN_CENTRAL_URL).rstrip("/")


def download(jars: list[Jar], folder: Path) -> None:
    """Download the jars into the folder. Safe for concurrent processes: each jar is moved into place when complete.

    Raises CannotStart if the network or the folder fails, or if a jar does not match the lock.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with httpx.Client(follow_redirects=True, timeout=httpx.Timeout(60, connect=10)) as client, bar() as progress:
            task = progress.add_task("Fetching Neo4j (once)", total=len(jars), megabytes=0.0, rate=0.0)
            gather(jars, lambda jar: fetch(client, jar, folder), lambda size: advance(progress, task, size))
    except httpx.HTTPError as error:
        message = f"Neo4j's {len(jars)} missing jars could not be fetched from {registry()} ({error}): "
        raise CannotStart(message + "connect to the network for this first run, or set NEO4J_URI.") from error
    except OSError as error:
        message = (
            f"Neo4j's jars cannot be written to {folder} ({error.strerror}): set PEERGRAPH_CACHE to a writable folder."
        )
        raise CannotStart(message) from error


def gather(jars: list[Jar], get: Callable[[Jar], int], done: Callable[[int], None]) -> None:
    """Get the jars in parallel; the first failure cancels the others."""
    pool = ThreadPoolExecutor(MAX_CONCURRENT)
    try:
        for future in as_completed([pool.submit(get, jar) for jar in jars]):
            done(future.result())
    finally:
        pool.shutdown(cancel_futures=True)


def fetch(client: httpx.Client, jar: Jar, folder: Path) -> int:
    """Download one jar, check it, write it beside its path and move it there; its size in bytes."""
    content = body(client, f"{registry()}/{jar.path}")
    if hashlib.sha256(content).hexdigest() != jar.sha256:
        raise CannotStart(f"{registry()}/{jar.path} does not match the lock: try again, or set another mirror.")
    path = folder / jar.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    return len(content)


def body(client: httpx.Client, address: str) -> bytes:
    """The content at the address, with retries."""
    for last in (False,) * (MAX_ATTEMPTS - 1) + (True,):
        try:
            response = client.get(address)
            if last or not response.is_server_error:
                return response.raise_for_status().content
        except (httpx.ReadError, httpx.RemoteProtocolError, httpx.ReadTimeout):
            if last:
                raise
    raise AssertionError(address)


def bar() -> Progress:
    """Progress of jars with megabytes, rate and remaining time; on standard error, disabled if that is not a
    terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[megabytes]:.0f} MB, {task.fields[rate]:.1f} MB/s"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def advance(progress: Progress, task: TaskID, size: int) -> None:
    """Advance by one jar of `size` bytes."""
    megabytes = progress.tasks[task].fields["megabytes"] + size / 1e6
    rate = megabytes / max(progress.tasks[task].elapsed or 0, 0.001)
    progress.update(task, advance=1, megabytes=megabytes, rate=rate)
