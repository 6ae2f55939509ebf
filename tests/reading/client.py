"""Asks the schema in process, on the real store."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

from graphdb.store import Store
from loaders.price import Limits
from loaders.request import Request
from schema.schema import SCHEMA

Statement = tuple[str, dict[str, Any]]


class Client:
    """One store, and the statements that the last question ran."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.statements: list[Statement] = []

    async def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The data of an answer. Fails on any error in it."""
        data, errors = await self.answer(query, variables)
        assert not errors, errors
        return data

    async def refusal(self, query: str, variables: Mapping[str, Any] | None = None) -> GraphQLError:
        """The one error of an answer that has one, and that ran nothing."""
        _, errors = await self.answer(query, variables)
        assert not self.statements
        (error,) = errors
        return error

    async def answer(self, query: str, variables: Mapping[str, Any] | None = None) -> tuple[Any, list[GraphQLError]]:
        """Data and errors."""
        self.statements = []
        self.store.observers.append(self._observe)
        try:
            result = await SCHEMA.execute(
                query, variable_values=dict(variables or {}), context_value=Request(self.store, Limits())
            )
        finally:
            self.store.observers.remove(self._observe)
        return result.data, list(result.errors or ())

    def _observe(self, text: str, parameters: Mapping[str, object]) -> None:
        self.statements.append((text, dict(parameters)))
