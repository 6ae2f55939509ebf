"""One request for a page: what it carries, and the one GraphQL execution that answers it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import QueryParams
from strawberry.types.graphql import OperationType

from errors import PeergraphError
from loaders.request import Request
from pages.rendering import Reader
from schema.schema import SCHEMA

_DOCUMENTS: Final = Path(__file__).parent / "documents"
_QUERY: Final = (OperationType.QUERY,)


class NoSuchPage(PeergraphError):
    """There is nothing at the address: the message says what was looked for."""

    code = "NOT_FOUND"
    status = 404


@dataclass(frozen=True, slots=True)
class Visit:
    """`path` and `query` are the address's; `request` is the context of the execution, with who is signed in."""

    request: Request
    path: dict[str, str]
    query: QueryParams
    reader: Reader

    @property
    def address(self) -> str:
        """Where the service is for the world."""
        return self.request.address

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of `documents/{document}.graphql`. Call it once a visit: a request has one plan.

        Raises what the resolvers raised."""
        result = await SCHEMA.execute(
            text(document), variable_values=variables, context_value=self.request, allowed_operation_types=_QUERY
        )
        for error in result.errors or ():
            raise error.original_error or error
        return result.data or {}


@cache
def text(document: str) -> str:
    """The GraphQL of a page."""
    return (_DOCUMENTS / f"{document}.graphql").read_text(encoding="utf-8")
