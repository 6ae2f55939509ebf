"""Records the statements that a store runs."""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from citations.refresher import IndexRefresher
from graphdb.existing import SEEN
from graphdb.store import Store


class RecordedStatement(NamedTuple):
    """A statement and its parameters."""

    text: str
    parameters: dict[str, Any]


@contextmanager
def record_statements(store: Store) -> Generator[list[RecordedStatement]]:
    """Records the statements within the block, in order, except those of the refreshers of derived files, which poll
    the graph every two seconds. Nodes that earlier tests read are looked up again."""
    SEEN.pop(store, None)
    statements: list[RecordedStatement] = []

    def observe(text: str, parameters: Mapping[str, object]) -> None:
        if not _is_refresher(asyncio.current_task()):
            statements.append(RecordedStatement(text, dict(parameters)))

    store.observers.append(observe)
    try:
        yield statements
    finally:
        store.observers.remove(observe)


def _is_refresher(task: asyncio.Task[Any] | None) -> bool:
    return getattr(task and task.get_coro(), "__qualname__", "") == IndexRefresher.watch.__qualname__
