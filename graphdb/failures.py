"""What the driver says when something fails, as the project's own errors: a table for statements, one for the start."""

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

#: Neo4j's codes for a statement that ran out of its time.
TIMEOUTS: Final = re.compile(r"TransactionTimedOut|LockAcquisitionTimeout|LockClientStopped|ExecutionTimeout")


def failure(error: Exception, seconds: float) -> PeergraphError:
    """The project's error for what a statement with a limit of that many seconds met."""
    match error:
        case TimeoutError() | asyncio.TimeoutError():
            return StoreTimeout(f"Neo4j did not answer a statement within its {seconds:g} s.")
        case Neo4jError() if TIMEOUTS.search(error.code or ""):
            return StoreTimeout(f"Neo4j ended a statement at its limit of {seconds:g} s.")
        case ConnectionAcquisitionTimeoutError():
            return StoreUnavailable("Neo4j has more to do than it has connections for: try again in a moment.")
        case TransientError() | ServiceUnavailable() | SessionExpired() | AuthError():
            return StoreUnavailable(f"Neo4j is not there for this statement: {reason(error)}.")
        case Neo4jError():
            return StoreError(f"Neo4j refused a statement: {reason(error)} ({error.code}).")
        case _:
            return StoreError(f"A statement failed in the driver: {reason(error)}.")


def at_start(error: Exception, uri: str) -> CannotStart:
    """One sentence on why the Neo4j of that address cannot be used."""
    match error:
        case AuthError():
            return CannotStart(f"Neo4j at {uri} refused the sign-in: check NEO4J_USERNAME and NEO4J_PASSWORD.")
        case UnsupportedServerProduct():
            return CannotStart(f"What answers at {uri} is not a Neo4j that this driver can talk to: check NEO4J_URI.")
        case ServiceUnavailable() if "looks like HTTP" in reason(error):
            return CannotStart(f"What answers at {uri} is not a Neo4j but a web server: check the port in NEO4J_URI.")
        case ConfigurationError() | ValueError():
            return not_an_address(uri)
        case _:
            return CannotStart(f"Neo4j at {uri} cannot be reached ({reason(error)}): check NEO4J_URI.")


def not_an_address(uri: str) -> CannotStart:
    """One sentence for what is no address of a Neo4j."""
    return CannotStart(
        f"NEO4J_URI={uri} is no address of a Neo4j: write neo4j://host or bolt://host, with :port if need be."
    )


def retryable(error: Exception) -> bool:
    """Whether the same read may succeed a moment later."""
    return isinstance(error, DriverError | Neo4jError) and error.is_retryable()


def reason(error: Exception) -> str:
    """What the driver or Neo4j said, on one line."""
    return " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
