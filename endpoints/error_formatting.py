"""Formats results and errors for clients. An unexpected error is masked: the client gets an error number, and the log
has the error under that number."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any, Final

from graphql import ExecutionResult, GraphQLError, GraphQLSyntaxError

from errors import PeergraphError, RetryLater
from execution.prepare import RequestError
from loaders.cost import Cost
from telemetry.metrics import ERRORS, REFUSALS
from telemetry.request_id import REQUEST_ID

#: Characters of a message, which can repeat a value of the request.
MAX_MESSAGE: Final = 1_000
_LOG: Final = logging.getLogger("peergraph")


def format_result(result: ExecutionResult, cost: Cost) -> dict[str, Any]:
    """The response of an executed operation, or of one event of a subscription. `extensions` also has its warnings."""
    errors = {"errors": format_errors(result.errors)} if result.errors else {}
    return {"data": result.data, **errors, "extensions": {"cost": cost.as_extension, **(result.extensions or {})}}


def format_errors(errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
    """The `errors` of a response, each with a code in its extensions."""
    return [_format_error(error) for error in errors]


def format_exception(error: Exception) -> list[dict[str, Any]]:
    """The `errors` of a response without data."""
    if isinstance(error, RequestError):
        return format_errors(error.errors)
    return format_errors([GraphQLError(str(error), original_error=error)])


def count_error(error: Exception | None, code: str) -> None:
    """Counts an error in a response."""
    ERRORS.labels(code).inc()
    if isinstance(error, RetryLater):
        REFUSALS.labels(code).inc()


def is_internal(error: Exception) -> bool:
    """Whether an error is internal, so that its message is masked."""
    if isinstance(error, RequestError):
        return any(map(is_internal, filter(None, map(_cause, error.errors))))
    return not isinstance(error, PeergraphError) or error.status == PeergraphError.status


def _format_error(error: GraphQLError) -> dict[str, Any]:
    cause = _cause(error)
    if cause is None and error.path is not None:
        # A stored value that the schema does not allow: the message has the value.
        cause = error
    if cause is None:
        code = "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else "GRAPHQL_VALIDATION_FAILED"
        count_error(None, code)
        return _with_code(error, error.message, code)
    if not is_internal(cause):
        code = getattr(cause, "code", PeergraphError.code)
        count_error(cause, code)
        return _with_code(error, str(cause), code)
    count_error(cause, PeergraphError.code)
    number = secrets.token_hex(6)
    _LOG.error("Unexpected error %s at %s", number, error.path, exc_info=cause)
    message = f"An internal error occurred. Please report this number: {number}."
    return _with_code(error, message, PeergraphError.code) | {
        "extensions": {"code": PeergraphError.code, "id": number, **_request()}
    }


def _cause(error: GraphQLError) -> Exception | None:
    """The exception behind a GraphQLError; None for errors of graphql-core itself."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _request() -> dict[str, str]:
    """The id of the request for the extensions of its errors."""
    return {"requestId": request} if (request := REQUEST_ID.get()) else {}


def _with_code(error: GraphQLError, message: str, code: str) -> dict[str, Any]:
    formatted = dict(error.formatted)
    return {
        **formatted,
        "message": message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]} …",
        "extensions": {"code": code, **(error.extensions or {}), **_request()},
    }
