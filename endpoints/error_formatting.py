"""Errors as clients see them. What nobody foresaw is masked: the answer has an id, and the log the rest under it."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any, Final

from graphql import GraphQLError, GraphQLSyntaxError

from errors import PeergraphError

_LOG: Final = logging.getLogger("peergraph")


def format_errors(errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
    """The `errors` of an answer, each with a code in its extensions."""
    return [_format_error(error) for error in errors]


def _format_error(error: GraphQLError) -> dict[str, Any]:
    cause = _cause(error)
    if cause is None:
        code = "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else "GRAPHQL_VALIDATION_FAILED"
        return _formatted(error, error.message, code)
    if isinstance(cause, PeergraphError) and cause.status != PeergraphError.status:
        return _formatted(error, str(cause), cause.code)
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
