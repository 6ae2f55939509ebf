"""Mutations of requests to be linked to an author."""

import strawberry

from loaders.context import Info
from resolvers import claim_request
from resolvers.input_limits import CLAIM_EVIDENCE, OPEN_CLAIMS, REPORT_NOTE
from schema.author import Author
from schema.mutations_base import Payload, Write, changed, mutation


@strawberry.input(description="The author that the user is.")
class ClaimAuthorInput(Write):
    author: strawberry.ID = strawberry.field(description="The author, by any identifier.")
    evidence: str = strawberry.field(
        description=f"What shows it, such as a page at an institution: {CLAIM_EVIDENCE}. Only moderators read it."
    )


@strawberry.input(description="A decision of a moderator on a request.")
class DecideClaimInput(Write):
    request: strawberry.ID = strawberry.field(description="The id of an open request.")
    grant: bool = strawberry.field(description="True links the user to the author, false refuses.")
    note: str | None = strawberry.field(default=strawberry.UNSET, description=f"The reason: {REPORT_NOTE}.")


@strawberry.type(description="The result of a request to be linked to an author.")
class ClaimAuthorPayload(Payload):
    request_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the request; of the open one if there is one already."
    )
    author: Author | None = changed("Author", "The author, with `viewerClaim` after the write.")


@strawberry.type(description="The result of a decision on a request.")
class DecideClaimPayload(Payload):
    request_id: strawberry.ID | None = strawberry.field(default=None, description="The id of the request.")


async def _claim(info: Info, input: ClaimAuthorInput) -> ClaimAuthorPayload:  # noqa: A002
    request, author = await claim_request.ask(info.context, input.author, input.evidence, input.idempotency_key or None)
    return ClaimAuthorPayload(ids={"author": author}, request_id=strawberry.ID(request))


async def _decide(info: Info, input: DecideClaimInput) -> DecideClaimPayload:  # noqa: A002
    request = await claim_request.decide(
        info.context, input.request, input.note or None, input.idempotency_key or None, grant=input.grant
    )
    return DecideClaimPayload(request_id=strawberry.ID(request))


@strawberry.type
class ClaimMutations:
    claim_author: ClaimAuthorPayload | None = mutation(
        _claim,
        "Asks the moderators to link the user to an author; nobody else sees it until they grant it. A verified ORCID"
        f" iD links at once, without a request. {OPEN_CLAIMS}.",
    )
    decide_claim: DecideClaimPayload | None = mutation(
        _decide, "For moderators: grants or refuses a request to be linked to an author."
    )
