"""Answers and errors as clients see them. An unforeseen error is masked: the answer has a number, under which the log
has the error."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any, Final

from graphql import ExecutionResult, GraphQLError, GraphQLSyntaxError

from errors import PeergraphError
from execution.prepare import RequestError
from loaders.cost import Cost

_LOG: Final = logging.getLogger("peergraph")


def format_result(result: ExecutionResult, cost: Cost) -> dict[str, Any]:
    """The answer of an operation that ran, or of one event of a subscription."""
    errors = {"errors": format_errors(result.errors)} if result.errors else {}
    return {"data": result.data, **errors, "extensions": {"cost": cost.shown}}


def format_errors(errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
    """The `errors` of an answer, each with a code in its extensions."""
    return [_format_error(error) for error in errors]


def format_exception(error: Exception) -> list[dict[str, Any]]:
    """The `errors` of an answer that nothing else is in."""
    if isinstance(error, RequestError):
        return format_errors(error.errors)
    return format_errors([GraphQLError(str(error), original_error=error)])


def is_internal(error: Exception) -> bool:
    """Whether an error is the service's own, so that its text is masked."""
    if isinstance(error, RequestError):
        return any(map(is_internal, filter(None, map(_cause, error.errors))))
    return not isinstance(error, PeergraphError) or error.status == PeergraphError.status


def _format_error(error: GraphQLError) -> dict[str, Any]:
    cause = _cause(error)
    if cause is None:
        code = "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else "GRAPHQL_VALIDATION_FAILED"
        return _formatted(error, error.message, code)
    if not is_internal(cause):
        return _formatted(error, str(cause), getattr(cause, "code", PeergraphError.code))
    number = secrets.token_hex(6)
    _LOG.error("Unforeseen error %s at %s", number, error.path, exc_info=cause)
    message = f"Something went wrong on our side. Please report this number: {number}."
    return _formatted(error, message, PeergraphError.code) | {"extensions": {"code": PeergraphError.code, "id": number}}


def _cause(error: GraphQLError) -> Exception | None:
    """What our code raised, below what GraphQL made of it; None for what GraphQL itself found."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _formatted(error: GraphQLError, message: str, code: str) -> dict[str, Any]:
    shown = dict(error.formatted)
    return {**shown, "message": message, "extensions": {"code": code, **(error.extensions or {})}}
