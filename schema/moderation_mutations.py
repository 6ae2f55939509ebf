"""Reporting, and moderating."""

import strawberry

from loaders.context import Info, path_of
from resolvers import moderation
from resolvers.input_limits import REPORT_NOTE
from resolvers.keys import public_id
from schema.moderation import ModerationAction, ReportReason
from schema.mutations_base import Payload, Write, mutation
from schema.node import Node

_NOTE = f"In one's own words: {REPORT_NOTE}."


@strawberry.input(description="Something that the moderators should look at.")
class ReportInput(Write):
    subject: strawberry.ID = strawberry.field(description="The id of a comment, review, resource or collection.")
    reason: ReportReason = strawberry.field(description="Why.")
    note: str | None = strawberry.field(default=strawberry.UNSET, description=_NOTE)


@strawberry.input(description="What to do about something.")
class ModerateInput(Write):
    subject: strawberry.ID = strawberry.field(description="The id of a comment, review, resource or collection.")
    action: ModerationAction = strawberry.field(description="What to do.")
    note: str | None = strawberry.field(default=strawberry.UNSET, description=f"Why, for the log. {_NOTE}")


@strawberry.type(description="What was reported.")
class ReportPayload(Payload):
    subject_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id of what was reported: once a person, again changes nothing."
    )


@strawberry.type(description="What a moderator changed.")
class ModeratePayload(Payload):
    subject_id: strawberry.ID | None = strawberry.field(default=None, description="The id of what it is about.")

    @strawberry.field(description="What it is about, as everybody sees it now; null where they do not.")
    async def subject(self, info: Info) -> Node | None:
        """Read after the write."""
        found = self.subject_id
        return found and await info.context.fetch_groups.node(path_of(info), found)  # pyright: ignore[reportReturnType]


async def _report(info: Info, input: ReportInput) -> ReportPayload:  # noqa: A002
    found = await moderation.report(
        info.context, public_id(input.subject), input.reason.value, input.note or None, input.idempotency_key or None
    )
    return ReportPayload(subject_id=strawberry.ID(found))


async def _moderate(info: Info, input: ModerateInput) -> ModeratePayload:  # noqa: A002
    found = await moderation.moderate(
        info.context, public_id(input.subject), input.action.value, input.note or None, input.idempotency_key or None
    )
    return ModeratePayload(subject_id=strawberry.ID(found))


@strawberry.type
class ModerationMutations:
    report: ReportPayload = mutation(_report, "Asks the moderators to look at something.")
    moderate: ModeratePayload = mutation(
        _moderate, "For moderators: hides or restores something, or dismisses what was reported. All of it is logged."
    )
