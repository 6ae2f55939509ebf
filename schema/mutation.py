"""Everything that people can change, gathered from the things that it is about."""

import strawberry

from schema.access_token import AccessTokens
from schema.collecting import Collections
from schema.commenting import Commenting
from schema.library import Libraries
from schema.linking import Linking
from schema.moderating import Moderating
from schema.reacting import Reactions
from schema.reviewing import Reviewing
from schema.save import Saves
from schema.session import Sessions
from schema.vote import Votes


@strawberry.type(
    description="Everything that people can change. Who is not signed in, or may not, or asks too often gets a GraphQL"
    " error with the code UNAUTHENTICATED, FORBIDDEN or RATE_LIMITED; what a person can mend stands in `userErrors`."
)
class Mutation(
    Sessions, AccessTokens, Votes, Reactions, Saves, Reviewing, Collections, Libraries, Commenting, Linking, Moderating
):
    pass
