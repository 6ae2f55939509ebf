"""Declaration of mutations: one input, and a payload with the changed nodes and validation errors."""

import functools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Any, Final, TypeVar

import strawberry

from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, FieldSpec, Weight
from resolvers.input_limits import IDEMPOTENCY_KEY
from resolvers.validation import Refused
from schema.user_error import UserError

#: The weight of a mutation: its transaction.
WRITE: Final = 5_000
Result = TypeVar("Result", bound="Payload")


@strawberry.input(description="The common input of writes.")
class Write:
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A unique text for this write. A repetition with the same key within a day, e.g. after a lost"
        f" response, returns the first result and writes nothing. {IDEMPOTENCY_KEY}.",
    )


@strawberry.type(description="The common result of writes.")
class Payload:
    ids: strawberry.Private[Mapping[str, str | None]] = field(default_factory=dict[str, str | None])
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError],
        description="The validation errors. If there are any, nothing was changed.",
    )


def changed(label: str, description: str) -> Any:
    """A field of a payload: the node after the write, whose id is in `ids` under the name of the field."""

    async def read(self: Payload, info: Info) -> Any:
        node_id = self.ids.get(info.python_name)
        return None if node_id is None else await info.context.fetch_groups.find(path_of(info), label, "id", node_id)

    return strawberry.field(resolver=read, description=description, metadata=LOOKS_UP)


def mutation(
    function: Callable[..., Awaitable[Result]], description: str, *, weight: Weight = WRITE, allowance: str = ""
) -> Any:
    """A mutation from `async def (info, input) -> payload`. Rows that were read before the write are read again. The
    field is nullable, so that its error leaves the results of the mutations before it."""
    kind: type[Result] = function.__annotations__["return"]

    @functools.wraps(function)
    async def resolve(info: Info, **arguments: Any) -> Result:
        try:
            return await function(info, **arguments)
        except Refused as refused:
            return kind(user_errors=[UserError.of(problem) for problem in refused.problems])
        finally:
            info.context.clear()

    resolve.__annotations__ = {**function.__annotations__, "return": kind | None}
    return strawberry.mutation(
        resolver=resolve, description=description, metadata=FieldSpec(weight=weight, allowance=allowance).metadata
    )
