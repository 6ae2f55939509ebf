"""Reports and the log of decisions, for moderators."""

from enum import Enum
from typing import Any

import strawberry

from graphdb import moderation
from graphdb.node import ID
from loaders.context import Info, needed, path_of
from loaders.field_spec import LOOKUP, FieldSpec
from schema.connections import Connection, UserRef
from schema.enumeration import enumeration
from schema.fields import part, stored
from schema.node import Node
from schema.scalars import DateTime

_CONTENT = "The texts of the subject at that time, separated by empty lines, also if it was withdrawn or changed later."
_SUBJECT = "The subject as visible to everyone; null if it was deleted."
_SUBJECT_ID = "The id of the subject."


@enumeration(
    "The reason of a report.",
    SPAM="It is advertising.",
    ABUSE="It attacks or harasses someone.",
    PRIVACY="It discloses private information.",
    COPYRIGHT="It infringes a copyright.",
    WRONG="It is misplaced or knowingly false; of a record: its data is wrong.",
    OTHER="Another reason, explained in `note`.",
)
class ReportReason(Enum):
    SPAM = "SPAM"
    ABUSE = "ABUSE"
    PRIVACY = "PRIVACY"
    COPYRIGHT = "COPYRIGHT"
    WRONG = "WRONG"
    OTHER = "OTHER"


@enumeration(
    "The state of a report.",
    OPEN="It is not decided yet.",
    UPHELD="The subject was hidden.",
    DISMISSED="The subject stays visible.",
)
class ReportState(Enum):
    OPEN = "OPEN"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


@enumeration(
    "An action of a moderator.",
    HIDE="Hide the subject.",
    RESTORE="Restore a hidden subject.",
    DISMISS="Dismiss the open reports of the subject.",
)
class ModerationAction(Enum):
    HIDE = "HIDE"
    RESTORE = "RESTORE"
    DISMISS = "DISMISS"


def _text(texts: list[str] | None) -> str | None:
    return "\n\n".join(texts) if texts else None


async def _subject(root: strawberry.Parent[Any], info: Info) -> Node | None:
    """Read with the visibility rules of its kind."""
    return await info.context.fetch_groups.node(path_of(info), needed(root, info))  # pyright: ignore[reportReturnType]


@strawberry.type(description="A report of a user to the moderators.")
class Report:
    report_id: strawberry.ID = stored(ID, "The id of the report.")
    subject_id: strawberry.ID = stored(moderation.SUBJECT, _SUBJECT_ID)
    subject: Node | None = strawberry.field(
        resolver=_subject, description=_SUBJECT, metadata=FieldSpec(needs=moderation.SUBJECT, weight=LOOKUP).metadata
    )
    content: str | None = stored(moderation.CONTENT, _CONTENT, compute=_text)
    reason: ReportReason = stored(moderation.REASON, "The reason.")
    note: str | None = stored(moderation.NOTE, "The note of the user.")
    state: ReportState = stored(moderation.STATE, "The state of the report.")
    reporter: UserRef = stored(moderation.BY, "The user who reported it.")
    at: DateTime = stored(moderation.AT, "The time.")


@strawberry.type(description="A decision of a moderator. It cannot be changed.")
class Moderation:
    decision_id: strawberry.ID = stored(ID, "The id of the decision.")
    subject_id: strawberry.ID = stored(moderation.SUBJECT, _SUBJECT_ID)
    subject: Node | None = strawberry.field(
        resolver=_subject, description=_SUBJECT, metadata=FieldSpec(needs=moderation.SUBJECT, weight=LOOKUP).metadata
    )
    content: str | None = stored(moderation.CONTENT, _CONTENT, compute=_text)
    action: ModerationAction = stored(moderation.ACTION, "The action.")
    note: str | None = stored(moderation.NOTE, "The note of the moderator.")
    moderator: UserRef = stored(moderation.BY, "The moderator.")
    at: DateTime = stored(moderation.AT, "The time.")


@strawberry.type(description="A report in a list.")
class ReportEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: Report = part("The report.")


@strawberry.type(description="Reports, in pages.")
class ReportConnection(Connection):
    edges: list[ReportEdge] = part("The edges of the page.")
    nodes: list[Report] = part("The nodes of the page.")


@strawberry.type(description="A decision in a list.")
class ModerationEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: Moderation = part("The decision.")


@strawberry.type(description="Decisions of moderators, in pages.")
class ModerationConnection(Connection):
    edges: list[ModerationEdge] = part("The edges of the page.")
    nodes: list[Moderation] = part("The nodes of the page.")


@strawberry.input(description="Which reports. All conditions must hold; a list matches any of its values.")
class ReportFilter:
    states: list[ReportState] | None = strawberry.field(default=strawberry.UNSET, description="In one of these states.")
    subject: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="With this subject.")


def reports_arguments(
    filter: ReportFilter | None = strawberry.UNSET,  # noqa: A002
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments of the list of reports."""
