"""Mutations of collections."""

import strawberry

from loaders.context import Info
from resolvers import collection as collections
from resolvers.input_limits import COLLECTION_DESCRIPTION, COLLECTION_PAPERS, COLLECTION_TITLE, COLLECTIONS
from resolvers.keys import public_id
from schema.collection import Collection, Visibility
from schema.filters import input_to_dict
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper

_TITLE = f"The title: {COLLECTION_TITLE}."
_DESCRIPTION = f"The description, plain text: {COLLECTION_DESCRIPTION}."
_COLLECTION = "The id of a collection of the signed-in user."


@strawberry.input(description=f"A new collection. A user can have {COLLECTIONS}.")
class CreateCollectionInput(Write):
    title: str = strawberry.field(description=_TITLE)
    description: str | None = strawberry.field(default=strawberry.UNSET, description=_DESCRIPTION)
    visibility: Visibility = strawberry.field(default=Visibility.PRIVATE, description="The visibility.")


@strawberry.input(description="Changes to a collection; omitted fields are not changed.")
class UpdateCollectionInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)
    title: str | None = strawberry.field(default=strawberry.UNSET, description=_TITLE)
    description: str | None = strawberry.field(default=strawberry.UNSET, description=f"{_DESCRIPTION} Null removes it.")
    visibility: Visibility | None = strawberry.field(default=strawberry.UNSET, description="The visibility.")


@strawberry.input(description="A collection to delete.")
class DeleteCollectionInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)


@strawberry.input(description=f"A paper and a collection. A collection can have {COLLECTION_PAPERS}.")
class CollectionPaperInput(Write):
    collection: strawberry.ID = strawberry.field(description=_COLLECTION)
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    place: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="The position of the paper, from 1, also if it is already in the collection. Default: at the end,"
        " or unchanged. Ignored when a paper is removed.",
    )


@strawberry.type(description="The result of a write to a collection.")
class CollectionPayload(Payload):
    collection: Collection | None = changed("Collection", "The collection, after the write.")
    paper: Paper | None = changed("Paper", "The paper that was added or removed.")


@strawberry.type(description="The result of a deletion.")
class DeleteCollectionPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="The id of the deleted collection.")


async def _create(info: Info, input: CreateCollectionInput) -> CollectionPayload:  # noqa: A002
    collection_id = await collections.create(
        info.context, input.title, input.description or None, input.visibility.value, input.idempotency_key or None
    )
    return CollectionPayload(ids={"collection": collection_id})


async def _update(info: Info, input: UpdateCollectionInput) -> CollectionPayload:  # noqa: A002
    changes = {name: value for name, value in input_to_dict(input).items() if name in {"title", "description"}}
    if input.visibility:
        changes["visibility"] = input.visibility.value
    if changes.get("title", "") is None:
        del changes["title"]
    collection_id = await collections.update(
        info.context, public_id(input.collection), changes, input.idempotency_key or None
    )
    return CollectionPayload(ids={"collection": collection_id})


async def _delete(info: Info, input: DeleteCollectionInput) -> DeleteCollectionPayload:  # noqa: A002
    collection_id = await collections.delete(info.context, public_id(input.collection), input.idempotency_key or None)
    return DeleteCollectionPayload(deleted_id=strawberry.ID(collection_id))


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
    create_collection: CollectionPayload | None = mutation(_create, "Creates a collection, private by default.")
    update_collection: CollectionPayload | None = mutation(
        _update, "Changes the title, description or visibility of a collection."
    )
    delete_collection: DeleteCollectionPayload | None = mutation(_delete, "Deletes a collection; its papers stay.")
    add_to_collection: CollectionPayload | None = mutation(
        _add, "Adds a paper to a collection, or moves it within the collection."
    )
    remove_from_collection: CollectionPayload | None = mutation(_remove, "Removes a paper from a collection.")
