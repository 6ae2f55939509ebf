"""The connections to one Neo4j: a driver, replaced as a whole when it loses count of its connections.

A connection that fails otherwise than the driver expects stays in its pool for ever, counted as in use. So a failure
that the driver does not report as its own, and a wait for a connection while fewer are in use than the pool may have,
replaces the driver by a new one. Statements of the old one end by themselves.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from neo4j import AsyncDriver, AsyncSession
from neo4j.exceptions import ConnectionAcquisitionTimeoutError, DriverError, Neo4jError

from graphdb.bolt_socket import report_resets
from telemetry.metrics import CONNECTION_LIMIT, CONNECTIONS, POOL_REPLACEMENTS

#: Errors of parameters that cannot be sent: the connection is intact.
_PARAMETERS: Final = (TypeError, ValueError, ArithmeticError)
#: Seconds in which a replaced driver says goodbye to the server.
CLOSE_SECONDS: Final = 5.0

Answer = TypeVar("Answer")


class ConnectionLost(OSError):
    """The connection failed. What the statement did is undone, unless it was a commit."""


class WorkFailed(Exception):
    """Carries an error of the caller's work, which says nothing about the connection, through a session."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(slots=True)
class _Member:
    """A driver and the number of its open sessions."""

    driver: AsyncDriver
    sessions: int = 0


class Pool:
    """Sessions of one driver at a time. `connect` makes a driver of at most `size` connections."""

    def __init__(self, connect: Callable[[], AsyncDriver], size: int) -> None:
        report_resets()
        self._connect = connect
        self._size = size
        self._current = _Member(connect())
        self._closing: set[asyncio.Task[None]] = set()
        CONNECTION_LIMIT.set(size)

    @property
    def driver(self) -> AsyncDriver:
        """The driver for new sessions."""
        return self._current.driver

    async def run(self, work: Callable[[AsyncSession], Awaitable[Answer]], seconds: float, **options: Any) -> Answer:
        """Runs `work` in a new session with these options of the driver.

        Raises TimeoutError after `seconds`, ConnectionLost if the connection failed, and errors of the driver.
        """
        member = self._current
        member.sessions += 1
        CONNECTIONS.inc()
        answers: list[Answer] = []
        session = member.driver.session(**options)  # pyright: ignore[reportUnknownMemberType]
        try:
            async with asyncio.timeout(seconds), session:
                answers.append(await work(session))
            return answers[0]
        except ConnectionAcquisitionTimeoutError as error:
            if member.sessions > self._size:
                raise
            self._replace(member)
            raise ConnectionLost("no connection answered") from error
        except (DriverError, Neo4jError, TimeoutError, WorkFailed, *_PARAMETERS):
            raise
        except Exception as error:
            self._replace(member)
            await _abandon(session)
            if answers:
                return answers[0]
            raise ConnectionLost(f"{error}") from error
        finally:
            member.sessions -= 1
            CONNECTIONS.dec()
            if member is not self._current and not member.sessions:
                self._close(member)

    async def close(self) -> None:
        """Closes all connections."""
        await _close(self._current.driver)
        await asyncio.gather(*self._closing)

    def _replace(self, member: _Member) -> None:
        """Uses a new driver, unless another session has replaced this one."""
        if member is self._current:
            self._current = _Member(self._connect())
            POOL_REPLACEMENTS.inc()

    def _close(self, member: _Member) -> None:
        task = asyncio.create_task(_close(member.driver))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _abandon(session: AsyncSession) -> None:
    """Ends a session whose connection is lost, without another message."""
    with suppress(Exception):
        session.cancel()
        await session.close()


async def _close(driver: AsyncDriver) -> None:
    """Closes the driver. Closing a connection that is lost can fail as its use does."""
    with suppress(Exception):
        async with asyncio.timeout(CLOSE_SECONDS):
            await driver.close()
