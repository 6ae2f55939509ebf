"""`make test`: format, lint, types, the web side, then pytest; at the end, what was skipped and why (pytest's summary).

`make test` runs the short form of the tests, `make test-all` (`--thorough`) all of them (`tests/sampling.py`,
`tests/rotation.py`). Processors are two, and neither shall wait: types are checked beside the tests, which run in two
processes, each with a Neo4j of its own. A file stays with one of them; `tests/conftest.py` has the long ones begin
first. All else is in random order. The commit is the seed of the order and of the choice: a commit is tested in the
same way everywhere, another one in another way.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

_PYTHON: Final = sys.executable
_PYTEST: Final = (_PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
#: One after another; what stands together runs side by side.
STEPS: Final = (
    {
        "format": (_PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."),
        "lint": (_PYTHON, "-m", "ruff", "check", "--quiet", "."),
        "web": (_PYTHON, "web/build.py", "--check"),
    },
    {
        "types": (_PYTHON, "-m", "basedpyright", "--level", "error"),
        "tests": (*_PYTEST, "-p", "randomly", "--rotate", "--durations=15"),
    },
)


def main() -> int:
    """Runs each step, also after one that failed. 1 where any did. With arguments, runs pytest on them alone."""
    # The tests start many processes, which would each compile the product's modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    form = ("--thorough",) if "--thorough" in sys.argv[1:] else ()
    if arguments := [argument for argument in sys.argv[1:] if argument not in form]:
        return subprocess.run((_PYTHON, "-m", "pytest", "-q", *form, *arguments), check=False).returncode
    with ThreadPoolExecutor() as together:
        ended = [name for step in STEPS for name in together.map(_failed, step, _commands(step, form))]
    failed = [name for name in ended if name]
    print(f"Failed: {', '.join(failed)}." if failed else "All passed.", flush=True)
    return 1 if failed else 0


def _commands(step: dict[str, tuple[str, ...]], form: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The commands of a step; that of the tests in the form of this run."""
    return [(*command, *form, *_seed()) if name == "tests" else command for name, command in step.items()]


def _seed() -> tuple[str, ...]:
    """The option with the seed of the commit; none outside a repository, which leaves it to chance."""
    commit = subprocess.run(("git", "rev-parse", "HEAD"), check=False, capture_output=True, text=True).stdout
    return (f"--randomly-seed={int(commit[:8], 16)}",) if commit else ()


def _failed(name: str, command: tuple[str, ...]) -> str:
    """The name, where the command fails."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    passed = subprocess.run(command, check=False).returncode == 0
    print(f"== {name} {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return "" if passed else name


if __name__ == "__main__":
    sys.exit(main())
