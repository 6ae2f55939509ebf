"""`python -m benchmarks.refused`: the time in which a faulty document is refused, on the event loop.

Every one is refused before anything runs. Prints the processor time of the thread, the least of five runs, because it
alone does not depend on what else the machine does.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from execution.prepare import GraphQLParams, RequestError
from loaders.cost import Limits
from schema.operations import prepare

RUNS: Final = 5
FILTER: Final = "query($f: PaperFilter) { papers(filter: $f) { totalCount } }"


def fields(number: int, field: str) -> str:
    """Papers with so many repetitions of a selection."""
    return f"{{ papers {{ nodes {{ {' '.join([field] * number)} }} }} }}"


def fragments(number: int, below: Callable[[int], str]) -> str:
    """A document of so many fragments on papers."""
    used = " ".join(f"...F{index}" for index in range(number))
    texts = [f"fragment F{index} on Paper {{ id {below(index)} }}" for index in range(number)]
    return f"{{ papers {{ nodes {{ {used} }} }} }} {' '.join(texts)}"


REFUSED: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "wrong keys of a variable": (FILTER, {"f": {f"yeer{number}": 1 for number in range(10_000)}}),
    "wrong keys in a list": (FILTER, {"f": {"or": [{f"yeer{number}": 1} for number in range(10_000)]}}),
    "wrong values of an enum": (FILTER, {"f": {"kinds": ["ARTICLEE"] * 10_000}}),
    "wrong long keys": (FILTER, {"f": {"y" * 3_000 + str(number): 1 for number in range(1_000)}}),
    "a long value of an enum": (FILTER, {"f": {"kinds": ["A" * 100_000]}}),
    "newlines and errors": (f"{{{chr(10) * 99_000}{' '.join(f'x{number}' for number in range(100))}}}", {}),
    "as many newlines as allowed": (f"{{{chr(10) * 3_000}{' '.join(f'x{number}' for number in range(1_000))}}}", {}),
    "wrong fields": (f"{{ {' '.join(f'title{number}' for number in range(3_000))} }}", {}),
    "wrong arguments": (f"{{ papers({' '.join(f'a{number}: 1' for number in range(1_000))}) {{ totalCount }} }}", {}),
    "unused variables": (f"query({' '.join(f'$v{number}: Int' for number in range(900))}) {{ viewer {{ id }} }}", {}),
    "600 fragments": (fragments(600, lambda _: ""), {}),
    "300 fragments": (fragments(300, lambda _: "title"), {}),
    "fragments that use all others": (
        fragments(40, lambda index: " ".join(f"...F{other}" for other in range(index + 1, 40))), {},
    ),
    "500 repeated fields": (fields(500, "id"), {}),
    "500 repeated objects": (fields(500, "venue { id }"), {}),
    "300 repeated connections": (fields(300, "authors { nodes { id } }"), {}),
    "a long text": (f'{{ search(text: "{"a" * 1_000_000}") {{ totalCount }} }}', {}),
    "a long comment": (f"#{'a' * 1_000_000}\n{{ papers {{ totalCount }} }}", {}),
    "100 introspections": (
        f"{{ {' '.join(f'k{number}: __schema {{ types {{ fields {{ name }} }} }}' for number in range(100))} }}", {},
    ),
}  # fmt: skip


def main() -> None:
    """Prints a line for each document."""
    print("| document | characters | ms |\n|---|---|---|")
    for name, (document, variables) in REFUSED.items():
        # Each run has a text of its own: no document is in the cache.
        texts = [document + " " * run for run in range(RUNS)]
        milliseconds = 1_000 * min(_seconds(GraphQLParams(text, variables)) for text in texts)
        print(f"| {name} | {len(document):,} | {milliseconds:.1f} |", flush=True)


def _seconds(params: GraphQLParams) -> float:
    """Processor seconds of the thread until the refusal."""
    began = time.thread_time()
    try:
        prepare(params, Limits())
    except RequestError:
        return time.thread_time() - began
    raise AssertionError("it is not refused")


if __name__ == "__main__":
    main()
