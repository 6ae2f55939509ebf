"""Maps errors of the driver to the project's errors: one function for statements, one for the start."""

import re
from typing import Final

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from errors import CannotStart, PeergraphError, StoreError, StoreTimeout, StoreUnavailable, StoreUnreachable
from graphdb.breaker import away
from graphdb.pool import ConnectionLost

#: Neo4j's codes for a statement that exceeded its time limit.
TIMEOUTS: Final = re.compile(r"TransactionTimedOut|LockAcquisitionTimeout|LockClientStopped|ExecutionTimeout")
#: Neo4j's codes for a database that answers nothing until Neo4j is restarted.
FAILED: Final = re.compile(r"Transaction\.TransactionStartFailed|General\.DatabaseUnavailable")
#: Of a write whose commit was sent and not answered.
UNKNOWN: Final = (
    "The connection to the database ended while a change was being stored: it may be stored or not. Repeat it with the"
    " same idempotencyKey."
)


def failure(error: Exception, seconds: float) -> PeergraphError:
    """The project's error for an error of a statement with a time limit in seconds."""
    match error:
        case _ if isinstance(error, TimeoutError) or TIMEOUTS.search(_code(error)):
            return StoreTimeout(f"The database did not finish this within {seconds:g} s: ask for less, or try again.")
        case ConnectionAcquisitionTimeoutError():
            return StoreUnavailable("All connections to the database are in use: try again in a moment.", retry_after=1)
        case _ if isinstance(error, IncompleteCommit) or _code(error).endswith("TransactionCommitFailed"):
            return StoreUnavailable(UNKNOWN, retry_after=1)
        case _ if is_away(error) or isinstance(error, TransientError):
            return away()
        case _:
            return StoreError(f"A statement failed: {reason(error)} ({_code(error) or type(error).__name__}).")


def _code(error: Exception) -> str:
    """Neo4j's code of the error; empty for errors of the driver."""
    return (error.code or "") if isinstance(error, Neo4jError) else ""


def is_away(error: Exception) -> bool:
    """Whether no connection to Neo4j could be made or kept, so that other statements fail as well."""
    lost = isinstance(error, ConnectionLost | ServiceUnavailable | SessionExpired | AuthError) or has_failed(error)
    return lost and not isinstance(error, IncompleteCommit)


def has_failed(error: Exception) -> bool:
    """Whether Neo4j answers, but its database has failed, for instance because its disk was full."""
    return FAILED.search(_code(error)) is not None


def at_start(error: Exception, uri: str) -> CannotStart:
    """The error for a Neo4j that cannot be used, with one sentence."""
    match error:
        case AuthError():
            return CannotStart(f"Neo4j at {uri} refused the sign-in: check NEO4J_USERNAME and NEO4J_PASSWORD.")
        case UnsupportedServerProduct():
            return CannotStart(f"The server at {uri} is not a Neo4j that this driver supports: check NEO4J_URI.")
        case ServiceUnavailable() if "looks like HTTP" in reason(error):
            return CannotStart(f"The server at {uri} is a web server, not Neo4j: check the port in NEO4J_URI.")
        case ConfigurationError() | ValueError():
            return not_an_address(uri)
        case _:
            return StoreUnreachable(f"Neo4j at {uri} cannot be reached ({reason(error)}): check NEO4J_URI.")


def not_an_address(uri: str) -> CannotStart:
    """The error for an invalid address, with one sentence."""
    return CannotStart(
        f"NEO4J_URI={uri} is not an address of a Neo4j: use neo4j://host or bolt://host, with :port if needed."
    )


def retryable(error: Exception) -> bool:
    """Whether a retry of the read can succeed."""
    return isinstance(error, ConnectionLost) or (isinstance(error, DriverError | Neo4jError) and error.is_retryable())


def reason(error: Exception) -> str:
    """The message of the driver or of Neo4j, on one line."""
    return " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
