"""What a user follows, and notifications of what is new in it: private data of an account."""

from enum import Enum

import strawberry

from graphdb import follow, notification
from loaders.context import Info, needed, path_of
from loaders.field_spec import LOOKUP, FieldSpec
from schema.connections import CommentRef, Connection, PaperRef, ReviewRef
from schema.enumeration import enumeration
from schema.fields import part, stored
from schema.node import Node
from schema.scalars import DateTime


@enumeration(
    "What a notification is about.",
    PAPER="A paper of a followed author, topic or venue was added to this graph.",
    REVIEW="A followed paper has a new review.",
    COMMENT="A followed paper has a new comment.",
    ADDITION="A paper was added to a followed collection.",
)
class NotificationKind(Enum):
    PAPER = "PAPER"
    REVIEW = "REVIEW"
    COMMENT = "COMMENT"
    ADDITION = "ADDITION"


async def _node(root: strawberry.Parent[object], info: Info) -> Node | None:
    """Read with the visibility rules of its kind."""
    return await info.context.fetch_groups.node(path_of(info), needed(root, info))  # pyright: ignore[reportReturnType]


async def _paper(root: strawberry.Parent[object], info: Info) -> PaperRef | None:
    return await info.context.fetch_groups.find(path_of(info), "Paper", "id", needed(root, info))  # pyright: ignore[reportReturnType]


async def _review(root: strawberry.Parent[object], info: Info) -> ReviewRef | None:
    id_ = needed(root, info)
    return id_ and await info.context.fetch_groups.find(path_of(info), "Review", "id", id_)  # pyright: ignore[reportReturnType]


async def _comment(root: strawberry.Parent[object], info: Info) -> CommentRef | None:
    id_ = needed(root, info)
    return id_ and await info.context.fetch_groups.find(path_of(info), "Comment", "id", id_)  # pyright: ignore[reportReturnType]


@strawberry.type(description="A node that the user follows. Only they can read it.")
class Follow:
    subject: Node | None = strawberry.field(
        resolver=_node,
        description="The author, topic, venue, paper or collection; null if it was deleted.",
        metadata=FieldSpec(needs=follow.SUBJECT, weight=LOOKUP).metadata,
    )
    at: DateTime = stored(follow.AT, "When the user began to follow it.")


@strawberry.type(description="Something new in what the user follows. Only they can read it.")
class Notification:
    kind: NotificationKind = stored(notification.KIND, "What it is about.")
    at: DateTime = stored(notification.AT, "When it happened.")
    unread: bool = stored(notification.UNREAD, "Whether it is later than the last time that the user marked as read.")
    subject: Node | None = strawberry.field(
        resolver=_node,
        description="The followed node; the first of several.",
        metadata=FieldSpec(needs=notification.SUBJECT, weight=LOOKUP).metadata,
    )
    paper: PaperRef | None = strawberry.field(
        resolver=_paper,
        description="The new or added paper, or that of the review or comment.",
        metadata=FieldSpec(needs=notification.PAPER, weight=LOOKUP).metadata,
    )
    review: ReviewRef | None = strawberry.field(
        resolver=_review,
        description="The new review.",
        metadata=FieldSpec(needs=notification.REVIEW, weight=LOOKUP).metadata,
    )
    comment: CommentRef | None = strawberry.field(
        resolver=_comment,
        description="The new comment.",
        metadata=FieldSpec(needs=notification.COMMENT, weight=LOOKUP).metadata,
    )


@strawberry.type(description="A followed node in a list.")
class FollowEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: Follow = part("The followed node and the time.")


@strawberry.type(description="Followed nodes, in pages, latest first.")
class FollowConnection(Connection):
    edges: list[FollowEdge] = part("The edges of the page.")
    nodes: list[Follow] = part("The nodes of the page.")


@strawberry.type(description="A notification in a list.")
class NotificationEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: Notification = part("The notification.")


@strawberry.type(description="Notifications, in pages, latest first.")
class NotificationConnection(Connection):
    edges: list[NotificationEdge] = part("The edges of the page.")
    nodes: list[Notification] = part("The nodes of the page.")
