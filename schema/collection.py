"""Collections: papers that somebody keeps together, in their order."""

from enum import Enum

import strawberry

from graphdb import collection
from schema.connections import PaperConnection, UserRef
from schema.enumeration import enumeration
from schema.fields import listing, stored
from schema.node import Node
from schema.scalars import DateTime


@enumeration(
    "Who sees a collection.",
    PRIVATE="Nobody but its owner, by any way.",
    UNLISTED="Whoever has its id; it stands in no list but its owner's.",
    PUBLIC="Everybody, also in the reading frames of its papers and on its owner's page.",
)
class Visibility(Enum):
    PRIVATE = "PRIVATE"
    UNLISTED = "UNLISTED"
    PUBLIC = "PUBLIC"


@strawberry.type(description="Papers that somebody keeps together, in an order.")
class Collection(Node):
    title: str = stored(collection.TITLE, "What its owner calls it.")
    description: str | None = stored(collection.DESCRIPTION, "What its owner says of it, plain text.")
    visibility: Visibility = stored(collection.VISIBILITY, "Who sees it.")
    hidden: bool = stored(
        collection.HIDDEN, "Whether a moderator hid it: then nobody but its owner sees it, whatever `visibility` says."
    )
    owner: UserRef = stored(collection.OWNER, "Whose it is.")
    paper_count: int = stored(collection.PAPER_COUNT, "How many papers are in it.")
    papers: PaperConnection = listing(collection.PAPERS, "The papers, in the owner's order.")
    created_at: DateTime = stored(collection.CREATED_AT, "When it was made.")
    updated_at: DateTime = stored(collection.UPDATED_AT, "When it, or what is in it, was last changed.")
