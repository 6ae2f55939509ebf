"""The root type of mutations."""

import strawberry

from schema.access_token import AccessTokens
from schema.claim_mutations import ClaimMutations
from schema.collection_mutations import CollectionMutations
from schema.comment_mutations import CommentMutations
from schema.email_confirmation import EmailConfirmations
from schema.follow_mutations import FollowMutations
from schema.identity import Identities
from schema.library import Libraries
from schema.moderation_mutations import ModerationMutations
from schema.password_reset import PasswordResets
from schema.reaction_mutations import ReactionMutations
from schema.resource_mutations import ResourceMutations
from schema.review_mutations import ReviewMutations
from schema.save import Saves
from schema.second_factor import SecondFactors
from schema.session import Sessions
from schema.vote import Votes


@strawberry.type(
    description="The root type of mutations. A user who is not signed in, has no permission or exceeds the rate limit"
    " gets a GraphQL error with the code UNAUTHENTICATED, FORBIDDEN or RATE_LIMITED; validation errors are in"
    " `userErrors`."
)
class Mutation(
    Sessions,
    AccessTokens,
    Identities,
    SecondFactors,
    PasswordResets,
    EmailConfirmations,
    Votes,
    ReactionMutations,
    Saves,
    FollowMutations,
    ReviewMutations,
    CollectionMutations,
    Libraries,
    CommentMutations,
    ResourceMutations,
    ModerationMutations,
    ClaimMutations,
):
    pass
