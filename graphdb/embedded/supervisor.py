"""Watches an embedded Neo4j, and starts it again when it has ended, no longer answers, or its database has failed."""

import logging
import socket
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from neo4j import GraphDatabase, Query
from neo4j.exceptions import DriverError, Neo4jError

from errors import CannotStart
from graphdb.embedded.freeze import is_frozen
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.failures import has_failed

#: Seconds between two checks, and in which a check must be answered.
CHECK_SECONDS: Final = 5.0
#: Checks without an answer after which Neo4j is taken to hang: a long pause of its garbage collector is shorter.
MAX_MISSED: Final = 6
#: Seconds before each start after a failed one; the last one is repeated.
PAUSES: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
#: Bolt's first message, which offers version 5.4, and the length of its answer. Source: Bolt Protocol Handshake.
HELLO: Final = bytes.fromhex("6060b017 00000405 00000000 00000000 00000000")
ANSWER_BYTES: Final = 4
_LOG: Final = logging.getLogger("peergraph")


class Supervisor:
    """Keeps a started Neo4j running for the duration of a `with` block."""

    def __init__(self, neo4j: EmbeddedNeo4j) -> None:
        self._neo4j = neo4j
        self._ended = Event()
        self._thread = Thread(target=self._watch, name="neo4j-supervisor", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        missed = 0
        while not self._ended.is_set():
            if self._neo4j.wait(CHECK_SECONDS):
                self._restart("has ended")
                missed = 0
            elif is_frozen(self._neo4j.folder.root):
                missed = 0
            elif answers(self._neo4j.port, CHECK_SECONDS):
                missed = 0
                if database_has_failed(self._neo4j.address):
                    self._restart("has failed")
            elif (missed := missed + 1) >= MAX_MISSED:
                self._restart("does not answer")
                missed = 0

    def _restart(self, reason: str) -> None:
        """Starts Neo4j again, with growing pauses until it runs or the block ends."""
        attempt = 0
        while not self._ended.wait(PAUSES[min(attempt, len(PAUSES) - 1)]):
            _LOG.warning("Neo4j %s: it is started again.", reason)
            try:
                self._neo4j.restart()
            except CannotStart as error:
                _LOG.error("%s", error)
                attempt += 1
            else:
                _LOG.warning("Neo4j runs again.")
                return


def database_has_failed(address: Address) -> bool:
    """Whether the database of a Neo4j has ended by itself, as on a full disk: Neo4j still answers, but no statement."""
    try:
        with (
            GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
                address.uri, auth=address.auth, connection_timeout=CHECK_SECONDS, telemetry_disabled=True
            ) as driver,
            driver.session() as session,  # pyright: ignore[reportUnknownMemberType]
        ):
            session.run(Query("RETURN 1", timeout=CHECK_SECONDS)).consume()
    except (DriverError, Neo4jError, OSError) as error:
        return has_failed(error)
    return False


def answers(port: int, seconds: float) -> bool:
    """Whether a server at this port of the loopback address answers Bolt's first message in time."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
            connection.sendall(HELLO)
            return len(connection.recv(ANSWER_BYTES)) > 0
    except OSError:
        return False
