"""The exceptions of the service. `code` is the GraphQL `extensions.code`, `status` the HTTP status."""


class PeergraphError(Exception):
    """Base of all exceptions of the service. The message is a sentence for the caller or the operator."""

    code = "INTERNAL_SERVER_ERROR"
    status = 500


class BadInput(PeergraphError):
    """An invalid argument: the message names the argument, the limit and the value."""

    code = "BAD_USER_INPUT"
    status = 400


class Unauthenticated(PeergraphError):
    """The operation needs a signed-in user."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(PeergraphError):
    """The user or the token has no permission."""

    code = "FORBIDDEN"
    status = 403


class RetryLater(PeergraphError):
    """The request is rejected now and can succeed later. `retry_after`: in how many seconds, None if that is unknown;
    it is the header `Retry-After` and the extension `retryAfter`."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.extensions = {} if retry_after is None else {"retryAfter": retry_after}


class RateLimited(RetryLater):
    """Too many requests: the message says when to try again."""

    code = "RATE_LIMITED"
    status = 429


class Overloaded(RetryLater):
    """The service has more work than it can take at the moment."""

    code = "OVERLOADED"
    status = 503


class NotReady(RetryLater):
    """The service is still preparing what the operation needs."""

    code = "NOT_READY"
    status = 503


class StoreError(PeergraphError):
    """Neo4j rejected a statement or failed while running it."""


class StoreUnavailable(RetryLater, StoreError):
    """Neo4j cannot be reached, or lost its leader for longer than the retries last."""

    code = "STORE_UNAVAILABLE"
    status = 503


class StoreFull(StoreUnavailable):
    """The disk of Neo4j is almost full: reads are answered, changes are refused. Source of the status: RFC 4918,
    section 11.5."""

    code = "STORE_FULL"
    status = 507


class StoreTimeout(StoreError):
    """A statement exceeded its time limit."""

    code = "TIMEOUT"
    status = 504


class CannotStart(PeergraphError):
    """The service or a command cannot start: one sentence for the operator and a non-zero exit status."""


class StoreUnreachable(CannotStart):
    """Neo4j does not answer yet, so that a later start can succeed."""


class RequestTimeout(PeergraphError):
    """A request exceeded its time limit."""

    code = "TIMEOUT"
    status = 504
