"""Maps errors of the driver to the project's errors: one function for statements, one for the start."""

import asyncio
import re
from typing import Final

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from errors import CannotStart, PeergraphError, StoreError, StoreTimeout, StoreUnavailable

#: Neo4j's codes for a statement that exceeded its time limit.
TIMEOUTS: Final = re.compile(r"TransactionTimedOut|LockAcquisitionTimeout|LockClientStopped|ExecutionTimeout")


def failure(error: Exception, seconds: float) -> PeergraphError:
    """The project's error for an error of a statement with a time limit in seconds."""
    match error:
        case TimeoutError() | asyncio.TimeoutError():
            return StoreTimeout(f"Neo4j did not answer a statement within its {seconds:g} s.")
        case Neo4jError() if TIMEOUTS.search(error.code or ""):
            return StoreTimeout(f"Neo4j ended a statement at its limit of {seconds:g} s.")
        case ConnectionAcquisitionTimeoutError():
            return StoreUnavailable("All connections to Neo4j are in use: try again in a moment.")
        case TransientError() | ServiceUnavailable() | SessionExpired() | AuthError():
            return StoreUnavailable(f"Neo4j is not available for this statement: {reason(error)}.")
        case Neo4jError():
            return StoreError(f"Neo4j refused a statement: {reason(error)} ({error.code}).")
        case _:
            return StoreError(f"A statement failed in the driver: {reason(error)}.")


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
            return CannotStart(f"Neo4j at {uri} cannot be reached ({reason(error)}): check NEO4J_URI.")


def not_an_address(uri: str) -> CannotStart:
    """The error for an invalid address, with one sentence."""
    return CannotStart(
        f"NEO4J_URI={uri} is not an address of a Neo4j: use neo4j://host or bolt://host, with :port if needed."
    )


def retryable(error: Exception) -> bool:
    """Whether a retry of the read can succeed."""
    return isinstance(error, DriverError | Neo4jError) and error.is_retryable()


def reason(error: Exception) -> str:
    """The message of the driver or of Neo4j, on one line."""
    return " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
