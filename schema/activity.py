"""What people do on a paper, as it happens."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import strawberry

from errors import BadInput
from graphdb.activity import ActivityKind
from graphdb.node import label_of
from live.event import Event
from live.follower import Subscriber
from loaders.context import Info, path_of
from resolvers.activity import followed
from schema.comment import Comment
from schema.enumeration import enumeration
from schema.paper import Paper
from schema.review import Review
from schema.scalars import DateTime

enumeration(
    "What somebody did on a paper.",
    name="PaperActivityKind",
    VOTE="A like or a dislike was given, changed or withdrawn.",
    REACTION="A reaction was given or withdrawn.",
    SAVE="The paper was saved, or is saved no more.",
    REVIEW="A review was published.",
    REVIEW_EDITED="A review was changed.",
    REVIEW_WITHDRAWN="A review was withdrawn or hidden.",
    COMMENT="A comment was written.",
    COMMENT_EDITED="A comment was changed.",
    COMMENT_DELETED="A comment was deleted or hidden.",
    RESOURCE="Code, data or another thing was linked to the paper, or is linked no more.",
)(ActivityKind)


@strawberry.type(description="Something that somebody did on a paper; who voted, reacted or saved is not told.")
class PaperActivity:
    event: strawberry.Private[Event]
    cursor: str = strawberry.field(description="Where to go on after this: the `after` of a new subscription.")
    at: DateTime = strawberry.field(description="When it happened.")
    kind: ActivityKind = strawberry.field(description="What happened.")

    @strawberry.field(description="The paper, as it is now.")
    async def paper(self, info: Info) -> Paper:
        """Of the event's own fetch group, read when the event is answered."""
        return await info.context.fetch_groups.find(path_of(info), "Paper", "id", self.event.paper)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="The review that was written, changed or withdrawn, as it is now.")
    async def review(self, info: Info) -> Review | None:
        """As `paper`."""
        return await _subject(self, info, "Review")

    @strawberry.field(description="The comment that was written, changed, deleted or hidden, as it is now.")
    async def comment(self, info: Info) -> Comment | None:
        """As `paper`."""
        return await _subject(self, info, "Comment")


async def _subject(activity: PaperActivity, info: Info, label: str) -> Any:
    """What the event is about, where it is of the label."""
    name = activity.event.subject
    return (
        None if name is None or label_of(name) != label else await info.context.fetch_groups.node(path_of(info), name)
    )


def _activity(event: Event) -> PaperActivity:
    return PaperActivity(event=event, cursor=event.cursor, at=event.at, kind=ActivityKind(event.kind))  # pyright: ignore[reportArgumentType]


@strawberry.type(description="What is told as it happens, over graphql-transport-ws or server-sent events.")
class Subscription:
    @strawberry.subscription(
        description="What people do on a paper, as it happens. `after` resumes where a lost connection stopped, without"
        " loss or repeat: with the `cursor` of the last event that came. Where that is older than what is kept, the"
        " error's code is CURSOR_EXPIRED: read the paper anew, then subscribe without it."
    )
    async def paper_activity(
        self, info: Info, paper: strawberry.ID, after: str | None = strawberry.UNSET
    ) -> AsyncGenerator[PaperActivity]:
        """The arguments are checked before there is a stream, so that what is wrong with them is told at once."""
        request = info.context
        subscriber = request.service(Subscriber)
        if subscriber is None:
            raise BadInput("Subscriptions are answered over graphql-transport-ws and server-sent events alone.")
        events = await followed(
            request.store, subscriber.follower, paper, subscriber.resume or (after if isinstance(after, str) else None)
        )
        return _activities(events)  # pyright: ignore[reportReturnType]


async def _activities(events: AsyncGenerator[Event]) -> AsyncGenerator[PaperActivity]:
    async with aclosing(events):
        async for event in events:
            yield _activity(event)
