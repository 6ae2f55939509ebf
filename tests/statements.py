"""What is asked of a store while something runs."""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from citations.refresher import IndexRefresher
from graphdb.store import Store


class Asked(NamedTuple):
    """A statement, with its parameters."""

    text: str
    parameters: dict[str, Any]


@contextmanager
def asked(store: Store) -> Generator[list[Asked]]:
    """The statements within the block, in their order, without those of the refresher of the citation index, who looks
    at the graph every two seconds, and reads it when it has changed."""
    heard: list[Asked] = []

    def observe(text: str, parameters: Mapping[str, object]) -> None:
        if not _is_refresher(asyncio.current_task()):
            heard.append(Asked(text, dict(parameters)))

    store.observers.append(observe)
    try:
        yield heard
    finally:
        store.observers.remove(observe)


def _is_refresher(task: asyncio.Task[Any] | None) -> bool:
    return getattr(task and task.get_coro(), "__qualname__", "") == IndexRefresher.watch.__qualname__
