"""Processes of our own that end when their standard input does, which the operating system sees to if we cannot."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, TypedDict

ROOMS: Final = Path(__file__).parents[2]


class Orders(TypedDict):
    """What a child that holds Neo4j is told: its folders and files, its password, the JVM, its options and jars."""

    home: str
    graph: str
    conf: str
    logs: str
    password: str
    jvm: str
    options: list[str]
    classpath: list[str]


def spawn(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Run one of our modules, with pipes to it and from it, in a session of its own.

    Ctrl-C in the terminal is then the parent's alone to answer: it stops first, and stops the child after.
    """
    paths = os.pathsep.join(filter(None, [str(ROOMS), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    )


def exchange(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Write one line and read one; empty when the process ended without an answer."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("The process was started without pipes.")
    with suppress(BrokenPipeError):
        process.stdin.write(question + b"\n")
        process.stdin.flush()
    return process.stdout.readline()


def end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Let it end, by force when it takes longer than that."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
