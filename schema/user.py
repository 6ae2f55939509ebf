"""A person, as everybody sees them, and what they alone see of themselves."""

from enum import Enum

import strawberry

from graphdb import access_token, collection, comment, identity, review, save, session, user
from graphdb.node import ID
from loaders.context import Info
from loaders.viewer import Role
from schema.author import Author
from schema.connections import CollectionConnection, CommentConnection, PaperConnection, ReviewConnection
from schema.enumeration import enumeration
from schema.fields import listing, stored
from schema.node import Node
from schema.scalars import URL, DateTime

enumeration(
    "What a person may do.",
    MEMBER="Write, and change what they wrote.",
    MODERATOR="Also hide what others wrote, and restore it.",
    ADMIN="Everything.",
)(Role)


@enumeration("What an access token is good for.", READ="Reading as the person.", WRITE="Writing, too.")
class TokenScope(Enum):
    READ = "READ"
    WRITE = "WRITE"


@strawberry.type(description="A browser in which the person is signed in.")
class Session:
    id: strawberry.ID = stored(ID, "Names the session; it does not sign anybody in.")
    agent: str = stored(session.AGENT, "What the browser calls itself.")
    created_at: DateTime = stored(session.CREATED_AT, "When the person signed in there.")
    used_at: DateTime = stored(session.USED_AT, "When it was last used, to the minute.")
    expires_at: DateTime = stored(session.EXPIRES_AT, "When it ends, if it is not used before.")

    @strawberry.field(description="Whether this request came with it.")
    async def current(self, info: Info) -> bool:
        """Known to the request alone."""
        viewer = info.context.viewer
        return viewer is not None and self.id == viewer.session


@strawberry.type(description="A token with which a program acts for the person. The token itself is shown once.")
class AccessToken:
    id: strawberry.ID = stored(ID, "Names the token; it does not sign anybody in.")
    name: str = stored(access_token.NAME, "What the person calls it.")
    scope: TokenScope = stored(access_token.SCOPE, "What it is good for.")
    created_at: DateTime = stored(access_token.CREATED_AT, "When it was made.")
    used_at: DateTime | None = stored(access_token.USED_AT, "When it was last used, to the minute.")
    expires_at: DateTime | None = stored(access_token.EXPIRES_AT, "When it ends; null: never.")


@strawberry.type(description="A service that signs the person in.")
class SignInIdentity:
    issuer: URL = stored(identity.ISSUER, "The address of the OpenID Connect issuer.")
    subject: str = stored(identity.SUBJECT, "What it calls the person.")


@strawberry.type(description="What nobody but the person sees of themselves.")
class Account:
    email: str | None = stored(user.EMAIL, "Their e-mail address, as they gave it.")
    role: Role = stored(user.ROLE, "What they may do.", compute=Role.__getitem__)
    has_password: bool = stored(user.HAS_PASSWORD, "Whether they can sign in with a password.")
    sessions: list[Session] = stored(user.SESSIONS, "Where they are signed in, latest use first.")
    access_tokens: list[AccessToken] = stored(user.ACCESS_TOKENS, "Their access tokens, newest first.")
    identities: list[SignInIdentity] = stored(user.IDENTITIES, "The services that sign them in.")


@strawberry.type(description="A person who has an account.")
class User(Node):
    handle: str = stored(user.HANDLE, "What they are called by, as in `@ada`: no two differ in case alone.")
    name: str = stored(user.NAME, "Their name, as they write it.")
    orcid: str | None = stored(user.ORCID, "Their ORCID iD, verified by an issuer that signed them in.")
    author: Author | None = stored(user.AUTHOR, "The author in this graph who has that ORCID iD.")
    joined_at: DateTime = stored(user.JOINED_AT, "When they came.")
    reviews: ReviewConnection = listing(review.OF_USER, "Their reviews of papers, newest first.")
    account: Account | None = stored(user.ACCOUNT, "What nobody but themselves sees of them: null for everybody else.")
    comments: CommentConnection = listing(
        comment.OF_USER, "Their comments, newest first; for themselves also those that a moderator hid."
    )
    collections: CollectionConnection = listing(
        collection.OF_USER, "Their public collections, newest first; for themselves all of theirs."
    )
    saved: PaperConnection | None = listing(
        save.PAPERS, "The papers that they saved, latest first, for themselves alone: null for everybody else."
    )
