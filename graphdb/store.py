"""The client of one Neo4j: reads and writes, bookmarks, retries, and a time limit for every statement."""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, LiteralString, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError

from errors import CannotStart, PeergraphError
from graphdb.breaker import Breaker
from graphdb.cypher import Cypher
from graphdb.disk_reserve import DiskReserve
from graphdb.failures import at_start, failure, is_away, not_an_address, reason, retryable
from graphdb.pool import ConnectionLost, Pool, WorkFailed
from telemetry import tracing
from telemetry.metrics import RETRIES
from telemetry.recording import record_statement

#: Seconds before each retry of a read, varied by half so that waiting requests do not retry at once.
PAUSES: Final = (0.05, 0.2, 0.6, 1.5)
#: Seconds beyond a statement's limit before the client stops waiting for Neo4j.
GRACE: Final = 2.0
#: Part of a statement's time for waiting for a connection, so that another attempt is possible after one that waited
#: for a connection which is lost.
ACQUISITION_SHARE: Final = 0.5
#: Seconds in which a new connection must be made, and in which a probe must be answered.
CONNECT_SECONDS: Final = 5.0
#: Seconds without use after which a connection is checked before it is used: firewalls forget idle connections.
IDLE_SECONDS: Final = 5.0
#: Seconds after which a connection is replaced: load balancers end old ones.
LIFETIME_SECONDS: Final = 1_800.0
#: Addresses of the Bolt protocol, with or without routing and TLS.
SCHEME: Final = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://")
#: The oldest Neo4j that is accepted: that of the tests. 5.26 rejects aggregates in subqueries within another aggregate.
OLDEST: Final = (2026, 8)

#: Characters of a statement in a trace.
MAX_TEXT: Final = 4_000
#: Labels of metrics.
OK: Final = "ok"

Observer = Callable[[str, Mapping[str, object]], None]
Answer = TypeVar("Answer")


