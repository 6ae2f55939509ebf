"""Child processes that end when their standard input ends, also if the parent is killed."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, TypedDict

#: The folder from which children import this package, whatever package it is part of.
ROOT: Final = Path(__file__).parents[__name__.count(".")]
#: Exit status of an import's child if an earlier import of the folder still runs.
IMPORT_RUNS: Final = 75


class JvmConfig(TypedDict):
    """The JVM of a child, its options and jars, and the folders of its data and logs."""

    home: str
    logs: str
    jvm: str
    options: list[str]
    classpath: list[str]


class ChildConfig(JvmConfig):
    """The configuration of a child that runs Neo4j: further folders and files, and the password."""

    graph: str
    conf: str
    password: str


class ImportConfig(JvmConfig):
    """The configuration of a child that imports tables: the arguments of `neo4j-admin database import full`."""

    arguments: list[str]


def spawn(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Run a module with pipes in a new session.

    Ctrl-C in the terminal therefore reaches only the parent, which stops the child.
    """
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    )


def exchange(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Write one line and read one; empty if the process ends without an answer."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("The process was started without pipes.")
    with suppress(BrokenPipeError):
        process.stdin.write(question + b"\n")
        process.stdin.flush()
    return process.stdout.readline()


def end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Close the pipes and wait for the end; kill the process after `seconds`."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
