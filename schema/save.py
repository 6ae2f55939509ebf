"""Saving papers for oneself."""

import strawberry

from loaders.context import Info
from resolvers import save as saves
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper


@strawberry.input(description="A paper to save.")
class SaveInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    on: bool = strawberry.field(default=True, description="Whether it shall be saved: false takes it away.")


@strawberry.type(description="What a save changed.")
class SavePayload(Payload):
    paper: Paper | None = changed("Paper", "The paper, with its counts as they are now.")


async def _save(info: Info, input: SaveInput) -> SavePayload:  # noqa: A002
    key = input.idempotency_key or None
    return SavePayload(ids={"paper": await saves.save(info.context, input.paper, key, on=input.on)})


@strawberry.type
class Saves:
    save: SavePayload = mutation(
        _save, "Saves a paper for oneself, or no longer. Others see the number of saves, and not whose they are."
    )
