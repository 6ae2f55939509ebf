"""What can go wrong, as one small tree. `code` is the GraphQL `extensions.code`, `status` the HTTP status."""


class PeergraphError(Exception):
    """Everything that the service says about itself. The message is for the person who can mend it."""

    code = "INTERNAL_SERVER_ERROR"
    status = 500


class BadInput(PeergraphError):
    """An argument that cannot be used: the message names the argument, the limit and the value."""

    code = "BAD_USER_INPUT"
    status = 400


class Unauthenticated(PeergraphError):
    """Only for people who are signed in."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(PeergraphError):
    """Not for this person, or not with this token."""

    code = "FORBIDDEN"
    status = 403


class RateLimited(PeergraphError):
    """Too often in a short time: the message says when to try again."""

    code = "RATE_LIMITED"
    status = 429


class StoreError(PeergraphError):
    """Neo4j refused a statement or failed while it ran it."""


class StoreUnavailable(StoreError):
    """Neo4j cannot be reached, or lost its leader for longer than the retries last."""

    code = "STORE_UNAVAILABLE"
    status = 503


class StoreTimeout(StoreError):
    """A statement took longer than it may."""

    code = "TIMEOUT"
    status = 504


class CannotStart(PeergraphError):
    """The service or a command cannot begin: one sentence for the operator, and a non-zero exit."""


class RequestTimeout(PeergraphError):
    """A request took longer than it may."""

    code = "TIMEOUT"
    status = 504
