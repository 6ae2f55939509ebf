"""How mutations are declared: one input, and a payload of what changed, read anew, and of what a person can mend."""

import functools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Any, TypeVar

import strawberry

from loaders.context import Info, path_of
from resolvers.input_limits import IDEMPOTENCY_KEY
from resolvers.validation import Refused
from schema.user_error import UserError

Answer = TypeVar("Answer", bound="Payload")


@strawberry.input(description="What every write may say.")
class Write:
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A text of your own for this write: repeated under the same key within a day, after a double click"
        f" or a lost answer, it is done once and answered again. {IDEMPOTENCY_KEY}.",
    )


@strawberry.type(description="What every write answers.")
class Payload:
    ids: strawberry.Private[Mapping[str, str | None]] = field(default_factory=dict[str, str | None])
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError],
        description="What is wrong with the input. Where there is any, nothing changed.",
    )


def changed(label: str, description: str) -> Any:
    """A field of a payload: the node, as it is after the write, whose id the payload has under the field's name."""

    async def read(self: Payload, info: Info) -> Any:
        found = self.ids.get(info.python_name)
        return None if found is None else await info.context.fetch_groups.find(path_of(info), label, "id", found)

    return strawberry.field(resolver=read, description=description)


def mutation(function: Callable[..., Awaitable[Answer]], description: str) -> Any:
    """A mutation, made of `async def (info, input) -> payload`. What it read before it wrote is read anew."""
    kind: type[Answer] = function.__annotations__["return"]

    @functools.wraps(function)
    async def answered(info: Info, **arguments: Any) -> Answer:
        try:
            return await function(info, **arguments)
        except Refused as refused:
            return kind(user_errors=[UserError.of(problem) for problem in refused.problems])
        finally:
            info.context.forget()

    return strawberry.mutation(resolver=answered, description=description)
