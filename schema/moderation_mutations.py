"""Mutations for reports and moderation."""

import strawberry

from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP
from resolvers import moderation
from resolvers.input_limits import REPORT_NOTE
from resolvers.keys import public_id
from schema.moderation import ModerationAction, ReportReason
from schema.mutations_base import Payload, Write, mutation
from schema.node import Node

_NOTE = f"A note: {REPORT_NOTE}."


@strawberry.input(description="A report to the moderators.")
class ReportInput(Write):
    subject: strawberry.ID = strawberry.field(
        description="The id of a comment, review, resource or collection, or of a record with an error: a paper,"
        " author, institution, topic, venue, funder, publisher or award."
    )
    reason: ReportReason = strawberry.field(description="The reason.")
    note: str | None = strawberry.field(default=strawberry.UNSET, description=_NOTE)


@strawberry.input(description="A decision of a moderator.")
class ModerateInput(Write):
    subject: strawberry.ID = strawberry.field(
        description="The id of the subject of a report. Records cannot be hidden."
    )
    action: ModerationAction = strawberry.field(description="The action.")
    note: str | None = strawberry.field(default=strawberry.UNSET, description=f"The reason, for the log. {_NOTE}")


@strawberry.type(description="The result of a report.")
class ReportPayload(Payload):
    subject_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the subject. A second report by the same user changes nothing."
    )


@strawberry.type(description="The result of a decision.")
class ModeratePayload(Payload):
    subject_id: strawberry.ID | None = strawberry.field(default=None, description="The id of what it is about.")

    @strawberry.field(
        description="The subject as visible to everyone after the decision; null if it is hidden.", metadata=LOOKS_UP
    )
    async def subject(self, info: Info) -> Node | None:
        """Read after the write."""
        subject_id = self.subject_id
        return subject_id and await info.context.fetch_groups.node(path_of(info), subject_id)  # pyright: ignore[reportReturnType]


async def _report(info: Info, input: ReportInput) -> ReportPayload:  # noqa: A002
    subject_id = await moderation.report(
        info.context, public_id(input.subject), input.reason.value, input.note or None, input.idempotency_key or None
    )
    return ReportPayload(subject_id=strawberry.ID(subject_id))


async def _moderate(info: Info, input: ModerateInput) -> ModeratePayload:  # noqa: A002
    subject_id = await moderation.moderate(
        info.context, public_id(input.subject), input.action.value, input.note or None, input.idempotency_key or None
    )
    return ModeratePayload(subject_id=strawberry.ID(subject_id))


@strawberry.type
class ModerationMutations:
    report: ReportPayload | None = mutation(_report, "Reports a subject to the moderators.")
    moderate: ModeratePayload | None = mutation(
        _moderate, "For moderators: hides or restores a subject, or dismisses its reports. Each decision is logged."
    )
