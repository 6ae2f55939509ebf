"""Runs operations in process, on the real store."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLError

from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute
from tests.statements import RecordedStatement, record_statements


class Client:
    """One store, and the statements that the last operation ran."""

    def __init__(self, store: Store, limits: Limits | None = None, services: Sequence[object] = ()) -> None:
        self.store = store
        self.services = services
        self.limits = limits or Limits()
        self.statements: list[RecordedStatement] = []

    async def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The data of an answer. Fails on any error in it."""
        data, errors = await self.answer(query, variables)
        assert not errors, errors
        return data

    async def refusal(self, query: str, variables: Mapping[str, Any] | None = None) -> GraphQLError:
        """The one error of an operation that is refused before any statement runs."""
        _, errors = await self.answer(query, variables)
        assert not self.statements
        (error,) = errors
        return error

    async def answer(self, query: str, variables: Mapping[str, Any] | None = None) -> tuple[Any, list[GraphQLError]]:
        """Data and errors."""
        with record_statements(self.store) as self.statements:
            result = await execute(Context(self.store, self.limits, services=self.services), query, variables)
        return result.data, list(result.errors or ())