class Store:
    """Runs statements. Open with `Store.open`, close with `close` or `async with`.

    `breaker` says whether Neo4j is away, `reserve` whether its disk is almost full, if that is known. `observers` are
    called with the text and the parameters of every statement before it runs, `committed` after every committed write
    transaction. With `rest` above 0, write transactions run one at a time, each followed by a pause of this multiple of
    its duration, so that bulk writes leave processor time for readers.
    """

    def __init__(self, pool: Pool, *, database: str | None, timeout: float, routed: bool) -> None:
        self._pool = pool
        self.breaker = Breaker(self._probe)
        self.reserve: DiskReserve | None = None
        #: A factor for the default limit of a read: after a start, Neo4j takes long to plan statements.
        self.patience = 1.0
        self._database = database
        self._timeout = timeout
        # Reads after writes are consistent on a single server; only a cluster needs bookmarks.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager() if routed else None
        self.observers: list[Observer] = []
        self.committed: list[Callable[[], None]] = []
        self.rest = 0.0
        self._turn = asyncio.Lock()

    @classmethod
    async def open(
        cls,
        uri: str,
        auth: tuple[str, str] | None,
        *,
        database: str | None = None,
        timeout: float = 10.0,  # noqa: ASYNC109 (a setting of the store, not of this call)
        pool: int = 100,
    ) -> Self:
        """A store at a `neo4j://` or `bolt://` address (`+s` for TLS), statements limited to `timeout` seconds.

        Raises CannotStart with one sentence if no usable Neo4j answers.
        """
        if not SCHEME.match(uri):
            raise not_an_address(uri)

        def connect() -> AsyncDriver:
            return AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
                uri,
                auth=auth,
                max_connection_pool_size=pool,
                connection_acquisition_timeout=ACQUISITION_SHARE * timeout,
                connection_timeout=min(ACQUISITION_SHARE * timeout, CONNECT_SECONDS),
                liveness_check_timeout=IDLE_SECONDS,
                max_connection_lifetime=LIFETIME_SECONDS,
                max_transaction_retry_time=timeout,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                telemetry_disabled=True,
            )

        try:
            connections = Pool(connect, pool)
        except (DriverError, ValueError) as error:
            raise at_start(error, uri) from error
        try:
            await _check(connections.driver, uri, database)
        except BaseException:
            await connections.close()
            raise
        return cls(connections, database=database, timeout=timeout, routed=uri.startswith("neo4j"))

    async def read(
        self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None, latest: bool = False
    ) -> Any:
        """The single value of the statement's single record, None without a record.

        An auto-commit read: one round trip, retried if Neo4j reports a retryable error. `within`: time limit in
        seconds, by default that of the store. `latest`: from the member of a cluster that takes writes, for what must
        not lag behind another process: who asks. Raises StoreUnavailable, StoreTimeout, StoreError.
        """
        limit = within or self.patience * self._timeout
        access = WRITE_ACCESS if latest and self._bookmarks is not None else READ_ACCESS

        async def run(session: AsyncSession) -> Any:
            query = Query(statement.text, timeout=limit)
            return await _value(await session.run(query, dict(parameters)))

        self._observe(statement, parameters)
        return await self._attempts(limit, limit, access, run, retryable, statement.text)

    async def write(self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None) -> Any:
        """As `read`, in a write transaction that is durable when this returns; later reads of this store see it.

        A transaction with a transient error (a deadlock, a change of leader) is retried, so the statement must be
        idempotent: MERGE, or CREATE with a unique id. Raises StoreFull too.
        """

        async def work(transaction: Transaction) -> Any:
            return await transaction.run(statement, parameters)

        return await self.transact(work, within=within)

    async def transact(
        self, work: Callable[["Transaction"], Awaitable[Answer]], *, within: float | None = None
    ) -> Answer:
        """As `write`, for several statements in one transaction. Other errors of `work` are raised as they are."""
        self.check_space()
        limit = within or self._timeout

        @unit_of_work(timeout=limit)
        async def managed(transaction: AsyncManagedTransaction) -> Answer:
            return await Transaction(transaction.run, self._observe).carry_out(work)

        async def run(session: AsyncSession) -> Answer:
            return await session.execute_write(managed)

        # The driver retries transient errors. A lost connection is one that no longer takes messages, so it was lost
        # before the message to commit.
        attempts = self._attempts(limit, 2 * limit, WRITE_ACCESS, run, lambda error: isinstance(error, ConnectionLost))
        return await self._committed(attempts)

    async def autocommit(self, work: Callable[["Transaction"], Awaitable[Answer]]) -> Answer:
        """As `transact`, for work of one statement that may be repeated: Neo4j commits it with its result, in one round
        trip, and a connection that is lost at any time is a reason for another attempt."""
        self.check_space()
        limit = self._timeout

        async def run(session: AsyncSession) -> Answer:
            def send(text: LiteralString, parameters: dict[str, Any]) -> Awaitable[AsyncResult]:
                return session.run(Query(text, timeout=limit), parameters)

            return await Transaction(send, self._observe).carry_out(work)

        return await self._committed(self._attempts(limit, 2 * limit, WRITE_ACCESS, run, retryable))

    async def _committed(self, attempts: Coroutine[Any, Any, Answer]) -> Answer:
        """The answer of a write. Raises the error of its work as it is."""
        try:
            answer = await self._paced(attempts)
        except WorkFailed as failed:
            raise failed.error from failed.error.__cause__
        for callback in self.committed:
            callback()
        return answer

    def check_space(self) -> None:
        """Raises StoreFull while the disk of Neo4j is almost full."""
        if self.reserve is not None:
            self.reserve.check()

    async def _paced(self, transaction: Coroutine[Any, Any, Answer]) -> Answer:
        """The answer of the transaction, after the pause."""
        if not self.rest:
            return await transaction
        async with self._turn:
            began = time.monotonic()
            answer = await transaction
            await asyncio.sleep(self.rest * (time.monotonic() - began))
            return answer

    async def close(self) -> None:
        """Close every connection."""
        await self.breaker.close()
        await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _observe(self, statement: Cypher, parameters: Mapping[str, object]) -> None:
        for observer in self.observers:
            observer(statement.text, parameters)

    async def _probe(self) -> None:
        async def run(session: AsyncSession) -> None:
            await _value(await session.run("RETURN 1"))

        await self._pool.run(run, CONNECT_SECONDS, database=self._database, default_access_mode=READ_ACCESS)

    async def _attempts(
        self,
        limit: float,
        seconds: float,
        access: str,
        run: Callable[[AsyncSession], Awaitable[Answer]],
        is_retryable: Callable[[Exception], bool],
        text: str = "",
    ) -> Answer:
        """Runs in a new session, and retries retryable errors. All attempts together end within `seconds` and `GRACE`;
        `limit` is that of a statement, `text` the statement of a read."""
        began, outcome, kind = time.perf_counter(), "CANCELLED", "read" if text else "write"
        with tracing.span(f"{kind} neo4j", _described(kind, text), kind="client") as span:
            try:
                answer = await self._tried(limit, seconds, access, run, is_retryable)
                outcome = OK
            except PeergraphError as error:
                outcome = error.code
                raise
            except WorkFailed:
                outcome = OK
                raise
            finally:
                record_statement(kind, outcome, time.perf_counter() - began)
                tracing.describe(span, {}, None if outcome == OK else outcome)
        return answer

    async def _tried(
        self,
        limit: float,
        seconds: float,
        access: str,
        run: Callable[[AsyncSession], Awaitable[Answer]],
        is_retryable: Callable[[Exception], bool],
    ) -> Answer:
        self.breaker.check()
        now = asyncio.get_running_loop().time
        end = now() + seconds + GRACE
        for pause in (*PAUSES, None):
            try:
                answer = await self._pool.run(
                    run, end - now(), database=self._database, default_access_mode=access,
                    bookmark_manager=self._bookmarks,
                )  # fmt: skip
            except (DriverError, Neo4jError, OSError) as error:
                if pause is None or not is_retryable(error) or now() + 2 * pause > end:
                    if is_away(error):
                        self.breaker.failed(reason(error))
                    raise failure(error, limit) from error
            else:
                self.breaker.answered()
                return answer
            RETRIES.inc()
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
        raise AssertionError


