"""Votes: like and dislike."""

import strawberry

from loaders.context import Info
from resolvers import vote as votes
from schema.mutations_base import Payload, Write, changed, mutation
from schema.paper import Paper
from schema.reading_frame import Vote


@strawberry.input(description="A vote on a paper.")
class VoteInput(Write):
    paper: strawberry.ID = strawberry.field(description="The paper's id.")
    vote: Vote | None = strawberry.field(
        default=strawberry.UNSET, description="The vote; null or omitted withdraws it."
    )


@strawberry.type(description="The result of a vote.")
class VotePayload(Payload):
    paper: Paper | None = changed("Paper", "The paper, with its counts after the write.")
    vote: Vote | None = strawberry.field(default=None, description="The new vote; null if it was withdrawn.")


async def _vote(info: Info, input: VoteInput) -> VotePayload:  # noqa: A002
    value = input.vote or None
    paper = await votes.vote(info.context, input.paper, value and value.value, input.idempotency_key or None)
    return VotePayload(ids={"paper": paper}, vote=value)


@strawberry.type
class Votes:
    vote: VotePayload | None = mutation(
        _vote, "Likes or dislikes a paper, or withdraws the vote: one vote per user and paper."
    )
