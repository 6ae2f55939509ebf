"""Everything that people can change, gathered from the things that it is about."""

import strawberry

from schema.access_token import AccessTokens
from schema.collection_mutations import CollectionMutations
from schema.comment_mutations import CommentMutations
from schema.library import Libraries
from schema.moderation_mutations import ModerationMutations
from schema.reaction_mutations import ReactionMutations
from schema.resource_mutations import ResourceMutations
from schema.review_mutations import ReviewMutations
from schema.save import Saves
from schema.session import Sessions
from schema.vote import Votes


@strawberry.type(
    description="Everything that people can change. Who is not signed in, or may not, or asks too often gets a GraphQL"
    " error with the code UNAUTHENTICATED, FORBIDDEN or RATE_LIMITED; what a person can mend stands in `userErrors`."
)
class Mutation(
    Sessions,
    AccessTokens,
    Votes,
    ReactionMutations,
    Saves,
    ReviewMutations,
    CollectionMutations,
    Libraries,
    CommentMutations,
    ResourceMutations,
    ModerationMutations,
):
    pass
