"""Failed connections are reported to the driver as errors of the operating system, on every event loop.

For a write to a connection that is closed already, asyncio reports a lost connection, which the driver expects; uvloop
raises RuntimeError, which leaves the connection in the driver's pool for ever. The only use of the driver's private
parts: `tests/faults` fails when they change.
"""

from collections.abc import Awaitable, Callable
from typing import Final, cast

from neo4j._async_compat.network._bolt_socket import AsyncBoltSocketBase

_SEND: Final = cast("Callable[[AsyncBoltSocketBase, bytes], Awaitable[None]]", AsyncBoltSocketBase.sendall)


async def _send_or_reset(self: AsyncBoltSocketBase, data: bytes) -> None:
    try:
        await _SEND(self, data)
    except RuntimeError as error:
        raise ConnectionResetError(str(error)) from error


def report_resets() -> None:
    """Makes all drivers of this process report writes to closed connections as reset connections."""
    AsyncBoltSocketBase.sendall = _send_or_reset
