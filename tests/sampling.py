"""The short form of the tests: what `make test` leaves to `make test-all` (`--thorough`), and a report of it.

- `@pytest.mark.sample(n)`: the short form runs n of the parameter sets of this test; with `each="name"`, n for every
  value of that parameter, for one that is a kind of check.
- `sample(items, n)`, a fixture: n of the items in the short form, in their order, all of them in the thorough one.
- `@pytest.mark.thorough("reason")`: the short form leaves the whole test out. Other tests check the same behaviour in
  less time; the reason says what this one adds.

The seed of the run chooses, so that different runs cover different parts. It is printed with the report; the same seed
(`--sample-seed`, or `--randomly-seed` in random order) repeats the choice.
"""

from collections import defaultdict
from random import Random
from typing import Any, Final, cast

import pytest

from tests.sampler import COUNTS, Sampler, count, draw

#: Reasons by tests that are left out.
OMITTED: Final = pytest.StashKey[dict[str, str]]()
#: The key of both in what a process of pytest-xdist sends to the main one, and of the seed in what it receives.
SENT: Final = "sampling"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sampling", "the short form of the tests")
    group.addoption("--thorough", action="store_true", help="Run all parameter sets, items and tests.")
    group.addoption("--sample-seed", type=int, help="Repeat the choice of an earlier run.")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses the seed: that of the random order if there is one. Processes of pytest-xdist receive it."""
    config.addinivalue_line("markers", "sample(n, each=None): the short form runs n parameter sets (tests/sampling.py)")
    config.addinivalue_line("markers", "thorough(reason): the short form leaves this test out (tests/sampling.py)")
    if (received := getattr(config, "workerinput", None)) is not None:
        config.option.sample_seed = received[SENT]
    elif config.option.sample_seed is None:
        order: object = config.getoption("randomly_seed", None)
        config.option.sample_seed = order if isinstance(order, int) else Random().getrandbits(32)  # noqa: S311
    config.stash[COUNTS], config.stash[OMITTED] = {}, {}
    if (output := getattr(config, "workeroutput", None)) is not None:
        output[SENT] = [config.stash[COUNTS], config.stash[OMITTED]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what the short form does not run, among what the command line selects."""
    if config.getoption("thorough"):
        return
    groups = defaultdict[tuple[str, str], list[pytest.Item]](list)
    omitted = set[pytest.Item]()
    for item in items:
        if mark := item.get_closest_marker("thorough"):
            config.stash[OMITTED][_test(item)] = str(mark.args[0])
            omitted.add(item)
        elif mark := item.get_closest_marker("sample"):
            groups[_test(item), _value(item, mark.kwargs.get("each"))].append(item)
    for (test, value), group in groups.items():
        mark = cast("pytest.Mark", group[0].get_closest_marker("sample"))
        ordered = sorted(group, key=lambda item: item.nodeid)
        chosen = draw(config, test + value, ordered, cast("int", mark.args[0]))
        omitted.update(set(group) - set(chosen))
        count(config, test, len(chosen), len(group))
    if omitted:
        config.hook.pytest_deselected(items=[item for item in items if item in omitted])
        items[:] = [item for item in items if item not in omitted]


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> Sampler:
    """The items of a loop that the short form runs."""
    return Sampler(request.config, _test(request.node), request.node.nodeid)


@pytest.fixture(scope="module")
def sample_of_module(request: pytest.FixtureRequest) -> Sampler:
    """As `sample`, for fixtures that the tests of a module share."""
    return Sampler(request.config, request.node.nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Sends the seed to a process of pytest-xdist."""
    node.workerinput[SENT] = node.config.option.sample_seed


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Takes over the counts of a process of pytest-xdist. Tests with the mark are counted by each of them."""
    stash: pytest.Stash = node.config.stash
    counts, omitted = getattr(node, "workeroutput", {}).get(SENT, ({}, {}))
    stash[COUNTS].update(counts)
    stash[OMITTED].update(omitted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """States how many of how many ran, and which tests did not."""
    counts = {test: count for test, count in sorted(config.stash[COUNTS].items()) if count[0] < count[1]}
    omitted = config.stash[OMITTED]
    if not counts and not omitted:
        return
    terminalreporter.section(f"short form, --sample-seed={config.option.sample_seed}; `make test-all` runs all")
    for test, (number, of) in counts.items():
        terminalreporter.write_line(f"{number} of {of}: {test}")
    for test, reason in sorted(omitted.items()):
        terminalreporter.write_line(f"not run: {test}: {reason}")


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _value(item: pytest.Item, parameter: str | None) -> str:
    """The value of a parameter in the id of the item."""
    if parameter is None:
        return ""
    call: Any = getattr(item, "callspec")  # noqa: B009 - functions with parameters have it
    return repr(call.params[parameter])
