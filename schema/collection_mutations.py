"""Making and filling collections."""

import strawberry

from loaders.context import Info
from resolvers import collection as collections
from resolvers.input_limits import COLLECTION_DESCRIPTION, COLLECTION_PAPERS, COLLECTION_TITLE, COLLECTIONS
from resolvers.keys import public_id
from schema.collection import Collection, Visibility
from schema.filters import is_given
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper

_TITLE = f"What to call it: {COLLECTION_TITLE}."
_DESCRIPTION = f"What it is for, plain text: {COLLECTION_DESCRIPTION}."
_COLLECTION = "The id of a collection of one's own."


@strawberry.input(description=f"A collection to make. A person may have {COLLECTIONS}.")
class CreateCollectionInput(Write):
    title: str = strawberry.field(description=_TITLE)
    description: str | None = strawberry.field(default=strawberry.UNSET, description=_DESCRIPTION)
    visibility: Visibility = strawberry.field(default=Visibility.PRIVATE, description="Who shall see it.")


@strawberry.input(description="What to change of a collection: what is not given stays.")
class UpdateCollectionInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)
    title: str | None = strawberry.field(default=strawberry.UNSET, description=_TITLE)
    description: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"{_DESCRIPTION} Null takes it away."
    )
    visibility: Visibility | None = strawberry.field(default=strawberry.UNSET, description="Who shall see it.")


@strawberry.input(description="A collection to delete.")
class DeleteCollectionInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)


@strawberry.input(description=f"A paper and a collection. A collection may have {COLLECTION_PAPERS}.")
class CollectionPaperInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    place: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="Where it shall stand, from 1, also if it is in it already. Not given: at the end, or where it is."
        " When a paper is removed it says nothing.",
    )


@strawberry.type(description="What a write changed of a collection.")
class CollectionPayload(Payload):
    collection: Collection | None = changed("Collection", "The collection, as it is now.")
    paper: Paper | None = changed("Paper", "The paper that was added or removed.")


@strawberry.type(description="What was deleted.")
class DeleteCollectionPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="The id that the collection had.")


async def _create(info: Info, input: CreateCollectionInput) -> CollectionPayload:  # noqa: A002
    found = await collections.create(
        info.context, input.title, input.description or None, input.visibility.value, input.idempotency_key or None
    )
    return CollectionPayload(ids={"collection": found})


async def _update(info: Info, input: UpdateCollectionInput) -> CollectionPayload:  # noqa: A002
    changes = {name: value for name, value in is_given(input).items() if name in {"title", "description"}}
    if input.visibility:
        changes["visibility"] = input.visibility.value
    if changes.get("title", "") is None:
        del changes["title"]
    found = await collections.update(info.context, public_id(input.collection), changes, input.idempotency_key or None)
    return CollectionPayload(ids={"collection": found})


async def _delete(info: Info, input: DeleteCollectionInput) -> DeleteCollectionPayload:  # noqa: A002
    found = await collections.delete(info.context, public_id(input.collection), input.idempotency_key or None)
    return DeleteCollectionPayload(deleted_id=strawberry.ID(found))


async def _add(info: Info, input: CollectionPaperInput) -> CollectionPayload:  # noqa: A002
    place = None if input.place is strawberry.UNSET else input.place
    collection, paper = await collections.add(
        info.context, public_id(input.collection), input.paper, place, input.idempotency_key or None
    )
    return CollectionPayload(ids={"collection": collection, "paper": paper})


async def _remove(info: Info, input: CollectionPaperInput) -> CollectionPayload:  # noqa: A002
    collection, paper = await collections.remove(
        info.context, public_id(input.collection), input.paper, input.idempotency_key or None
    )
    return CollectionPayload(ids={"collection": collection, "paper": paper})


@strawberry.type
class CollectionMutations:
    create_collection: CollectionPayload = mutation(_create, "Makes a collection, private unless it is said otherwise.")
    update_collection: CollectionPayload = mutation(_update, "Changes what a collection is called, and who sees it.")
    delete_collection: DeleteCollectionPayload = mutation(_delete, "Deletes a collection; its papers stay.")
    add_to_collection: CollectionPayload = mutation(_add, "Puts a paper into a collection, or at another place in it.")
    remove_from_collection: CollectionPayload = mutation(_remove, "Takes a paper out of a collection.")
