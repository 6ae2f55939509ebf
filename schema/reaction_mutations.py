"""Mutations of reactions."""

import strawberry

from graphdb.reaction_kind import ReactionKind
from loaders.context import Info
from resolvers import reaction as reactions
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper


@strawberry.input(description="A reaction to a paper.")
class ReactInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    kind: ReactionKind = strawberry.field(description="The reaction.")
    on: bool = strawberry.field(default=True, description="True adds the reaction, false removes it.")


@strawberry.type(description="The result of a reaction.")
class ReactPayload(Payload):
    paper: Paper | None = changed("Paper", "The paper, with its reactions after the write.")


async def _react(info: Info, input: ReactInput) -> ReactPayload:  # noqa: A002
    key = input.idempotency_key or None
    return ReactPayload(
        ids={"paper": await reactions.react(info.context, input.paper, input.kind.value, key, on=input.on)}
    )


@strawberry.type
class ReactionMutations:
    react: ReactPayload | None = mutation(
        _react, "Adds or removes a reaction to a paper: one per user, paper and kind."
    )
