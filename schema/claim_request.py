"""Requests to be linked to an author: for the user and for moderators."""

from enum import Enum
from typing import Any

import strawberry

from graphdb import claim_request
from graphdb.node import ID
from schema.connections import AuthorRef, Connection, UserRef
from schema.enumeration import enumeration
from schema.fields import part, stored
from schema.scalars import DateTime


@enumeration(
    "The state of a request to be linked to an author.",
    OPEN="No moderator has decided yet.",
    GRANTED="The user is linked to the author.",
    REFUSED="A moderator refused it.",
)
class ClaimState(Enum):
    OPEN = "OPEN"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"


@strawberry.type(description="A request of a user to be linked to an author, visible only to moderators.")
class ClaimRequest:
    request_id: strawberry.ID = stored(ID, "The id of the request.")
    user: UserRef = stored(claim_request.USER, "Who asks.")
    author: AuthorRef | None = stored(claim_request.AUTHOR, "The author; null if the record was deleted.")
    evidence: str = stored(claim_request.EVIDENCE, "Why it is the same person, in the words of the user.")
    state: ClaimState = stored(claim_request.STATE, "The state.")
    note: str | None = stored(claim_request.NOTE, "The note of the moderator.")
    at: DateTime = stored(claim_request.AT, "When the user asked.")


@strawberry.type(description="A request in a list.")
class ClaimRequestEdge:
    cursor: str = part("The cursor of the edge, for `after` or `before`.")
    node: ClaimRequest = part("The request.")


@strawberry.type(description="Requests to be linked to an author, in pages.")
class ClaimRequestConnection(Connection):
    edges: list[ClaimRequestEdge] = part("The edges of the page.")
    nodes: list[ClaimRequest] = part("The nodes of the page.")


@strawberry.input(description="Which requests.")
class ClaimRequestFilter:
    states: list[ClaimState] | None = strawberry.field(default=strawberry.UNSET, description="In one of these states.")


def claim_requests_arguments(
    filter: ClaimRequestFilter | None = strawberry.UNSET,  # noqa: A002
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments of the list of requests."""
