"""Waits for a state that a test needs, in place of a sleep that hopes for it."""

import asyncio
from collections.abc import Callable
from typing import Final

#: Far beyond what anything takes on a busy machine: a state that never comes fails the test.
SECONDS: Final = 300.0


async def until(holds: Callable[[], bool]) -> None:
    """Returns as soon as the condition holds. Raises TimeoutError if it never does."""
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 - a test has no event of what it observes
            await asyncio.sleep(0.01)
