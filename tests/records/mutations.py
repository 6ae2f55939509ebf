"""Each field of a record replaced by invalid values, one at a time."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final, cast

from tests.ingest.records import Record

#: The position of a value: names in objects, indices in lists.
Path = tuple[str | int, ...]
VALUES: Final[tuple[Any, ...]] = (
    None, "", [], {}, 0, -1, 2**70, 1.5, float("nan"), float("inf"), True, "x", " \u2028\x00", "\ud83d", "9" * 5_000,
    [None], [[]], [{}], ["x"], [0], {"x": "y"}, {"id": None}, "https://openalex.org/W0", "https://[", "javascript:x",
)  # fmt: skip


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path in a record, including objects and lists; of a list only its first entry."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in cast("Record", value).items():
            yield from paths(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from paths(value[0], (*path, 0))


def replaced(record: Record, path: Path, value: Any) -> Record:
    """The record with another value at one path."""
    changed = deepcopy(record)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def mutations(record: Record) -> Iterator[tuple[str, Record]]:
    """Every path with every value, except the id of the record."""
    for path in paths(record):
        if path != ("id",):
            for value in VALUES:
                yield f"{path} = {value!r:.60}", replaced(record, path, value)
