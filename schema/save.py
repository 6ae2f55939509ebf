"""Saved papers."""

import strawberry

from loaders.context import Info
from resolvers import save as saves
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper


@strawberry.input(description="A paper to save.")
class SaveInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    on: bool = strawberry.field(default=True, description="True saves the paper, false removes it.")


@strawberry.type(description="The result of a save.")
class SavePayload(Payload):
    paper: Paper | None = changed("Paper", "The paper, with its counts after the write.")


async def _save(info: Info, input: SaveInput) -> SavePayload:  # noqa: A002
    key = input.idempotency_key or None
    return SavePayload(ids={"paper": await saves.save(info.context, input.paper, key, on=input.on)})


@strawberry.type
class Saves:
    save: SavePayload | None = mutation(_save, "Saves or unsaves a paper. Others see only the number of saves.")
