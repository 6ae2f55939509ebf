"""What is asked of a store while something runs."""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from citations.refreshing import Keeper
from graphdb.store import Store


class Asked(NamedTuple):
    """A statement, with its parameters."""

    text: str
    parameters: dict[str, Any]


@contextmanager
def asked(store: Store) -> Generator[list[Asked]]:
    """The statements within the block, in their order, without those of the keeper of the citation index, who looks at
    the graph every two seconds, and reads it when it has changed."""
    heard: list[Asked] = []

    def observe(text: str, parameters: Mapping[str, object]) -> None:
        if not _is_keeper(asyncio.current_task()):
            heard.append(Asked(text, dict(parameters)))

    store.observers.append(observe)
    try:
        yield heard
    finally:
        store.observers.remove(observe)


def _is_keeper(task: asyncio.Task[Any] | None) -> bool:
    return getattr(task and task.get_coro(), "__qualname__", "") == Keeper.watch.__qualname__
