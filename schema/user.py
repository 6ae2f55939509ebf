"""Users: public profiles and private accounts."""

from enum import Enum
from typing import cast

import strawberry

from graphdb import (
    access_token,
    collection,
    comment,
    follow,
    identity,
    notification,
    review,
    save,
    session,
    user,
)
from graphdb.node import ID
from loaders.context import Info
from loaders.field_spec import LOOKS_UP
from loaders.reading import Row
from loaders.viewer import Role
from schema.author import Author
from schema.connections import CollectionConnection, CommentConnection, PaperConnection, ReviewConnection
from schema.enumeration import enumeration
from schema.fields import page, stored
from schema.follow import FollowConnection, NotificationConnection
from schema.node import Node
from schema.scalars import URL, DateTime
from schema.security_event import SecurityEvent

enumeration(
    "The role of a user.",
    MEMBER="Can write, and edit what they wrote.",
    MODERATOR="Can also hide and restore what others wrote.",
    ADMIN="Can do everything.",
)(Role)


@enumeration("The scope of an access token.", READ="Read as the user.", WRITE="Read and write as the user.")
class TokenScope(Enum):
    READ = "READ"
    WRITE = "WRITE"


@strawberry.type(description="A session of a user in a browser.")
class Session:
    session_id: strawberry.ID = stored(ID, "The id of the session, which is not a credential.")
    agent: str = stored(session.AGENT, "The user agent of the browser.")
    created_at: DateTime = stored(session.CREATED_AT, "When the user signed in.")
    used_at: DateTime = stored(session.USED_AT, "When it was last used, to the minute.")
    expires_at: DateTime = stored(session.EXPIRES_AT, "When it expires if it is not used before.")

    @strawberry.field(description="Whether it is the session of this request.", metadata=LOOKS_UP)
    async def current(self, info: Info) -> bool:
        """From the request."""
        viewer = info.context.viewer
        return viewer is not None and cast("Row", self).id == viewer.session


@strawberry.type(
    description="A token with which a program acts on behalf of the user. Its value is returned only once."
)
class AccessToken:
    token_id: strawberry.ID = stored(ID, "The id of the token, which is not a credential.")
    name: str = stored(access_token.NAME, "The name.")
    scope: TokenScope = stored(access_token.SCOPE, "The scope.")
    created_at: DateTime = stored(access_token.CREATED_AT, "When it was created.")
    used_at: DateTime | None = stored(access_token.USED_AT, "When it was last used, to the minute.")
    expires_at: DateTime | None = stored(access_token.EXPIRES_AT, "When it expires; null: never.")


@strawberry.type(description="An identity of the user at an OpenID Connect issuer.")
class SignInIdentity:
    issuer: URL = stored(identity.ISSUER, "The URL of the issuer.")
    subject: str = stored(identity.SUBJECT, "The subject identifier of the user at the issuer.")


@strawberry.type(description="The private data of a user, visible only to them.")
class Account:
    email: str | None = stored(user.EMAIL, "The e-mail address.")
    email_confirmed: bool = stored(
        user.EMAIL_CONFIRMED,
        "Whether they opened a link that was sent to it, so that it can reset the password.",
    )
    role: Role = stored(user.ROLE, "The role.", compute=Role.__getitem__)
    has_password: bool = stored(user.HAS_PASSWORD, "Whether they can sign in with a password.")
    has_second_factor: bool = stored(user.HAS_SECOND_FACTOR, "Whether signing in needs a code too.")
    recovery_code_count: int = stored(user.RECOVERY_CODES, "The number of recovery codes that are left.")
    sessions: list[Session] = stored(user.SESSIONS, "The sessions, latest use first.")
    access_tokens: list[AccessToken] = stored(user.ACCESS_TOKENS, "The access tokens, newest first.")
    identities: list[SignInIdentity] = stored(user.IDENTITIES, "The identities at OpenID Connect issuers.")
    security_events: list[SecurityEvent] = stored(
        user.SECURITY_EVENTS, "The security log, latest first: the last 30 entries of each kind, 100 in all."
    )
    following: FollowConnection = page(follow.FOLLOWING, "What they follow, latest first.")
    notifications: NotificationConnection = page(
        notification.NOTIFICATIONS, "What is new in it, in the last 90 days and since they follow it, latest first."
    )
    unread_notification_count: int = stored(
        notification.UNREAD_COUNT, "How many of the notifications are later than the last time marked as read."
    )


@strawberry.type(description="A user with an account.")
class User(Node):
    handle: str = stored(user.HANDLE, "The handle, as in `@ada`; unique, ignoring case.")
    name: str = stored(user.NAME, "The public name.")
    orcid: str | None = stored(user.ORCID, "The ORCID iD, verified by an issuer.")
    author: Author | None = stored(
        user.AUTHOR, "The author in this graph who has that ORCID iD, or to whom moderators linked the user."
    )
    joined_at: DateTime = stored(user.JOINED_AT, "When the account was created.")
    reviews: ReviewConnection = page(review.OF_USER, "Their reviews of papers, newest first.")
    account: Account | None = stored(user.ACCOUNT, "Private data, visible only to the user; null for others.")
    comments: CommentConnection = page(
        comment.OF_USER, "Their comments, newest first; the user also sees those that a moderator hid."
    )
    collections: CollectionConnection = page(
        collection.OF_USER, "Their public collections, newest first; the user sees all of theirs."
    )
    saved: PaperConnection | None = page(
        save.PAPERS, "The papers that they saved, latest first; visible only to the user, null for others."
    )
