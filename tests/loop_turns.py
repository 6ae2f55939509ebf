"""The processor time of one turn of the event loop, which is what every other request waits for."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Final

#: Seconds of processor time of one turn of the event loop, which is what `/health` waits for. It does not depend on how
#: busy the machine is, as seconds of a clock would.
LONGEST_TURN: Final = 0.25


@asynccontextmanager
async def longest_turn() -> AsyncGenerator[list[float]]:
    """The processor time between two turns of the event loop within the block, the longest one last."""
    turns = [0.0]

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            turns.append(max(turns[-1], time.thread_time() - before))

    task = asyncio.create_task(watch())
    try:
        yield turns
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
