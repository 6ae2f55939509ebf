"""The reference of error codes, made from the exceptions and enums of the code. `python -m docs.errors` writes it."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from graphql import GraphQLEnumType

import app
from errors import PeergraphError
from loaders.graphql_core import graphql_schema
from schema.schema import SCHEMA

ROOT: Final = Path(__file__).parents[1]
REFERENCE: Final = ROOT / "docs" / "errors.md"
#: The meaning of each code, and what a client does about it.
CODES: Final[Mapping[str, tuple[str, str]]] = {
    "BAD_REQUEST": (
        "The HTTP request is malformed or unsupported: its method, media type, size, JSON or parameters.",
        "Correct the request; the message names the part. Do not repeat it unchanged.",
    ),
    "BAD_USER_INPUT": (
        "An argument is invalid.",
        "Correct the argument that the message names, with its limit and its value.",
    ),
    "CURSOR_EXPIRED": (
        "`paperActivity` cannot resume after this cursor: it is older than the log, or of a merged paper.",
        "Read the paper again and subscribe without `after`.",
    ),
    "FORBIDDEN": (
        "The user or the token has no permission, or the request comes from a page of another site.",
        "Use an account or a token with the permission; do not repeat the request unchanged.",
    ),
    "GRAPHQL_PARSE_FAILED": (
        "The document is not GraphQL.",
        "Correct the syntax at `locations`.",
    ),
    "GRAPHQL_VALIDATION_FAILED": (
        "The document or a variable does not fit the schema.",
        "Compare the document with the schema: `locations` and `path` lead to the field.",
    ),
    "INTERNAL_SERVER_ERROR": (
        "An unexpected error. `extensions.id` is its number in the log of the service.",
        "Repeat a query once; report the number if it fails again. Repeat a write only with its `idempotencyKey`.",
    ),
    "NOT_BUILT": (
        "The files of the browser's pages are missing from the installation.",
        "The operator builds them with `make web`.",
    ),
    "NOT_FOUND": (
        "Nothing exists at this URL or under this id, or it is not visible to the user.",
        "Check the id; search for the title or the name.",
    ),
    "NOT_READY": (
        "The service is still preparing what the operation needs: the tables for groups and measures of long lists.",
        "Repeat the request after `extensions.retryAfter` seconds, or with a shorter list.",
    ),
    "OVERLOADED": (
        "The service has more work than it can take at the moment.",
        "Repeat the request after `Retry-After`.",
    ),
    "PERSISTED_QUERY_NOT_FOUND": (
        "No document with this hash is cached.",
        "Send the request again with the text of the document; clients with persisted queries do so.",
    ),
    "QUERY_TOO_EXPENSIVE": (
        "The operation would exceed the limit of cost, fields or depth; nothing was executed.",
        "Request smaller pages, fewer fields or fewer aliases; `POST /graphql/cost` computes a cost without execution.",
    ),
    "RATE_LIMITED": (
        "The client or the user has sent too many requests, or spent its cost of a minute.",
        "Wait for `extensions.retryAfter` seconds, or `Retry-After`. `RateLimit` in each response is what is left.",
    ),
    "SIGN_IN_FAILED": (
        "Signing in at an OpenID Connect issuer failed.",
        "Start the sign-in again in the same browser.",
    ),
    "SIGN_IN_UNAVAILABLE": (
        "The OpenID Connect issuer cannot be reached.",
        "Try again later, or sign in another way.",
    ),
    "STORE_FULL": (
        "The disk of the database is almost full: nothing was changed. Reading works.",
        "Repeat the change after `Retry-After`; the operator frees space.",
    ),
    "STORE_UNAVAILABLE": (
        "The database cannot be reached.",
        "Repeat the request after some seconds, with a growing interval.",
    ),
    "TIMEOUT": (
        "The request exceeded its time limit and was ended.",
        "Request less: smaller pages, shorter paths, smaller maps. A write may have been committed: repeat it only with"
        " its `idempotencyKey`.",
    ),
    "UNAUTHENTICATED": (
        "The operation needs a signed-in user, or the token is invalid, expired or revoked.",
        "Sign in, or use another token.",
    ),
}  # fmt: skip
#: Codes of errors of graphql-core, which have no exception of the service, with their HTTP status.
_OF_GRAPHQL: Final = {"GRAPHQL_PARSE_FAILED": {400}, "GRAPHQL_VALIDATION_FAILED": {422}}
#: Modules that no request reaches.
_NOT_SERVED: Final = frozenset({"tests", "benchmarks"})
_HEAD: Final = """\
# Error codes

Generated from the code by `python -m docs.errors`; programs can rely on the codes, not on the messages.

## Errors of a request

Every error in `errors` has its code in `extensions.code`. The status is the HTTP status of a request that is not
executed, and of an endpoint that does not answer in GraphQL. At `/graphql`:

- an operation that was executed has status 200, with its errors beside the `data`;
- a document that can be parsed and is refused (validation, arguments, cost) has status 422, whatever its codes are;
- a client that accepts only `application/json` gets status 200 instead of 422 and of 400 for the syntax.

| code | status | meaning | what to do |
|---|---|---|---|
"""
_USER: Final = """
## Validation errors of mutations

A mutation whose input is invalid writes nothing and returns all validation errors in `userErrors`: `field` is the path
in the input, `code` one of these, `message` a sentence that says how to correct the field. Show the message beside the
field; the same request has the same errors until the input is corrected.

| code | meaning |
|---|---|
"""
_TOOLS: Final = """
## Errors of tools

A tool at `/mcp` returns the same codes in `structuredContent.errors` of a result with `isError`, and the messages as
its text. A message that is no call of a tool gets an error of JSON-RPC.
"""


def statuses() -> dict[str, set[int]]:
    """The HTTP statuses of each code that a client can get."""
    by_code: defaultdict[str, set[int]] = defaultdict(set)
    by_name: dict[str, str] = {}
    for error in _exceptions(PeergraphError):
        if error.__module__.partition(".")[0] not in _NOT_SERVED:
            by_code[error.code].add(error.status)
            by_name[error.__name__] = error.code
    for name, status in _passed_statuses():
        if name in by_name:
            by_code[by_name[name]].add(status)
    return {**by_code, **_OF_GRAPHQL}


def reference() -> str:
    """The text of `docs/errors.md`."""
    rows = [
        f"| `{code}` | {', '.join(map(str, sorted(found)))} | {' | '.join(CODES[code])} |"
        for code, found in sorted(statuses().items())
    ]
    codes = cast("GraphQLEnumType", graphql_schema(SCHEMA).type_map["UserErrorCode"])
    user = [f"| `{name}` | {value.description} |" for name, value in sorted(codes.values.items())]
    return _HEAD + "\n".join(rows) + "\n" + _USER + "\n".join(user) + "\n" + _TOOLS


def _exceptions(error: type[PeergraphError]) -> Iterator[type[PeergraphError]]:
    yield error
    for each in error.__subclasses__():
        yield from _exceptions(each)


def _passed_statuses() -> Iterator[tuple[str, int]]:
    """The name of each exception that is created with a status of its own, and this status."""
    for file in Path(app.__file__).parent.glob("*/*.py"):
        if file.parent.name in _NOT_SERVED:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 2:
                status = node.args[1]
                if isinstance(status, ast.Constant) and isinstance(status.value, int):
                    yield node.func.id, status.value


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
