"""Reacting to a paper."""

import strawberry

from graphdb.reaction_kind import ReactionKind
from loaders.context import Info
from resolvers import reaction as reactions
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper


@strawberry.input(description="A reaction to a paper.")
class ReactInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    kind: ReactionKind = strawberry.field(description="Which reaction.")
    on: bool = strawberry.field(default=True, description="Whether it shall be there: false takes it away.")


@strawberry.type(description="What a reaction changed.")
class ReactPayload(Payload):
    paper: Paper | None = changed("Paper", "The paper, with its reactions as they are now.")


async def _react(info: Info, input: ReactInput) -> ReactPayload:  # noqa: A002
    key = input.idempotency_key or None
    return ReactPayload(
        ids={"paper": await reactions.react(info.context, input.paper, input.kind.value, key, on=input.on)}
    )


@strawberry.type
class ReactionMutations:
    react: ReactPayload = mutation(
        _react, "Reacts to a paper in a word, or takes that back: once a person, paper and kind."
    )
