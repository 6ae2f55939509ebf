"""Asks the schema in process as somebody, on the real store."""

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.viewer import Role, Viewer
from schema.operations import execute
from tests.statements import Asked, asked

ANYBODY = None


def viewer(name: str, role: Role = Role.MEMBER, *, may_write: bool = True) -> Viewer:
    """One of the people of `conftest.PEOPLE`."""
    return Viewer(f"usr_{name}", name, role, may_write)


@dataclass
class Client:
    """One store, and the statements that the last question ran."""

    store: Store
    statements: list[Asked] = field(default_factory=list[Asked])

    async def ask(self, who: Viewer | None, query: str, **variables: Any) -> Any:
        """The data of an answer. Fails on any error in it."""
        data, errors = await self.answer(who, query, **variables)
        assert not errors, errors
        return data

    async def code(self, who: Viewer | None, query: str, **variables: Any) -> str:
        """The code of the one error of an answer."""
        _, (error,) = await self.answer(who, query, **variables)
        return str(getattr(error.original_error, "code", error.message))

    async def answer(self, who: Viewer | None, query: str, **variables: Any) -> tuple[Any, list[GraphQLError]]:
        """Data and errors."""
        with asked(self.store) as self.statements:
            result = await execute(Context(self.store, Limits(), viewer=who), query, variables)
        return result.data, list(result.errors or ())
