"""The short form runs samples that a seed repeats, and reports them; the thorough form runs everything."""

from pathlib import Path
from typing import Final

import pytest

pytest_plugins = ["pytester"]

ROOT: Final = Path(__file__).parents[1]
#: Plugins that these runs do not need and that start slowly.
WITHOUT: Final = [f"-pno:{name}" for name in ("asyncio", "randomly", "hypothesispytest", "anyio", "timeout")]
TESTS: Final = """\
import pytest

@pytest.mark.sample(4)
@pytest.mark.parametrize("number", range(60))
def test_numbers(number): pass

@pytest.mark.sample(1, each="kind")
@pytest.mark.parametrize("kind", ["a", "b"])
@pytest.mark.parametrize("number", range(5))
def test_kinds(kind, number): pass

@pytest.mark.thorough("takes an hour")
def test_long(): pass

def test_loop(sample):
    assert sample("abcdefgh", 3) == sorted(sample("abcdefgh", 3))
"""


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """The run of the tests above."""
    pytester.makepyfile(test_sampled=TESTS)
    return pytester.runpytest_subprocess("-v", "-p", "tests.sampling", *WITHOUT, *options)


def passed(result: pytest.RunResult) -> set[str]:
    """The tests that passed."""
    return {word for line in result.outlines if "PASSED" in line for word in line.split() if "::" in word}


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_the_short_form_reports_what_it_leaves_out(pytester: pytest.Pytester) -> None:
    result = run(pytester)
    result.assert_outcomes(passed=7, deselected=65)
    result.stdout.fnmatch_lines(
        [
            "*short form, --sample-seed=*make test-all*",
            "2 of 10: test_sampled.py::test_kinds",
            "6 of 16: test_sampled.py::test_loop",
            "4 of 60: test_sampled.py::test_numbers",
            "not run: test_sampled.py::test_long: takes an hour",
        ]
    )
    assert {name[-2] for name in passed(result) if "kinds" in name} == {"a", "b"}


def test_a_seed_repeats_the_choice(pytester: pytest.Pytester) -> None:
    first, again, other = (passed(run(pytester, f"--sample-seed={seed}")) for seed in (1, 1, 2))
    assert first == again != other


def test_each_process_runs_a_part_of_one_choice(pytester: pytest.Pytester) -> None:
    result = run(pytester, "-n", "2")
    result.assert_outcomes(passed=7)
    result.stdout.fnmatch_lines(["4 of 60: *", "not run: *"])


def test_the_thorough_form_runs_everything(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--thorough")
    result.assert_outcomes(passed=72)
    result.stdout.no_fnmatch_line("*short form*")


def test_a_test_that_is_named_runs(pytester: pytest.Pytester) -> None:
    result = run(pytester, "test_sampled.py::test_numbers[59]")
    result.assert_outcomes(passed=1)
