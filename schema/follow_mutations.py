"""Mutations of follows and notifications."""

import strawberry

from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP
from resolvers import follow
from resolvers.input_limits import FOLLOWS
from schema.mutations_base import Payload, Write, changed, mutation
from schema.node import Node
from schema.scalars import DateTime
from schema.user import User


@strawberry.input(description="What to follow.")
class FollowInput(Write):
    subject: strawberry.ID = strawberry.field(description="The id of an author, topic, venue, paper or collection.")
    on: bool = strawberry.field(default=True, description="True follows it, false stops following it.")


@strawberry.input(description="Which notifications are read.")
class MarkNotificationsReadInput(Write):
    until: DateTime | None = strawberry.field(
        default=strawberry.UNSET,
        description="The time of the latest notification that the user saw. Default: now, which includes all.",
    )


@strawberry.type(description="The result of a follow.")
class FollowPayload(Payload):
    @strawberry.field(
        description="The node after the write; null for a collection that the user cannot read.", metadata=LOOKS_UP
    )
    async def subject(self, info: Info) -> Node | None:
        """Read after the write."""
        node = self.ids.get("subject")
        return node and await info.context.fetch_groups.node(path_of(info), node)  # pyright: ignore[reportReturnType]


@strawberry.type(description="The result of reading notifications.")
class MarkNotificationsReadPayload(Payload):
    viewer: User | None = changed("User", "The user, with the number of unread notifications after the write.")


async def _follow(info: Info, input: FollowInput) -> FollowPayload:  # noqa: A002
    key = input.idempotency_key or None
    return FollowPayload(ids={"subject": await follow.follow(info.context, input.subject, key, on=input.on)})


async def _mark_read(info: Info, input: MarkNotificationsReadInput) -> MarkNotificationsReadPayload:  # noqa: A002
    viewer = await follow.mark_read(info.context, input.until or None, input.idempotency_key or None)
    return MarkNotificationsReadPayload(ids={"viewer": viewer})


@strawberry.type
class FollowMutations:
    follow: FollowPayload | None = mutation(
        _follow,
        f"Follows an author, topic, venue, paper or collection, or stops following it: {FOLLOWS}. Nobody else can read"
        " what a user follows.",
    )
    mark_notifications_read: MarkNotificationsReadPayload | None = mutation(
        _mark_read, "Marks the notifications of the signed-in user as read."
    )
