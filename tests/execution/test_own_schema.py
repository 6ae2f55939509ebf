"""Features that the schema does not use: permissions, extensions, unions, several mutations, all kinds of resolvers."""

import asyncio
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, Final

import pytest
import strawberry
from graphql import ExecutionResult, GraphQLError
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission

from execution.documents import Documents
from execution.executor import ERROR, FAST, FastExecutor
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.graphql_core import StrawberryExecutor, graphql_schema
from tests.execution.both import Executor, run, same
from tests.measured import executions

CALLS: Final[list[str]] = []


class Never(BasePermission):
    message = "Not you."

    def has_permission(self, source: Any, info: strawberry.Info, **kwargs: Any) -> bool:
        return False


class Louder(FieldExtension):
    def resolve(self, next_: Callable[..., Any], source: Any, info: strawberry.Info, **kwargs: Any) -> str:
        return str(next_(source, info, **kwargs)).upper()


@strawberry.enum
class Size(Enum):
    SMALL = "s"
    LARGE = "l"


@strawberry.type
class Cat:
    name: str
    lives: int = 9


@strawberry.type
class Dog:
    name: str
    size: Size = Size.LARGE

    @strawberry.field
    def barks(self, times: int = 1) -> str:
        """A resolver with an argument."""
        return "wow" * times

    @strawberry.field
    async def friend(self) -> "Annotated[Pet, strawberry.lazy('tests.execution.test_own_schema')] | None":
        """Asynchronous."""
        await asyncio.sleep(0)
        return Cat(name=f"{self.name}'s friend")

    @strawberry.field
    def broken(self) -> str:
        """Fails."""
        raise ValueError(f"{self.name} is broken")


Pet = Annotated[Cat | Dog, strawberry.union("Pet")]


@strawberry.type
class Query:
    @strawberry.field
    async def pets(self) -> list[Pet]:
        """Of both sorts."""
        return [Cat(name="Tom"), Dog(name="Rex"), Dog(name="Ida", size=Size.SMALL)]

    @strawberry.field
    def dogs(self) -> list[Dog | None]:
        """One is missing."""
        return [Dog(name="Rex"), None]

    @strawberry.field
    def numbers(self) -> list[int]:
        """One is too large."""
        return [1, 2**40]

    @strawberry.field(permission_classes=[Never])
    def secret(self) -> str:
        """For nobody."""
        return "secret"

    @strawberry.field(extensions=[Louder()])
    def loud(self) -> str:
        """Made louder."""
        return "quiet"


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def born(self, name: str) -> Dog:
        """One after another."""
        CALLS.append(f"{name} begins")
        await asyncio.sleep(0)
        CALLS.append(f"{name} ends")
        if name == "nobody":
            raise GraphQLError("nobody is born")
        return Dog(name=name)


DOCUMENTS: Final = Documents(graphql_schema(strawberry.Schema(Query, Mutation)), 1_000)


async def ask(executor: Executor, query: str) -> ExecutionResult:
    """Runs one of the executors, without a store."""
    return await run(DOCUMENTS, executor, Context(Store.__new__(Store), Limits()), query)


async def both(query: str, outcome: str) -> ExecutionResult:
    """The response, equal in both; `outcome`: how the fast executor completed it."""
    before = executions(outcome)
    one = await ask(FastExecutor, query)
    assert executions(outcome) == before + 1
    same(one, await ask(StrawberryExecutor, query), exactly=True)
    return one


async def test_objects_of_a_union_have_their_type() -> None:
    dog = "... on Dog { size barks(times: 2) friend { ... on Cat { name lives } __typename } }"
    answer = await both(f"{{ pets {{ __typename ... on Cat {{ name }} {dog} }} }}", FAST)
    assert answer.data is not None
    assert answer.data["pets"][1]["friend"] == {"name": "Rex's friend", "lives": 9, "__typename": "Cat"}
    assert [each.get("size") for each in answer.data["pets"]] == [None, "LARGE", "SMALL"]


async def test_a_null_in_a_list_of_nullable_items_is_no_error() -> None:
    assert (await both("{ dogs { name } }", FAST)).data == {"dogs": [{"name": "Rex"}, None]}


@pytest.mark.parametrize(
    "query",
    [
        "{ dogs { name broken } }",
        "{ pets { ... on Dog { name broken } } }",
        "{ numbers }",
        "{ dogs { friend { __typename } broken } }",
    ],
)
async def test_errors_are_those_of_graphql_core(query: str) -> None:
    assert (await both(query, ERROR)).errors


async def test_a_permission_is_checked() -> None:
    answer = await both("{ secret }", "a field extension")
    assert [error.message for error in answer.errors or ()] == ["Not you."]


async def test_an_extension_of_a_field_runs() -> None:
    assert (await both("{ loud dogs { name } }", "a field extension")).data == {
        "loud": "QUIET",
        "dogs": [{"name": "Rex"}, None],
    }


@pytest.mark.parametrize(("name", "fails"), [("a", ""), ("a", "broken"), ("nobody", "")])
async def test_mutations_run_once_one_after_another_and_as_far_as_in_graphql_core(name: str, fails: str) -> None:
    query = f'mutation {{ a: born(name: "{name}") {{ name {fails} }} b: born(name: "b") {{ name }} }}'
    CALLS.clear()
    answer = await ask(FastExecutor, query)
    outcome = list(CALLS)
    CALLS.clear()
    same(answer, await ask(StrawberryExecutor, query), exactly=True)
    assert outcome == CALLS
    assert outcome[:2] == [f"{name} begins", f"{name} ends"]
    assert len(outcome) == len(set(outcome))


async def test_introspection_is_left_to_graphql_core() -> None:
    assert (await both("{ __schema { queryType { name } } }", "introspection")).data
