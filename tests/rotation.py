"""Long tests take turns: `make test` (`--rotate`) runs a test of s seconds in about one run out of s.

Most of the time of the suite goes to a few hundred long tests, nearly all of it to Neo4j, which plans their statements.
A test of `tests/durations.tsv` (seconds of all its parameter sets) runs with the probability SECONDS ÷ duration, at
least LEAST; short and new tests always run. A file whose tests share what takes long to start (a service, a graph) has
a line of its own, and as a whole ten times that probability. The seed of the run chooses (`tests/sampling.py`), so that
different runs cover different tests; the report of the run counts them by room.
`make test-all` runs everything; with `--write-durations` a run renews the table.
"""

from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.sampler import count

#: Seconds a run, on average, that a long test may take.
SECONDS: Final = 0.5
#: The smallest probability: a test of a minute runs in one run out of ten.
LEAST: Final = 0.1
TABLE: Final = Path(__file__).parent / "durations.tsv"
#: Seconds of the shortest test in the table.
SHORTEST: Final = 0.3
#: Seconds of what a file shares that count as one second of a test; and those of the shortest such start, which all its
#: tests do not have.
SHARED: Final = 10.0
LONG_START: Final = 3.0


class Durations:
    """Adds up the seconds of each test and writes the table."""

    def __init__(self) -> None:
        self._seconds = defaultdict[str, float](float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = _test(report.nodeid)
        is_shared = report.when == "setup" and report.duration >= LONG_START
        self._seconds[_file(test) if is_shared else test] += report.duration

    def pytest_sessionfinish(self) -> None:
        rows = [(test, seconds) for test, seconds in sorted(self._seconds.items()) if seconds >= SHORTEST]
        TABLE.write_text("".join(f"{seconds:.1f}\t{test}\n" for test, seconds in rows), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rotation", "long tests take turns")
    group.addoption("--rotate", action="store_true", help="Leave out most of the long tests, others in each run.")
    group.addoption("--write-durations", action="store_true", help=f"Write {TABLE.name} from this run.")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("write_durations") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Durations())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the long tests whose turn it is not."""
    if not config.getoption("rotate") or config.getoption("thorough"):
        return
    durations = read(TABLE)
    tests = {_test(item.nodeid) for item in items}
    seed = config.option.sample_seed
    files = {_file(test) for test in tests}
    files = {file for file in files if has_turn(file, durations.get(file, 0.0) / SHARED, seed)}
    chosen = {test for test in tests if _file(test) in files and has_turn(test, durations.get(test, 0.0), seed)}
    every, run = (Counter(_room(test) for test in group) for group in (tests, chosen))
    for room in every:
        count(config, f"functions of {room}", run[room], every[room])
    config.hook.pytest_deselected(items=[item for item in items if _test(item.nodeid) not in chosen])
    items[:] = [item for item in items if _test(item.nodeid) in chosen]


def has_turn(test: str, seconds: float, seed: int) -> bool:
    """Whether a test, or a file, that takes so many seconds runs with this seed."""
    probability = max(LEAST, SECONDS / seconds) if seconds else 1.0
    return Random(f"{seed} {test}").random() < probability  # noqa: S311


def read(path: Path) -> dict[str, float]:
    """Seconds by test."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {test: float(seconds) for seconds, test in rows}


def _test(name: str) -> str:
    return name.partition("[")[0]


def _file(test: str) -> str:
    return test.partition("::")[0]


def _room(test: str) -> str:
    """The folder of a test, or its file where it is in none."""
    return "/".join(_file(test).split("/")[:2])
