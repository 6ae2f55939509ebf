"""Collections: ordered lists of papers."""

from enum import Enum

import strawberry

from graphdb import collection, follow
from schema.connections import Connection, PaperConnection, PaperRef, UserRef
from schema.enumeration import enumeration
from schema.fields import page, part, stored
from schema.node import Node
from schema.scalars import DateTime


@enumeration(
    "The visibility of a collection.",
    PRIVATE="Visible only to its owner.",
    UNLISTED="Visible to everyone with its id; not listed except for its owner.",
    PUBLIC="Visible to everyone; listed in the reading frames of its papers and on its owner's page.",
)
class Visibility(Enum):
    PRIVATE = "PRIVATE"
    UNLISTED = "UNLISTED"
    PUBLIC = "PUBLIC"


@strawberry.type(description="A paper that was added to a collection.")
class AdditionEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: PaperRef = part("The paper.")
    added_at: DateTime = stored(collection.ADDED_AT, "When it was added.")


@strawberry.type(description="The papers of a collection, in pages, latest addition first.")
class AdditionConnection(Connection):
    edges: list[AdditionEdge] = part("The edges of the page.")
    nodes: list[PaperRef] = part("The nodes of the page.")


@strawberry.type(description="An ordered list of papers of a user.")
class Collection(Node):
    title: str = stored(collection.TITLE, "The title.")
    description: str | None = stored(collection.DESCRIPTION, "The description, plain text.")
    visibility: Visibility = stored(collection.VISIBILITY, "The visibility.")
    hidden: bool = stored(collection.HIDDEN, "Whether a moderator hid it; it is then visible only to its owner.")
    owner: UserRef = stored(collection.OWNER, "The owner.")
    paper_count: int = stored(collection.PAPER_COUNT, "How many papers are in it.")
    papers: PaperConnection = page(collection.PAPERS, "The papers, in the owner's order.")
    additions: AdditionConnection = page(collection.ADDITIONS, "The papers, latest addition first.")
    viewer_follows: bool = stored(follow.VIEWER_FOLLOWS, "Whether the signed-in user follows it.")
    created_at: DateTime = stored(collection.CREATED_AT, "When it was created.")
    updated_at: DateTime = stored(collection.UPDATED_AT, "When the collection or its list of papers was last changed.")