@dataclass(frozen=True, slots=True)
class Transaction:
    """One write transaction. It can be retried from its start (`Store.write`)."""

    _send: Callable[[LiteralString, dict[str, Any]], Awaitable[AsyncResult]]
    _observe: Callable[[Cypher, Mapping[str, object]], None]
    #: Errors of its statements.
    errors: list[Exception] = field(default_factory=list[Exception])

    async def run(self, statement: Cypher, parameters: Mapping[str, object]) -> Any:
        """The single value of the statement's single record, None without a record."""
        self._observe(statement, parameters)
        with tracing.span("statement neo4j", _described("write", statement.text), kind="client"):
            try:
                return await _value(await self._send(statement.text, dict(parameters)))
            except Exception as error:
                self.errors.append(error)
                raise

    async def carry_out(self, work: "Callable[[Transaction], Awaitable[Answer]]") -> Answer:
        """The result of `work`. Raises WorkFailed for an error that is not of a statement."""
        try:
            return await work(self)
        except Exception as error:
            if error in self.errors:
                raise
            raise WorkFailed(error) from error


def _described(access: str, text: str) -> tracing.Attributes | None:
    """The attributes of a statement. Its text is constant: values are parameters, which are left out."""
    if not tracing.is_on():
        return None
    statement = {"db.query.text": text[:MAX_TEXT]} if text else {}
    return {"db.system.name": "neo4j", "db.operation.name": access, **statement}


async def _value(result: AsyncResult) -> Any:
    record = await result.single()
    return None if record is None else record[0]


async def _check(driver: AsyncDriver, uri: str, database: str | None) -> None:
    """Checks that the server answers, accepts the credentials, and is not too old."""
    try:
        agent = (await driver.get_server_info()).agent  # pyright: ignore[reportUnknownMemberType]
        session = driver.session(database=database)  # pyright: ignore[reportUnknownMemberType]
        async with session:
            await (await session.run("RETURN 1")).consume()
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise at_start(error, uri) from error
    version = tuple(int(part) for part in re.findall(r"\d+", agent)[1:3])
    if version < OLDEST:
        raise CannotStart(f"{agent} at {uri} is too old: use Neo4j {OLDEST[0]}.{OLDEST[1]:02} or later.")
