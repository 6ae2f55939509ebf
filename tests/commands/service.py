"""A service as a user starts it: `peergraph serve` in a process of its own, on a free port, until it is stopped."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import httpx

PEERGRAPH: Final = [sys.executable, "-c", "from commands import main; main()"]
ROOT: Final = Path(__file__).parents[2]
QUERY: Final = '{ paper(by: {arxiv: "2108.07258"}) { title year authors { totalCount } } }'
ANSWER: Final = {
    "title": "On the Opportunities and Risks of Foundation Models",
    "year": 2022,
    "authors": {"totalCount": 114},
}


class Service(NamedTuple):
    """A running service, its address and what it printed."""

    process: subprocess.Popen[str]
    address: str
    output: str

    def interrupt(self) -> None:
        """Ctrl-C, as a terminal sends it: to the whole group. Returns when all of it has ended."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(60)


def environment(data: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a user who set nothing but the data folder."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PEERGRAPH_"))}
    cache = {name: value for name, value in os.environ.items() if name == "PEERGRAPH_CACHE"}
    ours = {"PEERGRAPH_DATA": str(data), "PEERGRAPH_HEAP": "512m", "PEERGRAPH_DRAIN_SECONDS": "0"}
    return {**inherited, **cache, **ours, **(more or {})}


@contextmanager
def served(data: Path, *options: str, more: Mapping[str, str] | None = None) -> Generator[Service]:
    """A service that answers, ended with the block."""
    process = subprocess.Popen(
        [*PEERGRAPH, "serve", "--port", "0", *options],
        cwd=ROOT,
        env=environment(data, more),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output = "".join(_until_ready(process))
        address = re.search(r"http://127\.0\.0\.1:\d+", output)
        assert address, output
        yield Service(process, address[0], output)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def _until_ready(process: subprocess.Popen[str]) -> Generator[str]:
    assert process.stderr is not None
    for line in process.stderr:
        yield line
        if line.startswith("curl"):
            return


def refused(data: Path, *arguments: str, more: Mapping[str, str] | None = None) -> str:
    """The error of a command that fails at the start: one sentence, no traceback, a non-zero status."""
    result = subprocess.run(
        [*PEERGRAPH, *arguments],
        cwd=ROOT,
        env=environment(data, more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    (sentence,) = result.stderr.strip().splitlines()
    return sentence


def ask(service: Service) -> object:
    """The answer to QUERY."""
    response = httpx.post(f"{service.address}/graphql", json={"query": QUERY}, timeout=60)
    return response.json()["data"]["paper"]
