"""Live activity on papers."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import strawberry

from errors import BadInput
from graphdb.activity import ActivityKind
from graphdb.node import label_of
from live.event import Event
from live.follower import LogSubscription
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP
from resolvers.activity import follow
from schema.comment import Comment
from schema.enumeration import enumeration
from schema.paper import Paper
from schema.review import Review
from schema.scalars import DateTime

enumeration(
    "An activity on a paper.",
    name="PaperActivityKind",
    VOTE="A like or dislike was added, changed or withdrawn.",
    REACTION="A reaction was added or withdrawn.",
    SAVE="The paper was saved or unsaved.",
    REVIEW="A review was published.",
    REVIEW_EDITED="A review was changed.",
    REVIEW_WITHDRAWN="A review was withdrawn or hidden.",
    COMMENT="A comment was written.",
    COMMENT_EDITED="A comment was changed.",
    COMMENT_DELETED="A comment was deleted or hidden.",
    RESOURCE="Code, data or another resource was linked to the paper or unlinked.",
)(ActivityKind)


@strawberry.type(description="An activity on a paper. The users behind votes, reactions and saves are not disclosed.")
class PaperActivity:
    event: strawberry.Private[Event]
    cursor: str = strawberry.field(description="The cursor of the event, for `after` of a new subscription.")
    at: DateTime = strawberry.field(description="When it happened.")
    kind: ActivityKind = strawberry.field(description="What happened.")

    @strawberry.field(description="The paper in its current state.", metadata=LOOKS_UP)
    async def paper(self, info: Info) -> Paper:
        """Read in a fetch group of the event."""
        return await info.context.fetch_groups.find(path_of(info), "Paper", "id", self.event.paper)  # pyright: ignore[reportReturnType]

    @strawberry.field(
        description="The review that was written, changed or withdrawn, in its current state.", metadata=LOOKS_UP
    )
    async def review(self, info: Info) -> Review | None:
        """As `paper`."""
        return await _subject(self, info, "Review")

    @strawberry.field(
        description="The comment that was written, changed, deleted or hidden, in its current state.", metadata=LOOKS_UP
    )
    async def comment(self, info: Info) -> Comment | None:
        """As `paper`."""
        return await _subject(self, info, "Comment")


async def _subject(activity: PaperActivity, info: Info, label: str) -> Any:
    """The subject of the event, if it has the label."""
    name = activity.event.subject
    return (
        None if name is None or label_of(name) != label else await info.context.fetch_groups.node(path_of(info), name)
    )


def _activity(event: Event) -> PaperActivity:
    return PaperActivity(event=event, cursor=event.cursor, at=event.at, kind=ActivityKind(event.kind))  # pyright: ignore[reportArgumentType]


@strawberry.type(description="Live events, over graphql-transport-ws or server-sent events.")
class Subscription:
    @strawberry.subscription(
        description="Activity on a paper as it happens. `after`, the `cursor` of the last received event, resumes"
        " after a lost connection without loss or duplicates. If the event is older than the log, the error has the"
        " code CURSOR_EXPIRED: query the paper again, then subscribe without `after`.",
        metadata=LOOKS_UP,
    )
    async def paper_activity(
        self, info: Info, paper: strawberry.ID, after: str | None = strawberry.UNSET
    ) -> AsyncGenerator[PaperActivity]:
        """Validates the arguments before the stream starts."""
        request = info.context
        subscription = request.service(LogSubscription)
        if subscription is None:
            raise BadInput("Subscriptions need graphql-transport-ws or server-sent events.")
        events = await follow(
            request.store,
            subscription.follower,
            paper,
            subscription.resume or (after if isinstance(after, str) else None),
        )
        return _activities(events)  # pyright: ignore[reportReturnType]


async def _activities(events: AsyncGenerator[Event]) -> AsyncGenerator[PaperActivity]:
    async with aclosing(events):
        async for event in events:
            yield _activity(event)
