"""What is asked of a store while something runs."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from graphdb.adjacency import STAMP
from graphdb.store import Store


class Asked(NamedTuple):
    """A statement, with its parameters."""

    text: str
    parameters: dict[str, Any]


@contextmanager
def asked(store: Store) -> Generator[list[Asked]]:
    """The statements within the block, in their order, without the look at the graph that every service takes by
    itself every two seconds."""
    heard: list[Asked] = []

    def observe(text: str, parameters: Mapping[str, object]) -> None:
        if text != STAMP.text:
            heard.append(Asked(text, dict(parameters)))

    store.observers.append(observe)
    try:
        yield heard
    finally:
        store.observers.remove(observe)
