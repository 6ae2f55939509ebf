"""What moderators see: reports, and the log of what was decided."""

from enum import Enum
from typing import Any

import strawberry

from graphdb import moderation
from graphdb.node import ID
from loaders.context import Info, needed, path_of
from loaders.field_spec import FieldSpec
from schema.connections import Connection, UserRef
from schema.enumeration import enumeration
from schema.fields import part, stored
from schema.node import Node
from schema.scalars import DateTime

_CONTENT = "What the subject says or said, hidden or not: its texts, apart by empty lines; null where it is gone."
_SUBJECT = "What it is about, as everybody sees it; null where it is gone."
_SUBJECT_ID = "The id of what it is about."


@enumeration(
    "Why something is reported.",
    SPAM="It sells or promotes something.",
    ABUSE="It attacks or harasses somebody.",
    PRIVACY="It tells what is private.",
    COPYRIGHT="It is a copy that may not be here.",
    WRONG="It is in the wrong place, or knowingly false.",
    OTHER="Something else: say what in `note`.",
)
class ReportReason(Enum):
    SPAM = "SPAM"
    ABUSE = "ABUSE"
    PRIVACY = "PRIVACY"
    COPYRIGHT = "COPYRIGHT"
    WRONG = "WRONG"
    OTHER = "OTHER"


@enumeration(
    "What became of a report.",
    OPEN="Nobody has decided about it.",
    UPHELD="What it is about was hidden.",
    DISMISSED="What it is about stays.",
)
class ReportState(Enum):
    OPEN = "OPEN"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


@enumeration(
    "What a moderator does.",
    HIDE="Take something out of everybody's sight.",
    RESTORE="Bring it back.",
    DISMISS="Answer the open reports against it: it stays.",
)
class ModerationAction(Enum):
    HIDE = "HIDE"
    RESTORE = "RESTORE"
    DISMISS = "DISMISS"


def _text(texts: list[str] | None) -> str | None:
    return "\n\n".join(texts) if texts else None


async def _subject(root: strawberry.Parent[Any], info: Info) -> Node | None:
    """As its own way in lets the moderator see it."""
    return await info.context.fetch_groups.node(path_of(info), needed(root, info))  # pyright: ignore[reportReturnType]


@strawberry.type(description="That somebody asks the moderators to look at something.")
class Report:
    id: strawberry.ID = stored(ID, "Names the report.")
    subject_id: strawberry.ID = stored(moderation.SUBJECT, _SUBJECT_ID)
    subject: Node | None = strawberry.field(
        resolver=_subject, description=_SUBJECT, metadata=FieldSpec(needs=moderation.SUBJECT).metadata
    )
    content: str | None = stored(moderation.CONTENT, _CONTENT, compute=_text)
    reason: ReportReason = stored(moderation.REASON, "Why.")
    note: str | None = stored(moderation.NOTE, "What the person says of it.")
    state: ReportState = stored(moderation.STATE, "What became of it.")
    reporter: UserRef = stored(moderation.BY, "Who asks.")
    at: DateTime = stored(moderation.AT, "When.")


@strawberry.type(description="What a moderator decided. Nobody changes it.")
class Moderation:
    id: strawberry.ID = stored(ID, "Names the decision.")
    subject_id: strawberry.ID = stored(moderation.SUBJECT, _SUBJECT_ID)
    subject: Node | None = strawberry.field(
        resolver=_subject, description=_SUBJECT, metadata=FieldSpec(needs=moderation.SUBJECT).metadata
    )
    content: str | None = stored(moderation.CONTENT, _CONTENT, compute=_text)
    action: ModerationAction = stored(moderation.ACTION, "What was done.")
    note: str | None = stored(moderation.NOTE, "What the moderator says of it.")
    moderator: UserRef = stored(moderation.BY, "Who decided.")
    at: DateTime = stored(moderation.AT, "When.")


@strawberry.type(description="A report in a list.")
class ReportEdge:
    cursor: str = part("Where the edge stands in its list: give it as `after`.")
    node: Report = part("The report.")


@strawberry.type(description="Reports, page by page.")
class ReportConnection(Connection):
    edges: list[ReportEdge] = part("The page, with what each edge says.")
    nodes: list[Report] = part("The page, without its edges.")


@strawberry.type(description="A decision in a list.")
class ModerationEdge:
    cursor: str = part("Where the edge stands in its list: give it as `after`.")
    node: Moderation = part("The decision.")


@strawberry.type(description="Decisions of moderators, page by page.")
class ModerationConnection(Connection):
    edges: list[ModerationEdge] = part("The page, with what each edge says.")
    nodes: list[Moderation] = part("The page, without its edges.")


@strawberry.input(description="Which reports. Everything given must hold; a list means any of its values.")
class ReportFilter:
    states: list[ReportState] | None = strawberry.field(default=strawberry.UNSET, description="In one of these states.")
    subject: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="About this.")


def reports_arguments(
    filter: ReportFilter | None = strawberry.UNSET,  # noqa: A002
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
) -> Any:
    """The arguments of the list of reports."""
