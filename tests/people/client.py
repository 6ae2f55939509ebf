"""A client that executes queries in process, on the real store, as any viewer."""

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.viewer import Role, Viewer
from schema.operations import execute
from tests.statements import RecordedStatement, record_statements

ANYBODY = None


def viewer(name: str, role: Role = Role.MEMBER, *, may_write: bool = True) -> Viewer:
    """One of the people of `conftest.PEOPLE`."""
    return Viewer(f"usr_{name}", name, role, may_write)


@dataclass
class Client:
    """One store, and the statements of the last query."""

    store: Store
    statements: list[RecordedStatement] = field(default_factory=list[RecordedStatement])

    async def ask(self, person: Viewer | None, query: str, **variables: Any) -> Any:
        """The data of a response. Fails on any error in it."""
        data, errors = await self.answer(person, query, **variables)
        assert not errors, errors
        return data

    async def code(self, person: Viewer | None, query: str, **variables: Any) -> str:
        """The code of the only error of a response."""
        _, (error,) = await self.answer(person, query, **variables)
        return str(getattr(error.original_error, "code", error.message))

    async def answer(self, person: Viewer | None, query: str, **variables: Any) -> tuple[Any, list[GraphQLError]]:
        """Data and errors."""
        with record_statements(self.store) as self.statements:
            result = await execute(Context(self.store, Limits(), viewer=person), query, variables)
        return result.data, list(result.errors or ())
